// Numbers, times and accounts as people read them.
import { expect, test } from 'vitest';
import { account, count, duration, rate, shortId, signed, span, words } from '$lib/format';

test.each([
  [count(-1234567), '−1,234,567'],
  [signed(3), '+3'],
  [signed(-3), '−3'],
  [signed(0), '0'],
  [rate(0), '0'],
  [rate(7), '7'],
  [shortId('pickup-4711'), 'pickup-4711'],
  [shortId('01a2088ea5e675459608e8ae1f87de75'), '01a2…87de75'],
  [rate(8.25), '8.3'],
  [rate(52.4), '52'],
  [rate(950.6), '951'],
  [rate(12_400), '12.4K'],
  [duration(0), '0 ms'],
  [duration(0.42), '420 µs'],
  [duration(1.234), '1.23 ms'],
  [duration(12.34), '12.3 ms'],
  [duration(123.4), '123 ms'],
  [duration(1234), '1.23 s'],
  [duration(61_000), '1 min 01 s'],
  [span(-5), '0 s'],
  [span(3_725_000), '1 h 02 min'],
  [span(90_000_000), '1 d 1 h'],
  [words('retail.action.sold_out'), 'sold out'],
  [words('retail.stock.moved'), 'stock moved'],
  [account({ outside: 'shrink' }), 'Shrink'],
  [account({ shipment: '7' }), 'Shipment 7'],
  [account({ site: 'S1', zone: 'back', condition: 'damaged' }), 'S1 · back (damaged)'],
  [account({ site: 'S1', condition: 'sellable' }), 'S1']
])('%s', (found, expected) => expect(found).toBe(expected));
