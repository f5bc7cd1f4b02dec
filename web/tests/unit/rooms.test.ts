// The pure pieces of the rooms: ring, rows, scales, map, traces, filters, accounts.
import { expect, test } from 'vitest';
import { readFilters, writeFilters } from '$lib/holds/filters';
import { Ring } from '$lib/live/ring';
import { describe as say, parseRow } from '$lib/live/row';
import { logPosition } from '$lib/live/scale';
import { linePath } from '$lib/parts/line';
import { toAccount, usualEnds } from '$lib/stock/moves';
import { projection, roundSteps, roundUp } from '$lib/parts/project';
import { matches, stateOf, totals } from '$lib/stock/state';
import { extentMs, layoutTrace, marks } from '$lib/traces/layout';
import type { AvailabilityLine, TraceStep } from '$lib/api/types';

test('a ring keeps the newest', () => {
  const ring = new Ring<number>(3);
  for (const value of [1, 2, 3, 4, 5]) ring.push(value);
  expect(ring.newest()).toEqual([5, 4, 3]);
  expect(ring.newest(1)).toEqual([5]);
  ring.clear();
  expect(ring.newest()).toEqual([]);
});

test.each([
  [{ hold: 'h1', owner: 'ann', lines: [{ item: '1001', quantity: 2, site: 'S1' }] }, 'h1 · 2 × 1001 · at S1 · for ann'],
  [{ action: 'sold_out', item: '1001', site: 'S1' }, '1001 · at S1'],
  [{ sale: 'r9', site: 'S1', lines: [{ item: '1' }, { item: '2' }] }, 'r9 · 2 lines · at S1'],
  [{ stock: { moved: { reason: 'put_away', postings: [{ item: '7', quantity: 3 }] } } }, '3 × 7 · put away'],
  [null, 'site/S1']
])('%j', (data, expected) => expect(say(data, 'site/S1')).toBe(expected));

test('an event that is no JSON still has a row', () => {
  expect(parseRow({ id: '1', event: 'message', data: 'oops' })).toMatchObject({ id: '1', text: 'oops' });
});

test('each ten times is one step on the scale', () => {
  expect([0.001, 0.01, 0.1, 10, 10_000, 1e9].map(logPosition)).toEqual([0, 0, 1 / 6, 0.5, 1, 1]);
});

test('a sparkline ends at the right edge', () => {
  expect(linePath([0, 10], 3, 100, 20)).toBe('M50 19L100 2');
  expect(linePath([1], 3, 100, 20)).toBe('');
});

function line(change: Partial<AvailabilityLine>): AvailabilityLine {
  return { item: '1', site: 'S', on_hand: 0, held: 0, allocated: 0, safety_stock: 0, available: 0, carry_out: 0, incoming: [], confidence: 1, zones: [], ...change };
}

test('the state of an item at a site', () => {
  expect([line({ on_hand: -1 }), line({}), line({ on_hand: 9, available: 3 }), line({ on_hand: 9, available: 4 })].map(stateOf)).toEqual([
    'negative', 'sold_out', 'last', 'available'
  ]);
  expect(matches(line({ held: 1 }), 'held')).toBe(true);
  expect(matches(line({}), 'available')).toBe(false);
});

test('a site below zero takes nothing from the others', () => {
  expect(totals([line({ on_hand: -2, available: -2 }), line({ on_hand: 5, available: 5 })])).toMatchObject({ on_hand: 3, available: 5, sites: 2 });
});

test('a map keeps north up, east right, and all inside', () => {
  const points = [{ lat: 52, lon: 5 }, { lat: 51, lon: 4 }];
  const map = projection(points, 900, 460);
  expect(map.y(52)).toBeLessThan(map.y(51));
  expect(map.x(5)).toBeGreaterThan(map.x(4));
  for (const { lat, lon } of points) {
    expect(map.y(lat)).toBeGreaterThanOrEqual(33);
    expect(map.x(lon)).toBeLessThanOrEqual(867);
  }
  const alone = projection([points[0] ?? { lat: 0, lon: 0 }], 900, 460);
  expect(Number.isFinite(alone.x(5)) && Number.isFinite(alone.kmPerUnit)).toBe(true);
});

test('steps are round', () => {
  expect(roundSteps(0.3, 2.1, 4)).toEqual([0.5, 1, 1.5, 2]);
  expect([0.7, 3, 12, 100].map(roundUp)).toEqual([1, 5, 20, 100]);
});

function step(position: number, delay_ms: number, cause?: string, n = 0): TraceStep {
  const id = `${position}.${n}`;
  return { id, position, event: 'retail.stock.moved', at: '', delay_ms, decided_ms: delay_ms, since_start_ms: delay_ms, part: 0, by: 'k', data: {}, ...(cause === undefined ? {} : { cause }) };
}

test('a step starts when its cause was decided', () => {
  const bars = layoutTrace([step(1, 2), step(1, 2, undefined, 1), step(2, 5, '1'), step(3, 9, '2')]);
  expect(bars.map(({ depth, startMs, endMs }) => [depth, startMs, endMs])).toEqual([[0, 0, 2], [0, 0, 2], [1, 2, 5], [2, 5, 9]]);
  expect(bars[3]?.parent?.position).toBe(2);
  expect(extentMs(bars)).toBeGreaterThan(9);
});

test('a trace with strange causes still has a layout', () => {
  const bars = layoutTrace([step(1, 2, '2'), step(2, 1, '1'), step(3, 1, '99')]);
  for (const { startMs, endMs } of bars) expect(startMs).toBeLessThanOrEqual(endMs);
  expect(extentMs([])).toBeGreaterThan(0);
});

test('three to six marks', () => {
  for (const until of [0.013, 0.8, 1, 1.9, 5, 42, 999]) {
    expect(marks(until).length).toBeGreaterThanOrEqual(2);
    expect(marks(until).length).toBeLessThanOrEqual(6);
  }
});

test('filters go into the address and back', () => {
  const filters = { state: 'held', owner: 'ann', item: '', site: 'S 1' } as const;
  expect(writeFilters(filters)).toBe('?state=held&owner=ann&site=S+1');
  expect(readFilters(new URLSearchParams(writeFilters(filters)))).toEqual(filters);
  expect(readFilters(new URLSearchParams('state=lost')).state).toBe('');
});

test('a reason suggests its accounts', () => {
  const { from, to } = usualEnds('damage', 'S1');
  expect([toAccount(from), toAccount(to)]).toEqual([{ site: 'S1' }, { site: 'S1', condition: 'damaged' }]);
  expect(toAccount(usualEnds('receipt', 'S1').from)).toEqual({ outside: 'supplier' });
  expect(toAccount(usualEnds('transfer', 'S1').to)).toEqual({ site: '' });
});
