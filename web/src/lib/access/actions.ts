// The actions a webhook can ask for.
import type { components } from '$lib/api/schema';

export type ActionName = components['schemas']['ActionKind'];

export const ACTIONS: readonly ActionName[] = ['sold_out', 'back_in_stock', 'stock_low', 'count_requested', 'hold_lapsed', 'overcommitted'];
