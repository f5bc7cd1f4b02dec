// A shopper asks the assistant on a phone, a person takes over in the console, and the answer comes back to the phone.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barriers } from './axe';
import { place, shipTo, step } from './orders';
import { errors, openWorld, sideways, type World } from './world';

const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };
const SHOTS = process.env.REALTAIL_SHOTS;

let world: World;

beforeAll(async () => {
  if (process.env.REALTAIL_EMBEDDINGS === undefined) throw new Error('The assistant needs its word vectors: `./dev test` fetches them and names them in REALTAIL_EMBEDDINGS.');
  world = await openWorld();
  const day = [{ from: '09:00', to: '20:00' }];
  await world.engine.call('PUT', '/v1/routing/sites/S1', { hours: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day } });
});

afterAll(async () => {
  await world?.close();
  expect(errors).toEqual([]);
});

async function sound(page: Page, name: string): Promise<void> {
  expect(await sideways(page)).toBe(0);
  expect(await barriers(page)).toEqual([]);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}

async function say(page: Page, text: string): Promise<void> {
  const field = page.getByLabel('Your message');
  await field.fill(text);
  await field.press('Enter');
  await page.getByRole('log').getByText(text, { exact: true }).first().waitFor();
  await page.locator('[aria-busy="false"][role="log"]').waitFor();
}

/** The number of this browser's shopper, under which the retailer can place an order. */
async function shopper(page: Page): Promise<string> {
  return page.evaluate(() => (JSON.parse(localStorage.getItem('realtail.shop') ?? '{}') as { shopper: string }).shopper);
}

test('asked, answered with its source, and a return begun by one press', async () => {
  const page = await world.page('/shop/help', { ...PHONE, signedIn: false });
  await page.getByText('For example:').waitFor();
  await sound(page, 'help-empty');
  const customer = await shopper(page);
  await place(world.engine, { order: 'RT-20001', customer, delivery: shipTo() });
  await expect.poll(async () => (await world.engine.call<{ state: string }>('GET', '/v1/orders/RT-20001')).state).not.toBe('placed');
  await step(world.engine, 'RT-20001', 1, 'pick');
  await step(world.engine, 'RT-20001', 1, 'ship', { carrier: 'post', tracking: '3S0042' });
  await step(world.engine, 'RT-20001', 1, 'deliver');
  await say(page, 'Where is order RT-20001?');
  await page.getByText('RT-20001: delivered').waitFor();
  await page.getByText('From your order').waitFor();
  await say(page, 'When is the Amsterdam Centrum store open on Monday?');
  await page.getByText('Mon 09:00-20:00').waitFor();
  await say(page, 'I want to return the jeans from order RT-20001');
  await page.getByRole('button', { name: 'Yes', exact: true }).waitFor();
  await sound(page, 'help-asked');
  await page.getByRole('button', { name: 'Yes', exact: true }).click();
  await page.getByText(/The return R-\d{10} of 1/).waitFor();
  await sound(page, 'help-return');
  const { returns } = await world.engine.call<{ returns: { order: string }[] }>('GET', `/v1/returns/announced?customer=${customer}`);
  expect(returns.map(({ order }) => order)).toEqual(['RT-20001']);
  // Who comes back to the page goes on where they were.
  await page.reload();
  await page.getByText(/The return R-\d{10} of 1/).waitFor();
  const service = await world.page(`/service?customer=${encodeURIComponent(customer)}`);
  await service.locator('[data-announced]').getByText('no money has gone back yet').waitFor();
  await sound(service, 'help-service-return');
  await service.context().close();
  await page.context().close();
});

test('what the assistant cannot answer, a person does', async () => {
  const page = await world.page('/shop/help', { ...PHONE, signedIn: false, colorScheme: 'dark' });
  await page.getByText('For example:').waitFor();
  await page.getByRole('button', { name: 'I would like to talk to a person' }).click();
  const told = page.locator('[data-case]');
  await told.getByText('as soon as somebody is free').waitFor();
  const number = await told.getAttribute('data-case');
  await say(page, 'My jeans have a hole in them.');
  await sound(page, 'help-handed-over-dark');

  const service = await world.page('/service');
  const row = service.locator(`[data-case-row="${number}"]`);
  await row.getByText('Wants to talk to a person').waitFor();
  await sound(service, 'help-service-queue');
  await row.getByRole('link').click();
  const panel = service.locator(`[data-case="${number}"]`);
  await panel.getByText('My jeans have a hole in them.').waitFor();
  await panel.getByRole('button', { name: 'Take it', exact: true }).click();
  await panel.getByText('With admin').waitFor();
  await panel.getByLabel('Your answer').fill('I am sorry. A new pair is on its way to you.');
  await panel.getByRole('button', { name: 'Answer', exact: true }).click();
  await panel.getByRole('listitem').filter({ hasText: 'A new pair is on its way to you.' }).waitFor();
  await service.getByRole('heading', { name: 'Returns', exact: true }).waitFor();
  await sound(service, 'help-service-case');

  await page.locator('[data-by="service"]', { hasText: 'A new pair is on its way to you.' }).waitFor();
  await told.getByText('has answered').waitFor();
  await sound(page, 'help-answered-dark');
  await panel.getByRole('button', { name: 'Close it' }).click();
  await service.locator('[data-state="closed"]').waitFor();
  await page.locator('[data-case][data-state="closed"]').waitFor();
  await say(page, 'I want to speak to a human being');
  await page.getByRole('button', { name: 'I need no answer any more' }).click();
  await page.locator('[data-case][data-state="closed"]').waitFor();
  await say(page, 'How long do I have to return something?');
  await page.getByText('From our page “Returns”').waitFor();
  await service.context().close();
  await page.context().close();
});

test('the service room fits a phone by night, with a case in it', async () => {
  const { cases } = await world.engine.call<{ cases: { case: string }[] }>('GET', '/v1/cases?state=closed');
  const page = await world.page(`/service?case=${cases[0]?.case ?? ''}`, { ...PHONE, colorScheme: 'dark' });
  await page.getByText('Closed by').first().waitFor();
  await page.waitForTimeout(400);
  await sound(page, 'help-service-phone-dark');
  await page.context().close();
});

test('where there is no assistant the shop says so, and what to do instead', async () => {
  const other = await openWorld({ empty: true, settings: ['embeddings='] });
  const page = await other.page('/shop/help', { ...PHONE, signedIn: false });
  await page.getByText('The assistant is not here today').waitFor();
  await sound(page, 'help-off');
  await page.context().close();
  await other.close();
});
