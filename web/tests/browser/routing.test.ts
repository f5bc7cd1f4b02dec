// The routing room against a real engine: rules made by keyboard, an order tried, a day replayed; for everyone.
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barriers } from './axe';
import { place, read, shipTo } from './orders';
import { JEANS } from './retailer';
import { errors, openWorld, sideways, type World } from './world';

let world: World;
const folder = process.env.REALTAIL_SHOTS;

beforeAll(async () => {
  world = await openWorld();
  for (const order of ['r1', 'r2']) {
    await place(world.engine, { order, delivery: shipTo() });
    while ((await read(world.engine, order)).state === 'placed') await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const transit = { days_min: 1, days_max: 2, on_time_ppm: 950_000 };
  await world.engine.call('PUT', '/v1/routing/carriers/post', { zones: [{ zone: 'home', to: [{ country: 'NL' }], prices: [{ weight_g_max: 20_000, price: 495 }], transit }] });
  await world.engine.call('PUT', '/v1/routing/sites/S1', { hours: { mon: [{ from: '09:00', to: '18:00' }] }, orders_per_hour: 12, groups: ['city'] });
});

afterAll(async () => {
  await world?.close();
  expect(errors).toEqual([]);
});

async function shot(page: Page, name: string) {
  if (folder) await page.screenshot({ path: join(folder, `routing-${name}.png`), fullPage: true });
}

async function tryOrder(page: Page) {
  await page.getByLabel('Item', { exact: true }).fill(JEANS);
  await page.getByLabel('Country').fill('NL');
  await page.getByLabel('Latitude').fill('52.37');
  await page.getByLabel('Longitude').fill('4.9');
  await page.getByRole('button', { name: 'Route it' }).click();
  await page.locator('[data-solver]').waitFor();
}

test('without rules the room says what goes; a rule is made, changed and removed, by keyboard', async () => {
  const page = await world.page('/routing');
  await page.getByText('No rules yet').waitFor();
  await page.getByRole('button', { name: 'New rules' }).press('Enter');
  await page.keyboard.type('warehouses');
  await page.getByLabel('Each parcel more, EUR').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type('1');
  await page.locator('[data-field="batches[0].from.kinds"]').focus();
  await page.keyboard.type('warehouse');
  await page.keyboard.press('Enter');
  await page.locator('tr[data-rules="warehouses"]').waitFor();
  const rules = await world.engine.call<{ batches: { from: object }[] }>('GET', '/v1/routing/rules/warehouses');
  expect(rules.batches[0]?.from).toMatchObject({ kinds: ['warehouse'] });
  await page.getByRole('button', { name: 'Change warehouses' }).press('Enter');
  await page.getByRole('button', { name: 'Add a batch' }).press('Enter');
  await page.getByRole('button', { name: 'Move batch 2 up' }).press('Enter');
  await page.getByRole('button', { name: 'Save' }).press('Enter');
  await page.locator('tr[data-rules="warehouses"]', { hasText: 'batch-2 (all or next), then batch-1' }).waitFor();
  await page.getByRole('button', { name: 'Remove warehouses' }).press('Enter');
  await page.getByRole('button', { name: 'Really remove warehouses' }).press('Enter');
  await page.getByText('No rules yet').waitFor();
  await page.context().close();
});

test('what is wrong is said at its field, by the page and by the engine', async () => {
  const page = await world.page('/routing');
  await page.getByRole('button', { name: 'New rules' }).click();
  await page.getByLabel('Name', { exact: true }).fill('wrong');
  const kinds = page.locator('[data-field="batches[0].from.kinds"]');
  await kinds.fill('shop');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('There is no “shop”; use store, warehouse').first().waitFor();
  expect(await kinds.getAttribute('aria-invalid')).toBe('true');
  expect(await kinds.evaluate((field) => field === document.activeElement)).toBe(true);
  await kinds.fill('store');
  const days = page.locator('[data-field="fallback.cancel_after_days"]');
  await days.fill('999');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('[data-field="fallback.cancel_after_days"][aria-invalid]').waitFor();
  await page.getByText('365 at most').first().waitFor();
  await shot(page, 'wrong');
  await page.context().close();
});

test('an order is tried under the rules in force and under those being edited', async () => {
  const page = await world.page('/routing?tab=try');
  await tryOrder(page);
  await page.locator('[data-solver="exact"]').waitFor();
  await page.locator('.chosen', { hasText: 'Amsterdam Centrum' }).filter({ hasText: '€' }).waitFor();
  await page.getByRole('img', { name: /1 of 7 sites serve the place/ }).waitFor();
  await page.getByRole('region', { name: 'Sites that were asked' }).getByText('costs as much').first().waitFor();
  await page.getByText('Rules', { exact: true }).click();
  await page.getByRole('button', { name: 'New rules' }).click();
  await page.locator('[data-field="batches[0].from.kinds"]').fill('warehouse');
  await page.getByRole('button', { name: 'Try an order with them' }).click();
  await tryOrder(page);
  await page.locator('.chosen', { hasText: 'Tilburg distribution' }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await shot(page, 'try');
  await page.context().close();
});

test('a day is replayed as it was done, and under rules being edited', async () => {
  const page = await world.page('/routing?tab=replay');
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await page.getByText('As it was done').first().waitFor();
  await page.getByRole('heading', { name: '2 orders' }).waitFor();
  await page.locator('tr[data-total="cost"]', { hasText: '€' }).waitFor();
  await page.getByText('Rules', { exact: true }).click();
  await page.getByRole('button', { name: 'New rules' }).click();
  await page.locator('[data-field="batches[0].from.kinds"]').fill('store');
  await page.getByRole('button', { name: 'Replay a day with them' }).click();
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await page.locator('[data-differing="2"]').waitFor();
  await page.locator('tr[data-order="r1"]', { hasText: 'Tilburg distribution: line 1 × 1' }).waitFor();
  await page.locator('tr[data-total^="site:S"]').first().waitFor();
  expect(await barriers(page)).toEqual([]);
  await shot(page, 'replay');
  await page.getByLabel('From the day').fill('2020-01-01');
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await page.getByText('No orders to replay').waitFor();
  await page.context().close();
});

test('carriers and sites can be read', async () => {
  const page = await world.page('/routing?tab=network');
  await page.getByText('NL: 1 to 2 days, €4.95 to 20 kg').waitFor();
  await page.getByText('mon 09:00–18:00').waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.context().close();
});

const PHONE = { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true };

for (const [look, options] of Object.entries({ phone: PHONE, dark: { colorScheme: 'dark' as const } })) {
  test.each(['rules', 'try', 'replay', 'network'])(`%s keeps nobody out: ${look}`, async (tab) => {
    const page = await world.page(`/routing?tab=${tab}`, options);
    await page.getByRole('heading', { name: 'Routing' }).waitFor();
    if (tab === 'rules') await page.getByRole('button', { name: 'New rules' }).click();
    if (tab === 'try') await tryOrder(page);
    if (tab === 'replay') {
      await page.getByRole('button', { name: 'Replay', exact: true }).click();
      await page.locator('[data-differing]').waitFor();
    }
    await page.waitForTimeout(300);
    await shot(page, `${tab}-${look}`);
    expect(await sideways(page)).toBe(0);
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });
}
