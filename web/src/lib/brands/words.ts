// Why something was not shown, as a brand would say it.
import type { Lost } from './types';

export const WHY: Record<Lost, string> = {
  paused: 'Paused',
  not_started: 'Not begun',
  ended: 'Over',
  other_surface: 'Not for this place',
  other_site: 'Not for this store',
  other_method: 'Not for this way to get it',
  no_keyword_match: 'Other searches',
  other_category: 'Other categories',
  below_reserve: 'Bid below the least price',
  budget_spent: 'Budget spent',
  paced: "Today's budget spent",
  not_funded: 'Nothing left to spend',
  frequency_cap: 'Seen often enough',
  not_obtainable: 'Item not to be had there',
  same_item: 'Item shown in another slot',
  outbid: 'Others offered more'
};
