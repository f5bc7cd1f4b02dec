// Something asked from the engine: loading, there, failed; asked again on a beat and when the engine is back.
import { untrack } from 'svelte';
import { asApiError, type ApiError } from '$lib/api/problem';
import { connection } from './connection.svelte';
import { session } from './session.svelte';

const SLOW_AFTER_MS = 150;

export interface LoadSettings {
  /** Ask again this often while the page is visible; 0 for never. */
  everyMs?: number;
  /** What was there stays until the new answer comes, also when another thing is asked for. */
  keep?: boolean;
}

/** What a page needs to show something that is asked for, whole or page by page. */
export interface Shown<T> {
  readonly data: T | undefined;
  readonly error: ApiError | undefined;
  readonly slow: boolean;
  reload(): Promise<void>;
}

export class Loaded<T> implements Shown<T> {
  data = $state.raw<T | undefined>(undefined);
  error = $state.raw<ApiError | undefined>(undefined);
  /** Nothing is there yet and it takes long enough to say so. */
  slow = $state(false);
  #ask: (signal: AbortSignal) => Promise<T> | undefined;
  #running: AbortController | undefined;
  #epoch = -1;

  /** To be made while a component is set up: what `ask` reads, it follows. */
  constructor(ask: (signal: AbortSignal) => Promise<T> | undefined, { everyMs = 0, keep = false }: LoadSettings = {}) {
    this.#ask = ask;
    $effect(() => {
      void session.key;
      const back = connection.epoch !== this.#epoch && this.#epoch !== -1;
      this.#epoch = connection.epoch;
      const asked = this.#start(keep || back);
      return () => asked.abort();
    });
    $effect(() => {
      if (everyMs === 0) return;
      const timer = setInterval(() => this.#beat(), everyMs);
      return () => clearInterval(timer);
    });
  }

  /** Asks again now and waits for the answer. */
  async reload(): Promise<void> {
    await untrack(() => this.#run(new AbortController(), this.#ask));
  }

  #beat(): void {
    if (document.hidden || connection.down || this.#running) return;
    void this.reload();
  }

  #start(keep: boolean): AbortController {
    this.#running?.abort();
    const control = new AbortController();
    const first = this.#ask(control.signal);
    untrack(() => {
      if (!keep) this.data = undefined;
      this.error = undefined;
      this.slow = false;
      if (first !== undefined) void this.#run(control, () => first);
    });
    return control;
  }

  async #run(control: AbortController, ask: (signal: AbortSignal) => Promise<T> | undefined): Promise<void> {
    const slow = setTimeout(() => (this.slow = this.data === undefined), SLOW_AFTER_MS);
    this.#running = control;
    try {
      const data = await ask(control.signal);
      if (control.signal.aborted || data === undefined) return;
      this.data = data;
      this.error = undefined;
    } catch (error) {
      if (!control.signal.aborted) this.error = asApiError(error);
    } finally {
      clearTimeout(slow);
      if (this.#running === control) this.#running = undefined;
      if (!control.signal.aborted) this.slow = false;
    }
  }
}
