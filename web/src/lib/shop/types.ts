// What the shop's interface answers, as far as its pages show it.

export interface PriceTag { currency: string; total: number; list: number; discount: number }
export interface NearestStore { site: string; name: string; distance_m: number; available: number; carry_out: number }
export interface FoundItem {
  item: string;
  name: string;
  brand?: string;
  unit: string;
  price?: PriceTag;
  available: boolean;
  nearest?: NearestStore;
}
export interface Found {
  items: FoundItem[];
  total: number;
  matched: 'all' | 'nearly' | 'some';
  categories: { category: string; count: number }[];
}
/** What the shopper may want, and why. */
export interface Suggestions { list: string; basis: 'own' | 'nothing_known' | 'not_agreed'; items: (FoundItem & { why: string })[] }
export interface Way { available: number; ready_at?: string; latest_order_at?: string; reason: string }
export interface Store {
  site: string;
  name: string;
  distance_m?: number;
  pickup: Way;
  carry_out: Way;
}
export interface ItemPage {
  item: string;
  name: string;
  brand?: string;
  categories?: string[];
  unit: string;
  price?: PriceTag;
  stores: Store[];
  ship?: { arrives_by?: string; reason: string };
}
export interface Hold {
  hold: string;
  state: string;
  expires_at: string;
  lines: { item: string; quantity: number; site?: string }[];
}
export interface Order {
  order: string;
  state: string;
  placed_at: string;
  promised_at?: string;
  currency: string;
  total: number;
  pickup_code?: string;
  delivery: { method: string; site?: string };
  lines: { line: number; item: string; name: string; quantity: number; cancelled: number; state: string }[];
  fulfilments: { site_name: string; method: string; state: string; due_at?: string; tracking?: string; carrier?: string }[];
  payments: { state: string }[];
  next: string[];
}
/** A sponsored place in results: under which placement it was decided, and the item it shows. */
export interface Placement { placement: string; item: string }
