// A shopper's phone and a sign in a store, in a real browser before a real engine.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barriers } from './axe';
import { ADMIN_KEY } from './engine';
import { JEANS, SCARF, sell } from './retailer';
import { errors, openWorld, sideways, type World } from './world';

const PHONE: BrowserContextOptions = { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true };
const HERE: BrowserContextOptions = { geolocation: { latitude: 52.37, longitude: 4.9 }, permissions: ['geolocation'] };
const SHOTS = process.env.REALTAIL_SHOTS;

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(async () => {
  await world?.close();
  expect(errors).toEqual([]);
});

function phone(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  return world.page(path, { ...PHONE, ...HERE, ...options, signedIn: false });
}

/** Nothing is cut off, nobody is kept out; a picture where pictures are wanted. */
async function sound(page: Page, name: string): Promise<void> {
  expect(await sideways(page)).toBe(0);
  expect(await barriers(page)).toEqual([]);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

test('found, held with one tap, paid, and a code to collect it with', async () => {
  const page = await phone('/shop');
  await page.getByRole('searchbox').fill('staight jeans');
  await page.getByText('This comes near').waitFor();
  await page.getByRole('searchbox').fill('northfield jea');
  await page.getByRole('button', { name: 'Use my location' }).click();
  await page.getByText('On the shelf at Amsterdam Centrum').waitFor();
  await sound(page, 'shop-found');
  await page.locator(`[data-item="${JEANS}"]`).click();
  const store = page.locator('[data-store="S1"]');
  await store.getByText('Ordered now, ready').waitFor();
  await sound(page, 'shop-item');
  await store.getByRole('button', { name: 'Keep it 15 minutes' }).click();
  await page.locator('[data-hold]').getByText(/1[45] min/).waitFor();
  await sound(page, 'shop-hold');
  await page.getByRole('button', { name: /^Pay €59.95/ }).click();
  const code = page.locator('[data-code]');
  await code.waitFor();
  expect(await code.getAttribute('data-code')).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
  await sound(page, 'shop-order');
  const address = page.url();
  await page.getByRole('link', { name: 'My orders', exact: true }).click();
  await page.getByRole('link', { name: /Straight jeans/ }).waitFor();
  await sound(page, 'shop-orders');

  const other = await phone(new URL(address).pathname + new URL(address).search);
  await other.getByText('That is not here').waitFor();
  await other.context().close();
  await page.context().close();
});

test('who has as much kept as may be lets one go first', async () => {
  const page = await phone(`/shop/item?item=${JEANS}`);
  const store = page.locator('[data-store="S4"]');
  await store.getByText('Ordered now, ready').waitFor();
  const statuses = await page.evaluate(async ({ item, many }) => {
    const { token } = JSON.parse(localStorage.getItem('realtail.shop') ?? '{}') as { token: string };
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const hold = () => fetch('/v1/shop/holds', { method: 'POST', headers, body: JSON.stringify({ item, quantity: 1, site: 'S4' }) });
    return Promise.all(Array.from({ length: many }, async () => (await hold()).status));
  }, { item: JEANS, many: 5 });
  expect(statuses).toEqual([201, 201, 201, 201, 201]);
  await store.getByRole('button', { name: 'Keep it 15 minutes' }).click();
  await page.getByText('You have as much kept as you can').waitFor();
  const kept = page.locator('[data-kept]');
  await kept.first().getByText('Straight jeans, dark blue, M').waitFor();
  expect(await kept.count()).toBe(5);
  await sound(page, 'shop-full');
  await kept.first().getByRole('button', { name: /^Let it go/ }).click();
  await kept.first().waitFor({ state: 'detached' });
  await store.getByRole('button', { name: 'Keep it 15 minutes' }).click();
  await page.locator('[data-hold]').waitFor();
  await page.context().close();
});

test('what comes with a notice goes on in its trace', async () => {
  const { lines } = await world.engine.call<{ lines: unknown[] }>('GET', `/v1/availability?item=${JEANS}&site=S1`);
  expect(lines.length).toBe(1);
  const { trace } = await sell(world.engine, SCARF, 'S6', 1);
  const page = await phone(`/shop/item?item=${JEANS}&site=S3&cause=${trace}`);
  const first = page.locator('[data-store]').first();
  await first.getByRole('button', { name: 'Keep it 15 minutes' }).click();
  const hold = await page.locator('[data-hold]').getAttribute('data-hold');
  expect(await page.locator('[data-store]').first().getAttribute('data-store')).toBe('S3');
  const chain = JSON.stringify(await world.engine.call('GET', `/v1/traces/${trace}`));
  expect(chain).toContain(hold);
  await page.getByRole('button', { name: 'Let it go' }).click();
  await page.locator('[data-hold]').waitFor({ state: 'detached' });
  await page.context().close();
});

test('at night, without a place, and without a network', async () => {
  const page = await phone('/shop?q=jeans', { colorScheme: 'dark', permissions: [] });
  await page.locator(`[data-item="${JEANS}"]`).getByText('Available').waitFor();
  await sound(page, 'shop-dark');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.context().setOffline(true);
  await page.getByText('No network.').waitFor();
  await page.getByRole('searchbox').fill('scarf');
  await page.getByText('You seem to be offline').waitFor();
  await sound(page, 'shop-offline');
  await page.context().close();
});

test('who agrees is suggested the next basket, and something instead of what is gone', async () => {
  const { engine } = world;
  const sold_at = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString();
  // The jumper goes with the jeans; one jumper does for another.
  for (const [at, items] of [['2001', JEANS], ['2001', JEANS, '2006'], ['2006', JEANS], ['2003', '2001']].entries()) {
    const lines = items.map((item) => ({ item, quantity: 1, unit_price: 1000 }));
    for (const customer of ['c1', 'c2']) await engine.call('POST', '/v1/sales', { sale: `taste-${at}-${customer}`, site: 'S1', sold_at: sold_at(9 - at), customer, lines });
  }
  const moves = ['2001', '2006', '2003'].map((item) => ({ item, quantity: 50, from: { outside: 'supplier' }, to: { site: 'S1' }, reason: 'receipt' }));
  await engine.call('POST', '/v1/stock/moves', { moves });
  const page = await phone('/shop');
  await page.getByRole('region', { name: 'Much bought' }).waitFor();
  await sound(page, 'shop-much-bought');
  await page.getByRole('link', { name: 'Privacy' }).last().click();
  await page.getByRole('checkbox', { name: /Suggest what I may need/ }).check();
  await page.getByText('Noted: yes.').waitFor();
  const { shopper } = await page.evaluate(() => JSON.parse(localStorage.getItem('realtail.shop') ?? '{}') as { shopper: string });
  for (const at of [1, 2]) {
    const lines = [{ item: JEANS, quantity: 1, unit_price: 5995 }];
    await engine.call('POST', '/v1/sales', { sale: `taste-own-${at}`, site: 'S1', sold_at: sold_at(at), customer: shopper, lines });
  }
  const own = page.getByRole('region', { name: 'Your next basket' });
  await expect.poll(async () => {
    await page.goto(`${world.url}/shop`);
    await page.locator('[data-total]').waitFor();
    return own.locator(`[data-suggested="${JEANS}"]`).getByText('You bought it 2 times').count();
  }, { timeout: 20_000 }).toBe(1);
  await page.getByRole('region', { name: 'New to you' }).getByText('Goes with Straight jeans').first().waitFor();
  await sound(page, 'shop-suggested');
  await page.emulateMedia({ colorScheme: 'dark' });
  await sound(page, 'shop-suggested-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  // By keyboard to the first of them.
  await own.locator('a').first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Goes with it' }).waitFor();
  await sound(page, 'shop-goes-with');
  await engine.call('POST', '/v1/stock/counts', { site: 'S1', method: 'manual', lines: [{ item: '2006', counted: 0 }] });
  await page.goto(`${world.url}/shop/item?item=2006`);
  const instead = page.getByRole('region', { name: 'Instead' });
  await instead.locator('[data-suggested="2001"]').waitFor();
  await sound(page, 'shop-instead');
  await page.setViewportSize({ width: 1280, height: 860 });
  await page.goto(`${world.url}/shop`);
  await own.waitFor();
  await sound(page, 'shop-suggested-wide');
  await page.context().close();
});

test('privacy asks in plain words and by keyboard', async () => {
  const page = await phone('/shop/privacy', { permissions: ['notifications'] });
  await page.getByRole('button', { name: 'Turn notices on' }).waitFor();
  await sound(page, 'shop-privacy');
  const name = page.getByRole('checkbox', { name: /Tell me of offers/ });
  await name.focus();
  expect(await name.isChecked()).toBe(false);
  await page.context().close();
});

test('a notice is shown, and opens its item', async () => {
  const page = await phone('/shop', { permissions: ['notifications', 'geolocation'] });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const devtools = await page.context().newCDPSession(page);
  const found = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL.endsWith('/shop'));
      if (ours) resolve(ours.registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  const data = JSON.stringify({ push: 'p1', title: 'Jeans near you', body: 'One left', url: `/shop/item?item=${JEANS}&push=p1&cause=1` });
  await devtools.send('ServiceWorker.deliverPushMessage', { origin: world.url, registrationId: await found, data });
  const shown = () => page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body, data: { url } }) => ({ title, body, url }));
  });
  await expect.poll(shown, { timeout: 10_000 }).toEqual([{ title: 'Jeans near you', body: 'One left', url: `/shop/item?item=${JEANS}&push=p1&cause=1` }]);
  await page.context().close();
});

test('a sign drops at once what was sold, and shows nothing that is not sure', async () => {
  await world.engine.call('POST', '/v1/stock/moves', { moves: [{ item: '2000', quantity: 1, from: { outside: 'supplier' }, to: { site: 'S2', zone: 'floor' }, reason: 'receipt' }] });
  const page = await world.page(`/signage/S2?items=2000,${JEANS},2001#key=${ADMIN_KEY}`, { signedIn: false, viewport: { width: 1280, height: 720 } });
  await page.locator('[data-offer="2000"]').waitFor();
  expect(await page.locator('[data-offer]').count()).toBe(2);
  await sound(page, 'sign-landscape');
  const sold = Date.now();
  await sell(world.engine, '2000', 'S2', 1);
  await page.locator('[data-offer="2000"]').waitFor({ state: 'detached' });
  const took = Date.now() - sold;
  console.log(`the sign dropped what was sold after ${took} ms`);
  expect(took).toBeLessThan(1_000);
  await page.setViewportSize({ width: 720, height: 1280 });
  await sound(page, 'sign-portrait');
  await page.context().setOffline(true);
  await page.locator('[data-offer]').first().waitFor({ state: 'detached', timeout: 8_000 });
  await page.getByRole('heading', { name: 'Utrecht Oudegracht' }).waitFor();
  await sound(page, 'sign-unsure');
  await page.context().setOffline(false);
  await page.locator(`[data-offer="${JEANS}"]`).waitFor();
  await page.context().close();
});
