// Every room against a real engine: what is shown is what the engine says, and what is done reaches it.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADMIN_KEY } from './engine';
import { hold, JEANS, JEANS_GTIN, SCARF, sell } from './retailer';
import { errors, openWorld, type World } from './world';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(async () => {
  await world?.close();
  expect(errors).toEqual([]);
});

async function onHand(site: string): Promise<number> {
  const { lines } = await world.engine.call<{ lines: { on_hand: number }[] }>('GET', `/v1/availability?item=${JEANS}&site=${site}`);
  return lines[0]?.on_hand ?? NaN;
}

function row(page: Page, site: string) {
  return page.locator(`tr[data-site="${site}"]`);
}

test('the key comes with the address once and leaves it', async () => {
  const page = await world.page('/');
  await page.getByRole('heading', { name: 'Live' }).waitFor();
  expect(page.url()).not.toContain('key=');
  await page.reload();
  await page.getByRole('heading', { name: 'Live' }).waitFor();
  await page.context().close();
});

test('without a key the door is shown; a wrong one is refused, a right one opens', async () => {
  const page = await world.page('/stock', { signedIn: false });
  await page.getByLabel('API key').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('does not know this key').waitFor();
  await page.getByLabel('API key').fill(ADMIN_KEY);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Straight jeans' }).waitFor();
  await page.goto(`${world.url}/settings`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.context().close();
});

test('events and actions appear as they happen, with their delay', async () => {
  const page = await world.page('/');
  await page.locator('[data-stream="open"]').waitFor();
  await sell(world.engine, SCARF, 'S1', 2);
  await page.locator('section', { hasText: 'Signals and events' }).getByText('sale completed').first().waitFor();
  const actions = page.locator('section', { hasText: 'Actions taken' });
  await actions.getByText('sold out').first().waitFor();
  expect(await actions.locator('.delay').first().textContent()).toMatch(/\d+(\.\d+)? (µs|ms|s)/);
  const board = page.getByRole('region', { name: 'Delays, table' });
  await board.getByRole('row', { name: /sold out/i }).waitFor();
  await page.getByText('Last minute').click();
  await board.getByRole('row', { name: /sold out/i }).waitFor();
  await page.locator('[data-tile="signals_per_s"]').waitFor();
  await page.getByText('Units conserved').waitFor();
  await page.context().close();
});

test('thousands of events are counted, a sample is painted, and the list can be held still', async () => {
  const page = await world.page('/');
  await page.locator('[data-stream="open"]').waitFor();
  for (let batch = 0; batch < 8; batch++) {
    const holds = Array.from({ length: 250 }, () => ({ owner: 'crowd', channel: 'web', expires_in_ms: 400, lines: [{ item: JEANS, quantity: 1, site: 'DC1' }] }));
    await world.engine.call('POST', '/v1/holds:batch', { holds });
  }
  await page.waitForFunction(() => Number(document.querySelector('[data-counter]')?.textContent?.replace(/\D/g, '')) > 1_000);
  await page.getByText(/not shown, to stay readable/).waitFor();
  expect(await page.locator('section', { hasText: 'Signals and events' }).locator('li').count()).toBeLessThanOrEqual(40);
  await page.getByRole('button', { name: 'Pause' }).click();
  const first = await page.locator('ol[aria-label="Newest events first"] li').first().textContent();
  await hold(world.engine, { owner: 'late' });
  await page.waitForTimeout(800);
  expect(await page.locator('ol[aria-label="Newest events first"] li').first().textContent()).toBe(first);
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.context().close();
});

test('the stream can be narrowed', async () => {
  const page = await world.page('/');
  await page.getByLabel('Which events').selectOption('sales');
  await page.locator('[data-stream="open"]').waitFor();
  await page.waitForTimeout(300);
  await hold(world.engine, { owner: 'unseen' });
  await sell(world.engine, JEANS, 'S4', 1);
  const list = page.locator('ol[aria-label="Newest events first"]');
  await list.getByText('sale completed').first().waitFor();
  expect(await list.getByText('hold placed').count()).toBe(0);
  await page.context().close();
});

test.each([
  ['by number', JEANS],
  ['by GTIN', JEANS_GTIN],
  ['by name', 'straight jea']
])('an item is found %s', async (_, text) => {
  const page = await world.page('/stock');
  await page.getByRole('searchbox', { name: 'Search items' }).fill(text);
  await page.waitForURL(/q=/);
  await page.getByRole('link', { name: 'Straight jeans' }).click();
  await page.getByRole('heading', { name: 'Straight jeans, dark blue, M' }).waitFor();
  await row(page, 'S1').waitFor();
  await page.context().close();
});

test('a long list of items goes on, and what is not there is said', async () => {
  const page = await world.page('/stock');
  await page.getByRole('button', { name: 'Load more' }).click();
  await page.waitForFunction(() => document.querySelectorAll('section[aria-label="Items"] tbody tr').length > 50);
  await page.getByRole('searchbox').fill('zzz');
  await page.getByText('Nothing matches “zzz”').waitFor();
  await page.context().close();
});

test('a number opens the ledger behind it, newest first, with a way to the trace', async () => {
  const page = await world.page(`/stock?item=${JEANS}`);
  await row(page, 'S2').getByRole('button', { name: /on hand/ }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByText('Supplier').first().waitFor();
  expect(await drawer.locator('[data-ledger-on-hand]').textContent()).toBe(String(await onHand('S2')));
  await drawer.getByRole('link', { name: 'Receipt' }).first().click();
  await page.waitForURL(/traces\?id=/);
  await page.getByText(/steps?$/).first().waitFor();
  await page.context().close();
});

test('availability is explained with its rule', async () => {
  const page = await world.page(`/stock?item=${JEANS}`);
  await row(page, 'S4').getByRole('button', { name: /available at/ }).click();
  await page.getByRole('dialog').getByText('shelf-minimum').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.context().close();
});

test('the map shows the sites, the filters narrow them', async () => {
  const page = await world.page(`/stock?item=${JEANS}`);
  await row(page, 'S1').waitFor();
  await page.getByText('Map', { exact: true }).click();
  expect(await page.locator('g.site').count()).toBe(6);
  await page.getByText('Table', { exact: true }).click();
  await page.getByLabel('Only sites with').fill('utrecht');
  await row(page, 'S1').waitFor({ state: 'detached' });
  await row(page, 'S2').waitFor();
  await page.getByLabel('State').selectOption('negative');
  await page.getByText('No site is in this state').waitFor();
  await page.getByRole('button', { name: 'Show all sites' }).click();
  await row(page, 'S1').waitFor();
  await page.context().close();
});

test('counting corrects the book and says what it was', async () => {
  const before = await onHand('S3');
  const page = await world.page(`/stock?item=${JEANS}`);
  await page.getByRole('button', { name: 'Count at Rotterdam' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^Counted/).fill('11');
  await dialog.getByRole('button', { name: 'Save the count' }).click();
  await dialog.getByText(`Counted 11, the book said ${before}`).waitFor();
  expect(await onHand('S3')).toBe(11);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await row(page, 'S3').getByRole('button', { name: '11 on hand' }).waitFor();
  await page.context().close();
});

test('moving is refused in plain words, and done where it can be', async () => {
  const before = await onHand('S5');
  const page = await world.page(`/stock?item=${JEANS}`);
  await page.getByRole('button', { name: 'Move from Eindhoven' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^Quantity/).fill('5000');
  await dialog.getByRole('group', { name: 'To' }).getByLabel('Site', { exact: true }).fill('S3');
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await dialog.getByRole('alert').getByText(/not enough stock/i).first().waitFor();
  expect(await onHand('S5')).toBe(before);
  await dialog.getByLabel(/^Quantity/).fill('2');
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await dialog.getByText('2 units moved from S5 to S3').waitFor();
  expect(await onHand('S5')).toBe(before - 2);
  await page.context().close();
});

test('a hold is placed, refused, extended, posted in part and voided', async () => {
  const page = await world.page('/holds');
  await page.getByRole('button', { name: 'Place a hold' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Owner').fill('beth');
  await form.getByLabel('Item').fill(JEANS);
  await form.getByLabel('Quantity').fill('9000');
  await form.getByLabel('Site or region').fill('S4');
  await form.getByRole('button', { name: 'Place the hold' }).click();
  await form.getByText(/asked for 9,000/).waitFor();
  await form.getByLabel('Quantity').fill('3');
  await form.getByRole('button', { name: 'Place the hold' }).click();
  await page.locator('[data-hold-state="held"]').waitFor();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('Minutes').fill('90');
  await drawer.getByRole('button', { name: 'Extend' }).click();
  await drawer.getByText(/1 h 29 min|1 h 30 min/).waitFor();
  await drawer.getByRole('button', { name: 'Post …' }).click();
  await drawer.getByLabel(/1001/).fill('2');
  await drawer.getByRole('button', { name: 'Post', exact: true }).click();
  await page.locator('[data-hold-state="posted"]').waitFor();
  await page.keyboard.press('Escape');

  await hold(world.engine, { hold: 'to-void', owner: 'cees', site: 'S4' });
  await page.getByLabel('Owner').fill('cees');
  await page.getByLabel('Owner').press('Enter');
  await page.locator('tr[data-hold="to-void"]').getByRole('button').click();
  await page.getByRole('button', { name: 'Void', exact: true }).click();
  await page.locator('[data-hold-state="voided"]').waitFor();
  await page.context().close();
});

test('a hold by region becomes an allocation, and is fulfilled', async () => {
  const page = await world.page('/holds');
  await page.getByRole('button', { name: 'Place a hold' }).click();
  const form = page.getByRole('dialog');
  await form.getByText('Regions: randstad').waitFor();
  await form.getByLabel('Item').fill(JEANS);
  await form.getByLabel('Site or region').fill('randstad');
  await form.getByRole('button', { name: 'Place the hold' }).click();
  await page.getByText('randstad (region)').waitFor();
  await page.getByRole('button', { name: 'Post …' }).click();
  await page.getByText('An allocation').click();
  await page.getByRole('button', { name: 'Post', exact: true }).click();
  await page.getByRole('button', { name: 'Fulfil' }).click();
  await page.getByText('as allocation, fulfilled').waitFor();
  await page.context().close();
});

test('holds are narrowed by state, and count down until they lapse', async () => {
  const page = await world.page('/holds?state=held&owner=dora');
  await page.getByText('No hold fits').waitFor();
  await hold(world.engine, { hold: 'brief', owner: 'dora', site: 'S4', ms: 3_500 });
  await page.locator('tr[data-hold="brief"]').getByText(/^\d s$/).waitFor();
  await page.locator('tr[data-hold="brief"]').waitFor({ state: 'detached' });
  await page.getByLabel('State').selectOption('expired');
  await page.locator('tr[data-hold="brief"]').waitFor();
  await page.context().close();
});

test('a trace shows its steps with delays, causes and data', async () => {
  await world.engine.call('POST', '/v1/stock/moves', {
    moves: [{ item: SCARF, quantity: 1, from: { outside: 'supplier' }, to: { site: 'S2' }, reason: 'receipt' }]
  });
  const { trace } = await sell(world.engine, SCARF, 'S2', 1);
  const page = await world.page('/traces');
  await page.getByLabel('Only those that led to an action').check();
  await page.locator(`a[href="/traces?id=${trace}"]`).click();
  const last = page.locator('li[data-step="retail.action.sold_out"]');
  await last.waitFor();
  expect(await page.locator('li[data-step]').count()).toBeGreaterThanOrEqual(2);
  await last.getByText('Details').click();
  await last.getByText('"site": "S2"').waitFor();
  await last.getByRole('link', { name: /sale completed/i }).waitFor();
  await page.goto(`${world.url}/traces?id=99999999`);
  await page.getByRole('alert').waitFor();
  await page.context().close();
});

test('keys are made, shown once, used, and revoked', async () => {
  const page = await world.page('/settings');
  const keys = page.locator('section', { hasText: 'API keys' });
  await keys.getByLabel('Name').fill('Night shift');
  await keys.getByRole('button', { name: 'Make the key' }).click();
  const secret = (await page.locator('[data-secret]').textContent()) ?? '';
  const other = await world.page('/settings', { signedIn: false });
  await other.getByLabel('API key').waitFor();
  await other.goto(`${world.url}/settings#key=${secret}`);
  await other.getByText('Only admins see the keys').waitFor();
  await keys.getByRole('button', { name: 'Revoke Night shift' }).click();
  await keys.getByRole('button', { name: 'Really revoke Night shift' }).click();
  await keys.getByRole('row', { name: /Night shift/ }).waitFor({ state: 'detached' });
  await other.reload();
  await other.getByText('does not know this key').waitFor();
  await page.context().close();
  await other.context().close();
});

test('webhooks are added and removed', async () => {
  const page = await world.page('/settings');
  const hooks = page.locator('section', { has: page.getByRole('heading', { name: 'Webhooks' }) });
  await hooks.getByLabel('Name').fill('warehouse');
  await hooks.getByLabel('Address').fill('http://127.0.0.1:9/hook');
  await hooks.getByLabel('sold out').check();
  await hooks.getByRole('button', { name: 'Save the webhook' }).click();
  await hooks.getByText('whsec_').waitFor();
  await hooks.getByRole('button', { name: 'Remove warehouse' }).click();
  await hooks.getByRole('button', { name: 'Really remove warehouse' }).click();
  await hooks.getByText('No address is told of actions').waitFor();
  await page.context().close();
});

test('a policy is counted, and one that is off is not followed', async () => {
  const page = await world.page('/policies');
  const sentence = page.getByRole('row', { name: /^nothing left tells channels/i });
  await sentence.waitFor();
  const toggle = sentence.getByRole('switch');
  expect(await toggle.getAttribute('aria-checked')).toBe('true');
  await toggle.focus();
  await page.keyboard.press('Enter');
  await page.locator('[role=switch][aria-label="nothing left tells channels"][aria-checked=false]').waitFor();
  const { policies } = await world.engine.call<{ policies: { policy: string; on: boolean }[] }>('GET', '/v1/policies');
  expect(policies.find(({ policy }) => policy === 'nothing_left_tells_channels')?.on).toBe(false);
  await toggle.click();
  await page.locator('[role=switch][aria-label="nothing left tells channels"][aria-checked=true]').waitFor();
  await page.context().close();
});
