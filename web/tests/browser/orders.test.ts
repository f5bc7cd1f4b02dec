// The room of orders against a real engine: the board, each order whole, and the steps that are legal.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barriers } from './axe';
import { place, read, shipTo, step } from './orders';
import { errors, openWorld, sideways, type World } from './world';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(async () => {
  await world?.close();
  expect(errors).toEqual([]);
});

function column(name: string, order: string): string {
  return `[data-column="${name}"] [data-order="${order}"]`;
}

test('an order walks over the board as it is served', async () => {
  const page = await world.page('/orders');
  await page.getByText('No order is open').waitFor();
  const { order } = await place(world.engine, { order: 'walks' });
  await page.locator(column('released', order)).waitFor();
  expect(await page.locator(column('released', order)).textContent()).toMatch(/due\s+\d+ (min|h)/);
  await step(world.engine, order, 1, 'accept');
  await page.locator(column('picking', order)).waitFor();
  await step(world.engine, order, 1, 'pick');
  await page.locator(column('ready', order)).waitFor();
  await page.context().close();
});

test('an order is served by its legal steps alone, and says who did what when', async () => {
  const { order, pickup_code } = await place(world.engine, { order: 'served', quantity: 2 });
  const page = await world.page(`/orders?order=${order}`);
  const part = page.locator('[data-fulfilment="1"]');
  await part.getByRole('button', { name: 'Accept' }).click();
  await page.locator('[data-fulfilment-state="picking"]').waitFor();
  expect(await part.getByRole('button', { name: 'Hand over' }).count()).toBe(0);
  await part.getByRole('button', { name: 'All picked' }).click();
  await page.locator('[data-fulfilment-state="picked"]').waitFor();
  await part.getByRole('button', { name: 'Stage' }).click();
  await part.getByLabel('Where it lies').fill('Shelf 4');
  await part.getByRole('button', { name: 'Staged' }).click();
  await part.getByText('lies at').waitFor();
  await part.getByRole('button', { name: 'Hand over' }).click();
  await part.getByLabel('Pickup code').fill('WRONG-ONE');
  await part.getByRole('button', { name: 'Hand over', exact: true }).click();
  await page.getByRole('alert').getByText(/not this order’s code|not this order's code/).waitFor();
  await part.getByLabel('Pickup code').fill(pickup_code ?? '');
  await part.getByRole('button', { name: 'Hand over', exact: true }).click();
  await page.locator('[data-order-state="completed"]').waitFor();
  const timeline = page.getByRole('list', { name: 'What happened to the order' });
  for (const what of ['Order placed', 'Order confirmed', 'Fulfilment picked', 'Fulfilment staged', 'Fulfilment handed over']) await timeline.getByText(what, { exact: true }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.context().close();
});

test('the router explains itself: who was asked, why not the others, what it costs', async () => {
  const { order } = await place(world.engine, { order: 'routed', delivery: shipTo() });
  const page = await world.page(`/orders?order=${order}`);
  const why = page.locator('section', { has: page.getByRole('heading', { name: 'Why these sites' }) });
  await why.locator('[data-solver="exact"]').waitFor();
  await why.getByText('chosen', { exact: true }).first().waitFor();
  expect(await why.getByRole('region', { name: 'Sites that were asked' }).locator('tbody tr').count()).toBeGreaterThan(1);
  await page.context().close();
});

test('a part is cancelled, and what is left says so', async () => {
  const { order } = await place(world.engine, { order: 'cut', quantity: 3, site: 'S4' });
  const page = await world.page(`/orders?order=${order}`);
  await page.getByRole('button', { name: 'Cancel …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/not gone yet/).fill('1');
  expect(await barriers(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel this part' }).click();
  await page.locator('tr[data-line="1"]').getByText('1', { exact: true }).first().waitFor();
  const line = page.locator('tr[data-line="1"]');
  expect(await line.locator('[data-label="Cancelled"]').textContent()).toBe('1');
  await page.getByRole('button', { name: 'Cancel …' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the order' }).click();
  await page.locator('[data-order-state="cancelled"]').waitFor();
  expect((await read(world.engine, order)).state).toBe('cancelled');
  await page.context().close();
});

test('what a site rejects goes to another at once', async () => {
  const { order, fulfilments } = await place(world.engine, { order: 'moved', delivery: shipTo() });
  const page = await world.page(`/orders?order=${order}`);
  const part = page.locator('[data-fulfilment="1"]');
  await part.getByRole('button', { name: 'Reject' }).click();
  await part.getByLabel('Why').selectOption('not_found');
  await part.getByRole('button', { name: 'Reject', exact: true }).click();
  await page.locator('[data-fulfilment="2"]').waitFor();
  const second = (await read(world.engine, order)).fulfilments[1];
  expect(second?.site).not.toBe(fulfilments[0]?.site);
  await page.context().close();
});

test('the list is narrowed, and says where nothing fits', async () => {
  await place(world.engine, { order: 'in-app', channel: 'app', site: 'S2' });
  const page = await world.page('/orders?look=list');
  await page.locator('tr[data-order="in-app"]').waitFor();
  await page.getByLabel('Channel').fill('app');
  await page.getByLabel('Channel').press('Enter');
  await page.locator('tr[data-order="served"]').waitFor({ state: 'detached' });
  await page.getByLabel('State').selectOption('completed');
  await page.getByText('No order fits').waitFor();
  await page.getByRole('button', { name: 'Show all orders' }).click();
  await page.locator('tr[data-order="served"]').waitFor();
  await page.context().close();
});

test('an order that is not there is said to be so', async () => {
  const page = await world.page('/orders?order=nothing');
  await page.getByRole('alert').getByText(/no such|not found|unknown/i).first().waitFor();
  await page.context().close();
});

for (const look of ['board', 'list', 'order'] as const) {
  test(`orders on a phone, the ${look}`, async () => {
    const page = await world.page(look === 'order' ? '/orders?order=served' : look === 'list' ? '/orders?look=list' : '/orders', { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true, colorScheme: 'dark' });
    await page.locator(look === 'order' ? '[data-fulfilment]' : '[data-order]').first().waitFor();
    expect(await sideways(page)).toBe(0);
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });
}
