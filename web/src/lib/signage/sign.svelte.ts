// What a sign shows: only what can be carried out of its store now, and nothing at all once that is not known for sure.
import { openStream } from '$lib/api/stream';

export interface Offer { item: string; name: string; price?: { total: number; currency: string }; left: number; sponsored: boolean }
interface Line { item: string; carry_out: number }

/** Nothing is shown that was not known to be there so long ago. */
export const SURE_MS = 5_000;
const ASK_MS = 1_500;
const PATIENCE_MS = 2_500;
const DECIDE_MS = 30_000;
const SLOTS = 6;
/** What changes how much there is to carry out. */
const TYPES = [
  'stock.moved', 'stock.counted', 'sale.completed', 'hold.placed', 'hold.posted', 'hold.voided', 'hold.expired', 'hold.drawn',
  'allocation.released', 'allocation.fulfilled', 'order.confirmed', 'order.cancelled', 'fulfilment.picked', 'stock_rule.set', 'action.sold_out'
].map((type) => `retail.${type}`);

interface Known { name: string; price?: { total: number; currency: string } }

export class Sign {
  siteName = $state('');
  problem = $state('');
  /** By item: how many there are to carry out. */
  #left = $state.raw<ReadonlyMap<string, number>>(new Map());
  #sureAt = $state(0);
  #now = $state(Date.now());
  #known = $state.raw<ReadonlyMap<string, Known>>(new Map());
  #items = $state.raw<string[]>([]);
  #sponsored: ReadonlySet<string> = new Set();
  #asking = false;
  #again = false;
  /** A moment no longer than this stands between the last sure answer and now. */
  readonly sure = $derived(this.#now - this.#sureAt < SURE_MS);
  readonly offers = $derived(this.sure ? this.#items.flatMap((item) => this.#offer(item)) : []);

  constructor(readonly site: string, readonly key: string, readonly playlist: string[]) {}

  /** Runs until the returned function is called. */
  start(): () => void {
    this.#items = this.playlist;
    void this.#begin();
    const timers = [
      setInterval(() => (this.#now = Date.now()), 250),
      setInterval(() => void this.#look(), ASK_MS),
      setInterval(() => void this.#decide(), DECIDE_MS)
    ];
    const query = new URLSearchParams({ types: TYPES.join(',') });
    const close = openStream({ url: `/v1/events?${query}`, key: () => this.key, onEvents: () => void this.#look(), onState: () => undefined });
    return () => (timers.forEach(clearInterval), close());
  }

  #offer(item: string): Offer[] {
    const left = this.#left.get(item) ?? 0;
    const known = this.#known.get(item);
    if (left <= 0 || known === undefined) return [];
    return [{ item, left, sponsored: this.#sponsored.has(item), ...known }];
  }

  async #begin(): Promise<void> {
    const site = await this.#ask<{ name: string }>('GET', `/v1/sites/${encodeURIComponent(this.site)}`);
    if (site !== undefined) this.siteName = site.name;
    await this.#decide();
    await this.#look();
  }

  /** What was paid for goes first; the playlist fills the rest. */
  async #decide(): Promise<void> {
    const body = { surface: 'signage', site: this.site, method: 'carry_out', slots: SLOTS, explain: false };
    const decided = await this.#ask<{ slots: { item: string }[] }>('POST', '/v1/placements:decide', body);
    const paid = decided?.slots.map(({ item }) => item) ?? [];
    this.#sponsored = new Set(paid);
    const items = [...new Set([...paid, ...this.playlist])];
    for (const item of items) if (!this.#known.has(item)) await this.#know(item);
    this.#items = items;
  }

  async #know(item: string): Promise<void> {
    const found = await this.#ask<{ name: string }>('GET', `/v1/items/${encodeURIComponent(item)}`);
    if (found === undefined) return;
    const priced = await this.#ask<{ total: number; currency: string }>('POST', '/v1/baskets:price', { channel: 'store', site: this.site, lines: [{ item, quantity: 1 }] });
    const price = priced === undefined ? {} : { price: { total: priced.total, currency: priced.currency } };
    this.#known = new Map(this.#known).set(item, { name: found.name, ...price });
  }

  /** Asks how much there is; what changes meanwhile is asked for right behind. */
  async #look(): Promise<void> {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    do {
      this.#again = false;
      const asked = Date.now();
      const query = new URLSearchParams([['site', this.site], ['channel', 'store'], ...[...this.#known.keys()].map((item) => ['item', item])]);
      const answer = this.#known.size === 0 ? { lines: [] } : await this.#ask<{ lines: Line[] }>('GET', `/v1/availability?${query}`);
      if (answer !== undefined) {
        this.#left = new Map(answer.lines.map(({ item, carry_out }) => [item, carry_out]));
        this.#sureAt = asked;
        this.#now = Date.now();
      }
    } while (this.#again);
    this.#asking = false;
  }

  async #ask<T>(method: string, path: string, body?: object): Promise<T | undefined> {
    const headers: Record<string, string> = { authorization: `Bearer ${this.key}`, 'content-type': 'application/json' };
    try {
      const request = { method, headers, cache: 'no-store' as const, signal: AbortSignal.timeout(PATIENCE_MS), ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      const response = await fetch(path, request);
      if (response.status === 401) this.problem = 'This sign’s key is not known. Open it again with a good one: /signage/SITE#key=…';
      else this.problem = '';
      return response.ok ? ((await response.json()) as T) : undefined;
    } catch {
      return undefined;
    }
  }
}
