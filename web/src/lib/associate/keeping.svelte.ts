// Keeping the lease: taken while the engine is there, renewed before it wears thin, given back when nothing is wanted.
import { ApiError } from '$lib/api/problem';
import { cutTo, LASTS_MS, left, soldOn, wearsThin, type Lease, type LeaseLine } from './lease';
import { priceEach } from './prices';
import { alone, keep, kept } from './storage';
import { api, station } from './station.svelte';

export interface WantedItem {
  item: string;
  name: string;
  units: number;
}

const LEASE = 'lease';
const WANTED = 'lease-wanted';
const ASKED = 'lease-asked';
const TO_VOID = 'lease-to-void';
const CHANNEL = 'store';
const TRIES = 4;

class Keeping {
  lease = $state.raw<Lease | undefined>(undefined);
  wanted = $state.raw<WantedItem[]>([]);
  /** What the engine had less of than was wanted. */
  short = $state.raw<string[]>([]);

  async load(): Promise<void> {
    this.lease = await kept<Lease>(LEASE);
    this.wanted = (await kept<WantedItem[]>(WANTED)) ?? [];
  }

  async want(wanted: WantedItem[]): Promise<void> {
    this.wanted = wanted;
    await keep(WANTED, wanted);
    await keepLease(true);
  }

  /** What may be sold now without a network. */
  left(): Map<string, number> {
    return left(this.lease, station.entries, station.now());
  }

  async set(lease: Lease | undefined): Promise<void> {
    await keep(LEASE, lease);
    this.lease = lease;
  }
}

export const keeping = new Keeping();

/** Looks after the lease; asks the engine for a new one where that is due, or where it is told to. */
export async function keepLease(now = false): Promise<void> {
  await alone('lease', async () => {
    await keeping.load();
    await giveBack();
    // What was sold on the lease must be with the engine before the lease is given up.
    if (station.waiting.length > 0) return;
    const { lease, wanted } = keeping;
    if (wanted.length === 0) {
      if (lease !== undefined) await replace(undefined);
    } else if (now || lease === undefined || wearsThin(lease, station.entries, station.now())) {
      const taken = await take(wanted);
      if (taken !== undefined) await replace(taken);
    }
  }).catch((error: unknown) => {
    // Without the engine the lease that stands goes on; anything else a person should see.
    if (!(error instanceof ApiError) || error.status > 0) console.warn('The lease was not renewed:', error);
  });
}

/** Asks for units, and for what there is where there are fewer. The same asking again finds the same hold. */
async function take(wanted: readonly WantedItem[]): Promise<Lease | undefined> {
  const unfinished = await kept<{ hold: string; lines: { item: string; quantity: number }[] }>(ASKED);
  let lines = unfinished?.lines ?? wanted.map(({ item, units }) => ({ item, quantity: units }));
  let hold = unfinished?.hold ?? fresh();
  keeping.short = [];
  for (let tries = 0; tries < TRIES && lines.length > 0; tries++) {
    await keep(ASKED, { hold, lines });
    try {
      const site = station.site;
      const body = { hold, owner: owner(), channel: CHANNEL, expires_in_ms: LASTS_MS, lines: lines.map((line) => ({ ...line, site })) };
      const held = await api.post('/v1/holds', { body });
      const lease = await leaseOf(hold, held.placed_at, held.expires_at, lines, wanted);
      await keep(ASKED, undefined);
      return lease;
    } catch (error) {
      await keep(ASKED, undefined);
      if (!(error instanceof ApiError) || error.status !== 409) throw error;
      keeping.short = [...new Set([...keeping.short, ...error.shortages.map(({ item }) => item)])];
      lines = cutTo(lines, error.shortages);
      hold = fresh();
    }
  }
  return undefined;
}

async function leaseOf(hold: string, taken_at: string, expires_at: string, lines: readonly { item: string; quantity: number }[], wanted: readonly WantedItem[]): Promise<Lease> {
  const { currency, prices } = await priceEach(lines.map(({ item }) => item));
  const line = ({ item, quantity }: { item: string; quantity: number }): LeaseLine => ({
    item, units: quantity, price: prices.get(item) ?? 0,
    name: wanted.find((one) => one.item === item)?.name ?? item
  });
  return { hold, site: station.site, currency, taken_at, expires_at, lines: lines.map(line) };
}

async function replace(lease: Lease | undefined): Promise<void> {
  const before = keeping.lease;
  await keeping.set(lease);
  if (before === undefined || before.hold === lease?.hold) return;
  await keep(TO_VOID, [...((await kept<string[]>(TO_VOID)) ?? []), before.hold]);
  await giveBack();
}

/** Voids leases that were replaced, but none that a sale still on this phone was made on. */
async function giveBack(): Promise<void> {
  const old = (await kept<string[]>(TO_VOID)) ?? [];
  if (old.length === 0) return;
  await station.refresh();
  const rest: string[] = [];
  for (const hold of old) {
    const unsent = station.entries.filter(({ state }) => state === 'waiting' || state === 'conflict');
    if (soldOn(hold, unsent).size > 0) rest.push(hold);
    else await api.post('/v1/holds/{hold}/void', { path: { hold } }).catch((error: unknown) => {
      // It has given way to the new one, was sold out, or has run out: it is no more, and that is what is wanted.
      if (!(error instanceof ApiError) || (error.status !== 409 && error.status !== 404)) rest.push(hold);
    });
  }
  await keep(TO_VOID, rest);
}

function owner(): string {
  return station.device?.device ?? '';
}

function fresh(): string {
  return `lease-${owner()}-${Date.now().toString(36)}`;
}
