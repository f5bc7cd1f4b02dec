// The deeds of an associate, as they are written down and sent.
import type { Draft } from './entry';
import type { Lease } from './lease';

export interface BasketLine {
  item: string;
  quantity: number;
}

type Made = ReturnType<Draft['make']>;

export function newDraft(): string {
  return crypto.randomUUID();
}

function post(path: string, body: unknown, title: string): Made {
  return { title, asked: { method: 'POST', path, body: JSON.stringify(body) } };
}

/** A task's name is that of its fulfilment and what is to be done: deeds about one fulfilment follow each other. A task beside orders is about itself. */
export function fulfilmentOf(task: string): string {
  const colon = task.lastIndexOf(':');
  return colon < 0 ? task : task.slice(0, colon);
}

export function claim(task: string, draft = newDraft()): Draft {
  return {
    kind: 'claim', about: fulfilmentOf(task), draft,
    make: ({ device }) => post(`/v1/tasks/${encodeURIComponent(task)}/claim`, { by: device }, `Took on ${fulfilmentOf(task)}`)
  };
}

export interface Found {
  line: number;
  picked: number;
  substitute?: string;
}

export function picked(task: string, lines: readonly Found[], draft = newDraft()): Draft {
  const units = lines.reduce((sum, line) => sum + line.picked, 0);
  return {
    kind: 'pick', about: fulfilmentOf(task), draft,
    make: ({ device }) => post(`/v1/tasks/${encodeURIComponent(task)}/done`, { by: device, lines }, `Picked ${units} for ${fulfilmentOf(task)}`)
  };
}

export function staged(task: string, place: string, draft = newDraft()): Draft {
  return {
    kind: 'stage', about: fulfilmentOf(task), draft,
    make: ({ device }) => post(`/v1/tasks/${encodeURIComponent(task)}/done`, { by: device, place }, `Laid ${fulfilmentOf(task)} at ${place}`)
  };
}

export function shipped(task: string, carrier: string, tracking: string, draft = newDraft()): Draft {
  const number = tracking === '' ? {} : { tracking };
  return {
    kind: 'ship', about: fulfilmentOf(task), draft,
    make: ({ device }) => post(`/v1/tasks/${encodeURIComponent(task)}/done`, { by: device, carrier, ...number }, `Gave ${fulfilmentOf(task)} to ${carrier}`)
  };
}

export function putBack(task: string, draft = newDraft()): Draft {
  return {
    kind: 'put_back', about: fulfilmentOf(task), draft,
    make: ({ device }) => post(`/v1/tasks/${encodeURIComponent(task)}/done`, { by: device }, `Put goods of ${fulfilmentOf(task)} back`)
  };
}

const DID = { replenish: 'Brought', inspect: 'Looked at', send: 'Sent' };

/** Goods brought to a shelf, looked at, or sent to another site: how many. */
export function didUnits(task: string, kind: keyof typeof DID, quantity: number, what: string, draft = newDraft()): Draft {
  const title = `${DID[kind]} ${quantity} × ${what}`;
  return {
    kind, about: fulfilmentOf(task), draft,
    make: ({ device }) => post(`/v1/tasks/${encodeURIComponent(task)}/done`, { by: device, quantity }, title)
  };
}

export function cannot(task: string, reason: string, draft = newDraft()): Draft {
  return {
    kind: 'cannot', about: fulfilmentOf(task), draft,
    make: ({ device }) => post(`/v1/tasks/${encodeURIComponent(task)}/cannot`, { by: device, reason }, `Cannot do ${fulfilmentOf(task)}`)
  };
}

/** What shows that it is the right person. */
export type Proof = { code: string } | { name: string };

export function handOver(order: string, fulfilment: number, proof: Proof, draft = newDraft()): Draft {
  const path = `/v1/orders/${encodeURIComponent(order)}/fulfilments/${fulfilment}/hand_over`;
  return { kind: 'hand_over', about: `${order}-${fulfilment}`, draft, make: ({ device }) => post(path, { by: device, ...proof }, `Handed over ${order}`) };
}

export function arrived(order: string, fulfilment: number, draft = newDraft()): Draft {
  const path = `/v1/orders/${encodeURIComponent(order)}/fulfilments/${fulfilment}/arrive`;
  return { kind: 'arrive', about: `${order}-${fulfilment}`, draft, make: () => post(path, {}, `Shopper is here for ${order}`) };
}

export interface SoldLine extends BasketLine {
  name: string;
  price: number;
}

/** Sold from the lease, without the engine: a fact by the time it is told, so it is told as a sale of this till. */
export function soldOffline(lines: readonly SoldLine[], lease: Lease, means: string, draft: string): Draft {
  const total = lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
  return {
    kind: 'sale', about: `sale ${draft}`, draft,
    make: ({ device, number, at }) =>
      post('/v1/sales', {
        sale: number, site: lease.site, till: device, sold_at: at, hold: lease.hold,
        lines: lines.map(({ item, quantity, price }) => ({ item, quantity, unit_price: amount(price, lease.currency) })),
        tenders: [{ kind: means, amount: amount(total, lease.currency) }]
      }, `Sold ${said(lines)}`)
  };
}

/** Sold while the engine is there: it prices, keeps and books it. */
export interface Asking {
  delivery: object;
  tenders: readonly object[];
  coupons: readonly string[];
  contact?: object;
}

export function ordered(lines: readonly (BasketLine & { name: string })[], asking: Asking, draft: string): Draft {
  return {
    kind: 'order', about: `order ${draft}`, draft,
    make: ({ number }) =>
      post('/v1/orders', {
        order: number, channel: 'store', ...asking,
        lines: lines.map(({ item, quantity }) => ({ item, quantity }))
      }, `Ordered ${said(lines)}`)
  };
}

function amount(minor: number, currency: string) {
  return currency === 'XXX' ? minor : { amount: minor, currency };
}

function said(lines: readonly (BasketLine & { name: string })[]): string {
  const first = lines[0];
  if (first === undefined) return 'nothing';
  const one = `${first.quantity} × ${first.name}`;
  return lines.length === 1 ? one : `${one} and ${lines.length - 1} more`;
}
