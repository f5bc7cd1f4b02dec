// Prices that are advised, in words.
import type { AdvisedPrice, PriceAdvice, PriceAim, PriceRecordWeek } from '$lib/api/types';
import { day, moment } from '$lib/format';

type About = Pick<PriceAdvice, 'item' | 'site' | 'aim'>;

/** The lot that a price is for, where it is for one. */
export function lotOf(aim: PriceAim): string | undefined {
  return aim.kind === 'lot' ? aim.lot : undefined;
}

/** What names an advice among others. */
export function priceOf({ item, site, aim }: About): string {
  return [item, site, lotOf(aim) ?? ''].join(' ').trim();
}

/** What a price is for, in a word or two, and until when. */
export function aimOf(aim: PriceAim): { text: string; until: string } {
  switch (aim.kind) {
    case 'lot':
      return { text: `lot ${aim.lot}`, until: moment(aim.expires_at) };
    case 'season':
      return { text: 'season', until: day(new Date(aim.end)) };
    case 'regular':
      return { text: 'regular', until: '' };
  }
}

/** Where a price stands. */
export function placeOf({ list }: Pick<AdvisedPrice, 'list'>): string {
  return list == null ? 'stickers of the lot' : 'every channel and label';
}

const KINDS: Record<string, string> = { lot: 'Lots that expire', season: 'Seasons that end', regular: 'Regular prices' };

/** What was set, in words. */
export function setFor({ kind }: Pick<PriceRecordWeek, 'kind'>): string {
  return KINDS[kind] ?? kind;
}

/** Of so many units the part that is left, in per cent of them. */
export function leftShare(waste: number, units: number): number {
  return units > 0 ? Math.min(100, (100 * waste) / units) : 0;
}
