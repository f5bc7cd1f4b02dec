// Routing rules as forms, and what a replay came to as rows.
import { expect, test } from 'vitest';
import type { Replay, ReplayTotals, RoutingRules } from '$lib/api/types';
import { onlyCurrency } from '$lib/prices/currency';
import { blankBatch, blankRules, bodyOf, FormError, formOf, isAt, type BatchForm, type RulesForm } from '$lib/routing/form';
import { totalRows } from '$lib/routing/replay';
import { hoursWords, incompleteWords, whenWords, zoneWords } from '$lib/routing/words';

const FULL: RoutingRules = {
  name: 'stores', rank: 5,
  when: { channels: ['web'], methods: ['ship'], services: ['express'], countries: ['NL'], value_min: 1000, value_max: 99_999, categories: ['Denim'] },
  batches: [
    {
      batch: 'near', when: { countries: ['NL', 'BE'] },
      from: { kinds: ['store'], regions: ['randstad'], groups: ['city'], sites: ['S1', 'S2'], not_sites: ['S6'], distance_km_max: 50, capacity_left_min: 1, safety_stock: 2, confidence_ppm_min: 505_000, in_time: true },
      sort: [{ by: 'distance', band_km: 10 }, { by: 'kind', order: ['warehouse', 'store'] }, { by: 'most_lines' }],
      split: { allow: 'lines', shipments_max: 2, shipment_value_min: 1500 }, incomplete: 'keep'
    },
    { batch: 'rest', when: {}, from: {}, split: { allow: 'units' }, incomplete: { park: { queue: 'people', cancel_after_days: 3 } } }
  ],
  fallback: { queue: 'unserved', cancel_after_days: 7 },
  weights: { split_penalty: 350, parcel: 500, parcel_per_km: 2, labour_ppm: 500_000, markdown_ppm: 15_000, reroute: 900, late_per_day: 0 }
};

test('rules go into the form and back without a loss', () => {
  const { name, ...body } = FULL;
  expect(bodyOf(formOf(FULL))).toEqual(body);
  expect(formOf(FULL).name).toBe(name);
  expect(formOf(FULL, 'EUR').weights.parcel).toBe('5.00');
  expect(bodyOf(formOf(FULL, 'EUR'))).toEqual(body);
});

test('money without cents is typed without them, and comes back whole', () => {
  const { name: _, ...body } = FULL;
  expect(formOf(FULL, 'JPY').weights.parcel).toBe('500');
  expect(bodyOf(formOf(FULL, 'JPY'))).toEqual(body);
});

test.each([
  [[], 'XXX'],
  [['XXX'], 'XXX'],
  [['EUR', 'XXX', 'EUR'], 'EUR'],
  [['EUR', 'GBP'], 'XXX']
])('price lists in %j are in %s', (currencies, only) => {
  expect(onlyCurrency(currencies)).toBe(only);
});

test('new rules are those the engine takes where nothing is said', () => {
  expect(bodyOf(blankRules())).toEqual({
    rank: 100, when: {}, batches: [{ batch: 'batch-1', when: {}, from: {}, split: { allow: 'units' }, incomplete: 'next' }], fallback: {},
    weights: { split_penalty: 300, parcel: 450, parcel_per_km: 1, labour_ppm: 1_000_000, markdown_ppm: 20_000, reroute: 800, late_per_day: 500 }
  });
});

const batch = (change: Partial<BatchForm>): Partial<RulesForm> => ({ batches: [{ ...blankBatch(1), ...change }] });

test.each([
  [{ rank: 'first' }, 'rank'],
  [{ batches: [] }, 'batches'],
  [batch({ batch: ' ' }), 'batches[0].batch'],
  [batch({ kinds: 'shop' }), 'batches[0].from.kinds'],
  [batch({ km: '1.5' }), 'batches[0].from.distance_km_max'],
  [batch({ sure: '101' }), 'batches[0].from.confidence_ppm_min'],
  [batch({ sorts: [{ by: 'distance', band: 'x', order: '' }] }), 'batches[0].sort[0].band_km'],
  [batch({ parcel_value: '-1' }), 'batches[0].split.shipment_value_min'],
  [batch({ incomplete: 'park', days: 'soon' }), 'batches[0].incomplete.park.cancel_after_days'],
  [{ days: 'never' }, 'fallback.cancel_after_days']
] as [Partial<RulesForm>, string][])('%j is refused at its field', (change, field) => {
  const wrong = () => bodyOf({ ...blankRules(), ...change });
  expect(wrong).toThrow(FormError);
  try {
    wrong();
  } catch (error) {
    expect((error as FormError).field).toBe(field);
  }
});

test.each([
  ['batches[0].from.kinds', 'batches[0].from.kinds', true],
  ['from.confidence_ppm_min', 'batches[1].from.confidence_ppm_min', true],
  ['weights.parcel', 'weights.parcel_per_km', false],
  ['', 'rank', false]
])('a problem at %j is shown at %s: %s', (problem, field, is) => {
  expect(isAt(problem, field)).toBe(is);
});

test('rules, carriers and hours in words', () => {
  expect(whenWords({}, 'XXX')).toBe('every order');
  expect(whenWords(FULL.when, 'XXX')).toBe('web, ship, express, NL, Denim, from 10.00, up to 999.99');
  expect(whenWords({ value_min: 1000 }, 'EUR')).toBe('from €10.00');
  expect(FULL.batches.map(incompleteWords)).toEqual(['keeps a part', 'or waits in people']);
  const transit = { days_min: 1, days_max: 2, on_time_ppm: 950_000 };
  expect(zoneWords({ zone: 'home', to: [{ country: 'NL', postal_prefix: '10' }], distance_km_max: 30, prices: [{ weight_g_max: 2000, price: 495 }], transit }, 'EUR')).toBe('NL 10… within 30 km: 1 to 2 days, €4.95 to 2 kg');
  expect(hoursWords(undefined)).toBe('around the clock');
  expect(hoursWords({ sat: [{ from: '10:00', to: '17:00' }], mon: [{ from: '09:00', to: '18:00' }] })).toBe('mon 09:00–18:00, sat 10:00–17:00');
});

test('a replay as rows leaves out what is nothing on both sides', () => {
  const totals = (change: Partial<ReplayTotals>): ReplayTotals => ({ parcels: 2, split_orders: 0, unrouted_orders: 0, parked_orders: 0, unrouted_units: 0, distance_km: 0, sites: {}, ...change });
  const cost = { shipping: 900, labour: 0, split: 0, markdown: 0, confidence: 0 };
  const replay: Replay = {
    orders: 2, truncated: false, before_is: 'as_served', differing: 1, differences: [],
    before: totals({ sites: { S1: 2 } }), after: totals({ sites: { S1: 1, S2: 1 }, cost_total: 900, cost, split_orders: 1 })
  };
  const rows = totalRows(replay, (site) => `site ${site}`).map(({ name, before, after }) => [name, before, after]);
  expect(rows).toEqual([['Cost', undefined, 900], ['of it shipping', undefined, 900], ['Parcels', 2, 2], ['Orders in several parcels', 0, 1], ['Orders of site S1', 2, 1], ['Orders of site S2', 0, 1]]);
});
