// How a shopper's pages ask the engine: with a session of their own, begun at the first question and kept in this browser.
import { fillPath, queryString } from '$lib/api/client';
import { ApiError, problemOf, unreachable } from '$lib/api/problem';

const STORED_AS = 'realtail.shop';
const CAUSE_AS = 'realtail.shop.cause';

interface Session { shopper: string; token: string }
let session: Session | undefined;
let beginning: Promise<Session> | undefined;

export interface ShopAsk {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  type?: string;
  signal?: AbortSignal;
  /** The same for each try of one wish, so that trying again does it once. */
  key?: string;
}

/** The entry of the log that brought the shopper here, such as a notice that was opened; what follows goes on with its trace. */
export function rememberCause(cause: string | null): void {
  if (cause !== null && /^\d+$/.test(cause)) keep(sessionStorage, CAUSE_AS, cause);
}

/** What was brought about is told: what comes next is of another wish. */
export function forgetCause(): void {
  keep(sessionStorage, CAUSE_AS, null);
}

export async function shopper(): Promise<string> {
  return (await begun()).shopper;
}

/** Forgets who this browser was: the next question begins another session. */
export function leave(): void {
  session = undefined;
  keep(localStorage, STORED_AS, null);
}

export async function ask<T>(method: string, template: string, options: ShopAsk = {}): Promise<T> {
  const first = await once(method, template, options);
  if (first.status !== 401) return read<T>(first);
  // The session is of another shop, or its shopper was forgotten.
  leave();
  return read<T>(await once(method, template, options));
}

async function read<T>(response: Response): Promise<T> {
  if (!response.ok) throw await problemOf(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

async function once(method: string, template: string, { path, query, body, type, signal, key }: ShopAsk): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json', authorization: `Bearer ${(await begun()).token}` };
  if (body !== undefined) headers['content-type'] = type ?? 'application/json';
  if (key !== undefined) headers['idempotency-key'] = key;
  const cause = kept(sessionStorage, CAUSE_AS);
  if (cause !== null && method !== 'GET') headers['realtail-cause'] = cause;
  const request: RequestInit = { method, headers, cache: 'no-store' };
  if (body !== undefined) request.body = JSON.stringify(body);
  if (signal !== undefined) request.signal = signal;
  return send(fillPath(template, path) + queryString(query), request);
}

async function send(url: string, request: RequestInit): Promise<Response> {
  const response = await fetch(url, request).catch((error: unknown) => {
    if (request.signal?.aborted) throw error;
    throw unreachable();
  });
  if (response.status === 502 || response.status === 504) throw unreachable();
  return response;
}

function begun(): Promise<Session> {
  if (session !== undefined) return Promise.resolve(session);
  beginning ??= begin().finally(() => (beginning = undefined));
  return beginning;
}

async function begin(): Promise<Session> {
  const stored = kept(localStorage, STORED_AS);
  if (stored !== null) {
    session = JSON.parse(stored) as Session;
    return session;
  }
  const response = await send('/v1/shop/sessions', { method: 'POST', cache: 'no-store' });
  session = await read<Session>(response);
  keep(localStorage, STORED_AS, JSON.stringify(session));
  return session;
}

/** Tells what the shopper looks at or presses. Nothing on the page waits for it, or minds where it is lost. */
export async function tell(type: string, id: string, data: object, owner: 'visitor' | 'owner' = 'visitor'): Promise<void> {
  try {
    const who = await shopper();
    const body = { specversion: '1.0', id, source: 'shop', type, data: { [owner]: who, ...data } };
    await ask('POST', '/v1/shop/signals', { body, type: 'application/cloudevents+json' });
  } catch {
    // It is for the shop's own knowledge.
  }
}

/** Nothing where a part of the shop is not switched on here. */
export async function maybe<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ApiError && [403, 404, 405].includes(error.status)) return undefined;
    throw error;
  }
}

function kept(storage: Storage, name: string): string | null {
  try {
    return storage.getItem(name);
  } catch {
    return null;
  }
}

function keep(storage: Storage, name: string, value: string | null): void {
  try {
    if (value === null) storage.removeItem(name);
    else storage.setItem(name, value);
  } catch {
    // Storage is off: it lives as long as the page.
  }
}
