// The plan's tabs against a real engine: orders by supplier and budget, goods that move, orders that are hastened, the record.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barriers } from './axe';
import { JEANS, SCARF } from './retailer';
import { errors, openWorld, sideways, type World } from './world';

let world: World;
const folder = process.env.REALTAIL_SHOTS;
const money = { unit_cost: 2000, short_cost: 3000, presentation_units: 0 };
const plan = { shelf_capacity: 400, pack_size: 6, lead_time_days: 5, review_days: 2, service_level_ppm: 950_000, supplier: 'Denim & Co', money };
const TABS = ['Order', 'Move', 'Price', 'Follow up', 'Record'] as const;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(async () => {
  await world?.close();
  expect(errors).toEqual([]);
});

/** Four weeks of sales up to yesterday, after which so many are left. */
async function trade(site: string, item: string, left: number) {
  await world.engine.call('POST', '/v1/stock/counts', { site, method: 'manual', lines: [{ item, counted: left + 28 * 3 }] });
  for (let ago = 28; ago > 0; ago -= 1) {
    const sold_at = new Date(Date.now() - ago * 86_400_000).toISOString();
    await world.engine.call('POST', '/v1/sales', { sale: `${site}-${item}-${ago}`, site, sold_at, lines: [{ item, quantity: 3, unit_price: 100 }] });
  }
  await world.engine.call('PUT', `/v1/replenishments/plans/${site}/${item}`, plan);
}

test('rooms where nothing is to be done say what one does about it', async () => {
  const page = await world.page('/plan');
  for (const [tab, words] of [['Move', 'Nothing should move'], ['Follow up', 'Let all orders come'], ['Record', 'Nothing that was advised has arrived yet']] as const) {
    await page.getByText(tab, { exact: true }).click();
    await page.getByText(words).waitFor();
  }
  await page.context().close();
});

test('an order to a supplier is filled up to trucks, within sight of the budget, and placed', async () => {
  await trade('S1', JEANS, 2);
  await trade('S1', SCARF, 4);
  const truck = { capacity: 30, measure: 'units', cost: 4_000 };
  await world.engine.call('PUT', `/v1/suppliers/${encodeURIComponent('Denim & Co')}/terms`, { truck, expedite: { lead_time_days: 1, cost: 500 }, cancel: { days_before: 1, cost: 0 } });
  await world.engine.call('PUT', '/v1/budgets/clothing', { categories: ['Clothing'], money_per_week: 60_000 });
  const page = await world.page('/plan');
  const basket = page.locator('tr[data-basket="Denim & Co"]');
  await basket.getByText(/trucks?, \d+ % full/).waitFor();
  await page.locator('section[aria-label="Spent of the week\'s budgets"]').getByText('€600.00 left').waitFor();
  await page.locator(`tr[data-item="${JEANS}"]`).getByText(/fit the budget/).or(page.locator(`tr[data-item="${SCARF}"]`).getByText(/fit the budget/)).first().waitFor();
  await basket.getByText('What is in it').press('Enter');
  await basket.locator(`li[data-line="${JEANS}"]`).waitFor();
  expect(await barriers(page)).toEqual([]);
  if (folder) await page.screenshot({ path: join(folder, 'plan-order.png'), fullPage: true });
  await basket.getByRole('button', { name: /^Place it: \d+ units with Denim & Co for Amsterdam/ }).press('Enter');
  await page.getByText('1 order to Denim & Co placed.').waitFor();
  await page.locator('tr[data-order]').first().waitFor();
  await page.context().close();
});

test('goods are moved from plenty to need, by keyboard, and may stay after all', async () => {
  await trade('S2', JEANS, 120);
  await trade('S3', JEANS, 1);
  await world.engine.call('PUT', '/v1/transfers/terms', { unit_cost: 20, trip_cost: 1500, lead_time_days: 1 });
  const page = await world.page('/plan');
  await page.getByText('Move', { exact: true }).click();
  const row = page.locator(`tr[data-way="${JEANS} S2 S3"]`);
  await row.waitFor();
  await row.getByText('Why', { exact: true }).last().press('Enter');
  await row.getByText(/more are sold, worth/).waitFor();
  const units = page.getByLabel(`Units of ${JEANS} to move from S2 to S3`);
  await units.fill('9');
  await units.press('Tab');
  expect(await barriers(page)).toEqual([]);
  if (folder) await page.screenshot({ path: join(folder, 'plan-move.png'), fullPage: true });
  await page.getByRole('button', { name: `Move ${JEANS} from S2 to S3`, exact: true }).press('Enter');
  await page.getByText('Utrecht Oudegracht is told to send them.').waitFor();
  const moved = page.locator('tr[data-transfer]').first();
  await moved.getByText('to be sent').waitFor();
  await moved.getByRole('button', { name: /^Let them stay/ }).press('Enter');
  await moved.getByRole('button', { name: /^Really let them stay/ }).press('Enter');
  await moved.getByText('stayed').waitFor();
  const other = page.locator(`tr[data-way="${JEANS} S2 S3"]`);
  await other.getByRole('button', { name: /^Not this week: put off moving/ }).press('Enter');
  await other.waitFor({ state: 'detached' });
  await page.context().close();
});

test('an order that comes too late is hastened, and what came of advice is on record', async () => {
  const late = new Date(Date.now() + 6 * 86_400_000).toISOString();
  await world.engine.call('POST', '/v1/purchase-orders', { order: 'late', supplier: 'Denim & Co', site: 'S3', expected_at: late, lines: [{ item: JEANS, quantity: 24, suggested: 24, gain: 9_000 }] });
  const page = await world.page('/plan');
  await page.getByText('Follow up', { exact: true }).click();
  const row = page.locator(`tr[data-follow="late ${JEANS}"]`);
  await row.getByText('Hasten', { exact: true }).first().waitFor();
  expect(await barriers(page)).toEqual([]);
  if (folder) await page.screenshot({ path: join(folder, 'plan-follow.png'), fullPage: true });
  await page.getByRole('button', { name: `Hasten ${JEANS} of late` }).press('Enter');
  await page.getByText(`${JEANS} of late is hastened; the supplier's side is told.`).waitFor();
  await row.waitFor({ state: 'detached' });
  for (const shipment of ['late', 'after']) {
    const order = shipment === 'late' ? { order: 'late' } : {};
    await world.engine.call('POST', '/v1/shipments', { shipment, to: 'S3', ...order, lines: [{ item: JEANS, quantity: 24 }] });
    await world.engine.call('POST', `/v1/shipments/${shipment}/receive`, { site: 'S3' });
    if (shipment === 'late') await world.engine.call('POST', '/v1/stock/counts', { site: 'S3', method: 'manual', lines: [{ item: JEANS, counted: 4 }] });
  }
  await page.getByText('Record', { exact: true }).click();
  const week = page.locator('tr[data-record$="purchase_order"]');
  await week.getByText('€600.00').waitFor();
  await page.locator('tr[data-record$="expedite"]').waitFor();
  expect(await barriers(page)).toEqual([]);
  if (folder) await page.screenshot({ path: join(folder, 'plan-record.png'), fullPage: true });
  await page.context().close();
});

test('no tab has barriers or scrolls sideways, on a phone and in the dark too', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const viewport of [{ width: 375, height: 780 }, { width: 1280, height: 860 }]) {
      const page = await world.page('/plan', { colorScheme, viewport });
      for (const tab of TABS) {
        await page.getByText(tab, { exact: true }).first().click();
        await page.locator('main .card').first().waitFor();
        expect(await sideways(page), `${tab} at ${viewport.width}`).toBe(0);
        expect(await barriers(page), `${tab} in the ${colorScheme}`).toEqual([]);
        if (folder) await page.screenshot({ path: join(folder, `plan-${tab.toLowerCase().replace(' ', '-')}-${colorScheme}-${viewport.width}.png`), fullPage: true });
      }
      await page.context().close();
    }
  }
});
