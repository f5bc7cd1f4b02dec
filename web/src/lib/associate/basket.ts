// A basket in an associate's hand: its lines, and the form it is, until it is sold or emptied.
import { newDraft } from './doing';
import type { Lease } from './lease';

export interface BasketItem {
  item: string;
  name: string;
  quantity: number;
}

export interface Basket {
  /** One basket is one sale, however often the button is pressed. */
  draft: string;
  lines: BasketItem[];
}

export function emptyBasket(): Basket {
  return { draft: newDraft(), lines: [] };
}

export function withOneMore({ draft, lines }: Basket, { item, name }: Omit<BasketItem, 'quantity'>): Basket {
  const known = lines.find((line) => line.item === item);
  if (known === undefined) return { draft, lines: [...lines, { item, name, quantity: 1 }] };
  return { draft, lines: lines.map((line) => (line === known ? { ...line, quantity: line.quantity + 1 } : line)) };
}

export function withQuantity({ draft, lines }: Basket, item: string, quantity: number): Basket {
  const changed = lines.map((line) => (line.item === item ? { ...line, quantity } : line));
  return { draft, lines: changed.filter((line) => line.quantity > 0) };
}

export interface PricedItem extends BasketItem {
  /** Of one unit, in minor units; none where this phone knows no price. */
  price: number | undefined;
}

/** What the lines cost by what the lease says. */
export function byLease(lines: readonly BasketItem[], lease: Lease | undefined): PricedItem[] {
  return lines.map((line) => ({ ...line, price: lease?.lines.find(({ item }) => item === line.item)?.price }));
}
