// From the suggestions that are followed to the orders that go out: one for each site and supplier.
import type { PurchaseBody, Replenishment } from '$lib/api/types';

export interface Choice {
  of: Replenishment;
  units: number;
}

const DAY_MS = 86_400_000;

/** What names a suggestion among others. */
export function pairOf(of: { item: string; site: string }): string {
  return `${of.site}\n${of.item}`;
}

/** Whole packs, and at least one: what a person types is brought to the nearest above. */
export function wholePacks(units: number, pack: number): number {
  return Math.max(1, Math.ceil(units / pack)) * pack;
}

/** The orders that carry these choices. `stem` tells one evening's orders from another's. */
export function ordersOf(choices: readonly Choice[], stem: string, now: Date): PurchaseBody[] {
  const groups = new Map<string, Choice[]>();
  for (const choice of choices) {
    const group = `${choice.of.site}\n${choice.of.plan.supplier ?? ''}`;
    groups.set(group, [...(groups.get(group) ?? []), choice]);
  }
  return [...groups.values()].flatMap((group, n) => {
    const first = group[0]?.of;
    if (first === undefined) return [];
    const lead = Math.max(...group.map(({ of }) => of.plan.lead_time_days));
    const order: PurchaseBody = {
      order: `po-${stem}-${n + 1}`,
      site: first.site,
      expected_at: new Date(now.getTime() + lead * DAY_MS).toISOString(),
      lines: group.map(({ of, units }) => ({ item: of.item, quantity: units, suggested: of.suggestion?.order ?? null }))
    };
    if (first.plan.supplier) order.supplier = first.plan.supplier;
    return [order];
  });
}

/** How long what is there lasts, in words. */
export function lasts(days: number | null | undefined): string {
  if (days === null || days === undefined) return '–';
  if (days < 1) return 'under a day';
  return `${days < 10 ? days.toFixed(1) : Math.round(days)} days`;
}
