// The client: addresses, headers, and what becomes of problems.
import { expect, test } from 'vitest';
import { fillPath, makeClient, queryString } from '$lib/api/client';
import { ApiError } from '$lib/api/problem';

test.each([
  ['/v1/items/{item}', { item: 'a/b c' }, '/v1/items/a%2Fb%20c'],
  ['/v1/sites', {}, '/v1/sites']
])('%s', (template, values, expected) => expect(fillPath(template, values)).toBe(expected));

test('empty parameters are left out, lists are repeated', () => {
  expect(queryString({ item: ['1', '2'], site: undefined, state: '', limit: 0 })).toBe('?item=1&item=2&limit=0');
  expect(queryString()).toBe('');
});

interface Sent {
  url: string;
  init: RequestInit;
}

function clientWith(answer: () => Response | Promise<Response>) {
  const sent: Sent[] = [];
  const told: string[] = [];
  const client = makeClient(
    { key: () => 'k', refused: () => told.push('refused'), answered: (reached) => told.push(reached ? 'reached' : 'lost') },
    async (url, init) => (sent.push({ url: String(url), init: init ?? {} }), answer())
  );
  return { client, sent, told };
}

test('writes carry the key and a key of their own, but making a key does not', async () => {
  const { client, sent } = clientWith(() => Response.json({}));
  await client.post('/v1/stock/counts', { body: { site: 'S1', method: 'manual', lines: [] } });
  await client.post('/v1/keys', { body: { name: 'n', role: 'admin' } });
  const headers = sent.map(({ init }) => new Headers(init.headers));
  expect(headers[0]?.get('authorization')).toBe('Bearer k');
  expect(headers[0]?.get('idempotency-key')).toMatch(/^[0-9a-f-]{36}$/);
  expect(headers[1]?.has('idempotency-key')).toBe(false);
});

test('a problem document becomes an error with its words and shortages', async () => {
  const problem = { type: 'x/insufficient-stock', title: 'Not enough', detail: 'only 1', shortages: [{ item: '1', site: 'S', requested: 2, available: 1 }] };
  const { client, told } = clientWith(() => Response.json(problem, { status: 409 }));
  const error = await client.get('/v1/status').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 409, title: 'Not enough', detail: 'only 1', shortages: [{ item: '1' }] });
  expect(told).toEqual(['reached']);
});

test('a key that is no good is told of, an engine that is gone too', async () => {
  const refused = clientWith(() => new Response('no', { status: 401 }));
  await expect(refused.client.get('/v1/status')).rejects.toMatchObject({ status: 401 });
  expect(refused.told).toEqual(['reached', 'refused']);
  const lost = clientWith(() => Promise.reject(new TypeError('failed')));
  await expect(lost.client.get('/v1/status')).rejects.toMatchObject({ status: 0 });
  expect(lost.told).toEqual(['lost']);
});
