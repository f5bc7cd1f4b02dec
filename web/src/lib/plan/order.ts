// From the suggestions that are followed to the orders that go out: one for each site and supplier.
import type { Basket, PurchaseBody, Replenishment } from '$lib/api/types';
import { plural } from '$lib/format';

export interface Choice {
  of: Replenishment;
  units: number;
}

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
    const last = group.map(({ of }) => of.expected_on).sort().at(-1) ?? '';
    const order: PurchaseBody = {
      order: `po-${stem}-${n + 1}`,
      site: first.site,
      expected_at: atThisTimeOn(last, now),
      lines: group.map(({ of, units }) => lineOf(of.item, units, of.suggestion?.order ?? 0, of.suggestion?.worth?.gain))
    };
    if (first.plan.supplier) order.supplier = first.plan.supplier;
    return [order];
  });
}

/** The same time of day on another day, such as `2026-12-03`. */
function atThisTimeOn(day: string, now: Date): string {
  return `${day}T${now.toISOString().slice(11)}`;
}

/** A line of an order. What it was expected to gain is only known of what was suggested. */
function lineOf(item: string, units: number, suggested: number, gain: number | null | undefined): PurchaseBody['lines'][number] {
  return { item, quantity: units, suggested, ...(gain != null && units === suggested ? { gain } : {}) };
}

/** What one order to a supplier would be today, as an order. */
export function orderOf(basket: Basket, stem: string, now: Date): PurchaseBody {
  const lines = basket.lines.filter(({ units }) => units > 0);
  return {
    order: `po-${stem}`,
    supplier: basket.supplier,
    site: basket.site,
    expected_at: atThisTimeOn(basket.expected_on, now),
    // As it stands it was advised: what was added to fill a truck too.
    lines: lines.map(({ item, units, gain }) => lineOf(item, units, units, gain))
  };
}

/** How full the trucks are, in words. */
export function trucksOf({ trucks, truck_fill }: Pick<Basket, 'trucks' | 'truck_fill'>): string {
  if (trucks == null) return '–';
  if (trucks === 0) return 'none';
  return `${plural(trucks, 'truck')}, ${Math.round((truck_fill ?? 0) * 100)} % full`;
}

/** How long what is there lasts, in words. */
export function lasts(days: number | null | undefined): string {
  if (days === null || days === undefined) return '–';
  if (days < 1) return 'under a day';
  return `${days < 10 ? days.toFixed(1) : Math.round(days)} days`;
}
