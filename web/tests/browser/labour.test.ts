// The room Labour against a real engine: who comes when is learnt from sales, a day is planned, changed by keyboard, and put in force.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barriers } from './axe';
import { ADMIN_KEY } from './engine';
import { deviceKey } from './orders';
import { JEANS } from './retailer';
import { errors, openWorld, sideways, type World } from './world';

let world: World;
const folder = process.env.REALTAIL_SHOTS;
const DAY_MS = 86_400_000;
/** Tomorrow, of which nothing has come yet. */
const tomorrow = new Date(Date.now() + DAY_MS).toISOString().slice(0, 10);

beforeAll(async () => {
  world = await openWorld();
});

afterAll(async () => {
  await world?.close();
  expect(errors).toEqual([]);
});

/** Three weeks of a store that opens at eight and closes at eight, fullest at five. */
async function trade() {
  for (let day = 21; day > 0; day -= 1) {
    const midnight = Math.floor((Date.now() - day * DAY_MS) / DAY_MS) * DAY_MS;
    const signals = [];
    for (let quarter = 32; quarter < 80; quarter += 1) {
      const shoppers = 6 + Math.round(16 * Math.exp(-(((quarter - 68) / 6) ** 2)));
      for (let at = 0; at < shoppers; at += 1) {
        const id = `${day}-${quarter}-${at}`;
        const sold_at = new Date(midnight + quarter * 900_000 + Math.floor((at * 900_000) / shoppers)).toISOString();
        const lines = [{ item: JEANS, quantity: 1, unit_price: 5995 }];
        signals.push({ specversion: '1.0', id, source: 'tills', type: 'retail.sale.completed', data: { sale: `labour-${id}`, site: 'S1', till: `t${at % 3}`, sold_at, lines } });
      }
    }
    const answer = await fetch(`${world.engine.url}/v1/signals`, {
      method: 'POST', body: JSON.stringify(signals),
      headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/cloudevents-batch+json' }
    });
    expect(answer.status).toBe(202);
  }
}

async function roster() {
  const available = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((weekday) => ({ weekday, from: '07:00', to: '21:00' }));
  const people = Array.from({ length: 9 }, (_, n) => ({ person: `P-${n + 1}`, roles: n % 2 === 0 ? ['till', 'shelf'] : ['till'], available, contract_minutes: 1800, overtime_minutes: 240, wage_per_hour: 1650 }));
  await world.engine.call('PUT', '/v1/sites/S1/roster', { people, targets: { shelf_unit_seconds: 40 } });
}

test('a site of which nothing is known says what is missing', async () => {
  const page = await world.page('/labour');
  await page.getByRole('combobox', { name: 'Site' }).selectOption('S1');
  await page.getByText('Nobody has been seen there yet').waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.context().close();
});

test('a day is planned, changed by keyboard, refused where it breaks a rule, and put in force', async () => {
  await trade();
  const page = await world.page('/labour');
  await page.getByRole('combobox', { name: 'Site' }).selectOption('S1');
  await page.getByRole('img', { name: /Shoppers at the tills by quarter hour/ }).waitFor();
  await page.getByText('No roster yet').waitFor();
  await roster();
  await page.reload();
  await page.getByRole('combobox', { name: 'Site' }).selectOption('S1');
  await page.getByLabel('Day', { exact: true }).fill(tomorrow);
  await page.getByText(`Nothing is planned for ${tomorrow} yet`).waitFor();
  await page.getByRole('button', { name: 'Plan this day' }).press('Enter');
  await page.getByText('Shifts were searched.').waitFor();
  const shifts = page.locator('tr[data-shift]');
  expect(await shifts.count()).toBeGreaterThan(2);
  await page.getByRole('img', { name: /^Tills: [\d.]+ hours needed/ }).waitFor();
  expect(await barriers(page)).toEqual([]);
  if (folder) await page.screenshot({ path: join(folder, 'labour-planned.png'), fullPage: true });
  // Longer than the rules let anybody work.
  const person = (await shifts.first().getAttribute('data-shift')) ?? '';
  await page.getByLabel(`When ${person} ends`).fill('23:00');
  await page.getByLabel(`When ${person} ends`).press('Tab');
  await page.getByRole('button', { name: 'Put in force as changed' }).press('Enter');
  await page.getByText(/breaks a rule: P-\d is free from 07:00 to 21:00/).waitFor();
  await page.getByRole('button', { name: 'Undo changes' }).press('Enter');
  await page.getByRole('button', { name: `Take out the shift of ${person}` }).press('Enter');
  await page.getByRole('button', { name: 'Put in force as changed' }).press('Enter');
  await page.getByText(`The shifts of ${tomorrow} are in force.`).waitFor();
  await page.getByText('changed by hand').waitFor();
  expect(await page.locator(`tr[data-shift="${person}"]`).count()).toBe(0);
  if (folder) await page.screenshot({ path: join(folder, 'labour-in-force.png'), fullPage: true });
  await page.context().close();
});

test('the room has no barriers and does not scroll sideways, on a phone and in the dark too', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const viewport of [{ width: 375, height: 780 }, { width: 1280, height: 860 }]) {
      const page = await world.page('/labour', { colorScheme, viewport });
      await page.getByRole('combobox', { name: 'Site' }).selectOption('S1');
      await page.getByLabel('Day', { exact: true }).fill(tomorrow);
      await page.locator('tr[data-shift]').first().waitFor();
      expect(await sideways(page)).toBe(0);
      expect(await barriers(page)).toEqual([]);
      if (folder) await page.screenshot({ path: join(folder, `labour-${colorScheme}-${viewport.width}.png`), fullPage: true });
      await page.context().close();
    }
  }
});

test('a rush at one till asks for another lane, on the phone of whoever works there', async () => {
  const key = await deviceKey(world.engine, 'S1');
  const page = await world.page(`/associate#key=${key}`, { viewport: { width: 390, height: 844 }, signedIn: false });
  await page.getByRole('heading', { name: 'Tasks' }).waitFor();
  // Ninety shoppers in the last fourteen minutes, all at one till, whatever the time of day.
  const signals = Array.from({ length: 90 }, (_, at) => {
    const sold_at = new Date(Date.now() - (90 - at) * 9_000).toISOString();
    const data = { sale: `rush-${at}`, site: 'S1', till: 't0', sold_at, lines: [{ item: JEANS, quantity: 1, unit_price: 5995 }] };
    return { specversion: '1.0', id: `rush-${at}`, source: 'tills', type: 'retail.sale.completed', data };
  });
  const answer = await fetch(`${world.engine.url}/v1/signals`, {
    method: 'POST', body: JSON.stringify(signals),
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/cloudevents-batch+json' }
  });
  expect(answer.status).toBe(202);
  await page.getByText(/^Open (a lane|\d+ lanes)\.$/).waitFor();
  await page.getByText(/1 is open, \d+ are needed soon\./).waitFor();
  expect(await barriers(page)).toEqual([]);
  if (folder) await page.screenshot({ path: join(folder, 'associate-lanes.png') });
  await page.context().close();
});
