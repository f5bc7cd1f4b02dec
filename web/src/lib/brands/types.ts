// Short names for what the brands' room shows.
import type { components } from '$lib/api/schema';

type Schemas = components['schemas'];

export type BrandReport = Schemas['BrandReport'];
export type Report = BrandReport['report'];
export type CampaignRow = BrandReport['campaigns'][number];
export type Lost = Schemas['Lost'];
