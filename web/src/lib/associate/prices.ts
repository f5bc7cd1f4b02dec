// What things cost at this site, asked from the engine: the phone reckons no price itself.
import type { Priced } from '$lib/api/types';
import type { BasketLine } from './doing';
import { api, station } from './station.svelte';

export const CHANNEL = 'store';

export function priceBasket(lines: readonly BasketLine[], coupons: readonly string[] = [], signal?: AbortSignal): Promise<Priced> {
  const body = { channel: CHANNEL, site: station.site, coupons: [...coupons], lines: lines.map((line, n) => ({ line: n + 1, ...line })) };
  return api.post('/v1/baskets:price', { body, ...(signal === undefined ? {} : { signal }) });
}

/** What one of each costs alone, as a shopper who buys nothing else would pay it. */
export async function priceEach(items: readonly string[]): Promise<{ currency: string; prices: Map<string, number> }> {
  const prices = new Map<string, number>();
  let currency = 'XXX';
  const all = await Promise.allSettled(items.map((item) => priceBasket([{ item, quantity: 1 }])));
  all.forEach((priced, n) => {
    if (priced.status !== 'fulfilled') return;
    currency = priced.value.currency;
    prices.set(items[n] ?? '', priced.value.total);
  });
  return { currency, prices };
}
