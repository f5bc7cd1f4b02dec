// One event of the stream as one line of text.
import { count, shortId, words } from '$lib/format';
import type { ServerEvent } from '$lib/api/sse';

export interface FeedRow {
  id: string;
  type: string;
  time: string;
  trace: string | undefined;
  text: string;
}

type Fields = Record<string, unknown>;

export function parseRow(event: ServerEvent): FeedRow {
  try {
    const cloud = JSON.parse(event.data) as Fields;
    const type = String(cloud.type ?? event.event);
    return {
      id: event.id,
      type,
      time: String(cloud.time ?? ''),
      trace: typeof cloud.traceid === 'string' ? cloud.traceid : undefined,
      text: describe(cloud.data, cloud.subject)
    };
  } catch {
    return { id: event.id, type: event.event, time: '', trace: undefined, text: event.data.slice(0, 120) };
  }
}

/** The few fields by which a person recognises what happened; the trace has the rest. */
export function describe(data: unknown, subject?: unknown): string {
  const fields = inner(data);
  const parts: string[] = [];
  const id = fields.hold ?? fields.sale ?? fields.shipment ?? fields.order;
  if (id !== undefined) parts.push(shortId(String(id)));
  if (fields.item !== undefined) parts.push(String(fields.item));
  const lines = listOf(fields.lines) ?? listOf(fields.postings);
  if (lines !== undefined) parts.push(ofLines(lines));
  const place = fields.site ?? lines?.find((line) => line.site !== undefined)?.site;
  if (place !== undefined) parts.push(`at ${place}`);
  if (typeof fields.reason === 'string') parts.push(words(fields.reason));
  for (const name of ['quantity', 'available', 'units', 'on_hand', 'book', 'celsius'] as const) {
    if (typeof fields[name] === 'number') parts.push(`${words(name)} ${count(fields[name])}`);
  }
  if (fields.owner !== undefined) parts.push(`for ${shortId(String(fields.owner))}`);
  if (parts.length === 0 && fields.name !== undefined) parts.push(String(fields.name));
  return parts.length > 0 ? parts.join(' · ') : String(subject ?? '');
}

function ofLines(lines: Fields[]): string {
  const first = lines[0];
  if (lines.length !== 1 || first === undefined) return `${lines.length} lines`;
  const amount = first.quantity ?? first.counted;
  return [amount === undefined ? '' : `${count(Number(amount))} ×`, String(first.item ?? '')].join(' ').trim();
}

/** The log writes an event as one field named after it; what counts is inside. */
function inner(data: unknown): Fields {
  let fields = isFields(data) ? data : {};
  for (let depth = 0; depth < 3; depth++) {
    const values = Object.values(fields);
    const only = values.length === 1 ? values[0] : undefined;
    if (!isFields(only)) break;
    fields = only;
  }
  return fields;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): Fields[] | undefined {
  return Array.isArray(value) && value.length > 0 && value.every(isFields) ? value : undefined;
}
