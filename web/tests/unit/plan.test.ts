// From suggestions to orders, and the trials of models as lines.
import { expect, test } from 'vitest';
import type { Model, Replenishment } from '../../src/lib/api/types';
import { better, linesOf } from '../../src/lib/models/trials';
import { lasts, orderOf, ordersOf, trucksOf, wholePacks } from '../../src/lib/plan/order';

function suggestion(item: string, site: string, supplier: string | undefined, lead: number): Replenishment {
  return {
    item,
    name: `Item ${item}`,
    site,
    plan: { item, site, shelf_capacity: 24, fill_at: 0, pack_size: 6, lead_time_days: Math.min(lead, 3), review_days: 1, service_level_ppm: 950_000, ...(supplier === undefined ? {} : { supplier }) },
    stock: { on_hand: 1, incoming: 0, promised: 0, position: 1 },
    suggestion: { order: 12, packs: 2, urgency: 'runs_out', order_up_to: 13, expected_demand: 8, safety: 5, days: 3, lasts_days: 0.4, beyond_shelf: 0 },
    order_on: '2026-11-27',
    expected_on: `2026-11-${27 + lead}`,
    why: 'because'
  };
}

test('choices become one order for each site and supplier', () => {
  const choices = [suggestion('milk', 'S1', 'Dairy', 2), suggestion('jam', 'S1', undefined, 1), suggestion('cream', 'S1', 'Dairy', 3), suggestion('milk', 'S2', 'Dairy', 2)].map((of) => ({ of, units: 12 }));
  const orders = ordersOf(choices, 'x', new Date('2026-11-27T00:00:00Z'));
  expect(orders.map(({ order, site, supplier, lines }) => [order, site, supplier, lines.map(({ item }) => item)])).toEqual([
    ['po-x-1', 'S1', 'Dairy', ['milk', 'cream']],
    ['po-x-2', 'S1', undefined, ['jam']],
    ['po-x-3', 'S2', 'Dairy', ['milk']]
  ]);
  expect(orders[0]?.expected_at).toBe('2026-11-30T00:00:00.000Z');
});

test.each([
  [1, 6, 6],
  [6, 6, 6],
  [7, 6, 12],
  [0, 6, 6]
])('%i units in packs of %i are %i', (units, pack, whole) => expect(wholePacks(units, pack)).toBe(whole));

test.each([
  [undefined, '–'],
  [0.4, 'under a day'],
  [2.34, '2.3 days'],
  [31.7, '32 days']
])('%s days last %s', (days, text) => expect(lasts(days)).toBe(text));

test('trials become a line for each version and one for the plain rule', () => {
  const trial = (baseline: number, scores: Record<string, number>) => ({
    model: 'demand',
    metric: 'wrmsse',
    until: '2026-11-27T00:00:00Z',
    days: 7,
    series: 10,
    baseline,
    scores: Object.entries(scores).map(([version, score]) => ({ version, score }))
  });
  const model: Model = { model: 'demand', live: '1', versions: [], served: [], trials: [trial(0.8, { '1': 0.7 }), trial(0.8, { '1': 0.72, '2': 0.6 })] };
  expect(linesOf(model).map(({ name, tone, points }) => [name, tone, points.length])).toEqual([
    ['plain rule', 'plain', 2],
    ['1', 'live', 2],
    ['2', 'shadow', 1]
  ]);
  expect(better(model)).toBeCloseTo(0.1);
});

test('what one order to a supplier would be becomes that order, without what was left out', () => {
  const line = (item: string, units: number, gain?: number) => ({ item, units, suggested: 6, ...(gain === undefined ? {} : { gain }) });
  const basket = { supplier: 'Dairy', site: 'S1', order_on: '2026-11-27', expected_on: '2026-12-01', lines: [line('milk', 12, 300), line('jam', 0, 0), line('cream', 6)], cost: 1800, gain: 300, transport: 0 };
  expect(orderOf(basket, 'x', new Date('2026-11-27T09:30:00Z'))).toEqual({
    order: 'po-x',
    supplier: 'Dairy',
    site: 'S1',
    expected_at: '2026-12-01T09:30:00.000Z',
    lines: [{ item: 'milk', quantity: 12, suggested: 12, gain: 300 }, { item: 'cream', quantity: 6, suggested: 6 }]
  });
});

test.each([
  [{}, '–'],
  [{ trucks: 0, truck_fill: 0 }, 'none'],
  [{ trucks: 1, truck_fill: 0.934 }, '1 truck, 93 % full']
])('trucks %o are %s', (of, text) => expect(trucksOf(of)).toBe(text));
