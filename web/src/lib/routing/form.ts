// Routing rules as a form: all as people type it, lists by comma, money with a point, and back without a loss.
import type { RoutingBatch, RoutingRules, RulesBody, SiteSort } from '$lib/api/types';
import { byComma, minorUnits, typedMoney } from '$lib/format';

export const METHODS = ['ship', 'deliver'] as const;
export const KINDS = ['store', 'warehouse', 'dark_store', 'supplier'] as const;
export const SORTS: { value: SiteSort['by']; text: string }[] = [
  { value: 'distance', text: 'Nearest' },
  { value: 'stock_balance', text: 'Most stock of the items' },
  { value: 'capacity_left', text: 'Most capacity left' },
  { value: 'confidence', text: 'Surest stock' },
  { value: 'kind', text: 'Kind of site' },
  { value: 'most_lines', text: 'Most lines served' }
];
export const WEIGHTS = [
  { name: 'split_penalty', text: 'Each parcel more', percent: false },
  { name: 'parcel', text: 'A parcel, no carrier known', percent: false },
  { name: 'parcel_per_km', text: 'And each kilometre', percent: false },
  { name: 'labour_ppm', text: 'Labour counts, %', percent: true },
  { name: 'markdown_ppm', text: 'Markdown risk, %', percent: true },
  { name: 'reroute', text: 'A line not found', percent: false },
  { name: 'late_per_day', text: 'Each day too late', percent: false }
] as const;
type Weight = (typeof WEIGHTS)[number]['name'];
const USUAL: Record<Weight, number> = { split_penalty: 300, parcel: 450, parcel_per_km: 1, labour_ppm: 1_000_000, markdown_ppm: 20_000, reroute: 800, late_per_day: 500 };

export interface WhenForm {
  channels: string;
  methods: string;
  services: string;
  countries: string;
  categories: string;
  value_min: string;
  value_max: string;
}

export interface SortForm {
  by: SiteSort['by'];
  band: string;
  order: string;
}

export interface BatchForm {
  batch: string;
  when: WhenForm;
  kinds: string;
  regions: string;
  groups: string;
  sites: string;
  not_sites: string;
  km: string;
  capacity: string;
  safety: string;
  sure: string;
  in_time: boolean;
  sorts: SortForm[];
  allow: 'never' | 'lines' | 'units';
  parcels: string;
  parcel_value: string;
  incomplete: 'next' | 'keep' | 'park';
  queue: string;
  days: string;
}

export interface RulesForm {
  name: string;
  /** What its amounts are in. */
  currency: string;
  rank: string;
  when: WhenForm;
  batches: BatchForm[];
  queue: string;
  days: string;
  weights: Record<Weight, string>;
}

/** A value that cannot be, with its place as the interface names it. */
export class FormError extends Error {
  constructor(
    readonly field: string,
    message: string
  ) {
    super(message);
  }
}

const typed = (values: readonly string[] | undefined) => (values ?? []).join(', ');
const whole = (value: number | null | undefined) => (value == null ? '' : String(value));
const share = (ppm: number | null | undefined) => (ppm == null ? '' : String(ppm / 10_000));

function blankWhen(): WhenForm {
  return { channels: '', methods: '', services: '', countries: '', categories: '', value_min: '', value_max: '' };
}

export function blankBatch(n: number): BatchForm {
  return {
    batch: `batch-${n}`, when: blankWhen(), kinds: '', regions: '', groups: '', sites: '', not_sites: '', km: '', capacity: '', safety: '', sure: '',
    in_time: false, sorts: [], allow: 'units', parcels: '', parcel_value: '', incomplete: 'next', queue: '', days: ''
  };
}

export function blankRules(currency = 'XXX'): RulesForm {
  return { name: '', currency, rank: '100', when: blankWhen(), batches: [blankBatch(1)], queue: '', days: '', weights: weightsForm({}, currency) };
}

function weightsForm(weights: Partial<Record<Weight, number>>, currency: string): Record<Weight, string> {
  const entries = WEIGHTS.map(({ name, percent }) => [name, percent ? share(weights[name] ?? USUAL[name]) : typedMoney(weights[name] ?? USUAL[name], currency)]);
  return Object.fromEntries(entries) as Record<Weight, string>;
}

function whenForm(when: RoutingRules['when'], currency: string): WhenForm {
  return {
    channels: typed(when?.channels), methods: typed(when?.methods), services: typed(when?.services), countries: typed(when?.countries),
    categories: typed(when?.categories), value_min: typedMoney(when?.value_min, currency), value_max: typedMoney(when?.value_max, currency)
  };
}

function batchForm(batch: RoutingBatch, currency: string): BatchForm {
  const { from, split, incomplete } = batch;
  const park = typeof incomplete === 'object' ? incomplete.park : undefined;
  return {
    batch: batch.batch, when: whenForm(batch.when, currency), kinds: typed(from?.kinds), regions: typed(from?.regions), groups: typed(from?.groups),
    sites: typed(from?.sites), not_sites: typed(from?.not_sites), km: whole(from?.distance_km_max), capacity: whole(from?.capacity_left_min),
    safety: from?.safety_stock ? whole(from.safety_stock) : '', sure: share(from?.confidence_ppm_min), in_time: from?.in_time ?? false,
    sorts: (batch.sort ?? []).map((sort) => ({ by: sort.by, band: 'band_km' in sort ? whole(sort.band_km) : '1', order: 'order' in sort ? typed(sort.order) : '' })),
    allow: split?.allow ?? 'units', parcels: whole(split?.shipments_max), parcel_value: typedMoney(split?.shipment_value_min, currency),
    incomplete: park ? 'park' : incomplete === 'keep' ? 'keep' : 'next', queue: park?.queue ?? '', days: whole(park?.cancel_after_days)
  };
}

export function formOf(rules: RoutingRules, currency = 'XXX'): RulesForm {
  return {
    name: rules.name, currency, rank: whole(rules.rank ?? 100), when: whenForm(rules.when, currency), batches: rules.batches.map((batch) => batchForm(batch, currency)),
    queue: rules.fallback?.queue ?? '', days: whole(rules.fallback?.cancel_after_days), weights: weightsForm(rules.weights ?? {}, currency)
  };
}

/** What is said and not left empty, under its name. */
function said<K extends string, T>(name: K, value: T | undefined): { [key in K]?: T } {
  const isEmpty = value === undefined || (Array.isArray(value) && value.length === 0);
  return isEmpty ? {} : ({ [name]: value } as { [key in K]?: T });
}

function number(text: string, field: string): number | undefined {
  if (text.trim() === '') return undefined;
  if (!/^\d{1,9}$/.test(text.trim())) throw new FormError(field, 'Give a whole number, or leave it empty.');
  return Number(text);
}

function minor(text: string, field: string, currency: string): number | undefined {
  if (text.trim() === '') return undefined;
  const value = minorUnits(text, currency);
  if (value === undefined) throw new FormError(field, `Give an amount such as ${typedMoney(1250, currency)}.`);
  return value;
}

function ppm(text: string, field: string): number | undefined {
  if (text.trim() === '') return undefined;
  const value = Math.round(Number(text.replace(',', '.')) * 10_000);
  if (!(value >= 0 && value <= 1_000_000)) throw new FormError(field, 'Give a percentage from 0 to 100.');
  return value;
}

function oneOf<T extends string>(text: string, known: readonly T[], field: string): T[] {
  const given = byComma(text);
  const unknown = given.find((one) => !known.includes(one as T));
  if (unknown !== undefined) throw new FormError(field, `There is no “${unknown}”; use ${known.join(', ')}.`);
  return given as T[];
}

function whenBody(when: WhenForm, at: string, currency: string): NonNullable<RulesBody['when']> {
  return {
    ...said('channels', byComma(when.channels)), ...said('methods', oneOf(when.methods, METHODS, `${at}.methods`)), ...said('services', byComma(when.services)),
    ...said('countries', byComma(when.countries).map((country) => country.toUpperCase())), ...said('categories', byComma(when.categories)),
    ...said('value_min', minor(when.value_min, `${at}.value_min`, currency)), ...said('value_max', minor(when.value_max, `${at}.value_max`, currency))
  };
}

function sortBody(sort: SortForm, at: string): SiteSort {
  if (sort.by === 'distance') return { by: 'distance', band_km: number(sort.band, `${at}.band_km`) ?? 1 };
  if (sort.by === 'kind') return { by: 'kind', order: oneOf(sort.order, KINDS, `${at}.order`) };
  return { by: sort.by };
}

function fallback(queue: string, days: string, at: string) {
  return { ...said('queue', queue.trim() || undefined), ...said('cancel_after_days', number(days, `${at}.cancel_after_days`)) };
}

function batchBody(batch: BatchForm, n: number, currency: string): RoutingBatch {
  const at = `batches[${n}]`;
  if (batch.batch.trim() === '') throw new FormError(`${at}.batch`, 'Give the batch a name.');
  return {
    batch: batch.batch.trim(),
    when: whenBody(batch.when, `${at}.when`, currency),
    from: {
      ...said('kinds', oneOf(batch.kinds, KINDS, `${at}.from.kinds`)), ...said('regions', byComma(batch.regions)), ...said('groups', byComma(batch.groups)),
      ...said('sites', byComma(batch.sites)), ...said('not_sites', byComma(batch.not_sites)), ...said('distance_km_max', number(batch.km, `${at}.from.distance_km_max`)),
      ...said('capacity_left_min', number(batch.capacity, `${at}.from.capacity_left_min`)), ...said('safety_stock', number(batch.safety, `${at}.from.safety_stock`)),
      ...said('confidence_ppm_min', ppm(batch.sure, `${at}.from.confidence_ppm_min`)), ...(batch.in_time ? { in_time: true } : {})
    },
    ...said('sort', batch.sorts.map((sort, s) => sortBody(sort, `${at}.sort[${s}]`))),
    split: {
      allow: batch.allow, ...said('shipments_max', number(batch.parcels, `${at}.split.shipments_max`)),
      ...said('shipment_value_min', minor(batch.parcel_value, `${at}.split.shipment_value_min`, currency))
    },
    incomplete: batch.incomplete === 'park' ? { park: fallback(batch.queue, batch.days, `${at}.incomplete.park`) } : batch.incomplete
  };
}

/** The rules as the interface takes them; throws where a field says what cannot be. */
export function bodyOf(form: RulesForm): RulesBody {
  if (form.batches.length === 0) throw new FormError('batches', 'Rules need a batch: add one.');
  const weight = ({ name, percent }: (typeof WEIGHTS)[number]) => {
    const field = `weights.${name}`;
    return [name, (percent ? ppm(form.weights[name], field) : minor(form.weights[name], field, form.currency)) ?? USUAL[name]];
  };
  return {
    rank: number(form.rank, 'rank') ?? 100,
    when: whenBody(form.when, 'when', form.currency),
    batches: form.batches.map((batch, n) => batchBody(batch, n, form.currency)),
    fallback: fallback(form.queue, form.days, 'fallback'),
    weights: Object.fromEntries(WEIGHTS.map(weight)) as NonNullable<RulesBody['weights']>
  };
}

/** Whether a problem's field is this one. The engine names some without their batch. */
export function isAt(problem: string, field: string): boolean {
  return problem !== '' && (problem === field || field.endsWith(`.${problem}`));
}

/** What a field of money is called. */
export function inCurrency(label: string, currency: string): string {
  return currency === 'XXX' ? label : `${label}, ${currency}`;
}
