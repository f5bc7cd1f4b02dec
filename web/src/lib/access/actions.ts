// The actions the engine takes; the compiler sees to it that none is missing.
import type { components } from '$lib/api/schema';

export type ActionName = components['schemas']['ActionKind'];

const ALL: Record<ActionName, true> = {
  sold_out: true,
  back_in_stock: true,
  stock_low: true,
  stock_restored: true,
  count_requested: true,
  hold_lapsed: true,
  overcommitted: true,
  commitments_covered: true
};

export const ACTIONS = Object.keys(ALL) as readonly ActionName[];
