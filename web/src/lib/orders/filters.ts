// What orders are narrowed to, as it stands in the address.

export const STATES = ['placed', 'released', 'parked', 'in_progress', 'completed', 'cancelled', 'refused'] as const;

export interface OrderFilters {
  look: 'board' | 'list';
  state: string;
  site: string;
  channel: string;
  customer: string;
  late: boolean;
}

const NAMES = ['site', 'channel', 'customer'] as const;

export function readFilters(query: URLSearchParams): OrderFilters {
  const state = STATES.find((one) => one === query.get('state')) ?? '';
  const look = query.get('look') === 'list' || state !== '' ? 'list' : 'board';
  const [site, channel, customer] = NAMES.map((name) => query.get(name) ?? '');
  return { look, state, site: site ?? '', channel: channel ?? '', customer: customer ?? '', late: query.get('late') === 'true' };
}

export function writeFilters(filters: OrderFilters): string {
  const query = new URLSearchParams();
  if (filters.look === 'list') query.set('look', 'list');
  if (filters.look === 'list' && filters.state !== '') query.set('state', filters.state);
  for (const name of NAMES) if (filters[name].trim() !== '') query.set(name, filters[name].trim());
  if (filters.late) query.set('late', 'true');
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

export function isNarrowed({ state, site, channel, customer, late }: OrderFilters): boolean {
  return late || [state, site, channel, customer].some((one) => one !== '');
}

/** Only what is set: the engine refuses empty parameters. */
export function asQuery(filters: OrderFilters) {
  const set = NAMES.filter((name) => filters[name].trim() !== '').map((name) => [name, filters[name].trim()] as const);
  return {
    ...(Object.fromEntries(set) as Partial<Record<(typeof NAMES)[number], string>>),
    ...(filters.late ? { late: true } : {})
  };
}
