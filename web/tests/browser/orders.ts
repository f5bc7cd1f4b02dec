// Orders for the tests, placed and served through the public interface.
import type { Engine } from './engine';
import { JEANS } from './retailer';

export interface Placed {
  order: string;
  state: string;
  pickup_code?: string;
  fulfilments: { fulfilment: string; number: number; site: string; state: string; legal: string[] }[];
}

let numbers = 0;

export interface OrderChange {
  order?: string;
  item?: string;
  quantity?: number;
  site?: string;
  delivery?: object;
  channel?: string;
  customer?: string;
}

export function place(engine: Engine, change: OrderChange = {}): Promise<Placed> {
  const { order = `web-${++numbers}`, item = JEANS, quantity = 1, site = 'S1', channel = 'web', customer } = change;
  const delivery = change.delivery ?? { method: 'pickup', site };
  return engine.call<Placed>('POST', '/v1/orders', {
    order, channel, delivery, lines: [{ item, quantity }], tenders: [{ kind: 'test', token: 'success_token' }],
    ...(customer === undefined ? {} : { customer })
  });
}

export function shipTo(country = 'NL', postal_code = '1012') {
  return { method: 'ship', to: { country, postal_code, position: { lat: 52.37, lon: 4.9 } } };
}

export function step(engine: Engine, order: string, fulfilment: number, what: string, body: object = {}): Promise<Placed> {
  return engine.call<Placed>('POST', `/v1/orders/${order}/fulfilments/${fulfilment}/${what}`, body);
}

export function read(engine: Engine, order: string): Promise<Placed> {
  return engine.call<Placed>('GET', `/v1/orders/${order}`);
}

/** A key for a phone at a site. */
export async function deviceKey(engine: Engine, site = 'S1', name = 'Phone'): Promise<string> {
  const { secret } = await engine.call<{ secret: string }>('POST', '/v1/keys', { name, role: 'associate', site });
  return secret;
}
