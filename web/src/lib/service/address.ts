// What the service room shows, as it stands in the address: a colleague who is given it sees the same.

export interface Shown {
  customer: string;
  order: string;
  sale: string;
  /** The talk in which it was handed over: it opens first. */
  contact: string;
}

const NAMES = ['customer', 'order', 'sale', 'contact'] as const;

export function readShown(query: URLSearchParams): Shown {
  const [customer, order, sale, contact] = NAMES.map((name) => query.get(name) ?? '');
  return { customer: customer ?? '', order: order ?? '', sale: sale ?? '', contact: contact ?? '' };
}

export function writeShown(shown: Partial<Shown>): string {
  const query = new URLSearchParams();
  for (const name of NAMES) if (shown[name]) query.set(name, shown[name]);
  const text = query.toString();
  return text === '' ? '/service' : `/service?${text}`;
}
