// For everyone: on a phone, in the dark, by keyboard alone, with a screen reader.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barriers } from './axe';
import { hold, JEANS, SCARF, sell } from './retailer';
import { errors, openWorld, sideways, type World } from './world';

const ROOMS = ['/', '/stock', `/stock?item=${JEANS}`, '/holds', '/policies', '/traces', '/settings'];

let world: World;
let trace: string;

beforeAll(async () => {
  world = await openWorld();
  await hold(world.engine);
  ({ trace } = await sell(world.engine, SCARF, 'S1', 2));
});

afterAll(async () => {
  await world?.close();
  expect(errors).toEqual([]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.each(ROOMS)(`nothing in %s keeps people out, ${colorScheme}`, async (path) => {
    const page = await world.page(path, { colorScheme });
    await page.locator('main h1').first().waitFor();
    await page.waitForTimeout(600);
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });
}

test('dialogs, the ledger, the trace and the door keep nobody out', async () => {
  const page = await world.page(`/stock?item=${JEANS}`);
  for (const name of ['Count at Amsterdam', 'Move from Amsterdam', /on hand at Amsterdam/, /available at Amsterdam/]) {
    await page.getByRole('button', { name }).click();
    await page.getByRole('dialog').waitFor();
    await page.waitForTimeout(300);
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
  }
  await page.goto(`${world.url}/traces?id=${trace}`);
  await page.locator('li[data-step]').first().waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.goto(`${world.url}/holds`);
  await page.getByRole('button', { name: 'Place a hold' }).click();
  expect(await barriers(page)).toEqual([]);
  await page.context().close();
  const door = await world.page('/', { signedIn: false });
  await door.getByLabel('API key').waitFor();
  expect(await barriers(door)).toEqual([]);
  await door.context().close();
});

test.each([...ROOMS, 'trace'])('%s fits a phone without sideways scrolling', async (room) => {
  const path = room === 'trace' ? `/traces?id=${trace}` : room;
  const page = await world.page(path, { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true });
  await page.locator('main h1').first().waitFor();
  await page.waitForTimeout(600);
  expect(await sideways(page)).toBe(0);
  const navigation = await page.getByRole('navigation', { name: 'Rooms' }).boundingBox();
  expect(navigation && navigation.y > 640).toBe(true);
  expect(await barriers(page)).toEqual([]);
  await page.context().close();
});

test('dialogs fit a phone', async () => {
  const page = await world.page(`/stock?item=${JEANS}`, { viewport: { width: 375, height: 740 } });
  for (const name of ['Count at Amsterdam', 'Move from Amsterdam', /on hand at Amsterdam/]) {
    await page.getByRole('button', { name }).click();
    const box = await page.getByRole('dialog').boundingBox();
    expect(box && box.x >= 0 && box.width <= 375).toBe(true);
    expect(await page.locator('dialog .content').evaluate((content) => content.scrollWidth - content.clientWidth)).toBe(0);
    await page.keyboard.press('Escape');
  }
  await page.context().close();
});

test('dark by the system, light by choice, and the choice stays', async () => {
  const page = await world.page('/settings', { colorScheme: 'dark' });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.getByText('Light', { exact: true }).waitFor();
  expect(await ground()).toBe('rgb(15, 19, 18)');
  await page.getByText('Light', { exact: true }).click();
  expect(await ground()).toBe('rgb(246, 247, 246)');
  await page.reload();
  await page.getByText('Light', { exact: true }).waitFor();
  expect(await ground()).toBe('rgb(246, 247, 246)');
  await page.getByRole('button', { name: 'Switch between light and dark' }).click();
  expect(await ground()).toBe('rgb(15, 19, 18)');
  await page.context().close();
});

test('by keyboard alone: skip, jump, search, open the ledger, count, close', async () => {
  const page = await world.page('/');
  await page.getByRole('heading', { name: 'Live' }).waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  for (const [letter, room] of [['h', 'Holds'], ['t', 'Traces'], ['a', 'Settings'], ['l', 'Live'], ['s', 'Stock']] as const) {
    await page.keyboard.press('g');
    await page.keyboard.press(letter);
    await page.getByRole('heading', { name: room, level: 1 }).waitFor();
  }
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('/');
  await page.keyboard.type('jeans');
  await page.waitForURL(/q=jeans/);
  await page.getByRole('link', { name: 'Straight jeans' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const number = page.getByRole('button', { name: /on hand at Amsterdam/ });
  await number.waitFor();
  for (let steps = 0; steps < 60 && !(await number.evaluate((it) => it === document.activeElement)); steps++) await page.keyboard.press('Tab');
  expect(await number.evaluate((it) => getComputedStyle(it).outlineStyle)).toBe('solid');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await number.evaluate((it) => it === document.activeElement)).toBe(true);
  await page.context().close();
});
