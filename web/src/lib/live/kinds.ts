// The groups into which the stream can be narrowed, and the colour each kind of event has.
import { ACTIONS } from '$lib/access/actions';

export const GROUPS = [
  { value: 'all', text: 'Everything', types: [] },
  { value: 'sales', text: 'Sales', types: ['retail.sale.completed'] },
  { value: 'stock', text: 'Stock', types: ['retail.stock.moved', 'retail.stock.counted'] },
  {
    value: 'holds',
    text: 'Holds',
    types: ['retail.hold.placed', 'retail.hold.posted', 'retail.hold.voided', 'retail.hold.extended', 'retail.hold.expired']
  },
  {
    value: 'supply',
    text: 'Supply',
    types: ['retail.shipment.dispatched', 'retail.shipment.received', 'retail.supply_order.set']
  },
  {
    value: 'actions',
    text: 'Actions',
    types: ACTIONS.map((action) => `retail.action.${action}`)
  }
] as const;

export type Group = (typeof GROUPS)[number]['value'];

export function typesOf(group: Group): readonly string[] {
  return GROUPS.find(({ value }) => value === group)?.types ?? [];
}

export type Tone = 'good' | 'blue' | 'warn' | 'bad' | '';

/** Loss and refusal red, waiting amber, coming in green, going out blue. */
export function tone(type: string): Tone {
  if (/overcommitted|expired|lapsed|given_up/.test(type)) return 'bad';
  if (/sold_out|stock_low|lanes_short|count_requested|voided/.test(type)) return 'warn';
  if (/sale|hold/.test(type)) return 'blue';
  if (/back_in_stock|restored|covered|received|counted/.test(type)) return 'good';
  return '';
}
