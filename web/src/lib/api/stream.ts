// A stream of events that comes back by itself and goes on where it stopped.
import { problemOf, type ApiError } from './problem';
import { SseParser, type ServerEvent } from './sse';

export type StreamState =
  | { state: 'connecting'; attempt: number }
  | { state: 'open' }
  | { state: 'waiting'; attempt: number; retryAt: number; error: ApiError | undefined }
  | { state: 'closed' };

export interface StreamSettings {
  url: string;
  key: () => string | null;
  onEvents: (events: ServerEvent[]) => void;
  onState: (state: StreamState) => void;
  send?: typeof fetch;
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;
/** The engine says something at least every 15 s; a line that is silent for so long is dead. */
const SILENT_MS = 40_000;

/** Doubles up to a limit; up to a fifth is taken off at random so that many pages do not come back at once. */
export function backOffMs(attempt: number, chance = Math.random()): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, attempt - 1));
  return Math.round(full * (1 - 0.2 * chance));
}

/** Runs until the returned function is called. */
export function openStream(settings: StreamSettings): () => void {
  const stop = new AbortController();
  void run(settings, stop.signal);
  return () => stop.abort();
}

async function run(settings: StreamSettings, signal: AbortSignal): Promise<void> {
  const { onState, sleep = wait } = settings;
  const cursor = { lastId: '', retryMs: 0 };
  let attempt = 0;
  while (!signal.aborted) {
    onState({ state: 'connecting', attempt });
    const outcome = await once(settings, cursor, signal);
    if (signal.aborted) break;
    // A stream that delivered something starts counting afresh.
    attempt = outcome.delivered ? 1 : attempt + 1;
    const pause = Math.max(cursor.retryMs, backOffMs(attempt));
    onState({ state: 'waiting', attempt, retryAt: Date.now() + pause, error: outcome.error });
    await sleep(pause, signal);
  }
  onState({ state: 'closed' });
}

interface Outcome {
  delivered: boolean;
  error?: ApiError;
}

async function once(
  { url, key, onEvents, onState, send = fetch }: StreamSettings,
  cursor: { lastId: string; retryMs: number },
  signal: AbortSignal
): Promise<Outcome> {
  let delivered = false;
  const silent = new AbortController();
  let watch = setTimeout(() => silent.abort(), SILENT_MS);
  try {
    const headers: Record<string, string> = { accept: 'text/event-stream' };
    const secret = key();
    if (secret !== null) headers.authorization = `Bearer ${secret}`;
    if (cursor.lastId !== '') headers['last-event-id'] = cursor.lastId;
    const response = await send(url, { headers, signal: AbortSignal.any([signal, silent.signal]), cache: 'no-store' });
    if (!response.ok || response.body === null) return { delivered, error: await problemOf(response) };
    onState({ state: 'open' });
    const parser = new SseParser();
    const text = response.body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>);
    for (const reader = text.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      clearTimeout(watch);
      watch = setTimeout(() => silent.abort(), SILENT_MS);
      const events = parser.push(value);
      const last = events.at(-1);
      if (last === undefined) continue;
      delivered = true;
      cursor.lastId = last.id || cursor.lastId;
      cursor.retryMs = parser.retryMs ?? 0;
      onEvents(events);
    }
  } catch {
    // The connection broke: the caller waits and comes back.
  } finally {
    clearTimeout(watch);
  }
  return { delivered };
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
