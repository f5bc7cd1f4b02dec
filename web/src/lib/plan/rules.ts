// Rules of prices as a form, as people type them, and back; and in words.
import type { PriceRules, PriceTerms } from '$lib/api/types';
import { byComma, minorUnits, money, typedMoney } from '$lib/format';

export const ENDINGS = [
  { value: 'any', text: 'At any cent' },
  { value: 'nine', text: 'At a nine: 1.09, 2.59' },
  { value: 'ninety_nine', text: 'At ninety-nine: 0.99, 1.99' }
] as const;

/** All as it is typed: lists by comma, money with a point. */
export interface RulesForm {
  rules: string;
  items: string;
  categories: string;
  brands: string;
  except: string;
  sites: string;
  rank: string;
  automatic: boolean;
  ending: (typeof ENDINGS)[number]['value'];
  floor: string;
  competitor: string;
  steps: string;
  lotDays: string;
  seasonEnd: string;
  removal: string;
  waste: string;
  regular: string;
  regularDays: string;
}

export const BLANK: RulesForm = {
  rules: '', items: '', categories: '', brands: '', except: '', sites: '', rank: '0', automatic: false, ending: 'nine', floor: '100', competitor: '',
  steps: '10, 20, 30, 40, 50, 60, 70', lotDays: '3', seasonEnd: '', removal: '', waste: '100', regular: '0', regularDays: '28'
};

export class FormError extends Error {
  constructor(
    readonly field: keyof RulesForm,
    message: string
  ) {
    super(message);
  }
}

type Numbers = 'rank' | 'floor' | 'competitor' | 'lotDays' | 'waste' | 'regular' | 'regularDays';

function whole(form: RulesForm, field: Numbers, [least, most]: [number, number]): number {
  const value = Number(form[field].trim());
  if (!/^\d{1,6}$/.test(form[field].trim()) || value < least || value > most) throw new FormError(field, `Give a whole number from ${least} to ${most}.`);
  return value;
}

function steps(form: RulesForm): number[] {
  const all = byComma(form.steps).map((step) => (/^\d{1,2}$/.test(step) ? Number(step) : NaN));
  if (all.length === 0 || all.some((step, at) => !(step >= 1 && step <= 99) || step <= (all[at - 1] ?? 0))) throw new FormError('steps', 'Give percentages from 1 to 99 that rise, such as 20, 40, 60.');
  return all;
}

/** What the form asks for. Money is of the retailer's currency. */
export function termsOf(form: RulesForm, currency: string, kept?: PriceTerms): PriceTerms {
  const removal = form.removal.trim() === '' ? 0 : minorUnits(form.removal, currency);
  if (removal === undefined) throw new FormError('removal', 'Give an amount such as 0.50.');
  const except_items = byComma(form.except);
  return {
    ...(kept?.list_priority === undefined ? {} : { list_priority: kept.list_priority }),
    rank: whole(form, 'rank', [0, 100_000]),
    goods: { ...kept?.goods, items: byComma(form.items), categories: byComma(form.categories), brands: byComma(form.brands), except_items },
    sites: byComma(form.sites),
    automatic: form.automatic,
    ending: form.ending,
    floor_percent: whole(form, 'floor', [0, 1_000]),
    ...(form.competitor.trim() === '' ? {} : { competitor_percent: whole(form, 'competitor', [50, 1_000]) }),
    steps_percent: steps(form),
    lot_days: whole(form, 'lotDays', [0, 30]),
    ...(form.seasonEnd === '' ? {} : { season_end: form.seasonEnd }),
    removal_cost: removal,
    waste_percent: whole(form, 'waste', [0, 1_000]),
    regular_percent: whole(form, 'regular', [0, 50]),
    regular_days: whole(form, 'regularDays', [7, 365])
  };
}

const typed = (value: number | null | undefined, otherwise: string) => (value == null ? otherwise : String(value));

/** Rules as a form. */
export function formOf(of: PriceRules, currency: string): RulesForm {
  const { goods = {} } = of;
  return {
    rules: of.rules,
    items: (goods.items ?? []).join(', '),
    categories: (goods.categories ?? []).join(', '),
    brands: (goods.brands ?? []).join(', '),
    except: (goods.except_items ?? []).join(', '),
    sites: (of.sites ?? []).join(', '),
    rank: typed(of.rank, BLANK.rank),
    automatic: of.automatic ?? false,
    ending: of.ending ?? 'any',
    floor: typed(of.floor_percent, BLANK.floor),
    competitor: typed(of.competitor_percent, ''),
    steps: (of.steps_percent ?? []).join(', ') || BLANK.steps,
    lotDays: typed(of.lot_days, BLANK.lotDays),
    seasonEnd: of.season_end ?? '',
    removal: of.removal_cost ? typedMoney(of.removal_cost, currency) : '',
    waste: typed(of.waste_percent, BLANK.waste),
    regular: typed(of.regular_percent, BLANK.regular),
    regularDays: typed(of.regular_days, BLANK.regularDays)
  };
}

/** What the prices may be, in words. */
export function boundsWords(of: PriceRules): string {
  const parts = [
    of.floor_percent === 0 ? 'whatever the goods cost' : `no less than ${of.floor_percent ?? 100} % of their cost`,
    of.competitor_percent == null ? '' : `no more than ${of.competitor_percent} % of the cheapest competitor`,
    of.ending === 'nine' ? 'ending in a nine' : of.ending === 'ninety_nine' ? 'ending in 99' : ''
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** What is advised, in words. */
export function aimsWords(of: PriceRules, currency: string): string {
  const parts = [
    (of.lot_days ?? 3) > 0 ? `lots within ${of.lot_days ?? 3} days of their end` : '',
    of.season_end == null ? '' : `a season that ends on ${of.season_end}`,
    (of.regular_percent ?? 0) > 0 ? `regular prices, ${of.regular_percent} % at most every ${of.regular_days ?? 28} days` : '',
    of.removal_cost ? `${money(of.removal_cost, currency)} to remove what is left` : ''
  ];
  return parts.filter((part) => part !== '').join('; ') || 'nothing';
}
