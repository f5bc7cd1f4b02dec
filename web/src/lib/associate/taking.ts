// Taking goods back: what a return says, from what was bought or from nothing at all.
import { newDraft } from './doing';
import type { Draft } from './entry';

export const REASONS = ['too_small', 'too_large', 'changed_my_mind', 'not_as_described', 'damaged', 'faulty', 'unwanted_gift'] as const;
export const CONDITIONS = ['unopened', 'opened', 'used', 'damaged', 'faulty'] as const;
export type Condition = (typeof CONDITIONS)[number];

/** What was bought, as far as a return goes by it. */
export interface Bought {
  of: { order: string } | { sale: string } | { blind: true };
  title: string;
  currency: string;
  lines: BoughtLine[];
}

export interface BoughtLine {
  /** In the order or on the receipt; none for goods that come with neither. */
  line?: number;
  item: string;
  name: string;
  /** How many can still come back. */
  most: number;
}

export interface Back {
  line: BoughtLine;
  quantity: number;
  reason: string;
  condition: Condition;
}

export function takenBack(bought: Bought, site: string, back: readonly Back[], refundTo: 'original' | 'gift_card', draft = newDraft()): Draft {
  const about = 'order' in bought.of ? bought.of.order : 'sale' in bought.of ? bought.of.sale : draft;
  const units = back.reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    kind: 'return', about: `return ${about}`, draft,
    make: ({ device, number, at }) => ({
      title: `Took back ${units} of ${bought.title}`,
      asked: {
        method: 'POST',
        path: '/v1/returns',
        body: JSON.stringify({
          return: number, site, ...bought.of, returned_at: at, refund_to: refundTo, by: device,
          lines: back.map(({ line, quantity, reason, condition }) => ({ ...(line.line === undefined ? { item: line.item } : { line: line.line }), quantity, reason, condition }))
        })
      }
    })
  };
}
