// What happened to a customer, as somebody who talks to them would tell it; the newest first.
import { count, money, moment, shortId, words } from '$lib/format';
import { describe } from '$lib/live/row';
import { toneOf } from '$lib/orders/timeline';
import type { Moment } from '$lib/parts/moment';
import { writeShown } from './address';

export interface Entry {
  position: number;
  at: string;
  event: string;
  by: string;
  trace: number | string;
  data?: unknown;
}

type Fields = Record<string, unknown>;

/** What the engine does between two things that a customer would notice. */
const INNER = /payment\.asked|fulfilment\.(claimed|released|arrived)|order\.(confirmed|routed|parked)|points\.(reserved|released)/;

const TOLD: Record<string, string> = {
  'customer.registered': 'became known',
  'customer.contacted': 'was in contact',
  'fulfilment.picked': 'picked',
  'fulfilment.staged': 'laid ready to collect',
  'fulfilment.handed_over': 'handed over',
  'fulfilment.shipped': 'sent',
  'fulfilment.delivered': 'delivered',
  'fulfilment.rejected': 'not found at the site',
  'return.announced': 'began a return',
  'return.accepted': 'brought back',
  'case.opened': 'asked for a person',
  'case.claimed': 'case taken',
  'case.asked': 'wrote on',
  'case.answered': 'was answered',
  'case.closed': 'case closed',
  'sale.completed': 'bought in a store'
};

const PAID: Record<string, string> = { authorise: 'payment reserved', capture: 'payment taken', refund: 'money given back', void: 'reserved payment let go' };

/** Told of a customer whose number is given; `whole` leaves nothing out. */
export function storyOf(entries: readonly Entry[], customer: string, whole: boolean): Moment[] {
  const asked = new Map<string, Fields>();
  for (const { event, data } of entries) if (event.endsWith('payment.asked')) asked.set(String(fieldsOf(data).payment), fieldsOf(data));
  return entries
    .filter(({ event }) => whole || !INNER.test(event))
    .map((entry, n) => tell(entry, n, customer, asked))
    // As times: written out, "5.9Z" would come after "5.91Z".
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

function tell({ position, at, event, by, trace, data }: Entry, n: number, customer: string, asked: ReadonlyMap<string, Fields>): Moment {
  const fields = fieldsOf(data);
  const name = event.replace(/^retail\./, '');
  const payment = asked.get(String(fields.payment));
  const order = fields.order ?? payment?.order ?? fieldsOf(fields.of).order;
  const sale = fields.sale ?? fieldsOf(fields.of).sale;
  const about = typeof order === 'string' ? { order } : typeof sale === 'string' ? { sale } : undefined;
  const answer = name === 'payment.answered' ? paymentAnswer(fields, String(payment?.currency ?? 'XXX')) : undefined;
  const named = about === undefined ? '' : about.order === undefined ? `receipt ${shortId(about.sale)}` : `order ${shortId(about.order)}`;
  return {
    id: `${position}.${n}`,
    at,
    what: answer?.what ?? TOLD[name] ?? words(event),
    tone: answer?.tone ?? toneOf(event),
    by,
    text: [named, answer?.text ?? detail(name, fields, data)].filter(Boolean).join(' · '),
    href: typeof fields.case === 'string' ? writeShown({ case: fields.case }) : about === undefined ? `/traces?id=${encodeURIComponent(trace)}` : writeShown({ customer, ...about })
  };
}

function paymentAnswer({ operation, answer }: Fields, currency: string): { what: string; tone: string; text: string } {
  const done = fieldsOf(fieldsOf(answer).done);
  if (typeof done.amount === 'number') return { what: PAID[String(operation)] ?? `${words(String(operation))} done`, tone: 'good', text: money(done.amount, currency) };
  const [how = 'answered'] = typeof answer === 'string' ? [answer] : Object.keys(fieldsOf(answer));
  return { what: `payment ${words(how)}`, tone: /declin|fail/.test(how) ? 'bad' : 'warn', text: words(String(operation)) };
}

function detail(name: string, fields: Fields, data: unknown): string {
  if (name.startsWith('points.')) return points(fields);
  if (name === 'return.accepted') return linesOf(fields).map(({ quantity, item, condition }) => `${count(Number(quantity))} × ${item}, ${words(String(condition))}`).join(', ');
  if (name === 'return.announced') return `${String(fields.return_id ?? '')}, ${lines(linesOf(fields))}`;
  if (name === 'order.placed') return `${lines(linesOf(fields))}, ${words(String(fieldsOf(fields.delivery).method ?? ''))}`;
  if (name === 'fulfilment.shipped') return [fields.carrier, fields.tracking].filter(Boolean).join(' ');
  if (name === 'fulfilment.staged') return fields.place === undefined ? '' : `at ${fields.place}`;
  if (name === 'sale.completed') return `${lines(linesOf(fields))}${fields.site === undefined ? '' : ` at ${fields.site}`}`;
  if (name === 'customer.contacted') return words(String(fieldsOf(fields.contact).channel ?? ''));
  return /^(fulfilment|order|customer|case)\./.test(name) ? '' : describe(data);
}

function points({ postings, available_at }: Fields): string {
  const sum = (Array.isArray(postings) ? postings : []).reduce((total: number, one) => total + Number(fieldsOf(one).amount ?? 0), 0);
  return `${count(sum)} points${typeof available_at === 'string' ? `, to spend from ${moment(available_at)}` : ''}`;
}

function lines(of: readonly Fields[]): string {
  const units = of.reduce((sum, { quantity }) => sum + Number(quantity ?? 0), 0);
  return `${count(units)} ${units === 1 ? 'unit' : 'units'}`;
}

function linesOf({ lines: of }: Fields): Fields[] {
  return Array.isArray(of) ? of.map(fieldsOf) : [];
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}
