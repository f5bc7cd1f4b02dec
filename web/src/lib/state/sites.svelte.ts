// All sites of the retailer, asked once and shared by the rooms.
import { api } from '$lib/api';
import type { Site } from '$lib/api/types';

const PAGE = 1_000;
const MOST = 20_000;

class Sites {
  all = $state.raw<Site[]>([]);
  byId = $derived(new Map(this.all.map((site) => [site.site, site])));

  async load(): Promise<Site[]> {
    const found: Site[] = [];
    let cursor: string | undefined;
    do {
      const query = cursor === undefined ? { limit: PAGE } : { limit: PAGE, cursor };
      const page = await api.get('/v1/sites', { query });
      found.push(...page.sites);
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined && found.length < MOST);
    this.all = found;
    return found;
  }

  name(id: string): string {
    return this.byId.get(id)?.name ?? id;
  }
}

export const sites = new Sites();
