// Promotions, their conditions and why they were not given, in words.
import type { Benefit, NotGiven, Promotion, Selection } from '$lib/api/types';
import { count, moment, money, percent, words } from '$lib/format';

export function benefitWords(benefit: Benefit, currency: string): string {
  switch (benefit.kind) {
    case 'percent':
      return `${percent(benefit.rate_ppm)} off`;
    case 'amount_off':
      return `${money(benefit.amount, currency)} off ${each(benefit.per)}`;
    case 'fixed_price':
      return `${money(benefit.unit_price, currency)} ${each(benefit.per)}`;
    case 'member_price':
      return `${money(benefit.unit_price, currency)} ${each(benefit.per)} for members`;
    case 'bundle_price':
      return `${benefit.groups.map(({ quantity, goods }) => `${count(quantity ?? 1)} × ${goodsWords(goods)}`).join(' + ')} for ${money(benefit.price, currency)}`;
    case 'n_for_m':
      return `${count(benefit.take)} for the price of ${count(benefit.pay)}`;
    case 'cheapest_free':
      return `of ${count(benefit.of)}, the cheapest ${benefit.rate_ppm == null || benefit.rate_ppm === 1_000_000 ? 'free' : `${percent(benefit.rate_ppm)} off`}`;
    case 'threshold':
      return `${benefit.off.kind === 'percent' ? percent(benefit.off.rate_ppm) : money(benefit.off.amount, currency)} off from ${money(benefit.spend, currency)} on`;
  }
}

function each(per: number | undefined): string {
  return per === undefined || per === 1 ? 'each' : `per ${count(per)}`;
}

export function goodsWords(goods: Selection | undefined): string {
  const { items = [], categories = [], brands = [], except_items = [], except_categories = [], except_brands = [] } = goods ?? {};
  const named = [...items, ...categories, ...brands];
  const except = [...except_items, ...except_categories, ...except_brands];
  return `${named.length === 0 ? 'everything' : named.join(', ')}${except.length === 0 ? '' : ` but ${except.join(', ')}`}`;
}

/** Where, when and to whom; nothing where it is for everybody. */
export function conditionWords({ conditions = {} }: Promotion): string {
  const { sites = [], regions = [], channels = [], groups = [], members_only, coupons = [], valid_from, valid_until } = conditions;
  return [
    [...sites, ...regions].length > 0 && `at ${[...sites, ...regions].join(', ')}`,
    channels.length > 0 && `on ${channels.join(', ')}`,
    groups.length > 0 && `for ${groups.join(', ')}`,
    members_only === true && 'for members',
    coupons.length > 0 && `with ${coupons.join(' or ')}`,
    valid_from != null && `from ${moment(valid_from)}`,
    valid_until != null && `until ${moment(valid_until)}`
  ]
    .filter(Boolean)
    .join(', ');
}

const WHY: Record<NotGiven['because'], string> = {
  unknown_coupon: 'no promotion takes this code',
  no_coupon: 'its coupon was not shown',
  not_now: 'not at this time',
  not_here: 'not at this site',
  not_on_channel: 'not on this channel',
  other_currency: 'in another currency',
  members_only: 'for customers whom we know',
  no_customer: 'for customers who are counted, and nobody was named',
  other_group: 'for another group of customers',
  no_goods: 'nothing here is among its goods',
  too_few: 'too few of its goods',
  spend_more: 'too little was spent',
  not_better: 'takes nothing off, or less than what is given instead',
  budget_used_up: 'all that may be given has been given',
  used_up: 'as many baskets as may have had it',
  used_up_by_customer: 'this customer has had it as often as one may',
  coupon_used_up: 'this coupon was used as often as it may be'
};

export function whyNotGiven(reason: NotGiven, currency: string): string {
  if (reason.because === 'too_few') return `${count(reason.missing)} more of its goods are missing`;
  if (reason.because === 'spend_more') return `${money(reason.missing, currency)} more must be spent`;
  return WHY[reason.because] ?? words(reason.because);
}
