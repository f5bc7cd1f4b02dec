// Something asked from the engine that is still there without a network: the last answer, with its time.
import { untrack } from 'svelte';
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

  /** To be made while a component is set up. Asked again when the name changes, on a beat, and when the engine is back. */
  constructor(name: () => string, ask: (signal: AbortSignal) => Promise<T>, everyMs = 0) {
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
  }

  /** Whether what is shown may be old. */
  get stale(): boolean {
    return this.data !== undefined && (connection.down || this.error !== undefined);
  }

  async reload(): Promise<void> {
    await this.#refresh(this.#name(), new AbortController().signal);
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
    }
  }
}
