// Routing rules in words: what a batch asks for, whom it prefers, and what happens where it cannot.
import type { RoutingBatch, SiteConditions, SiteSort } from '$lib/api/types';
import { capital, count, percent, words } from '$lib/format';

export const SORTS: { value: SiteSort['by']; text: string }[] = [
  { value: 'distance', text: 'Nearest first' },
  { value: 'stock_balance', text: 'Most stock first' },
  { value: 'capacity_left', text: 'Most capacity first' },
  { value: 'confidence', text: 'Surest stock first' },
  { value: 'kind', text: 'By kind of site' },
  { value: 'most_lines', text: 'Serving most of it first' }
];

export function sortWords(sort: SiteSort): string {
  if (sort.by === 'distance' && (sort.band_km ?? 1) > 1) return `nearest first, in bands of ${count(sort.band_km ?? 1)} km`;
  if (sort.by === 'kind') return `${sort.order.map(words).join(' before ')}`;
  return (SORTS.find(({ value }) => value === sort.by)?.text ?? sort.by).toLowerCase();
}

export function fromWords(from: SiteConditions | undefined): string {
  const { kinds = [], regions = [], groups = [], sites = [], not_sites = [], distance_km_max, capacity_left_min, safety_stock, confidence_ppm_min, in_time } = from ?? {};
  const parts = [
    kinds.length > 0 && kinds.map((kind) => `${words(kind)}s`).join(' and '),
    regions.length > 0 && `in ${regions.join(', ')}`,
    groups.length > 0 && `of ${groups.join(', ')}`,
    sites.length > 0 && sites.join(', '),
    not_sites.length > 0 && `but not ${not_sites.join(', ')}`,
    distance_km_max != null && `within ${count(distance_km_max)} km`,
    capacity_left_min != null && `with room for ${count(capacity_left_min)} more`,
    safety_stock && `keeping ${count(safety_stock)} of each`,
    confidence_ppm_min != null && `sure to ${percent(confidence_ppm_min)}`,
    in_time && 'in time for the promise'
  ].filter(Boolean);
  return parts.length === 0 ? 'any site' : parts.join(', ');
}

export function batchWords(batch: RoutingBatch): string {
  const split = { never: 'one site serves all of it', lines: 'each line from one site', units: 'may be split' }[batch.split?.allow ?? 'units'];
  const most = batch.split?.shipments_max == null ? '' : ` into ${count(batch.split.shipments_max)} at most`;
  const sort = (batch.sort ?? []).map(sortWords).join(', then ');
  return `${capital(fromWords(batch.from))}; ${sort === '' ? 'the cheapest way' : sort}; ${split}${most}`;
}

export function incompleteWords(batch: RoutingBatch): string {
  const { incomplete = 'next' } = batch;
  if (incomplete === 'next') return 'else the next batch tries the whole order';
  if (incomplete === 'keep') return 'what fits stays, the next batch tries the rest';
  return `else it waits in “${incomplete.park.queue ?? 'unrouted'}”`;
}
