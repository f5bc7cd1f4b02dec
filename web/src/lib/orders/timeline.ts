// The steps of an order's timeline as people read them.
import type { TimelineStep } from '$lib/api/types';
import { money, shortId, words } from '$lib/format';
import type { Moment } from '$lib/parts/moment';

export function toneOf(what: string): string {
  if (/refused|declined|rejected|late|uncollected|cancelled/.test(what)) return 'bad';
  if (/parked|asked|rerouted|unsure/.test(what)) return 'warn';
  if (/confirmed|handed_over|delivered|completed|authorised|captured/.test(what)) return 'good';
  return 'blue';
}

type Fields = Record<string, unknown>;

/** The few fields by which a person recognises what happened. */
export function said(detail: unknown, currency = 'XXX'): string {
  if (typeof detail === 'string') return detail;
  if (typeof detail !== 'object' || detail === null) return '';
  const fields = detail as Fields;
  const parts: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'amount' && typeof value === 'number') parts.push(money(value, String(fields.currency ?? currency)));
    else if (name === 'currency' || value === null) continue;
    else if (typeof value === 'string') parts.push(`${words(name)} ${shortId(value)}`);
    else if (typeof value === 'number') parts.push(`${words(name)} ${value}`);
    else if (Array.isArray(value)) parts.push(value.map(inBrief).join(', '));
  }
  return parts.join(' · ');
}

function inBrief(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value as Fields)
    .filter(([, one]) => typeof one === 'string' || typeof one === 'number')
    .map(([name, one]) => `${words(name)} ${one}`)
    .join(' ');
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
