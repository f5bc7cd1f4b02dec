// The event stream as a list that stays readable: everything is counted, a sample is painted.
import { openStream, type StreamState } from '$lib/api/stream';
import type { ServerEvent } from '$lib/api/sse';
import { session } from '$lib/state/session.svelte';
import { parseRow, type FeedRow } from './row';
import { Ring } from './ring';

const PAINT_EVERY_MS = 250;
const NEW_ROWS_A_PAINT = 2;
const ROWS = 40;
const KEPT = 200;

export class Feed {
  rows = $state.raw<FeedRow[]>([]);
  total = $state(0);
  skipped = $state(0);
  perSecond = $state(0);
  paused = $state(false);
  stream = $state.raw<StreamState>({ state: 'connecting', attempt: 0 });

  #ring = new Ring<ServerEvent>(KEPT);
  #arrived = 0;
  #painted = 0;
  #fresh = 0;
  #second = { at: 0, arrived: 0 };

  /** Streams until the returned function is called. */
  open(types: readonly string[]): () => void {
    this.#forget();
    const query = types.length > 0 ? `?types=${types.join(',')}` : '';
    const close = openStream({
      url: `/v1/events${query}`,
      key: () => session.key,
      onEvents: (events) => this.take(events),
      onState: (state) => {
        // The next stream may be open before the one before it has closed.
        if (state.state === 'closed') return;
        this.stream = state;
        if (state.state === 'waiting' && state.error?.status === 401) session.refused = true;
      }
    });
    const timer = setInterval(() => this.paint(), PAINT_EVERY_MS);
    return () => {
      close();
      clearInterval(timer);
    };
  }

  take(events: ServerEvent[]): void {
    this.#arrived += events.length;
    this.#fresh += events.length;
    if (this.paused) return;
    for (const event of events.slice(-KEPT)) this.#ring.push(event);
  }

  paint(): void {
    this.#measure();
    this.total = this.#arrived;
    if (this.paused || this.#fresh === 0) return;
    const fresh = this.#ring.newest(Math.min(this.#fresh, NEW_ROWS_A_PAINT)).map(parseRow);
    this.#fresh = 0;
    this.#painted += fresh.length;
    this.rows = [...fresh, ...this.rows].slice(0, ROWS);
    this.skipped = this.#arrived - this.#painted;
  }

  /** Holding still shows the last ones whole, without the gaps of the sample. */
  pause(): void {
    this.paused = true;
    this.rows = this.#ring.newest().map(parseRow);
  }

  resume(): void {
    this.paused = false;
    this.#fresh = 0;
    this.rows = this.rows.slice(0, ROWS);
  }

  #measure(): void {
    const now = performance.now();
    const passed = now - this.#second.at;
    if (passed < 1_000) return;
    this.perSecond = ((this.#arrived - this.#second.arrived) * 1_000) / passed;
    this.#second = { at: now, arrived: this.#arrived };
  }

  #forget(): void {
    this.#ring.clear();
    this.rows = [];
    this.#arrived = this.#painted = this.#fresh = 0;
    this.#second = { at: performance.now(), arrived: 0 };
    this.total = this.skipped = this.perSecond = 0;
    this.paused = false;
  }
}
