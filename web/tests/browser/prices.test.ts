// The plan's tab of prices against a real engine: a lot is marked down, another put off, two prices are tested.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barriers } from './axe';
import { JEANS, SCARF } from './retailer';
import { errors, openWorld, sideways, type World } from './world';

let world: World;
const folder = process.env.REALTAIL_SHOTS;
const DAY_MS = 86_400_000;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(async () => {
  await world?.close();
  expect(errors).toEqual([]);
});

/** Three a day for four weeks, and a lot of forty that expires in two days. */
async function tooMany(site: string, item: string) {
  await world.engine.call('POST', '/v1/stock/counts', { site, method: 'manual', lines: [{ item, counted: 28 * 3 }] });
  for (let ago = 28; ago > 0; ago -= 1) {
    const sold_at = new Date(Date.now() - ago * DAY_MS).toISOString();
    await world.engine.call('POST', '/v1/sales', { sale: `${site}-${item}-${ago}`, site, sold_at, lines: [{ item, quantity: 3, unit_price: 5_000 }] });
  }
  const expires_at = new Date(Date.now() + 2 * DAY_MS).toISOString();
  await world.engine.call('POST', '/v1/stock/moves', {
    moves: [{ item, quantity: 40, from: { outside: 'supplier' }, to: { site }, reason: 'receipt', lot: 'L-7', expires_at }]
  });
}

test('without rules the page says how prices come to be advised', async () => {
  const page = await world.page('/plan');
  await page.getByText('Price', { exact: true }).click();
  await page.getByText(/Prices are advised once rules say within which bounds/).waitFor();
  await page.getByText('No price was set by advice').waitFor();
  await page.context().close();
});

test('rules are made, changed and ended by keyboard, and what cannot be is said beside the form', async () => {
  const page = await world.page('/plan');
  await page.getByText('Price', { exact: true }).click();
  await page.getByRole('button', { name: 'New rules' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('winter');
  await dialog.getByLabel('Categories').fill('Scarves, Gloves');
  await dialog.getByLabel('Steps of a markdown, %').fill('40, 20');
  expect(await barriers(page)).toEqual([]);
  if (folder) await page.screenshot({ path: join(folder, 'plan-rules.png') });
  await dialog.getByRole('button', { name: 'Save' }).press('Enter');
  await dialog.getByText(/percentages from 1 to 99 that rise/).waitFor();
  await dialog.getByLabel('Steps of a markdown, %').fill('20, 40');
  await dialog.getByRole('button', { name: 'Save' }).press('Enter');
  const row = page.locator('tr[data-rules="winter"]');
  await row.getByText('no less than 100 % of their cost, ending in a nine').waitFor();
  await row.getByRole('button', { name: 'Change winter' }).press('Enter');
  await dialog.getByLabel('At least, % of cost').fill('120');
  await dialog.getByRole('button', { name: 'Save' }).press('Enter');
  await row.getByText(/no less than 120 %/).waitFor();
  await row.getByRole('button', { name: /^End/ }).press('Enter');
  await row.getByRole('button', { name: /^Really end/ }).press('Enter');
  await page.getByText('No rules yet').waitFor();
  await page.context().close();
});

test('a lot that would be left is marked down by keyboard, within its bounds, and another waits', async () => {
  await tooMany('S1', JEANS);
  await tooMany('S1', SCARF);
  await world.engine.call('PUT', '/v1/price-rules/fresh', { ending: 'any', floor_percent: 0, competitor_percent: 100 });
  const page = await world.page('/plan');
  await page.getByText('Price', { exact: true }).click();
  const row = page.locator(`tr[data-price="${JEANS} S1 L-7"]`);
  await row.waitFor();
  await row.getByText('Why', { exact: true }).press('Enter');
  await row.getByText(/would be left at .*% more/).waitFor();
  expect(await barriers(page)).toEqual([]);
  if (folder) await page.screenshot({ path: join(folder, 'plan-price.png'), fullPage: true });
  // Nobody sets a markdown upwards.
  const price = page.getByRole('textbox', { name: `Price of ${JEANS} S1 L-7` });
  await price.fill('99.00');
  await price.press('Tab');
  await page.getByRole('button', { name: `Set the price of ${JEANS} S1 L-7` }).press('Enter');
  await page.getByText(/is no markdown; give less than/).waitFor();
  await price.fill('30.00');
  await price.press('Tab');
  await page.getByRole('button', { name: `Set the price of ${JEANS} S1 L-7` }).press('Enter');
  await page.getByText(/costs €30.00 at .* from now on/).waitFor();
  await page.locator(`tr[data-set="${JEANS} S1 L-7"]`).getByText('€30.00').waitFor();
  const other = page.locator(`tr[data-price="${SCARF} S1 L-7"]`);
  await other.getByRole('button', { name: /^Not today: put off/ }).press('Enter');
  await other.waitFor({ state: 'detached' });
  await page.getByText('Record', { exact: true }).click();
  await page.getByText('Lots that expire').waitFor();
  await page.context().close();
});

test('a test of two prices is shown and ended', async () => {
  const from = new Date(Date.now() + 2 * DAY_MS).toISOString().slice(0, 10);
  await world.engine.call('PUT', '/v1/price-tests/autumn', { item: JEANS, site: 'S2', unit_price: 4_500, from, pairs: 2 });
  const page = await world.page('/plan');
  await page.getByText('Price', { exact: true }).click();
  const row = page.locator('tr[data-test="autumn"]');
  await row.getByText('0 of 4').waitFor();
  expect(await barriers(page)).toEqual([]);
  await row.getByRole('button', { name: /^End it/ }).press('Enter');
  await row.getByRole('button', { name: /^Really end it/ }).press('Enter');
  await row.getByText('over', { exact: true }).waitFor();
  await page.context().close();
});

test('on a phone nothing runs off the page, by day and by night', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await world.page('/plan', { colorScheme, viewport: { width: 375, height: 812 } });
    await page.getByText('Price', { exact: true }).click();
    await page.locator(`tr[data-set="${JEANS} S1 L-7"]`).waitFor();
    expect(await sideways(page)).toBe(0);
    expect(await barriers(page)).toEqual([]);
    if (folder) await page.screenshot({ path: join(folder, `plan-price-phone-${colorScheme}.png`), fullPage: true });
    await page.context().close();
  }
});
