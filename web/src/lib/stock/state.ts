// In which state an item is at a site, and the filters that go by it.
import type { AvailabilityLine } from '$lib/api/types';

export const FILTERS = [
  { value: 'all', text: 'All states' },
  { value: 'available', text: 'Available' },
  { value: 'last', text: 'Last units (1 to 3)' },
  { value: 'sold_out', text: 'Nothing to promise' },
  { value: 'negative', text: 'Book below zero' },
  { value: 'held', text: 'With holds' },
  { value: 'incoming', text: 'More on its way' }
] as const;

export type Filter = (typeof FILTERS)[number]['value'];
export type State = 'negative' | 'sold_out' | 'last' | 'available';

const LAST_UNITS = 3;

export function stateOf({ on_hand, available }: Pick<AvailabilityLine, 'on_hand' | 'available'>): State {
  if (on_hand < 0) return 'negative';
  if (available <= 0) return 'sold_out';
  return available <= LAST_UNITS ? 'last' : 'available';
}

export function stateWord(state: State): string {
  return { negative: 'Below zero', sold_out: 'Nothing to promise', last: 'Last units', available: 'Available' }[state];
}

export function stateTone(state: State): string {
  return { negative: 'bad', sold_out: 'bad', last: 'warn', available: 'good' }[state];
}

export function matches(line: AvailabilityLine, filter: Filter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'available':
      return line.available > 0;
    case 'held':
      return line.held > 0 || line.allocated > 0;
    case 'incoming':
      return line.incoming.length > 0;
    default:
      return stateOf(line) === filter;
  }
}

export interface Totals {
  on_hand: number;
  held: number;
  allocated: number;
  available: number;
  incoming: number;
  sites: number;
}

export function totals(lines: readonly AvailabilityLine[]): Totals {
  const sum = (of: (line: AvailabilityLine) => number) => lines.reduce((total, line) => total + of(line), 0);
  return {
    on_hand: sum((line) => line.on_hand),
    held: sum((line) => line.held),
    allocated: sum((line) => line.allocated),
    // A site that is overcommitted takes nothing away from what another can promise.
    available: sum((line) => Math.max(0, line.available)),
    incoming: sum((line) => line.incoming.reduce((total, { quantity }) => total + quantity, 0)),
    sites: lines.length
  };
}
