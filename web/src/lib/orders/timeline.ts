// The steps of an order's timeline as people read them.
import type { TimelineStep } from '$lib/api/types';
import { money, moment, shortId, words } from '$lib/format';
import type { Moment } from '$lib/parts/moment';

export function toneOf(what: string): string {
  if (/refused|declined|rejected|late|uncollected|cancelled/.test(what)) return 'bad';
  if (/parked|asked|rerouted|unsure/.test(what)) return 'warn';
  if (/confirmed|handed_over|delivered|completed|authorised|captured/.test(what)) return 'good';
  return 'blue';
}

type Fields = Record<string, unknown>;

/** What only the engine needs, or what stands beside it already. */
const INNER: ReadonlySet<string> = new Set(['ask', 'by', 'currency', 'customer', 'expires_at', 'fulfilment', 'hold', 'payment', 'provider', 'reference', 'return_id', 'slot_at']);
/** Words of the engine rather than names that somebody gave. */
const WORDED: ReadonlySet<string> = new Set(['method', 'operation', 'proof', 'reason']);

/** The few fields by which a person recognises what happened. */
export function said(detail: unknown, currency = 'XXX'): string {
  if (typeof detail === 'string') return detail;
  if (typeof detail !== 'object' || detail === null) return '';
  const fields = detail as Fields;
  const parts: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'amount' && typeof value === 'number') parts.push(money(value, String(fields.currency ?? currency)));
    else if (INNER.has(name) || value === null) continue;
    else if (typeof value === 'string') parts.push(oneField(name, value));
    else if (typeof value === 'number') parts.push(`${words(name)} ${value}`);
    else if (Array.isArray(value)) parts.push(value.map((one) => inBrief(one, String(fields.currency ?? currency))).join(', '));
  }
  return parts.join(' · ');
}

function inBrief(value: unknown, currency: string): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value as Fields)
    .filter(([name, one]) => !INNER.has(name) && (typeof one === 'string' || typeof one === 'number'))
    .map(([name, one]) => (typeof one === 'string' ? oneField(name, one) : name === 'amount' ? money(Number(one), currency) : `${words(name)} ${one}`))
    .join(' ');
}

function oneField(name: string, value: string): string {
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return `${words(name).replace(/ at$/, '')} ${moment(value)}`;
  return WORDED.has(name) ? words(value) : `${words(name)} ${shortId(value)}`;
}

export function momentsOf(steps: readonly TimelineStep[], currency: string): Moment[] {
  return steps.map((step, n) => ({
    id: `${step.position}.${n}`,
    at: step.at,
    what: words(step.what),
    tone: toneOf(step.what),
    by: step.by,
    text: said(step.detail, currency)
  }));
}
