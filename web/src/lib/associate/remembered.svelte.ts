// Something asked from the engine that is still there without a network: the last answer, with its time.
import { untrack } from 'svelte';
import { openStream } from '$lib/api/stream';
import { asApiError, type ApiError } from '$lib/api/problem';
import { connection } from '$lib/state/connection.svelte';
import { station } from './station.svelte';
import { keep, kept } from './storage';

interface Kept<T> {
  at: number;
  data: T;
}

export class Remembered<T> {
  data = $state.raw<T | undefined>(undefined);
  /** When it was answered, by this phone's clock. */
  at = $state<number | undefined>(undefined);
  error = $state.raw<ApiError | undefined>(undefined);
  busy = $state(false);
  #name: () => string;
  #ask: (signal: AbortSignal) => Promise<T>;
  #again = false;

  /**
   * To be made while a component is set up. Asked again when the name changes, on a beat, when the engine is back, and at
   * once when it tells of one of these events at the phone's site.
   */
  constructor(name: () => string, ask: (signal: AbortSignal) => Promise<T>, everyMs = 0, types: string[] = []) {
    this.#name = name;
    this.#ask = ask;
    $effect(() => {
      const now = name();
      void connection.epoch;
      const control = new AbortController();
      untrack(() => void this.#start(now, control.signal));
      return () => control.abort();
    });
    $effect(() => {
      if (everyMs === 0) return;
      const timer = setInterval(() => {
        if (!document.hidden && !connection.down && !this.busy) void this.reload();
      }, everyMs);
      return () => clearInterval(timer);
    });
    $effect(() => {
      const { device } = station;
      if (types.length === 0 || device === undefined || connection.down) return;
      const query = new URLSearchParams({ types: types.join(','), site: station.site });
      return openStream({
        url: `/v1/events?${query}`,
        key: () => device.secret,
        onEvents: () => this.#hear(),
        onState: () => undefined
      });
    });
  }

  /** Whether what is shown may be old. */
  get stale(): boolean {
    return this.data !== undefined && (connection.down || this.error !== undefined);
  }

  async reload(): Promise<void> {
    await this.#refresh(this.#name(), new AbortController().signal);
  }

  /** What comes while an answer is on its way may not be in it. */
  #hear(): void {
    if (this.busy) this.#again = true;
    else void this.reload();
  }

  async #start(name: string, signal: AbortSignal): Promise<void> {
    if (station.device === undefined) return;
    const before = await kept<Kept<T>>(name).catch(() => undefined);
    if (signal.aborted) return;
    this.data = before?.data;
    this.at = before?.at;
    await this.#refresh(name, signal);
  }

  async #refresh(name: string, signal: AbortSignal): Promise<void> {
    this.busy = true;
    try {
      const data = await this.#ask(signal);
      if (signal.aborted || name !== this.#name()) return;
      this.data = data;
      this.at = Date.now();
      this.error = undefined;
      await keep(name, { at: this.at, data } satisfies Kept<T>);
    } catch (error) {
      if (!signal.aborted) this.error = asApiError(error);
    } finally {
      this.busy = false;
      if (this.#again) {
        this.#again = false;
        void this.reload();
      }
    }
  }
}
