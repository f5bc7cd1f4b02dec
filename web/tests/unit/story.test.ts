// What happened to a customer, as it is told to somebody who serves them.
import { expect, test } from 'vitest';
import { storyOf, type Entry } from '$lib/service/story';

const entry = (position: number, event: string, data: object): Entry => ({ position, at: `2026-11-26T10:00:0${position}Z`, event: `retail.${event}`, by: 'till', trace: position, data });
const ENTRIES = [
  entry(1, 'order.placed', { order: 'o-1', lines: [{ item: '7', quantity: 2 }], delivery: { method: 'ship' } }),
  entry(2, 'payment.asked', { amount: 1250, currency: 'EUR', ask: 1, operation: 'capture', order: 'o-1', payment: 'o-1-p1' }),
  entry(3, 'payment.answered', { answer: { done: { amount: 1250, reference: 'x' } }, ask: 1, operation: 'capture', payment: 'o-1-p1' }),
  entry(4, 'fulfilment.shipped', { order: 'o-1', carrier: 'post', tracking: '3S' }),
  entry(5, 'return.accepted', { of: { sale: 'R-1' }, lines: [{ item: '7', quantity: 1, condition: 'faulty' }] }),
  entry(6, 'points.earned', { customer: 'c', postings: [{ amount: 84 }] })
];

test('the newest comes first, in words, with what it was about', () => {
  expect(storyOf(ENTRIES, 'c', false).map(({ what, text, href }) => [what, text, href])).toEqual([
    ['points earned', '84 points', '/traces?id=6'],
    ['brought back', 'receipt R-1 · 1 × 7, faulty', '/service?customer=c&sale=R-1'],
    ['sent', 'order o-1 · post 3S', '/service?customer=c&order=o-1'],
    ['payment taken', 'order o-1 · €12.50', '/service?customer=c&order=o-1'],
    ['order placed', 'order o-1 · 2 units, ship', '/service?customer=c&order=o-1']
  ]);
});

test('a time with fewer digits is not taken for a later one', () => {
  const at = (of: Entry, at: string): Entry => ({ ...of, at });
  const told = storyOf([at(ENTRIES[4]!, '2026-11-26T10:00:05.905Z'), at(ENTRIES[0]!, '2026-11-26T10:00:05.9Z')], 'c', false);
  expect(told.map(({ what }) => what)).toEqual(['brought back', 'order placed']);
});

test('every step is there for whoever asks', () => {
  expect(storyOf(ENTRIES, 'c', true)).toHaveLength(ENTRIES.length);
});

test.each([
  [{ declined: { code: 'no_funds' } }, 'payment declined', 'bad'],
  ['unsure', 'payment unsure', 'warn'],
  [undefined, 'payment answered', 'warn']
])('an answer of %j is a %s', (answer, what, tone) => {
  expect(storyOf([entry(1, 'payment.answered', { operation: 'authorise', payment: 'p', answer })], 'c', false)[0]).toMatchObject({ what, tone });
});
