// A list that comes page by page: the first by itself, more on request, fresh on a beat.
import { asApiError, type ApiError } from '$lib/api/problem';
import { connection } from './connection.svelte';
import type { Shown } from './loaded.svelte';
import { session } from './session.svelte';

export interface PageOf<T> {
  rows: T[];
  next: string | undefined;
}

/** Nothing where there is nothing to ask for now: what was there stays. */
export type AskPage<T> = (cursor: string | undefined, limit: number, signal: AbortSignal) => Promise<PageOf<T>> | undefined;

const PAGE = 50;
const LONGEST_REFRESH = 500;
const SLOW_AFTER_MS = 150;

export class Pages<T> implements Shown<T[]> {
  data = $state.raw<T[] | undefined>(undefined);
  next = $state<string | undefined>(undefined);
  error = $state.raw<ApiError | undefined>(undefined);
  slow = $state(false);
  busy = $state(false);
  #ask: AskPage<T>;
  #running = new AbortController();
  #about = '';

  /** `about` names what is listed: when it changes the list starts afresh. */
  constructor(about: () => string, ask: AskPage<T>, everyMs = 0) {
    this.#ask = ask;
    $effect(() => {
      void session.key;
      void connection.epoch;
      const now = about();
      const another = now !== this.#about;
      this.#about = now;
      void this.#first(another ? undefined : PAGE);
      return () => this.#running.abort();
    });
    $effect(() => {
      if (everyMs === 0) return;
      const timer = setInterval(() => {
        if (!document.hidden && !connection.down && !this.busy) void this.reload();
      }, everyMs);
      return () => clearInterval(timer);
    });
  }

  /** Asks again for all that is shown. */
  async reload(): Promise<void> {
    await this.#first(Math.min(LONGEST_REFRESH, Math.max(PAGE, this.data?.length ?? 0)));
  }

  async more(): Promise<void> {
    if (this.next === undefined || this.busy) return;
    const before = this.data ?? [];
    await this.#run(this.next, PAGE, (page) => (this.data = [...before, ...page.rows]));
  }

  async #first(limit: number | undefined): Promise<void> {
    await this.#run(undefined, limit ?? PAGE, (page) => (this.data = page.rows));
  }

  async #run(cursor: string | undefined, limit: number, take: (page: PageOf<T>) => void): Promise<void> {
    this.#running.abort();
    const control = new AbortController();
    this.#running = control;
    const slow = setTimeout(() => (this.slow = true), SLOW_AFTER_MS);
    this.busy = true;
    try {
      const page = await this.#ask(cursor, limit, control.signal);
      if (control.signal.aborted || page === undefined) return;
      take(page);
      this.next = page.next;
      this.error = undefined;
    } catch (error) {
      if (!control.signal.aborted) this.error = asApiError(error);
    } finally {
      clearTimeout(slow);
      if (this.#running === control) {
        this.busy = false;
        this.slow = false;
      }
    }
  }
}
