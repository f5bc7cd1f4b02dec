// What the list of holds is narrowed to, as it stands in the address.
import type { HoldState } from '$lib/api/types';

export const STATES: readonly HoldState[] = ['held', 'posted', 'voided', 'expired'];

export interface HoldFilters {
  state: HoldState | '';
  owner: string;
  item: string;
  site: string;
}

const NAMES = ['state', 'owner', 'item', 'site'] as const;

export function readFilters(query: URLSearchParams): HoldFilters {
  const state = STATES.find((one) => one === query.get('state')) ?? '';
  return { state, owner: query.get('owner') ?? '', item: query.get('item') ?? '', site: query.get('site') ?? '' };
}

export function writeFilters(filters: HoldFilters): string {
  const query = new URLSearchParams();
  for (const name of NAMES) if (filters[name].trim() !== '') query.set(name, filters[name].trim());
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** Only what is set: the engine refuses empty parameters. */
export function asQuery(filters: HoldFilters) {
  const { state, owner, item, site } = filters;
  return {
    ...(state === '' ? {} : { state }),
    ...(owner.trim() === '' ? {} : { owner: owner.trim() }),
    ...(item.trim() === '' ? {} : { item: item.trim() }),
    ...(site.trim() === '' ? {} : { site: site.trim() })
  };
}

export function stateTone(state: string): string {
  return { held: 'blue', posted: 'good', voided: '', expired: 'warn' }[state] ?? '';
}
