// The pure pieces of orders, routing and the walk through a site.
import { expect, test } from 'vitest';
import { byLease, emptyBasket, withOneMore, withQuantity } from '$lib/associate/basket';
import { ordered, picked, soldOffline } from '$lib/associate/doing';
import { readOrderCode } from '$lib/associate/scan';
import { foundByTask, nextStop, shares, startWalk, trolleyPlace } from '$lib/associate/walk';
import { minorUnits, money, percent } from '$lib/format';
import { asQuery, isNarrowed, readFilters, writeFilters } from '$lib/orders/filters';
import { whyNot } from '$lib/orders/routing';
import { boardOf, columnOf, dueAt, ownSteps } from '$lib/orders/steps';
import { momentsOf, said } from '$lib/orders/timeline';
import type { Fulfilment, Order } from '$lib/api/types';

function order(state: string, parts: Partial<Fulfilment>[] = [], change: Partial<Order> = {}): Order {
  const fulfilments = parts.map((part, n) => ({ fulfilment: `o-${n + 1}`, number: n + 1, site: 'S1', site_name: 'S1', method: 'pickup', state: 'released', since: '', late: false, lines: [], legal: [], ...part }));
  return { order: 'o', channel: 'web', state, placed_at: '2026-11-26T10:00:00Z', currency: 'EUR', total: 0, carriage: 0, late: false, delivery: { method: 'pickup', site: 'S1' }, lines: [], payments: [], next: [], ...change, fulfilments } as Order;
}

test.each([
  ['placed', [], 'placed'],
  ['parked', ['parked', 'picked'], 'parked'],
  ['in_progress', ['picked', 'released'], 'released'],
  ['in_progress', ['handed_over', 'arrived'], 'ready'],
  ['completed', ['shipped', 'handed_over'], 'carrier'],
  ['completed', ['delivered'], 'done'],
  ['cancelled', ['cancelled'], 'done'],
  ['in_progress', ['rejected', 'picking'], 'picking']
])('%s with %j stands under %s', (state, parts, column) => {
  expect(columnOf(order(state, parts.map((one) => ({ state: one }))))).toBe(column);
});

test('the most urgent comes first, and what is done does not count down', () => {
  const late = order('in_progress', [{ state: 'picked', due_at: '2026-11-26T10:05:00Z' }, { state: 'handed_over', due_at: '2026-11-26T09:00:00Z' }], { order: 'late' });
  const soon = order('in_progress', [{ state: 'staged', due_at: '2026-11-26T10:01:00Z' }], { order: 'soon' });
  expect(dueAt(late)).toBe('2026-11-26T10:05:00Z');
  expect(boardOf([late, soon]).ready.map((one) => one.order)).toEqual(['soon', 'late']);
});

test('lines are cancelled and returned on the order, not on a part', () => {
  expect(ownSteps({ legal: ['accept', 'pick', 'cancel', 'return', 'refund'] })).toEqual(['accept', 'pick']);
});

test('filters of orders go into the address and back', () => {
  const filters = { look: 'list', state: 'parked', site: 'S 1', channel: '', customer: 'c1', late: true } as const;
  expect(writeFilters(filters)).toBe('?look=list&state=parked&site=S+1&customer=c1&late=true');
  expect(readFilters(new URLSearchParams(writeFilters(filters)))).toEqual(filters);
  expect(readFilters(new URLSearchParams('state=lost')).look).toBe('board');
  expect(asQuery(filters)).toEqual({ site: 'S 1', customer: 'c1', late: true });
  expect(isNarrowed({ ...filters, state: '', site: '', customer: '', late: false })).toBe(false);
});

test.each([
  ['no_stock', 'has none of it'],
  [{ too_far: { km: 1200, km_max: 50 } }, '1,200 km away, more than 50'],
  [{ unsure: { confidence_ppm: 450_000 } }, 'its stock is sure to 45 % only'],
  [{ dearer: { by: 250 } }, '€2.50 dearer'],
  [{ dearer: {} }, 'dearer together with others'],
  [{ not_all: { item: '7', missing: 2 } }, 'has 2 of 7 too few']
] as const)('why not: %j', (reason, expected) => expect(whyNot(reason, 'EUR')).toBe(expected));

test('money and percentages as people write them', () => {
  expect([money(5995, 'EUR'), money(-50, 'USD'), money(1200, 'JPY'), money(150, 'XXX')]).toEqual(['€59.95', '−$0.50', '¥1,200', '1.50']);
  expect([minorUnits('12.5', 'EUR'), minorUnits('12,50', 'EUR'), minorUnits('12', 'JPY'), minorUnits('1.234', 'EUR'), minorUnits('-1', 'EUR'), minorUnits('', 'EUR')]).toEqual([1250, 1250, 12, undefined, undefined, undefined]);
  expect([percent(190_000), percent(75_000), percent(1)]).toEqual(['19 %', '7.5 %', '0 %']);
});

test('a timeline says who and what', () => {
  const [moment] = momentsOf([{ at: '2026-11-26T10:00:00Z', what: 'retail.fulfilment.rejected', by: 'phone', position: 7, detail: { site: 'S1', reason: 'not_found', lines: [{ line: 1, quantity: 2 }] } }], 'EUR');
  expect(moment).toMatchObject({ what: 'fulfilment rejected', tone: 'bad', by: 'phone', text: 'site S1 · not found · line 1 quantity 2' });
  expect(said({ amount: 1250, currency: 'EUR' })).toBe('€12.50');
  expect(said({ amount: 1250, operation: 'capture', ask: 2, hold: 'order/7', provider: 'test' }, 'EUR')).toBe('€12.50 · capture');
  expect(said({ fulfilments: [{ due_at: '2020-01-02T09:00:00Z', fulfilment: 1, method: 'ship', site: 'S1' }] })).toMatch(/^due 2 Jan 2020 \d\d:00 ship site S1$/);
});

const wave = {
  tasks: ['a-1:pick', 'b-1:pick'],
  stops: [
    { item: '1', name: 'One', quantity: 3, parts: [{ task: 'a-1:pick', line: 1, quantity: 2 }, { task: 'b-1:pick', line: 1, quantity: 1 }] },
    { item: '2', name: 'Two', quantity: 1, parts: [{ task: 'b-1:pick', line: 2, quantity: 1 }] }
  ]
};

test('a walk goes stop by stop, and what is short is missing from the last on the trolley', () => {
  const walk = startWalk(wave);
  expect(nextStop(walk)).toBe(0);
  expect(trolleyPlace(walk, 'b-1:pick')).toBe('B');
  expect(shares(wave.stops[0]!, 2)).toEqual([2, 0]);
  const done = { ...walk, found: [2, 1] };
  expect(nextStop(done)).toBeUndefined();
  expect(Object.fromEntries(foundByTask(done))).toEqual({
    'a-1:pick': [{ line: 1, picked: 2 }],
    'b-1:pick': [{ line: 1, picked: 0 }, { line: 2, picked: 1 }]
  });
});

test('a basket counts up and down, and knows prices only by the lease', () => {
  let basket = withOneMore(withOneMore(emptyBasket(), { item: '1', name: 'One' }), { item: '1', name: 'One' });
  expect(basket.lines).toEqual([{ item: '1', name: 'One', quantity: 2 }]);
  basket = withQuantity(withOneMore(basket, { item: '2', name: 'Two' }), '1', 0);
  expect(basket.lines.map(({ item }) => item)).toEqual(['2']);
  expect(byLease(basket.lines, undefined)[0]?.price).toBeUndefined();
});

test('deeds say what is sent, under the number of the deed', () => {
  const its = { device: 'S1-x', number: 'S1-x-00007', at: '2026-11-26T10:00:00.000Z' };
  const lease = { hold: 'h', site: 'S1', currency: 'EUR', taken_at: '', expires_at: '', lines: [] };
  const sale = soldOffline([{ item: '1', name: 'One', quantity: 2, price: 500 }], lease, 'cash', 'd').make(its);
  expect(JSON.parse(sale.asked.body)).toEqual({
    sale: 'S1-x-00007', site: 'S1', till: 'S1-x', sold_at: its.at, hold: 'h',
    lines: [{ item: '1', quantity: 2, unit_price: { amount: 500, currency: 'EUR' } }],
    tenders: [{ kind: 'cash', amount: { amount: 1000, currency: 'EUR' } }]
  });
  const online = ordered([{ item: '1', name: 'One', quantity: 1 }], { delivery: { method: 'carry_out', site: 'S1' }, tenders: [{ kind: 'cash' }], coupons: [] }, 'd').make(its);
  expect(JSON.parse(online.asked.body)).toMatchObject({ order: 'S1-x-00007', channel: 'store' });
  const pick = picked('o-1-2:pick', [{ line: 1, picked: 1 }], 'd');
  expect(pick.about).toBe('o-1-2');
  expect(pick.make(its).asked.path).toBe('/v1/tasks/o-1-2%3Apick/done');
});

test.each([
  ['ABCD-EFGH', { code: 'ABCD-EFGH' }],
  ['https://shop.example/pickup?order=o1&code=ABCD-EFGH', { order: 'o1', code: 'ABCD-EFGH' }],
  ['o1/ABCD-EFGH', { order: 'o1', code: 'ABCD-EFGH' }]
])('the code in %s', (text, expected) => expect(readOrderCode(text)).toEqual(expected));
