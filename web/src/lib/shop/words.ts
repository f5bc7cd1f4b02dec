// Distances and promises as a shopper reads them.
import { ApiError } from '$lib/api/problem';
import type { Order } from './types';

export function distance(metres: number): string {
  if (metres < 950) return `${Math.max(50, Math.round(metres / 50) * 50)} m`;
  return metres < 9_950 ? `${(metres / 1000).toFixed(1)} km` : `${Math.round(metres / 1000)} km`;
}

/** When something can be had, told from now: `today at 14:30`, `tomorrow at 09:00`, `on Mon 3 Aug`. */
export function byWhen(iso: string, now = new Date()): string {
  const at = new Date(iso);
  if (at.getTime() <= now.getTime() + 60_000) return 'now';
  const time = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  const days = Math.floor((at.getTime() - midnight) / 86_400_000);
  if (days === 0) return `today at ${time}`;
  if (days === 1) return `tomorrow at ${time}`;
  return `on ${at.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })}`;
}

/** What a shopper wants to know of an order: what happens next. */
export function standing(order: Order): string {
  if (order.state === 'refused') return 'It did not come about. Nothing was taken.';
  if (order.state === 'cancelled') return 'It was cancelled. Nothing more is taken.';
  if (order.state === 'placed') return 'Your payment is under way.';
  if (order.state === 'completed') return 'You have it.';
  const ready = order.fulfilments.some(({ state }) => ['staged', 'ready', 'arrived'].includes(state));
  if (ready) return 'It is ready: show the code at the counter.';
  const shipped = order.fulfilments.some(({ state }) => state === 'shipped');
  if (shipped) return 'It is on its way.';
  if (order.promised_at === undefined) return 'We are getting it ready.';
  return order.delivery.method === 'pickup' ? `Ready ${byWhen(order.promised_at)}.` : `With you ${byWhen(order.promised_at)}.`;
}

/** A country that the browser's language speaks of, for the first guess of where a parcel goes. */
export function countryOf(languages: readonly string[]): string {
  const found = languages.map((language) => /-([A-Z]{2})$/.exec(language)?.[1]).find(Boolean);
  return found ?? 'DE';
}

/** Whether it was refused because as much is kept for the shopper as may be. */
export function isFull(error: unknown): boolean {
  return error instanceof ApiError && error.type.endsWith('/too-many-holds');
}
