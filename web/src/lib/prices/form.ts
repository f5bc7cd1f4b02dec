// A promotion as a form: the common kinds, as people type them, and back.
import type { Benefit, Promotion, PromotionBody } from '$lib/api/types';
import { byComma, minorUnits, typedMoney } from '$lib/format';

export const KINDS = [
  { value: 'percent', text: 'Percent off' },
  { value: 'amount_off', text: 'Amount off each' },
  { value: 'fixed_price', text: 'Another price' },
  { value: 'member_price', text: 'Price for members' },
  { value: 'n_for_m', text: 'Take n, pay m' },
  { value: 'cheapest_free', text: 'Cheapest of n free' },
  { value: 'threshold', text: 'Off from a spend on' }
] as const;

export type Kind = (typeof KINDS)[number]['value'];

/** All as it is typed: lists by comma, money with a point, percentages as they are said. */
export interface PromotionForm {
  promotion: string;
  name: string;
  kind: Kind;
  currency: string;
  percent: string;
  amount: string;
  take: string;
  pay: string;
  spend: string;
  off: 'percent' | 'amount';
  items: string;
  categories: string;
  brands: string;
  except: string;
  sites: string;
  channels: string;
  groups: string;
  coupons: string;
  members: boolean;
  from: string;
  until: string;
  priority: string;
  exclusive: boolean;
  budget: string;
  uses: string;
  perCustomer: string;
}

export const BLANK: PromotionForm = {
  promotion: '', name: '', kind: 'percent', currency: '', percent: '', amount: '', take: '3', pay: '2', spend: '', off: 'percent',
  items: '', categories: '', brands: '', except: '', sites: '', channels: '', groups: '', coupons: '', members: false,
  from: '', until: '', priority: '0', exclusive: false, budget: '', uses: '', perCustomer: ''
};

export class FormError extends Error {
  constructor(
    readonly field: keyof PromotionForm,
    message: string
  ) {
    super(message);
  }
}

function ppm(form: PromotionForm): number {
  const value = Math.round(Number(form.percent.replace(',', '.')) * 10_000);
  if (form.percent.trim() === '' || !(value >= 1 && value <= 1_000_000)) throw new FormError('percent', 'Give a percentage above 0 and up to 100.');
  return value;
}

function minor(form: PromotionForm, field: 'amount' | 'spend' | 'budget'): number {
  const value = minorUnits(form[field], form.currency || 'XXX');
  if (value === undefined) throw new FormError(field, 'Give an amount such as 12.50.');
  return value;
}

function whole(form: PromotionForm, field: 'take' | 'pay' | 'uses' | 'perCustomer' | 'priority'): number {
  if (!/^-?\d{1,9}$/.test(form[field].trim())) throw new FormError(field, 'Give a whole number.');
  return Number(form[field]);
}

function benefitOf(form: PromotionForm): Benefit {
  switch (form.kind) {
    case 'percent':
      return { kind: 'percent', rate_ppm: ppm(form) };
    case 'amount_off':
      return { kind: 'amount_off', amount: minor(form, 'amount') };
    case 'fixed_price':
      return { kind: 'fixed_price', unit_price: minor(form, 'amount') };
    case 'member_price':
      return { kind: 'member_price', unit_price: minor(form, 'amount') };
    case 'n_for_m': {
      const [take, pay] = [whole(form, 'take'), whole(form, 'pay')];
      if (pay >= take) throw new FormError('pay', 'Fewer are paid than are taken.');
      return { kind: 'n_for_m', take, pay };
    }
    case 'cheapest_free':
      return { kind: 'cheapest_free', of: whole(form, 'take'), ...(form.percent.trim() === '' ? {} : { rate_ppm: ppm(form) }) };
    case 'threshold':
      return { kind: 'threshold', spend: minor(form, 'spend'), off: form.off === 'percent' ? { kind: 'percent', rate_ppm: ppm(form) } : { kind: 'amount', amount: minor(form, 'amount') } };
  }
}

function some<K extends string>(name: K, text: string): Partial<Record<K, string[]>> {
  const found = byComma(text);
  return (found.length === 0 ? {} : { [name]: found }) as Partial<Record<K, string[]>>;
}

/** A form's local time as the engine takes it. */
function time<K extends string>(name: K, text: string): Partial<Record<K, string>> {
  return (text === '' ? {} : { [name]: new Date(text).toISOString() }) as Partial<Record<K, string>>;
}

/** What is sent; throws where something does not make sense, naming the field. */
export function bodyOf(form: PromotionForm): PromotionBody {
  const limits = {
    ...(form.budget.trim() === '' ? {} : { budget: minor(form, 'budget') }),
    ...(form.uses.trim() === '' ? {} : { uses: whole(form, 'uses') }),
    ...(form.perCustomer.trim() === '' ? {} : { uses_per_customer: whole(form, 'perCustomer') })
  };
  return {
    ...(form.name.trim() === '' ? {} : { name: form.name.trim() }),
    ...(form.currency.trim() === '' ? {} : { currency: form.currency.trim().toUpperCase() }),
    benefit: benefitOf(form),
    goods: { ...some('items', form.items), ...some('categories', form.categories), ...some('brands', form.brands), ...some('except_items', form.except) },
    conditions: {
      ...some('sites', form.sites), ...some('channels', form.channels), ...some('groups', form.groups), ...some('coupons', form.coupons),
      ...(form.members ? { members_only: true } : {}), ...time('valid_from', form.from), ...time('valid_until', form.until)
    },
    priority: whole(form, 'priority'),
    stacking: form.exclusive ? 'exclusive' : 'stackable',
    limits
  };
}

function localTime(iso: string | null | undefined): string {
  if (iso == null) return '';
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** A promotion that has a form; nothing where it says more than a form can hold, which saving would lose. */
export function formOf(promotion: Promotion): PromotionForm | undefined {
  const { benefit, goods = {}, conditions = {}, limits = {}, best_of } = promotion;
  if (benefit.kind === 'bundle_price' || best_of != null) return undefined;
  if (goods.except_categories?.length || goods.except_brands?.length || conditions.regions?.length) return undefined;
  if (limits.uses_per_coupon != null || limits.times_per_basket != null || ('per' in benefit && benefit.per !== undefined && benefit.per !== 1)) return undefined;
  if (Object.keys(conditions).some((name) => !KNOWN.has(name))) return undefined;
  const currency = promotion.currency ?? '';
  const join = (some?: readonly string[]) => (some ?? []).join(', ');
  const form: PromotionForm = {
    ...BLANK, promotion: promotion.promotion, name: promotion.name ?? '', kind: benefit.kind, currency,
    items: join(goods.items), categories: join(goods.categories), brands: join(goods.brands), except: join(goods.except_items),
    sites: join(conditions.sites), channels: join(conditions.channels), groups: join(conditions.groups), coupons: join(conditions.coupons),
    members: conditions.members_only ?? false, from: localTime(conditions.valid_from), until: localTime(conditions.valid_until),
    priority: String(promotion.priority ?? 0), exclusive: promotion.stacking === 'exclusive',
    budget: typedMoney(limits.budget, currency || 'XXX'), uses: limits.uses == null ? '' : String(limits.uses), perCustomer: limits.uses_per_customer == null ? '' : String(limits.uses_per_customer)
  };
  return { ...form, ...benefitFields(benefit, currency) };
}

const KNOWN = new Set(['sites', 'regions', 'channels', 'groups', 'members_only', 'coupons', 'valid_from', 'valid_until']);

function benefitFields(benefit: Exclude<Benefit, { kind: 'bundle_price' }>, currency: string): Partial<PromotionForm> {
  const part = (rate: number) => String(rate / 10_000);
  switch (benefit.kind) {
    case 'percent':
      return { percent: part(benefit.rate_ppm) };
    case 'amount_off':
      return { amount: typedMoney(benefit.amount, currency || 'XXX') };
    case 'fixed_price':
    case 'member_price':
      return { amount: typedMoney(benefit.unit_price, currency || 'XXX') };
    case 'n_for_m':
      return { take: String(benefit.take), pay: String(benefit.pay) };
    case 'cheapest_free':
      return { take: String(benefit.of), percent: benefit.rate_ppm == null || benefit.rate_ppm === 1_000_000 ? '' : part(benefit.rate_ppm) };
    case 'threshold':
      return { spend: typedMoney(benefit.spend, currency || 'XXX'), off: benefit.off.kind, ...(benefit.off.kind === 'percent' ? { percent: part(benefit.off.rate_ppm) } : { amount: typedMoney(benefit.off.amount, currency || 'XXX') }) };
  }
}
