// Cases of loss in words.
import { expect, test } from 'vitest';
import { faded, precisionOf, rarity, subjectOf } from '../../src/lib/loss/words';

test('a surprise is told as how rarely it comes by chance', () => {
  expect([0, 1, 3, 5.3, 7].map(rarity)).toEqual(['1 in 1', '1 in 10', '1 in 1,000', '1 in 199,526', '1 in more than a million']);
});

test('counts that fade are told with no more digits than they are worth', () => {
  expect([0.04, 5.25, 12.6].map(faded)).toEqual(['0.0', '5.3', '13']);
});

test('an item stands with its zone', () => {
  expect(subjectOf({ subject: { kind: 'place', item: '1001', zone: 'floor' } })).toEqual({ kind: 'Item', name: '1001 in floor' });
  expect(subjectOf({ subject: { kind: 'operator', operator: '31' } })).toEqual({ kind: 'Operator', name: '31' });
});

test('how often cases were right stands beside the plain rule, and nothing is made up where nobody looked', () => {
  expect(precisionOf({ right: 0, wrong: 0, plain_right: 0, plain_wrong: 0 })).toContain('Nobody has marked');
  expect(precisionOf({ right: 3, wrong: 1, plain_right: 1, plain_wrong: 1 })).toBe('75 % of 4 marked cases were right; of the 2 that the plain rule, three times what peers come to, would have opened too, 50 %.');
  expect(precisionOf({ right: 1, wrong: 0, plain_right: 0, plain_wrong: 0 })).toContain('would have opened none of them');
});
