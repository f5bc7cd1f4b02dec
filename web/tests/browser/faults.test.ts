// When things are missing or gone: the page says so, says what to do, and comes back by itself.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barriers } from './axe';
import { JEANS, loadRetailer, sell } from './retailer';
import { errors, openWorld, PATIENCE_MS, type World } from './world';

let world: World;

beforeAll(async () => {
  world = await openWorld({ empty: true });
});

afterAll(async () => {
  await world?.close();
  expect(errors).toEqual([]);
});

test('the committed types are those of this engine', async () => {
  const script = fileURLToPath(new URL('../../scripts/generate.mjs', import.meta.url));
  await promisify(execFile)(process.execPath, [script, `${world.engine.url}/openapi.json`, '--check']);
});

test.each([
  ['/', 'No action yet'],
  ['/stock', 'realtail import items'],
  ['/holds', 'curl -X POST'],
  ['/settings', 'Nothing is kept back']
])('an empty %s says what to do', async (path, text) => {
  const page = await world.page(path);
  await page.getByText(text).first().waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.context().close();
});

test('an item and a page that are not there are said to be so', async () => {
  const page = await world.page('/stock?item=nothing');
  await page.getByRole('alert').getByText(/no such/i).first().waitFor();
  await page.goto(`${world.url}/nowhere`);
  await page.getByText('There is no such page').waitFor();
  await page.context().close();
});

test('the engine dies and comes back: the page says so, keeps what it shows, and goes on', async () => {
  await loadRetailer(world.engine);
  const live = await world.page('/');
  const stock = await world.page(`/stock?item=${JEANS}`);
  await live.locator('[data-stream="open"]').waitFor();
  await stock.locator('tr[data-site="S1"]').waitFor();

  await world.engine.kill();
  await live.locator('[data-connection="down"]').waitFor();
  await live.locator('[data-stream="open"]').waitFor({ state: 'detached' });
  await stock.locator('[data-connection="down"]').waitFor();
  await stock.locator('tr[data-site="S1"]').waitFor();
  expect(await barriers(stock)).toEqual([]);
  await stock.getByRole('button', { name: 'Count at Amsterdam' }).click();
  await stock.getByRole('dialog').getByLabel(/^Counted/).fill('5');
  await stock.getByRole('dialog').getByRole('button', { name: 'Save the count' }).click();
  await stock.getByRole('dialog').getByText('The engine does not answer').waitFor();

  await world.engine.again();
  await live.locator('[data-connection="down"]').waitFor({ state: 'detached', timeout: PATIENCE_MS });
  await live.locator('[data-stream="open"]').waitFor();
  await sell(world.engine, JEANS, 'S1', 1);
  await live.getByText('sale completed').first().waitFor();
  await stock.getByRole('dialog').getByRole('button', { name: 'Save the count' }).click();
  await stock.getByText('Counted 5, the book said 13').waitFor();
  await live.context().close();
  await stock.context().close();
});
