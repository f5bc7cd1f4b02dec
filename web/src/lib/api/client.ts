// One typed way to ask the engine: paths, parameters and answers come from the generated schema.
import type { paths } from './schema';
import { ApiError, problemOf, unreachable } from './problem';

type Method = 'get' | 'put' | 'post' | 'delete';
type PathWith<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never;
}[keyof paths];
type Operation<P extends keyof paths, M extends Method> = paths[P] extends Record<M, infer Op> ? Op : never;
type Json<T> = T extends { content: { 'application/json': infer B } } ? B : undefined;
type Responses<Op> = Op extends { responses: infer R } ? R : never;
type Answer<Op> = Json<Responses<Op>[keyof Responses<Op> & (200 | 201 | 202 | 204)]>;
type Parameter<Op, K extends string> = Op extends { parameters: infer P } ? (K extends keyof P ? P[K] : never) : never;
type BodyOf<Op> = Op extends { requestBody?: infer B } ? Json<NonNullable<B>> : never;

export interface Ask<Op> {
  path?: Parameter<Op, 'path'>;
  query?: NonNullable<Parameter<Op, 'query'>>;
  body?: BodyOf<Op>;
  signal?: AbortSignal;
}

/** A key's secret is told once and not kept, so this answer could not be given again. */
const ONCE: ReadonlySet<string> = new Set(['/v1/keys']);

interface Plain {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  signal?: AbortSignal;
}

/** Where the key comes from and who is told that it is no good, or that the engine is gone. */
export interface Caller {
  key(): string | null;
  refused(error: ApiError): void;
  answered(reached: boolean): void;
}

export function fillPath(template: string, values: Record<string, unknown> = {}): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
}

export function queryString(values: Record<string, unknown> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') query.append(name, String(one));
    }
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

export function makeClient(caller: Caller, send: typeof fetch = (...args) => fetch(...args)) {
  async function ask(method: Method, template: string, { path, query, body, signal }: Plain): Promise<unknown> {
    const headers: Record<string, string> = { accept: 'application/json' };
    const key = caller.key();
    if (key !== null) headers.authorization = `Bearer ${key}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (method === 'post' && !ONCE.has(template)) headers['idempotency-key'] = crypto.randomUUID();
    const request: RequestInit = { method: method.toUpperCase(), headers, cache: 'no-store' };
    if (body !== undefined) request.body = JSON.stringify(body);
    if (signal !== undefined) request.signal = signal;
    let response: Response;
    try {
      response = await send(fillPath(template, path) + queryString(query), request);
    } catch (error) {
      if (signal?.aborted) throw error;
      caller.answered(false);
      throw unreachable();
    }
    // A proxy in between answers for an engine that does not.
    const reached = response.status !== 502 && response.status !== 504;
    caller.answered(reached);
    if (!reached) throw unreachable();
    if (response.ok) return response.status === 204 ? undefined : response.json();
    const problem = await problemOf(response);
    if (response.status === 401) caller.refused(problem);
    throw problem;
  }

  const by =
    <M extends Method>(method: M) =>
    <P extends PathWith<M>>(path: P, options: Ask<Operation<P, M>> = {}) =>
      ask(method, path as string, options as Plain) as Promise<Answer<Operation<P, M>>>;

  return { get: by('get'), put: by('put'), post: by('post'), delete: by('delete') };
}
