// The brands' room against a real engine: what was shown, clicked and sold stands there a second later; for everyone.
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barriers } from './axe';
import { ADMIN_KEY } from './engine';
import { JEANS } from './retailer';
import { errors, openWorld, sideways, type World } from './world';

let world: World;
const folder = process.env.REALTAIL_SHOTS;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(async () => {
  await world?.close();
  expect(errors).toEqual([]);
});

async function shot(page: Page, name: string) {
  if (folder) await page.screenshot({ path: join(folder, `brands-${name}.png`), fullPage: true });
}

async function plan(campaign: string, name: string, more: object = {}) {
  const body = {
    name, brand: 'denim', items: [JEANS], bid: 50, currency: 'EUR', pays_for: 'click', budget_total: 5000,
    starts_at: '2020-01-01T00:00:00Z', surfaces: ['search'], keywords: ['jeans'], ...more
  };
  await world.engine.call('PUT', `/v1/campaigns/${campaign}`, body);
}

async function told(type: string, placement: string) {
  const response = await fetch(`${world.engine.url}/v1/signals`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify({ specversion: '1.0', id: crypto.randomUUID(), source: 'test', type, data: { visitor: 'shopper-1', placement, item: JEANS } })
  });
  expect(response.status).toBe(202);
}

/** Somebody searches, sees, clicks and buys. */
async function bought(sale: string) {
  const ask = { surface: 'search', query: 'jeans', visitor: 'shopper-1', slots: 1 };
  const { placement } = await world.engine.call<{ placement: string }>('POST', '/v1/placements:decide', ask);
  await told('retail.ad.viewed', placement);
  await told('retail.ad.clicked', placement);
  const line = { item: JEANS, quantity: 1, unit_price: { amount: 5995, currency: 'EUR' } };
  await world.engine.call('POST', '/v1/sales', { sale, site: 'S1', sold_at: new Date().toISOString(), customer: 'shopper-1', lines: [line] });
}

test('without a brand the page says how one begins; without the pillar or the engine it says so', async () => {
  const page = await world.page('/brands');
  await page.getByText('No brand has paid in yet').waitFor();
  expect(await barriers(page)).toEqual([]);
  await shot(page, 'empty');
  await page.context().close();
  const lost = await world.page('/brands', { signedIn: false });
  await lost.getByRole('button', { name: 'Sign in' }).waitFor();
  await lost.context().close();
});

test('what was shown, clicked and sold is there a second later, with why it was not shown elsewhere', async () => {
  await world.engine.call('POST', '/v1/brands/denim/funds', { amount: 10_000, currency: 'EUR' });
  await plan('autumn', 'Autumn jeans');
  await plan('winter', 'Winter jeans', { bid: 20 });
  const page = await world.page('/brands');
  await page.getByRole('heading', { name: 'denim' }).waitFor();
  await page.getByText('Nothing was shown in these days.').waitFor();
  await bought('b-1');
  const sold = page.locator('dl').first();
  await sold.getByText('€59.95', { exact: true }).waitFor({ timeout: 3000 });
  await sold.getByText('€0.20', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Winter jeans' }).press('Enter');
  await page.getByText('Item shown in another slot').waitFor();
  await shot(page, 'campaign');
  await bought('b-2');
  await sold.getByText('€119.90', { exact: true }).waitFor({ timeout: 3000 });
  await page.getByRole('button', { name: 'Close' }).click();
  expect(await page.getByText('Item shown in another slot').count()).toBe(0);
  await page.context().close();
});

test('a brand signs in with a key of its own, and sees no other brand', async () => {
  await world.engine.call('POST', '/v1/brands/wool/funds', { amount: 7_000, currency: 'EUR' });
  await plan('knit', 'Knitted things', { brand: 'wool' });
  const admin = await world.page('/settings');
  const keys = admin.locator('section', { has: admin.getByRole('heading', { name: 'API keys' }) });
  await keys.getByLabel('Name', { exact: true }).fill('Denim & Sons');
  await keys.getByRole('combobox').selectOption('brand');
  await keys.getByLabel('Brand', { exact: true }).fill('denim');
  await keys.getByRole('button', { name: 'Make the key' }).click();
  const secret = (await keys.locator('[data-secret]').textContent()) ?? '';
  await keys.getByRole('cell', { name: 'denim', exact: true }).waitFor();
  expect(await barriers(admin)).toEqual([]);
  await admin.context().close();

  const page = await world.page(`/brands#key=${secret}`, { signedIn: false });
  await page.getByRole('heading', { name: 'denim' }).waitFor();
  await page.getByRole('button', { name: 'Winter jeans' }).waitFor();
  expect(await page.getByLabel('Brand', { exact: true }).count()).toBe(0);
  expect(await page.getByText('Knitted things').count()).toBe(0);
  expect(await barriers(page)).toEqual([]);
  await shot(page, 'own-key');
  const status = async (path: string) => (await fetch(world.engine.url + path, { headers: { authorization: `Bearer ${secret}` } })).status;
  expect(await status('/v1/campaigns/winter')).toBe(200);
  expect(await status('/v1/campaigns/knit')).toBe(404);
  expect(await status('/v1/brands/wool/report')).toBe(403);
  expect(await status('/v1/status')).toBe(403);
  await page.context().close();
});

const PHONE = { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true };

for (const [look, options] of Object.entries({ desk: {}, phone: PHONE, dark: { ...PHONE, colorScheme: 'dark' as const } })) {
  test(`nothing keeps people out, and nothing sticks out: ${look}`, async () => {
    const page = await world.page('/brands?campaign=winter', options);
    await page.getByText('Item shown in another slot').waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await shot(page, look);
    await page.context().close();
  });
}

test('what cannot be read is said, with a way to try again', async () => {
  const page = await world.page('/brands?brand=nobody');
  await page.getByRole('alert').first().waitFor();
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  await page.context().close();
});
