// Promotions as forms and in words.
import { expect, test } from 'vitest';
import { BLANK, bodyOf, FormError, formOf, type PromotionForm } from '$lib/prices/form';
import { benefitWords, conditionWords, whyNotGiven } from '$lib/prices/words';
import type { Benefit, Promotion } from '$lib/api/types';

function form(change: Partial<PromotionForm>): PromotionForm {
  return { ...BLANK, promotion: 'p', ...change };
}

const CASES: [Partial<PromotionForm>, Benefit, string][] = [
  [{ kind: 'percent', percent: '12.5' }, { kind: 'percent', rate_ppm: 125_000 }, '12.5 % off'],
  [{ kind: 'amount_off', amount: '2' }, { kind: 'amount_off', amount: 200 }, '€2.00 off each'],
  [{ kind: 'fixed_price', amount: '9,99' }, { kind: 'fixed_price', unit_price: 999 }, '€9.99 each'],
  [{ kind: 'member_price', amount: '8' }, { kind: 'member_price', unit_price: 800 }, '€8.00 each for members'],
  [{ kind: 'n_for_m', take: '3', pay: '2' }, { kind: 'n_for_m', take: 3, pay: 2 }, '3 for the price of 2'],
  [{ kind: 'cheapest_free', take: '4' }, { kind: 'cheapest_free', of: 4 }, 'of 4, the cheapest free'],
  [{ kind: 'threshold', spend: '50', off: 'amount', amount: '5' }, { kind: 'threshold', spend: 5000, off: { kind: 'amount', amount: 500 } }, '€5.00 off from €50.00 on']
];

test.each(CASES)('%j', (change, benefit, words) => {
  const body = bodyOf(form(change));
  expect(body.benefit).toEqual(benefit);
  expect(benefitWords(benefit, 'EUR')).toBe(words);
  // And back, without a loss.
  const again = formOf({ promotion: 'p', ...body } as Promotion);
  expect(again && bodyOf(again)).toEqual(body);
});

test('what is said of goods, people and times goes there and back', () => {
  const body = bodyOf(form({ percent: '20', items: '1001, 1002', channels: 'web', coupons: 'SUMMER', members: true, from: '2026-06-01T10:00', exclusive: true, budget: '1000', perCustomer: '1' }));
  expect(body).toMatchObject({ goods: { items: ['1001', '1002'] }, conditions: { channels: ['web'], coupons: ['SUMMER'], members_only: true }, stacking: 'exclusive', limits: { budget: 100_000, uses_per_customer: 1 } });
  const again = formOf({ promotion: 'p', ...body } as Promotion);
  expect(again && bodyOf(again)).toEqual(body);
  expect(conditionWords({ promotion: 'p', ...body } as Promotion)).toContain('on web, for members, with SUMMER');
});

test.each([
  [{ percent: '' }, 'percent'],
  [{ percent: '101' }, 'percent'],
  [{ kind: 'amount_off', amount: '1.234' }, 'amount'],
  [{ kind: 'n_for_m', take: '2', pay: '2' }, 'pay'],
  [{ percent: '5', uses: 'many' }, 'uses']
] as [Partial<PromotionForm>, string][])('%j is refused at its field', (change, field) => {
  expect(() => bodyOf(form(change))).toThrow(FormError);
  try {
    bodyOf(form(change));
  } catch (error) {
    expect((error as FormError).field).toBe(field);
  }
});

test('a promotion that says more than the form holds has no form', () => {
  const bundle: Benefit = { kind: 'bundle_price', price: 1000, groups: [{ goods: { items: ['1'] }, quantity: 2 }, { goods: { brands: ['B'] } }] };
  expect(formOf({ promotion: 'p', benefit: bundle })).toBeUndefined();
  expect(benefitWords(bundle, 'EUR')).toBe('2 × 1 + 1 × B for €10.00');
  expect(formOf({ promotion: 'p', benefit: { kind: 'percent', rate_ppm: 1 }, best_of: 'denim' })).toBeUndefined();
});

test('why a promotion was not given', () => {
  expect(whyNotGiven({ because: 'spend_more', missing: 1205 }, 'EUR')).toBe('€12.05 more must be spent');
  expect(whyNotGiven({ because: 'unknown_coupon' }, 'EUR')).toBe('no promotion takes this code');
});
