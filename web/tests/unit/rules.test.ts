// Rules of prices as a form, and in words.
import { expect, test } from 'vitest';
import type { PriceRules } from '../../src/lib/api/types';
import { aimsWords, BLANK, boundsWords, FormError, formOf, type RulesForm, termsOf } from '../../src/lib/plan/rules';

const form = (change: Partial<RulesForm>): RulesForm => ({ ...BLANK, rules: 'fresh', ...change });

test('what is typed goes there and back', () => {
  for (const change of [{}, { categories: 'Dairy, Bread', except: 'milk', sites: 'S1', competitor: '105', seasonEnd: '2027-01-31', removal: '0.25', regular: '5', automatic: true, ending: 'ninety_nine' as const }]) {
    const terms = termsOf(form(change), 'EUR');
    const again = formOf({ rules: 'fresh', ...terms }, 'EUR');
    expect(again).toEqual(form(change));
    expect(termsOf(again, 'EUR')).toEqual(terms);
  }
});

test('what the form does not show is kept', () => {
  const of: PriceRules = { rules: 'fresh', list_priority: 7, goods: { categories: ['Dairy'], except_brands: ['Own'] } };
  expect(termsOf(formOf(of, 'EUR'), 'EUR', of)).toMatchObject({ list_priority: 7, goods: { categories: ['Dairy'], except_brands: ['Own'] } });
});

test.each([
  [{ steps: '40, 20' }, 'steps'],
  [{ steps: '' }, 'steps'],
  [{ floor: '-1' }, 'floor'],
  [{ competitor: '20' }, 'competitor'],
  [{ removal: 'much' }, 'removal'],
  [{ regularDays: '3' }, 'regularDays']
] as [Partial<RulesForm>, keyof RulesForm][])('%j is refused', (change, field) => {
  try {
    termsOf(form(change), 'EUR');
    expect.unreachable();
  } catch (error) {
    expect((error as FormError).field).toBe(field);
  }
});

test('rules in words', () => {
  const of: PriceRules = { rules: 'fresh', floor_percent: 110, competitor_percent: 100, ending: 'nine', lot_days: 3, season_end: '2027-01-31', regular_percent: 5, regular_days: 28, removal_cost: 25 };
  expect(boundsWords(of)).toBe('no less than 110 % of their cost, no more than 100 % of the cheapest competitor, ending in a nine');
  expect(aimsWords(of, 'EUR')).toBe('lots within 3 days of their end; a season that ends on 2027-01-31; regular prices, 5 % at most every 28 days; €0.25 to remove what is left');
  expect(aimsWords({ rules: 'x', lot_days: 0 }, 'EUR')).toBe('nothing');
});
