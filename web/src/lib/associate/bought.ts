// What was bought: asked from the engine, or read off this phone's own log where there is no network.
import { ApiError } from '$lib/api/problem';
import { connection } from '$lib/state/connection.svelte';
import { numberOf } from './entry';
import { api, station } from './station.svelte';
import type { Bought } from './taking';

export async function lookUp(way: 'receipt' | 'order', number: string): Promise<Bought> {
  if (connection.down) return own(number);
  return way === 'receipt' ? receipt(number) : order(number);
}

async function receipt(sale: string): Promise<Bought> {
  const found = await api.get('/v1/receipts/{sale}', { path: { sale } });
  const lines = found.lines.map(({ line, item, name, returnable }) => ({ line, item, name, most: returnable }));
  return { of: { sale: found.sale }, title: `receipt ${found.sale}`, currency: found.currency, lines };
}

async function order(number: string): Promise<Bought> {
  const found = await api.get('/v1/orders/{order}', { path: { order: number } });
  const lines = found.lines.map(({ line, item, name, left, returned }) => ({ line, item, name, most: left - returned }));
  return { of: { order: found.order }, title: `order ${found.order}`, currency: found.currency, lines };
}

/** Sold on this very phone: its log knows it, whether the engine does yet or not. */
function own(number: string): Bought {
  const entry = station.entries.find((one) => one.kind === 'sale' && numberOf(one.device, one.seq) === number);
  if (entry === undefined) throw new ApiError(0, 'Not known without the network', 'This phone did not sell it. Ask the engine once it is there.');
  const sale = JSON.parse(entry.asked.body) as { sale: string; lines: { item: string; quantity: number; unit_price: { currency?: string } | number }[] };
  const price = sale.lines[0]?.unit_price;
  const currency = typeof price === 'object' ? (price.currency ?? 'XXX') : 'XXX';
  return { of: { sale: sale.sale }, title: `receipt ${sale.sale}`, currency, lines: sale.lines.map(({ item, quantity }, n) => ({ line: n + 1, item, name: item, most: quantity })) };
}
