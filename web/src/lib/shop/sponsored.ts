// Sponsored places among results: decided by the engine for this shopper at this moment, and nothing where it decides none.
import { ask, maybe } from './client';
import { place } from './place.svelte';
import type { FoundItem, ItemPage, Placement } from './types';

const PLACES = 2;

interface Decided { placement?: string | null; slots: { item: string }[] }

/** What is shown for money above the results; each is an item that can be had. */
export async function sponsoredIn(items: FoundItem[], q: string, category: string, signal: AbortSignal): Promise<(FoundItem & { placement: Placement })[]> {
  if (q === '' && category === '') return [];
  try {
    const body = { surface: q === '' ? 'category' : 'search', ...(q === '' ? {} : { query: q }), ...(category === '' ? {} : { category }), slots: PLACES };
    const decided = await maybe(ask<Decided>('POST', '/v1/shop/placements', { body, signal }));
    const placement = decided?.placement;
    if (decided === undefined || !placement) return [];
    const shown = decided.slots.map(({ item }) => found({ placement, item }, items, signal));
    return (await Promise.all(shown)).filter((one) => one !== undefined);
  } catch {
    // What was found stands without it.
    return [];
  }
}

async function found(placement: Placement, items: FoundItem[], signal: AbortSignal): Promise<(FoundItem & { placement: Placement }) | undefined> {
  const known = items.find(({ item }) => item === placement.item);
  if (known) return { ...known, placement };
  const page = await maybe(ask<ItemPage>('GET', '/v1/shop/items/{item}', { path: { item: placement.item }, query: { ...place.at }, signal }));
  if (page === undefined) return undefined;
  const { item, name, brand, unit, price, stores } = page;
  // What was sold a moment ago is not shown for money.
  const available = stores.some(({ pickup, carry_out }) => pickup.available > 0 || carry_out.available > 0);
  if (!available) return undefined;
  return { item, name, unit, available, placement, ...(brand === undefined ? {} : { brand }), ...(price === undefined ? {} : { price }) };
}
