// Finding a customer by whatever the person on the phone has at hand.
import { api } from '$lib/api';
import { ApiError } from '$lib/api/problem';

export const WAYS = [
  { value: 'email', text: 'E-mail', hint: 'ann@example.com' },
  { value: 'phone', text: 'Telephone', hint: '+31 20 123 4567' },
  { value: 'loyalty', text: 'Loyalty number', hint: 'as on the card' },
  { value: 'order', text: 'Order', hint: 'its number' },
  { value: 'receipt', text: 'Receipt', hint: 'its number' },
  { value: 'customer', text: 'Customer number', hint: 'as the retailer has it' }
] as const;

export type Way = (typeof WAYS)[number]['value'];

export interface Found {
  customers: string[];
  order?: string;
  sale?: string;
}

/** What the words look like, so that most people never choose. */
export function guess(text: string): Way | undefined {
  const plain = text.trim();
  if (plain.includes('@')) return 'email';
  if (/^(\+|00)[\d\s\-./()]{7,}$/.test(plain)) return 'phone';
  return undefined;
}

const NOBODY: Found = { customers: [] };
/** What a number alone may be, the likeliest first. */
const NUMBERS: readonly Way[] = ['order', 'receipt', 'customer', 'loyalty'];

/** Found by what the words look like; a number is tried as each thing that it may be. */
export async function findAny(text: string): Promise<Found> {
  const looks = guess(text);
  for (const way of looks === undefined ? NUMBERS : [looks]) {
    const found = await find(way, text).catch((error: unknown) => {
      // What cannot be a number of this kind may still be one of the next.
      if (isNobody(error) || (looks === undefined && error instanceof ApiError && error.status === 400)) return NOBODY;
      throw error;
    });
    if (found.order !== undefined || found.sale !== undefined || found.customers.length > 0) return found;
  }
  return NOBODY;
}

/** Found as what somebody says that it is. */
export async function find(way: Way, text: string): Promise<Found> {
  const words = text.trim();
  switch (way) {
    case 'customer': {
      const { customer } = await api.get('/v1/customers/{customer}', { path: { customer: words } });
      return { customers: [customer] };
    }
    case 'order': {
      const { order, customer } = await api.get('/v1/orders/{order}', { path: { order: words } });
      return { customers: customer == null ? [] : [customer], order };
    }
    case 'receipt': {
      const { sale, customer } = await api.get('/v1/receipts/{sale}', { path: { sale: words } });
      return { customers: customer == null ? [] : [customer], sale };
    }
    default: {
      const { customers } = await api.post('/v1/customers:find', { body: { [way]: words } });
      return { customers: customers.map(({ customer }) => customer) };
    }
  }
}

/** Nobody there is an answer, not a fault. */
export function isNobody(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}
