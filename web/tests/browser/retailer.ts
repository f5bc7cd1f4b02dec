// A small retailer for the tests, loaded through the public interface.
import type { Engine } from './engine';

export const JEANS = '1001';
export const SCARF = '1002';

const CITIES = [
  ['S1', 'Amsterdam Centrum', 52.373, 4.893],
  ['S2', 'Utrecht Oudegracht', 52.091, 5.121],
  ['S3', 'Rotterdam Coolsingel', 51.922, 4.479],
  ['S4', 'Den Haag Spuistraat', 52.078, 4.31],
  ['S5', 'Eindhoven Demer', 51.441, 5.477],
  ['S6', 'Groningen Herestraat', 53.216, 6.567]
] as const;

export function withCheckDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return digits + String((10 - (sum % 10)) % 10);
}

export const JEANS_GTIN = withCheckDigit('871000000100');

export async function loadRetailer(engine: Engine): Promise<void> {
  const zones = [
    { zone: 'floor', kind: 'sales_floor' },
    { zone: 'back', kind: 'backroom' }
  ];
  const stores = CITIES.map(([site, name, lat, lon]) => ({ site, name, kind: 'store', timezone: 'Europe/Amsterdam', position: { lat, lon }, zones }));
  const warehouse = { site: 'DC1', name: 'Tilburg distribution', kind: 'warehouse', timezone: 'Europe/Amsterdam', position: { lat: 51.56, lon: 5.09 } };
  await engine.call('POST', '/v1/sites:batch', { sites: [...stores, warehouse] });
  await engine.call('PUT', '/v1/regions/randstad', { sites: ['S1', 'S2', 'S3', 'S4'] });
  await engine.call('POST', '/v1/items:batch', { items: items() });
  await engine.call('PUT', '/v1/stock/rules/shelf-minimum', { category: 'Denim', safety_stock: 1 });
  const stock = [
    ...CITIES.slice(0, 5).map(([site], at) => receipt(JEANS, site, [14, 6, 3, 22, 9][at] ?? 1)),
    receipt(JEANS, 'DC1', 240),
    receipt(SCARF, 'S1', 2),
    receipt(SCARF, 'S6', 40)
  ];
  await engine.call('POST', '/v1/stock/moves', { moves: stock });
  await loadPrices(engine);
}

function items(): object[] {
  const other = Array.from({ length: 70 }, (_, n) => ({
    item: String(2000 + n),
    name: `${['Cotton shirt', 'Wool jumper', 'Rain jacket', 'Canvas shoe', 'Leather belt'][n % 5]} ${['S', 'M', 'L', 'XL'][n % 4]} no. ${n + 1}`,
    brand: ['Northfield', 'Oever', 'Duin'][n % 3],
    categories: ['Clothing', ['Shirts', 'Knitwear', 'Outerwear', 'Shoes', 'Accessories'][n % 5]]
  }));
  return [
    { item: JEANS, name: 'Straight jeans, dark blue, M', gtin: JEANS_GTIN, brand: 'Northfield', categories: ['Clothing', 'Denim'] },
    { item: SCARF, name: 'Lambswool scarf, ochre', brand: 'Oever', categories: ['Clothing', 'Accessories'] },
    ...other
  ];
}

function receipt(item: string, site: string, quantity: number) {
  return { item, quantity, from: { outside: 'supplier' }, to: { site }, reason: 'receipt', reference: 'opening' };
}

export function hold(engine: Engine, change: { hold?: string; owner?: string; item?: string; quantity?: number; site?: string; ms?: number } = {}) {
  const { hold: id, owner = 'ann', item = JEANS, quantity = 1, site = 'S1', ms = 900_000 } = change;
  const named = id === undefined ? {} : { hold: id };
  return engine.call<{ hold: string }>('POST', '/v1/holds', { ...named, owner, channel: 'web', expires_in_ms: ms, lines: [{ item, quantity, site }] });
}

let receipts = 0;

export function sell(engine: Engine, item: string, site: string, quantity: number) {
  const lines = [{ item, quantity, unit_price: { amount: 5995, currency: 'EUR' } }];
  return engine.call<{ trace: string }>('POST', '/v1/sales', { sale: `receipt-${++receipts}-${Date.now()}`, site, sold_at: new Date().toISOString(), lines });
}

export const JEANS_PRICE = 5995;

/** Prices in euros with the tax in them. */
async function loadPrices(engine: Engine): Promise<void> {
  await engine.call('PUT', '/v1/price-lists/retail', { currency: 'EUR' });
  const others = Array.from({ length: 70 }, (_, n) => ({ item: String(2000 + n), unit_price: 1995 + n * 100 }));
  await engine.call('POST', '/v1/price-lists/retail/prices', { prices: [{ item: JEANS, unit_price: JEANS_PRICE }, { item: SCARF, unit_price: 2495 }, ...others] });
  await engine.call('PUT', '/v1/taxes/vat-nl', { kind: 'vat', rate_ppm: 210_000, inclusive: true });
}
