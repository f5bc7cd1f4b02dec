// The phone's own log: what was done stands in it before anything is sent, and stays until the engine has said what became of it.
import { deedTime, type Skew } from './clock';
import { digestOf, isGenuine, newDevice, numberOf, sign, type Deed, type Draft, type Entry } from './entry';

/** Where a log is kept. `add` refuses a number that is taken, which is how two windows of one phone agree on the next. */
export interface LogStore {
  add(entry: Entry): Promise<boolean>;
  put(entry: Entry): Promise<void>;
  /** All of them or none. */
  putAll(entries: readonly Entry[]): Promise<void>;
  /** All that is kept, in order. */
  all(): Promise<Entry[]>;
  /** Takes out sent entries up to a number. */
  drop(throughSeq: number): Promise<void>;
}

/** What stands before the first entry that is kept. */
export interface Base {
  seq: number;
  mac: string;
}

export interface Device {
  device: string;
  site: string;
  base: Base;
}

export const EMPTY: Base = { seq: 0, mac: '' };

const TRIES = 50;

export class DeviceLog {
  constructor(
    readonly store: LogStore,
    readonly device: Device,
    readonly key: CryptoKey
  ) {}

  /** Writes a deed down; the same form again gives the entry it already has. */
  async append({ kind, about, draft, make }: Draft, skew: Skew | undefined, now = Date.now()): Promise<Entry> {
    for (let tries = 0; tries < TRIES; tries++) {
      const entries = await this.store.all();
      const same = entries.find((entry) => entry.draft === draft);
      if (same !== undefined) return same;
      const last = entries.at(-1);
      const { device, base } = this.device;
      const seq = (last?.seq ?? base.seq) + 1;
      const at = deedTime(now, skew, last?.at);
      const made = make({ device, number: numberOf(device, seq), at });
      const deed: Deed = {
        device, seq, at, kind, about, draft, ...made,
        digest: await digestOf(made.asked.body),
        before: last?.mac ?? base.mac
      };
      const entry: Entry = { ...deed, mac: await sign(deed, this.key), state: 'waiting', tries: 0 };
      if (await this.store.add(entry)) return entry;
    }
    throw new Error('The deed could not be written down: another window of this app writes all the time. Close it and try again.');
  }

  /** The first entry that is not as it was signed, or does not follow the one before it. */
  async firstAltered(entries: readonly Entry[]): Promise<Entry | undefined> {
    let { seq, mac } = this.device.base;
    for (const entry of entries) {
      const follows = entry.seq === seq + 1 && entry.before === mac && entry.device === this.device.device;
      if (!follows || !(await isGenuine(entry, this.key))) return entry;
      ({ seq, mac } = entry);
    }
    return undefined;
  }

  /** Takes out what was sent or settled more than a while ago, from the front; nothing that waits is ever behind it. */
  async prune(before: string): Promise<Base> {
    let base = this.device.base;
    for (const entry of await this.store.all()) {
      const isDone = entry.state === 'sent' || entry.state === 'settled';
      if (!isDone || entry.at >= before) break;
      base = { seq: entry.seq, mac: entry.mac };
    }
    return base;
  }
}

/** A device with a range of its own that starts at 1. */
export function freshDevice(site: string): Device {
  return { device: newDevice(site), site, base: EMPTY };
}
