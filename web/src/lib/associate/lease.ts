// A lease of stock: units that the engine keeps for this device, so that a sale without a network cannot oversell.
import type { Entry } from './entry';

export interface LeaseLine {
  item: string;
  name: string;
  /** As the engine granted it. */
  units: number;
  /** What one unit costs, as the engine priced it when the lease was taken. */
  price: number;
}

export interface Lease {
  /** The hold that keeps the units. */
  hold: string;
  site: string;
  currency: string;
  taken_at: string;
  expires_at: string;
  lines: LeaseLine[];
}

/** How long a lease is asked for. */
export const LASTS_MS = 8 * 3_600_000;
/** The last hour is for coming back: what is sold in it could reach the engine after the units are free again. */
export const COME_BACK_MS = 3_600_000;

/** The body of a sale that draws on a lease, as far as counting it goes. */
interface LeasedSale {
  hold?: string;
  lines: { item: string; quantity: number }[];
}

/** What was sold on a lease, by all deeds of the log that stand, sent or not. */
export function soldOn(hold: string, log: readonly Entry[]): Map<string, number> {
  const sold = new Map<string, number>();
  for (const entry of log) {
    if (entry.kind !== 'sale' || entry.state === 'settled') continue;
    const sale = JSON.parse(entry.asked.body) as LeasedSale;
    if (sale.hold !== hold) continue;
    for (const { item, quantity } of sale.lines) sold.set(item, (sold.get(item) ?? 0) + quantity);
  }
  return sold;
}

/** Until when one may sell on it without a network. */
export function sellsUntil(lease: Lease): number {
  return Date.parse(lease.expires_at) - COME_BACK_MS;
}

/** How many units of each item may still be sold on it at `now`, the engine's time. */
export function left(lease: Lease | undefined, log: readonly Entry[], now: number): Map<string, number> {
  if (lease === undefined || now >= sellsUntil(lease)) return new Map();
  const sold = soldOn(lease.hold, log);
  return new Map(lease.lines.map(({ item, units }) => [item, Math.max(0, units - (sold.get(item) ?? 0))]));
}

export interface Wanted {
  item: string;
  quantity: number;
}

/** What is missing of a basket, if it were sold without a network: nothing where it may be. */
export function missing(basket: readonly Wanted[], units: ReadonlyMap<string, number>): Wanted[] {
  const wanted = new Map<string, number>();
  for (const { item, quantity } of basket) wanted.set(item, (wanted.get(item) ?? 0) + quantity);
  return [...wanted].flatMap(([item, quantity]) => {
    const short = quantity - (units.get(item) ?? 0);
    return short > 0 ? [{ item, quantity: short }] : [];
  });
}

/** Whether it is time to ask for a new one: half of the time or half of some item is gone. */
export function wearsThin(lease: Lease, log: readonly Entry[], now: number): boolean {
  const half = (Date.parse(lease.taken_at) + Date.parse(lease.expires_at)) / 2;
  if (now >= half) return true;
  const rest = left(lease, log, now);
  return lease.lines.some(({ item, units }) => units > 0 && (rest.get(item) ?? 0) * 2 <= units && (rest.get(item) ?? 0) < units);
}

/** After a refusal: what is asked for at most, where the engine has less. */
export function cutTo(wanted: readonly Wanted[], shortages: readonly { item: string; available: number }[]): Wanted[] {
  return wanted
    .map(({ item, quantity }) => {
      const short = shortages.find((one) => one.item === item);
      return { item, quantity: short === undefined ? quantity : Math.min(quantity, Math.max(0, short.available)) };
    })
    .filter(({ quantity }) => quantity > 0);
}
