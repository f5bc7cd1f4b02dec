// What the engine does each second, remembered for two minutes.
import { api } from '$lib/api';
import type { Status } from '$lib/api/types';
import { connection } from '$lib/state/connection.svelte';

export const SLOTS = 120;

const SERIES = ['signals_per_s', 'holds_per_s', 'actions_per_s'] as const;
export type Series = (typeof SERIES)[number];

class Throughput {
  status = $state.raw<Status | undefined>(undefined);
  history = $state.raw<Record<Series, readonly number[]>>({ signals_per_s: [], holds_per_s: [], actions_per_s: [] });

  /** Polls until the returned function is called. */
  watch(): () => void {
    void this.#poll();
    const timer = setInterval(() => {
      if (!document.hidden && !connection.down) void this.#poll();
    }, 1_000);
    return () => clearInterval(timer);
  }

  async #poll(): Promise<void> {
    try {
      const status = await api.get('/v1/status');
      this.status = status;
      const add = (name: Series) => [...this.history[name], status[name]].slice(-SLOTS);
      this.history = Object.fromEntries(SERIES.map((name) => [name, add(name)])) as Record<Series, number[]>;
    } catch {
      // The connection bar says so.
    }
  }
}

export const throughput = new Throughput();
