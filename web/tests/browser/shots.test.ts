// Pictures of every room by day, by night and on a phone, for a person to look at: REALTAIL_SHOTS=folder.
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { hold, JEANS, SCARF, sell } from './retailer';
import { openWorld, type World } from './world';

const folder = process.env.REALTAIL_SHOTS;
const LOOKS: Record<string, BrowserContextOptions> = {
  phone: { viewport: { width: 375, height: 760 }, colorScheme: 'light', deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  light: { viewport: { width: 1360, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1360, height: 900 }, colorScheme: 'dark' }
};

let world: World;
let trace: string;
let busy: ReturnType<typeof setInterval> | undefined;

beforeAll(async () => {
  if (!folder) return;
  world = await openWorld();
  await world.engine.call('PUT', '/v1/supply-orders/PO-77', { supplier: 'Northfield', site: 'S3', lines: [{ item: JEANS, quantity: 24, expected_at: new Date(Date.now() + 86_400_000).toISOString() }] });
  await hold(world.engine, { hold: 'pickup-4711', owner: 'ann' });
  await hold(world.engine, { owner: 'basket-20c1', site: 'S2', quantity: 2, ms: 45_000 });
  ({ trace } = await sell(world.engine, SCARF, 'S1', 2));
  await sell(world.engine, JEANS, 'S3', 4);
  let n = 0;
  busy = setInterval(() => {
    n += 1;
    const site = ['S1', 'S2', 'S4', 'S5'][n % 4] ?? 'S1';
    void (n % 30 === 0 ? sell(world.engine, JEANS, site, 1) : hold(world.engine, { owner: `visitor-${n}`, site: 'DC1', ms: 4_000 })).catch(() => undefined);
  }, 90);
});

afterAll(async () => {
  clearInterval(busy);
  await world?.close();
});

const SHOTS: [name: string, path: string, act?: string][] = [
  ['live', '/'],
  ['items', '/stock'],
  ['item', `/stock?item=${JEANS}`],
  ['map', `/stock?item=${JEANS}`, 'map'],
  ['ledger', `/stock?item=${JEANS}`, 'ledger'],
  ['why', `/stock?item=${JEANS}`, 'why'],
  ['move', `/stock?item=${JEANS}`, 'move'],
  ['holds', '/holds'],
  ['hold', '/holds?owner=ann', 'hold'],
  ['traces', '/traces'],
  ['trace', '/traces?id=TRACE'],
  ['settings', '/settings'],
  ['door', '/', 'door']
];

for (const [look, options] of Object.entries(LOOKS)) {
  test.skipIf(!folder)(`pictures, ${look}`, { timeout: 240_000 }, async () => {
    for (const [name, path, act] of SHOTS) {
      const page = await world.page(path.replace('TRACE', trace), { ...options, signedIn: act !== 'door' });
      await page.locator('main h1').first().waitFor();
      await page.waitForTimeout(name === 'live' ? 7_000 : 900);
      if (act === 'map') await page.getByText('Map', { exact: true }).click();
      if (act === 'ledger') await page.getByRole('button', { name: /on hand at Amsterdam/ }).click();
      if (act === 'why') await page.getByRole('button', { name: /available at Den Haag/ }).click();
      if (act === 'move') await page.getByRole('button', { name: 'Move from Amsterdam' }).click();
      if (act === 'hold') await page.locator('tr[data-hold] button').first().click();
      if (name === 'trace') await page.getByText('Details').last().click();
      await page.waitForTimeout(500);
      await page.screenshot({ path: join(folder ?? '', `${name}-${look}.png`), fullPage: name !== 'ledger' && name !== 'hold' && name !== 'move' && name !== 'why' });
      await page.context().close();
    }
  });
}
