// Goods that move between sites, and orders that change, in words.
import type { FollowUp, RecordWeek, SuggestedTransfer, Transfer } from '$lib/api/types';

/** What names a suggestion to move among others. */
export function wayOf(of: Pick<SuggestedTransfer, 'item' | 'from' | 'to'>): string {
  return `${of.item} ${of.from} ${of.to}`;
}

export const KINDS: Record<SuggestedTransfer['kind'], string> = { supply: 'supply', balance: 'balance' };

export const STATES: Record<Transfer['state'], { text: string; tone: string }> = {
  accepted: { text: 'to be sent', tone: 'warn' },
  sent: { text: 'on its way', tone: 'blue' },
  received: { text: 'arrived', tone: 'good' },
  given_up: { text: 'stayed', tone: '' }
};

export const CHANGES: Record<FollowUp['what'], { verb: string; done: string }> = {
  expedite: { verb: 'Hasten', done: 'hastened' },
  cancel: { verb: 'Call off', done: 'called off' }
};

const FOLLOWED: Record<string, string> = {
  purchase_order: 'Orders to suppliers',
  transfer: 'Transfers',
  expedite: 'Hastened lines',
  cancel: 'Lines called off'
};

/** What was followed, in words. */
export function followed({ kind }: Pick<RecordWeek, 'kind'>): string {
  return FOLLOWED[kind] ?? kind;
}
