// One deed of an associate as it stands in the phone's own log: numbered, timed, and signed so that a change shows.

/** What is to be sent: the very bytes, so that sending it again is sending the same. */
export interface Asked {
  method: 'POST' | 'PUT';
  path: string;
  /** Empty once it is in and said who somebody is: the phone does not keep people. */
  body: string;
}

export type EntryState =
  /** Not answered yet: it is sent when the network is there. */
  | 'waiting'
  /** The engine took it. */
  | 'sent'
  /** The engine refused it, or it does not look as it was signed: a person decides. */
  | 'conflict'
  /** A person has decided; nothing is sent any more. */
  | 'settled';

export interface Said {
  status: number;
  title: string;
  detail: string;
  /** What the engine answered, where it took it. */
  body?: unknown;
}

/** What is signed. Nothing of it ever changes. */
export interface Deed {
  device: string;
  /** From the device's own range: 1, 2, 3, without a gap. */
  seq: number;
  /** When it was done, by the device's clock set right against the engine's. */
  at: string;
  /** What was done, in a word: `sale`, `pick`, `hand_over`. */
  kind: string;
  /** What a person reads in the list. */
  title: string;
  /** The thing it is about: deeds about one thing are sent one after the other. */
  about: string;
  /** The form it came from: one form is one deed, however often the button is pressed. */
  draft: string;
  asked: Asked;
  /** SHA-256 of the body, which is what is signed: the body may go, the chain stands. */
  digest: string;
  /** The signature of the deed before it: none can be taken out without a trace. */
  before: string;
}

export interface Entry extends Deed {
  mac: string;
  state: EntryState;
  tries: number;
  said?: Said;
}

/** A deed before it has its number and its time, which may both stand in what is sent. */
export interface Draft extends Pick<Deed, 'kind' | 'about' | 'draft'> {
  make(its: { device: string; number: string; at: string }): Pick<Deed, 'title' | 'asked'>;
}

/** The name under which the engine knows a deed, and answers it once. */
export function onceKey({ device, seq }: Pick<Deed, 'device' | 'seq'>): string {
  return `${device}:${seq}`;
}

/** A receipt's or an order's number, unlike that of any other device, known without a network. */
export function numberOf(device: string, seq: number): string {
  return `${device}-${String(seq).padStart(5, '0')}`;
}

/** A name that no other installation has: keys are shared and phones restored from copies, ranges must not be. */
export function newDevice(site: string, chance = crypto.getRandomValues(new Uint8Array(8))): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  return `${site}-${[...chance].map((byte) => letters[byte % letters.length]).join('')}`;
}

function text(deed: Deed): string {
  const { device, seq, at, kind, title, about, draft, asked, digest, before } = deed;
  return JSON.stringify([device, seq, at, kind, title, about, draft, asked.method, asked.path, digest, before]);
}

function hex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export async function digestOf(body: string): Promise<string> {
  return hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body)));
}

export function signingKey(secret: string): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret);
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
}

export async function sign(deed: Deed, key: CryptoKey): Promise<string> {
  return hex(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text(deed))));
}

/** Whether it is what was signed. */
export async function isGenuine(entry: Entry, key: CryptoKey): Promise<boolean> {
  const bytes = Uint8Array.from(entry.mac.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  if (!(await crypto.subtle.verify('HMAC', key, bytes, new TextEncoder().encode(text(entry))))) return false;
  const isGone = entry.asked.body === '' && (entry.state === 'sent' || entry.state === 'settled');
  return isGone || (await digestOf(entry.asked.body)) === entry.digest;
}

/** Deeds whose body may say who somebody is. */
const OF_PEOPLE = new Set(['order', 'hand_over']);

/** What stays on the phone of a deed that is in. */
export function withoutPeople(entry: Entry): Entry {
  return OF_PEOPLE.has(entry.kind) ? { ...entry, asked: { ...entry.asked, body: '' } } : entry;
}
