// The service room against a real engine: the whole story of an order and of a customer on one page.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barriers } from './axe';
import { place, read, shipTo, step } from './orders';
import { JEANS, SCARF } from './retailer';
import { errors, openWorld, sideways, type World } from './world';

let world: World;
const PHONE = { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true };

beforeAll(async () => {
  world = await openWorld();
  const { engine } = world;
  await engine.call('PUT', '/v1/customers/C-1', { name: 'Ann Tester', email: 'ann@example.com' });
  const { order } = await place(engine, { order: 'told', customer: 'C-1', delivery: shipTo(), quantity: 2 });
  while ((await read(engine, order)).state === 'placed') await new Promise((resolve) => setTimeout(resolve, 50));
  await step(engine, order, 1, 'pick');
  await step(engine, order, 1, 'ship', { carrier: 'post', tracking: '3S0001' });
  const lines = [{ item: SCARF, quantity: 1, unit_price: { amount: 2495, currency: 'EUR' } }];
  await engine.call('POST', '/v1/sales', { sale: 'R-1', site: 'S1', sold_at: new Date().toISOString(), customer: 'C-1', lines, tenders: [{ kind: 'cash', amount: { amount: 2495, currency: 'EUR' } }] });
  await engine.call('POST', '/v1/returns', { site: 'S1', order, lines: [{ line: 1, quantity: 1, condition: 'opened', reason: 'fit' }] });
  // The provider gives the money back in its own time; what is told of the customer ends with the call.
  while (await refunded(order) === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  await engine.call('POST', '/v1/customers/C-1/contacts', { channel: 'phone', note: 'Where is it?', about: order });
  await place(engine, { order: 'guest', item: JEANS });
});

async function refunded(order: string): Promise<number> {
  const { payments } = await world.engine.call<{ payments: { refunded: number }[] }>('GET', `/v1/orders/${order}`);
  return payments[0]?.refunded ?? 0;
}

afterAll(async () => {
  await world?.close();
  expect(errors).toEqual([]);
});

test('an order alone leads to its customer, and all about both stands on the page', async () => {
  const page = await world.page('/service?order=told');
  const about = page.locator('[data-about="told"]');
  await about.getByText('post 3S0001').waitFor();
  await page.getByRole('region', { name: 'Lines, table' }).getByText('Sent').or(page.getByText('Partly')).first().waitFor();
  await page.locator('tr[data-payment]', { hasText: '€119.90' }).waitFor();
  await page.locator('section', { has: page.getByRole('heading', { name: 'Returns of this order' }) }).locator('tr[data-return]', { hasText: '€59.95' }).waitFor();
  await page.getByRole('list', { name: 'What happened to the order' }).getByText('Order placed', { exact: true }).waitFor();
  await page.getByRole('heading', { name: 'Ann Tester' }).waitFor();
  await page.locator('tr[data-receipt="R-1"]', { hasText: '€24.95' }).waitFor();
  await page.getByText('Where is it?').waitFor();
  expect(await page.getByText('without a customer number').count()).toBe(0);
  expect(await barriers(page)).toEqual([]);
  await page.context().close();
});

test('what happened is told the newest first, in words; every step for whoever asks', async () => {
  const page = await world.page('/service?customer=C-1');
  const story = page.getByRole('list', { name: 'What happened to the customer' });
  await story.getByText('Brought back').waitFor();
  const told = await story.getByRole('listitem').evaluateAll((steps) => steps.map((one) => one.getAttribute('data-what')));
  expect(told[0]).toBe('was in contact');
  expect(told.indexOf('sent')).toBeLessThan(told.indexOf('order placed'));
  expect(told).not.toContain('payment asked');
  await story.getByText('€119.90').first().waitFor();
  await page.getByLabel('Every step').check();
  await story.getByText('Payment asked').first().waitFor();
  await page.locator('tr[data-order="told"] a').click();
  await page.locator('[data-about="told"]').waitFor();
  expect(new URL(page.url()).search).toBe('?customer=C-1&order=told');
  await page.context().close();
});

test.each([
  ['told', '?customer=C-1&order=told'],
  ['R-1', '?customer=C-1&sale=R-1'],
  ['C-1', '?customer=C-1'],
  ['ann@example.com', '?customer=C-1']
])('%s is found without saying what it is', async (given, search) => {
  const page = await world.page('/service');
  await page.getByLabel('Find a customer, an order or a receipt').fill(given);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Ann Tester' }).waitFor();
  expect(new URL(page.url()).search).toBe(search);
  await page.context().close();
});

test('what nobody has is said to be so', async () => {
  const page = await world.page('/service');
  await page.getByLabel('Find a customer, an order or a receipt').fill('no-such');
  await page.keyboard.press('Enter');
  await page.getByText('Nobody is found by “no-such”').waitFor();
  await page.context().close();
});

test('an order of nobody we know says so, and nothing more', async () => {
  const page = await world.page('/service?order=guest');
  await page.getByText('without a customer number').waitFor();
  await page.getByText('pickup code').waitFor();
  await page.getByText('Nothing came back').waitFor();
  await page.context().close();
});

test.each(['/service', '/service?order=told', '/service?customer=C-1&sale=R-1', '/prices', '/prices?tab=promotions', '/prices?tab=lists', '/orders?order=told'])('%s fits a phone, and keeps nobody out by night', async (path) => {
  const page = await world.page(path, { ...PHONE, colorScheme: 'dark' });
  await page.locator('main h1').first().waitFor();
  await page.waitForTimeout(400);
  expect(await sideways(page)).toBe(0);
  expect(await barriers(page)).toEqual([]);
  await page.context().close();
});
