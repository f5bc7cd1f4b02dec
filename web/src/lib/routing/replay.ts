// What a replay came to, as rows of a table: what is nothing on both sides is left out.
import type { CostParts, Replay, ReplayTotals } from '$lib/api/types';

export interface TotalRow {
  key: string;
  name: string;
  before: number | undefined;
  after: number | undefined;
  isMoney: boolean;
}

const COUNTS: [keyof ReplayTotals & ('parcels' | 'split_orders' | 'unrouted_orders' | 'parked_orders' | 'unrouted_units' | 'distance_km'), string][] = [
  ['parcels', 'Parcels'],
  ['split_orders', 'Orders in several parcels'],
  ['unrouted_orders', 'Orders nobody serves'],
  ['parked_orders', 'Orders that wait'],
  ['unrouted_units', 'Units nobody serves'],
  ['distance_km', 'Kilometres']
];
const PARTS: [keyof CostParts, string][] = [
  ['shipping', 'of it shipping'],
  ['labour', 'of it labour'],
  ['split', 'of it splitting'],
  ['markdown', 'of it markdown risk'],
  ['confidence', 'of it doubt of the stock'],
  ['late', 'of it lateness']
];

export function totalRows({ before, after }: Replay, siteName: (site: string) => string): TotalRow[] {
  const sites = [...new Set([...Object.keys(before.sites), ...Object.keys(after.sites)])].sort();
  const rows: TotalRow[] = [
    { key: 'cost', name: 'Cost', before: before.cost_total ?? undefined, after: after.cost_total ?? undefined, isMoney: true },
    ...PARTS.map(([part, name]) => ({ key: part, name, before: before.cost ? (before.cost[part] ?? 0) : undefined, after: after.cost?.[part] ?? 0, isMoney: true })),
    ...COUNTS.map(([key, name]) => ({ key, name, before: before[key], after: after[key], isMoney: false })),
    ...sites.map((site) => ({ key: `site:${site}`, name: `Orders of ${siteName(site)}`, before: before.sites[site] ?? 0, after: after.sites[site] ?? 0, isMoney: false }))
  ];
  return rows.filter((row) => row.key === 'cost' || row.key === 'parcels' || (row.before ?? 0) !== 0 || (row.after ?? 0) !== 0);
}
