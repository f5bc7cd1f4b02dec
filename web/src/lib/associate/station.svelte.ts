// This phone as a station of its site: who signed in, its log, its clock, and the merging of what was done without a network.
import { makeClient } from '$lib/api/client';
import { connection } from '$lib/state/connection.svelte';
import { backOffMs } from '$lib/api/stream';
import { better, deedTime, skewOf, type Skew } from './clock';
import { sign, signingKey, type Draft, type Entry } from './entry';
import { DeviceLog, freshDevice, type Device } from './log';
import { heldBack, judged, merge, type Answered, type Send, type Verdict } from './merge';
import { alone, browserLog, forget, keep, kept } from './storage';

interface SignedIn extends Device {
  siteName?: string | undefined;
  secret: string;
  skew?: Skew | undefined;
}

const DEVICE = 'device';
const KEPT_MS = 14 * 86_400_000;
const ANSWER_WITHIN_MS = 20_000;
const OTHER_WINDOW_MS = 1_500;

class Station {
  /** Whether it is known yet if somebody has signed in. */
  ready = $state(false);
  device = $state.raw<SignedIn | undefined>(undefined);
  entries = $state.raw<Entry[]>([]);
  skew = $state.raw<Skew | undefined>(undefined);
  /** The engine does not know the key any more. */
  refused = $state(false);
  merging = $state(false);
  #log: DeviceLog | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #halts = 0;
  #wanted = false;

  waiting = $derived(this.entries.filter(({ state }) => state === 'waiting'));
  conflicts = $derived(this.entries.filter(({ state }) => state === 'conflict'));
  held = $derived(heldBack(this.entries));

  async start(): Promise<void> {
    const device = await kept<SignedIn>(DEVICE);
    if (device !== undefined) await this.#take(device);
    this.ready = true;
    void this.merge();
  }

  get site(): string {
    return this.device?.site ?? '';
  }

  /** The engine's time now, as well as this phone knows it. */
  now(): number {
    return Date.parse(deedTime(Date.now(), this.skew, undefined));
  }

  /** Another key for the same site goes on with the same log; another site begins a new one. */
  async signIn(secret: string, site: string, siteName?: string): Promise<void> {
    const before = this.device;
    if (before !== undefined && before.site !== site && !this.#isClear()) {
      throw new Error(`This phone still has deeds of ${before.site} to bring in. Sign in for that site first.`);
    }
    void navigator.storage?.persist?.();
    if (before === undefined || before.site !== site) {
      await browserLog.drop(Number.MAX_SAFE_INTEGER);
      await this.#take({ ...freshDevice(site), siteName, secret });
    } else {
      await this.#sealAnew(before, secret);
    }
    this.refused = false;
    void this.merge();
  }

  /** Only with nothing left to bring in: what waits would be lost. */
  async signOut(): Promise<void> {
    if (!this.#isClear()) throw new Error('Some deeds are not in yet. Bring them in, or settle them, first.');
    clearTimeout(this.#again);
    await forget(DEVICE);
    await browserLog.drop(Number.MAX_SAFE_INTEGER);
    this.device = this.#log = undefined;
    this.entries = [];
  }

  /** Writes a deed down, and brings it in if the network is there. It counts from the moment this returns. */
  async do(draft: Draft): Promise<Entry> {
    if (this.#log === undefined) throw new Error('Nobody has signed in on this phone.');
    const entry = await this.#log.append(draft, this.skew);
    await this.#reload();
    void this.merge();
    return entry;
  }

  /** The same, and waits a while for what becomes of it; without a network it comes back as it was written. */
  async doNow(draft: Draft, withinMs = 8_000): Promise<Entry> {
    const written = await this.do(draft);
    for (const until = Date.now() + withinMs; Date.now() < until; ) {
      const entry = this.entries.find(({ seq }) => seq === written.seq) ?? written;
      if (entry.state !== 'waiting' || this.held.has(entry.seq) || connection.down) return entry;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return this.entries.find(({ seq }) => seq === written.seq) ?? written;
  }

  async judge(entry: Entry, verdict: Verdict): Promise<void> {
    await browserLog.put(judged(entry, verdict));
    await this.#reload();
    void this.merge();
  }

  /** Brings in what waits; asked while it runs, it looks again when it is done. */
  async merge(): Promise<void> {
    this.#wanted = true;
    if (this.merging) return;
    clearTimeout(this.#again);
    this.merging = true;
    try {
      while (this.#wanted && !this.refused) {
        this.#wanted = false;
        await this.#mergeOnce();
      }
    } finally {
      this.merging = false;
      await this.#reload();
    }
  }

  async #mergeOnce(): Promise<void> {
    const log = this.#log;
    if (log === undefined) return;
    const ran = await alone('merge', async () => {
      const outcome = await merge(log, this.#send, () => void this.#reload());
      this.#halts = outcome.came === 'to a halt' ? this.#halts + 1 : 0;
      this.refused = outcome.came === 'to the door';
      if (outcome.came === 'to a halt') this.#later(Math.max((outcome.retryAfterS ?? 0) * 1_000, backOffMs(this.#halts)));
      else await this.#prune(log);
    });
    // Another window merges: it may have begun before this one wrote.
    if (!ran) this.#later(OTHER_WINDOW_MS);
  }

  #later(ms: number): void {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => void this.merge(), ms);
  }

  /** Another window of this phone may have written. */
  async refresh(): Promise<void> {
    await this.#reload();
  }

  noteTime(askedAt: number, answeredAt: number, date: string | null): void {
    const skew = skewOf(askedAt, answeredAt, date);
    if (skew === undefined || this.device === undefined) return;
    const best = better(this.skew, skew);
    if (best === this.skew) return;
    this.skew = best;
    void keep(DEVICE, { ...this.device, skew: best });
  }

  #isClear(): boolean {
    return this.waiting.length === 0 && this.conflicts.length === 0;
  }

  async #take(device: SignedIn): Promise<void> {
    await keep(DEVICE, device);
    await browserLog.drop(device.base.seq);
    this.#log = new DeviceLog(browserLog, device, await signingKey(device.secret));
    this.device = device;
    this.skew = device.skew;
    await this.#reload();
  }

  /** What waits was signed with the key before: what is genuine is signed anew, what is not stays as it is, to be seen. */
  async #sealAnew(before: SignedIn, secret: string): Promise<void> {
    const old = this.#log;
    if (old === undefined || before.secret === secret) return;
    const entries = await browserLog.all();
    const altered = await old.firstAltered(entries);
    const key = await signingKey(secret);
    const sealed: Entry[] = [];
    for (const entry of entries) {
      if (altered !== undefined && entry.seq >= altered.seq) break;
      const deed = { ...entry, before: sealed.at(-1)?.mac ?? before.base.mac };
      sealed.push({ ...deed, mac: await sign(deed, key) });
    }
    await browserLog.putAll(sealed);
    await this.#take({ ...before, secret });
  }

  async #reload(): Promise<void> {
    this.entries = await browserLog.all();
  }

  async #prune(log: DeviceLog): Promise<void> {
    const base = await log.prune(new Date(Date.now() - KEPT_MS).toISOString());
    if (this.device === undefined || base.seq === this.device.base.seq) return;
    await this.#take({ ...this.device, base });
  }

  #send: Send = async (entry, key) => {
    const response = await timed(entry.asked.path, {
      method: entry.asked.method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${this.device?.secret ?? ''}`,
        'content-type': 'application/json',
        'idempotency-key': key
      },
      body: entry.asked.body,
      cache: 'no-store',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS)
    }).catch((error: unknown) => {
      connection.answered(false);
      throw error;
    });
    const reached = response.status !== 502 && response.status !== 504;
    connection.answered(reached);
    const text = await response.text();
    const retryAfterS = Number(response.headers.get('retry-after') ?? NaN);
    return answered(response.status, text, retryAfterS);
  };
}

function answered(status: number, text: string, retryAfterS: number): Answered {
  let body: unknown;
  try {
    body = text === '' ? undefined : JSON.parse(text);
  } catch {
    body = undefined;
  }
  return { status, body, ...(Number.isNaN(retryAfterS) ? {} : { retryAfterS }) };
}

export const station = new Station();

/** Every answer, also one that is only read, tells what time it is at the engine. */
const timed: typeof fetch = async (...request) => {
  const askedAt = Date.now();
  const response = await fetch(...request);
  station.noteTime(askedAt, Date.now(), response.headers.get('date'));
  return response;
};

/** The engine asked with this phone's key. */
export const api = makeClient(
  {
    key: () => station.device?.secret ?? null,
    refused: () => (station.refused = true),
    answered: (reached) => connection.answered(reached)
  },
  timed
);
