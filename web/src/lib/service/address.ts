// What the service room shows, as it stands in the address: a colleague who is given it sees the same.

export interface Shown {
  customer: string;
  order: string;
  sale: string;
  /** The talk in which it was handed over: it opens first. */
  contact: string;
  /** A case that waits for a person. */
  case: string;
}

const NAMES = ['case', 'customer', 'order', 'sale', 'contact'] as const;

export function readShown(query: URLSearchParams): Shown {
  const given = (name: (typeof NAMES)[number]) => query.get(name) ?? '';
  return { case: given('case'), customer: given('customer'), order: given('order'), sale: given('sale'), contact: given('contact') };
}

export function writeShown(shown: Partial<Shown>): string {
  const query = new URLSearchParams();
  for (const name of NAMES) if (shown[name]) query.set(name, shown[name]);
  const text = query.toString();
  return text === '' ? '/service' : `/service?${text}`;
}
