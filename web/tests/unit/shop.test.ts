// What the shop's pages compute by themselves: codes, distances, promises, what a shopper is told of an order.
import { expect, test } from 'vitest';
import { qr } from '../../src/lib/shop/qr';
import type { Order } from '../../src/lib/shop/types';
import { byWhen, countryOf, distance, standing } from '../../src/lib/shop/words';

test('a pickup code as a QR code that a scanner reads', () => {
  const rows = qr('K7QX-9Z2M')?.map((row) => row.map((dark) => (dark ? '#' : '.')).join(''));
  expect(rows).toMatchInlineSnapshot(`
    [
      "#######..##...#######",
      "#.....#.#.#...#.....#",
      "#.###.#...#...#.###.#",
      "#.###.#..#..#.#.###.#",
      "#.###.#.###.#.#.###.#",
      "#.....#..#..#.#.....#",
      "#######.#.#.#.#######",
      ".........####........",
      "#.#.#.#....#....#..#.",
      "..#.......#...##.##.#",
      "#...#.#.##..#...###..",
      "..#.##.##.....##...#.",
      "..#..##.#...#.#.#....",
      "........#.##.#.#....#",
      "#######...##.###.#...",
      "#.....#..#####.##.##.",
      "#.###.#.#.##.##...###",
      "#.###.#..##...##..##.",
      "#.###.#.#...#..###..#",
      "#.....#..#....#..####",
      "#######.#...#.#.##..#",
    ]
  `);
});

test.each([['', undefined], ['abc', 21], ['ä', undefined], ['A'.repeat(20), 21], ['A'.repeat(21), undefined]])('%s fits, or does not', (text, size) => {
  expect(qr(text)?.length).toBe(size);
});

test.each([[12, '50 m'], [430, '450 m'], [1_240, '1.2 km'], [9_960, '10 km'], [42_400, '42 km']])('%i metres', (metres, said) => {
  expect(distance(metres)).toBe(said);
});

const NOW = new Date(2026, 7, 3, 14, 0);
test.each([
  [new Date(2026, 7, 3, 13, 0), 'now'],
  [new Date(2026, 7, 3, 16, 30), 'today at 16:30'],
  [new Date(2026, 7, 4, 9, 0), 'tomorrow at 09:00'],
  [new Date(2026, 7, 6, 9, 0), 'on Thu 6 Aug']
])('%s is told as a shopper says it', (at, said) => {
  expect(byWhen(at.toISOString(), NOW)).toBe(said);
});

test.each([[['de-AT', 'en'], 'AT'], [['pt-BR'], 'BR'], [['en'], 'DE']])('the country of %s', (languages, country) => {
  expect(countryOf(languages)).toBe(country);
});

function order(change: Partial<Order>): Order {
  return { order: '1', state: 'in_progress', placed_at: '', currency: 'EUR', total: 1, delivery: { method: 'pickup' }, lines: [], fulfilments: [], payments: [], next: [], ...change };
}

test.each([
  [{ state: 'placed' }, 'Your payment is under way.'],
  [{ state: 'refused' }, 'It did not come about. Nothing was taken.'],
  [{ state: 'cancelled' }, 'It was cancelled. Nothing more is taken.'],
  [{ state: 'completed' }, 'You have it.'],
  [{ fulfilments: [{ site_name: 'S', method: 'pickup', state: 'staged' }] }, 'It is ready: show the code at the counter.'],
  [{ fulfilments: [{ site_name: 'S', method: 'ship', state: 'shipped' }] }, 'It is on its way.'],
  [{}, 'We are getting it ready.'],
  [{ promised_at: '2020-01-01T00:00:00Z' }, 'Ready now.']
])('%o is told', (change, said) => {
  expect(standing(order(change as Partial<Order>))).toBe(said);
});
