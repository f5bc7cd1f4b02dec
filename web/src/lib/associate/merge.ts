// Bringing the phone's log to the engine: in order, each entry once, nothing lost, and what is refused shown to a person.
import { onceKey, withoutPeople, type Entry, type Said } from './entry';
import type { DeviceLog } from './log';

export interface Answered {
  status: number;
  /** The body, where it is JSON. */
  body?: unknown;
  /** Seconds until the engine wants to be asked again. */
  retryAfterS?: number;
}

/** Sends the bytes of an entry under its key; throws where no answer came. */
export type Send = (entry: Entry, key: string) => Promise<Answered>;

export type Outcome =
  | { came: 'through'; sent: number; conflicts: number }
  /** The network or the engine is not there: the rest waits. */
  | { came: 'to a halt'; sent: number; conflicts: number; retryAfterS?: number }
  /** The engine does not know the key any more: the rest waits until somebody signs in. */
  | { came: 'to the door'; sent: number; conflicts: number };

/** Not an answer to the question: the same is asked again later. */
function isNoAnswer(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

function saidOf({ status, body }: Answered): Said {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  return { status, title: String(problem.title ?? `Status ${status}`), detail: String(problem.detail ?? '') };
}

const ALTERED: Said = {
  status: 0,
  title: 'Not as it was signed',
  detail: 'This entry, or one before it, was changed or taken out on this device after it was signed. It was not sent.'
};

/** Behind an entry that a person has to look at, whatever is about the same thing waits. */
export function heldBack(entries: readonly Entry[]): Set<number> {
  const stuck = new Set<string>();
  const held = new Set<number>();
  for (const entry of entries) {
    if (entry.state === 'conflict') stuck.add(entry.about);
    else if (entry.state === 'waiting' && stuck.has(entry.about)) held.add(entry.seq);
  }
  return held;
}

/** Sends all that waits. One caller at a time; see `alone`. */
export async function merge(log: DeviceLog, send: Send, changed: () => void = () => {}): Promise<Outcome> {
  const count = { sent: 0, conflicts: 0 };
  const note = async (entry: Entry) => (await log.store.put(entry), changed());
  const altered = await log.firstAltered(await log.store.all());
  const stuck = new Set<string>();
  for (const entry of await log.store.all()) {
    if (entry.state === 'conflict') stuck.add(entry.about);
    if (entry.state !== 'waiting' || stuck.has(entry.about)) continue;
    if (altered !== undefined && entry.seq >= altered.seq) {
      await note({ ...entry, state: 'conflict', said: ALTERED });
      count.conflicts += 1;
      continue;
    }
    const tried = { ...entry, tries: entry.tries + 1 };
    // Before it is sent: whoever finds it later knows that the engine may have it.
    await note(tried);
    const answer = await send(entry, onceKey(entry)).catch(() => undefined);
    if (answer === undefined) return { came: 'to a halt', ...count };
    if (answer.status === 401) return { came: 'to the door', ...count };
    if (isNoAnswer(answer.status)) {
      return { came: 'to a halt', ...count, ...(answer.retryAfterS === undefined ? {} : { retryAfterS: answer.retryAfterS }) };
    }
    if (answer.status < 300) {
      await note({ ...withoutPeople(tried), state: 'sent', said: { status: answer.status, title: '', detail: '', body: answer.body } });
      count.sent += 1;
    } else {
      await note({ ...tried, state: 'conflict', said: saidOf(answer) });
      stuck.add(entry.about);
      count.conflicts += 1;
    }
  }
  return { came: 'through', ...count };
}

/** What a person may decide about an entry that was refused. */
export type Verdict = 'again' | 'settle';

export function judged(entry: Entry, verdict: Verdict): Entry {
  if (entry.state !== 'conflict') return entry;
  return verdict === 'again' ? { ...entry, state: 'waiting' } : { ...withoutPeople(entry), state: 'settled' };
}
