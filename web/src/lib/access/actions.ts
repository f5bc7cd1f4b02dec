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
  commitments_covered: true,
  task_assigned: true,
  floor_task_assigned: true,
  order_refused: true,
  order_ready: true,
  order_on_its_way: true,
  order_reduced: true,
  fulfilment_late: true,
  shopper_arrived: true,
  payment_failed: true,
  return_abuse_suspected: true,
  placement_stopped: true,
  placement_resumed: true,
  push_notice: true,
  too_warm: true,
  shelf_low: true,
  purchase_order_sent: true,
  loss_case_opened: true,
  lanes_short: true,
  lanes_covered: true,
  purchase_order_changed: true,
  transfer_ordered: true,
  price_label: true
};

export const ACTIONS = Object.keys(ALL) as readonly ActionName[];
