// Why a site was not chosen, in words.
import type { WhyNot } from '$lib/api/types';
import { count, money, percent, words } from '$lib/format';

const SAID: Record<string, string> = {
  excluded: 'left out, or rejected it before',
  does_not_serve: 'does not serve orders this way',
  not_in_rule: 'not among the sites of the rule',
  distance_unknown: 'how far it is, is not known',
  no_capacity: 'can take no more orders that day',
  no_stock: 'has none of it',
  no_carrier: 'no carrier goes from there',
  too_late: 'would come later than promised',
  others_first: 'others come first by the rule'
};

export function whyNot(reason: WhyNot, currency: string): string {
  if (typeof reason === 'string') return SAID[reason] ?? words(reason);
  if ('too_far' in reason) return `${count(reason.too_far.km)} km away, more than ${count(reason.too_far.km_max)}`;
  if ('unsure' in reason) return `its stock is sure to ${percent(reason.unsure.confidence_ppm)} only`;
  if ('not_all' in reason) return `has ${count(reason.not_all.missing)} of ${reason.not_all.item} too few`;
  if (reason.dearer.by != null && reason.dearer.by <= 0) return 'costs as much; the other was asked first';
  return reason.dearer.by == null ? 'dearer together with others' : `${money(reason.dearer.by, currency)} dearer`;
}
