// Where an order stands: its column on the board, its clock, and what may be done next.
import type { Fulfilment, Order, Step } from '$lib/api/types';

export const COLUMNS = [
  { value: 'placed', text: 'Placed', hint: 'held, not paid yet' },
  { value: 'parked', text: 'Parked', hint: 'no site can serve it' },
  { value: 'released', text: 'Released', hint: 'a site is asked' },
  { value: 'picking', text: 'Picking', hint: 'somebody is at it' },
  { value: 'ready', text: 'Ready', hint: 'picked or staged' },
  { value: 'carrier', text: 'With carrier', hint: 'on its way' },
  { value: 'done', text: 'Done', hint: 'with the shopper, or ended' }
] as const;

export type Column = (typeof COLUMNS)[number]['value'];

const COLUMN_OF: Record<string, Column> = {
  parked: 'parked',
  released: 'released',
  picking: 'picking',
  picked: 'ready',
  staged: 'ready',
  arrived: 'ready'
};
const ORDER_OF: readonly Column[] = ['parked', 'released', 'picking', 'ready'];

/** The part that is least far stands for the whole. */
export function columnOf(order: Order): Column {
  if (order.state === 'placed') return 'placed';
  const open = order.fulfilments.map(({ state }) => COLUMN_OF[state]).filter((one) => one !== undefined);
  const least = ORDER_OF.find((column) => open.includes(column));
  if (least !== undefined) return least;
  return order.fulfilments.some(({ state }) => state === 'shipped') ? 'carrier' : 'done';
}

export function isOpen({ state }: Pick<Fulfilment, 'state'>): boolean {
  return COLUMN_OF[state] !== undefined;
}

/** The time limit that comes first. */
export function dueAt(order: Order): string | undefined {
  const due = order.fulfilments.filter(isOpen).flatMap(({ due_at }) => due_at ?? []);
  return due.toSorted()[0];
}

/** The most urgent first; without a limit the oldest. */
export function byUrgency(a: Order, b: Order): number {
  const due = (order: Order): number => Date.parse(dueAt(order) ?? '9999-01-01T00:00:00Z');
  return due(a) - due(b) || Date.parse(a.placed_at) - Date.parse(b.placed_at);
}

export type Board = Record<Column, Order[]>;

export function boardOf(orders: readonly Order[]): Board {
  const board = Object.fromEntries(COLUMNS.map(({ value }) => [value, [] as Order[]])) as Board;
  for (const order of orders) board[columnOf(order)].push(order);
  for (const { value } of COLUMNS) {
    if (value === 'done') board.done.sort((a, b) => Date.parse(b.placed_at) - Date.parse(a.placed_at));
    else board[value].sort(byUrgency);
  }
  return board;
}

export function stateTone(state: string): string {
  if (/refused|cancelled|rejected|uncollected|declined|expired/.test(state)) return 'bad';
  if (/parked|placed|pending|unsure/.test(state)) return 'warn';
  if (/completed|handed_over|delivered|captured|authorised/.test(state)) return 'good';
  return 'blue';
}

export const METHODS: Record<string, string> = { pickup: 'Pickup', ship: 'Ship', deliver: 'Delivery', carry_out: 'Carry out' };

/** What a step is called on its button. */
export const STEP_WORDS: Record<Step, string> = {
  accept: 'Accept',
  pick: 'All picked',
  stage: 'Stage …',
  arrive: 'Shopper is here',
  hand_over: 'Hand over …',
  ship: 'Ship …',
  deliver: 'Delivered',
  reject: 'Reject …',
  put_back: 'Put back',
  route: 'Route again',
  cancel: 'Cancel …',
  refund: 'Refund …',
  return: 'Return …'
};

/** What a fulfilment may do by one press or one small form; lines are cancelled and returned on the order. */
export function ownSteps({ legal }: Pick<Fulfilment, 'legal'>): Step[] {
  return legal.filter((step) => step !== 'cancel' && step !== 'refund' && step !== 'return');
}

export function units(order: Order): number {
  return order.lines.reduce((sum, { quantity, cancelled }) => sum + quantity - cancelled, 0);
}

/** Whether the shopper still has to show the pickup code. */
export function waitsForCode({ pickup_code, delivery, state }: Order): boolean {
  return pickup_code != null && delivery.method === 'pickup' && !/completed|cancelled|refused/.test(state);
}

/** How far a line is, as one would tell the shopper: what left a site may still be on its way. */
export function lineWords(state: string, { delivery }: Order): string {
  if (state !== 'left') return state;
  return delivery.method === 'ship' || delivery.method === 'deliver' ? 'sent' : 'with the shopper';
}

/** Whom to reach and where, word by word. */
export function contactWords({ name, email, phone, address }: NonNullable<Order['contact']>): string[] {
  const where = address ? [address.street, address.extra, address.postal_code, address.city, address.region, address.country].filter(Boolean).join(', ') : '';
  return [name, email, phone, where].filter((word): word is string => Boolean(word));
}
