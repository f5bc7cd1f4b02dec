// A fridge warms: from the thermometer that says so to the shoppers whose yoghurt comes from another store, and back.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../browser/engine';
import { deviceKey, place, read, shipTo, step, type Placed } from '../browser/orders';
import { errors, openWorld, type World } from '../browser/world';
import { openLine, type Line } from './mqtt';

const folder = process.env.REALTAIL_STORY;
const PHONE: BrowserContextOptions = { viewport: { width: 375, height: 760 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const SITE = 'market-street';
const NEXT = 'mill-lane';
const YOGHURT = 'yoghurt';
const OLDER = { lot: 'L-2611', expires_at: inDays(6) };
const YOUNGER = { lot: 'L-2614', expires_at: inDays(12) };
const STORES = [
  { site: SITE, name: 'Market Street', position: { lat: 52.373, lon: 4.893 }, stands: [{ ...OLDER, quantity: 6 }, { ...YOUNGER, quantity: 6 }] },
  { site: NEXT, name: 'Mill Lane', position: { lat: 52.387, lon: 4.638 }, stands: [{ ...YOUNGER, quantity: 5 }] },
  { site: 'harbour', name: 'Harbour', position: { lat: 51.922, lon: 4.479 }, stands: [{ ...YOUNGER, quantity: 2 }] }
];
const TOO_WARM = { too_warm_above_millicelsius: 7000, well_at_millicelsius: 5000, for_ms: 5000 };

let world: World;
let line: Line;
let associateKey = '';
let number = 0;
let began = 0;

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString();
}

beforeAll(async () => {
  if (folder) await mkdir(folder, { recursive: true });
  const port = await freePort();
  world = await openWorld({ empty: true, settings: [`mqtt.listen=127.0.0.1:${port}`] });
  await retailer();
  associateKey = await deviceKey(world.engine, SITE);
  line = await openLine(port, 'fridge-3', await deviceKey(world.engine, SITE, 'Thermometer'));
});

afterAll(async () => {
  await line?.close();
  await world?.close();
  expect(errors).toEqual([]);
});

async function retailer() {
  const call = world.engine.call;
  const zones = [{ zone: 'floor', kind: 'sales_floor' }, { zone: 'back', kind: 'backroom' }, { zone: 'dairy', kind: 'cold' }];
  await call('PUT', `/v1/items/${YOGHURT}`, { name: 'Plain yoghurt, 500 g', brand: 'Weide', categories: ['Dairy'] });
  await call('PUT', '/v1/price-lists/all', { currency: 'EUR' });
  await call('POST', '/v1/price-lists/all/prices', { prices: [{ item: YOGHURT, unit_price: 249 }] });
  for (const { stands, ...store } of STORES) {
    await call('PUT', `/v1/sites/${store.site}`, { ...store, kind: 'store', timezone: 'Europe/Amsterdam', zones });
    const to = { site: store.site, zone: 'dairy' };
    await call('POST', '/v1/stock/moves', { moves: stands.map((lot) => ({ item: YOGHURT, ...lot, from: { outside: 'supplier' }, to, reason: 'receipt' })) });
  }
  await call('PUT', '/v1/devices/fridge-3', { kind: 'thermometer', site: SITE, zone: 'dairy', name: 'Dairy fridge', climate: TOO_WARM });
}

/** An order that is paid, and served by the store whose fridge it is about. */
async function bought(order: string, quantity: number, delivery?: object): Promise<Placed> {
  await place(world.engine, { order, item: YOGHURT, quantity, site: SITE, ...(delivery === undefined ? {} : { delivery }) });
  await expect.poll(async () => (await read(world.engine, order)).state, { timeout: 10_000 }).toBe('released');
  const placed = await read(world.engine, order);
  expect(placed.fulfilments.map(({ site }) => site)).toEqual([SITE]);
  return placed;
}

interface Stock { available: number; on_hand: number }
async function stock(site = SITE): Promise<Stock> {
  const { lines } = await world.engine.call<{ lines: Stock[] }>('GET', `/v1/availability?item=${YOGHURT}&site=${site}&channel=web`);
  return lines[0] as Stock;
}

interface Row { from: { condition?: string }; to: { condition?: string; zone?: string }; lot?: string; quantity: number; reference?: string }
/** What the book says was set apart, by lot. */
async function setApart(): Promise<Record<string, number>> {
  const { rows } = await world.engine.call<{ rows: Row[] }>('GET', `/v1/stock/ledger?item=${YOGHURT}&site=${SITE}`);
  const apart = rows.filter(({ to }) => to.condition === 'quarantine');
  for (const { to, reference } of apart) expect([to.zone, reference]).toEqual(['dairy', 'fridge-3']);
  return Object.fromEntries(apart.map(({ lot, quantity }) => [lot, quantity]));
}

interface State { last?: { celsius: number }; too_warm?: { since: string; told: boolean } }
function fridge(): Promise<State> {
  return world.engine.call<State>('GET', '/v1/devices/fridge-3/state');
}

function says(celsius: number): Promise<void> {
  return line.publish(`realtail/${SITE}/fridge-3/temperature`, { celsius });
}

interface Told { action: { order?: string; amount?: number; units?: number; since?: string }; trace: string }
async function told(action: string): Promise<Told[]> {
  return (await world.engine.call<{ actions: Told[] }>('GET', `/v1/actions?action=${action}`)).actions;
}

/** How far an order has got, and its payment. */
async function paid(order: string): Promise<(string | undefined)[]> {
  const { state, payments } = await world.engine.call<{ state: string; payments: { state: string }[] }>('GET', `/v1/orders/${order}`);
  return [state, payments[0]?.state];
}

async function asAssociate(path: string, body: object): Promise<void> {
  const headers = { authorization: `Bearer ${associateKey}`, 'content-type': 'application/json' };
  const answer = await fetch(world.engine.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.status, await answer.text()).toBe(200);
}

async function phone(key: string): Promise<Page> {
  const page = await world.page(`/associate#key=${key}`, { ...PHONE, signedIn: false });
  await page.getByRole('heading', { name: 'Tasks' }).waitFor();
  return page;
}

async function seen(page: Page, name: string, what: string) {
  number += 1;
  console.log(`${String(number).padStart(2)}  +${((performance.now() - began) / 1000).toFixed(2)} s  ${what}`);
  if (folder) await page.screenshot({ path: join(folder, `${String(number).padStart(2, '0')}-${name}.png`) });
}

interface Trace { signal: string; steps: { event: string; by: string; at: string; delay_ms: number }[] }

test('a fridge warms, its lots are set apart, and the orders on them go elsewhere', { timeout: 240_000 }, async () => {
  // Somebody has picked one already, two are sent, one is collected, and a basket holds two more.
  await bought('picked', 1);
  await step(world.engine, 'picked', 1, 'accept');
  await step(world.engine, 'picked', 1, 'pick');
  await bought('sent-first', 2, shipTo());
  await bought('sent-second', 3, shipTo());
  await bought('collected', 2);
  const basket = { owner: 'ann', channel: 'web', expires_in_ms: 900_000, lines: [{ item: YOGHURT, quantity: 2, site: SITE }] };
  await world.engine.call('POST', '/v1/holds', basket);
  expect(await stock()).toMatchObject({ on_hand: 12, available: 2 });

  const devices = await world.page('/devices');
  const row = devices.locator('tr[data-device="fridge-3"]');
  const orders = await world.page('/orders');
  const onBoard = (column: string, order: string) => orders.locator(`[data-column="${column}"] [data-order="${order}"]`);
  for (const order of ['sent-first', 'sent-second', 'collected']) await onBoard('released', order).waitFor();
  const associate = await phone(associateKey);
  const elsewhere = await phone(await deviceKey(world.engine, NEXT));
  await associate.locator('[data-task="collected-1:pick"]').waitFor();
  began = performance.now();

  // 1. It is well.
  await says(4.2);
  await row.getByText('Well', { exact: true }).waitFor();
  await row.getByText('4.2 °C').waitFor();
  await seen(devices, 'well', 'the thermometer says 4.2 °C: all is well, twelve yoghurts stand in the fridge');

  // 2. It warms: not for long enough yet, so nobody is told, and nothing is set apart.
  await says(8.1);
  const { too_warm: warm } = await fridge();
  expect(warm).toMatchObject({ told: false });
  expect(await stock()).toMatchObject({ on_hand: 12, available: 2 });
  await row.getByText('Too warm, not told yet').waitFor();
  await seen(devices, 'warms', '8.1 °C, above the limit of 7.0: not for five seconds yet, and nobody is told');

  // 3. It stays so: too warm, since the first reading that was.
  for (const celsius of [8.4, 8.6, 8.9, 9.1, 9.4]) {
    await says(celsius);
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
  await expect.poll(async () => (await fridge()).too_warm, { timeout: 20_000, interval: 20 }).toEqual({ since: warm?.since, told: true });
  const [alarm] = await told('too_warm');
  expect(alarm?.action.since).toBe(warm?.since);
  await row.getByText('Too warm', { exact: true }).waitFor();
  await row.getByText('9.4 °C').waitFor();
  expect(await row.locator('[data-label="Since"]').textContent()).toMatch(/\d/);
  await seen(devices, 'too-warm', 'five seconds after that it is too warm; the console says since when');

  // 4. What stands there is set apart, lot by lot, but for the one that is picked: that has left the fridge.
  expect(await setApart()).toEqual({ [OLDER.lot]: 6, [YOUNGER.lot]: 5 });
  const apart = await stock();
  expect(apart).toMatchObject({ on_hand: 1, available: 0 });
  const inspect = associate.locator('[data-task^="inspect-"]');
  await inspect.getByText('Look at 11 units').waitFor();
  await inspect.getByRole('button').first().click();
  await inspect.getByText(`lots ${OLDER.lot}, ${YOUNGER.lot}`).waitFor();
  await associate.locator('[data-task="collected-1:pick"]').waitFor({ state: 'detached' });
  await seen(associate, 'inspect', 'eleven yoghurts of two lots are set apart; the associate’s phone asks to look at them, and for no picks');

  // 5. What is sent goes out of other stores at once; who was to collect is told, and pays nothing.
  for (const order of ['sent-first', 'sent-second']) {
    const { fulfilments } = await read(world.engine, order);
    expect(fulfilments.map(({ state }) => state)).toEqual(['rejected', 'released']);
    expect(fulfilments[1]?.site).not.toBe(SITE);
  }
  expect((await read(world.engine, 'picked')).fulfilments.map(({ site, state }) => [site, state])).toEqual([[SITE, 'picked']]);
  expect((await told('order_reduced')).map(({ action }) => [action.order, action.amount])).toEqual([['collected', 498]]);
  await expect.poll(() => paid('collected'), { timeout: 10_000 }).toEqual(['cancelled', 'voided']);
  const taken = elsewhere.locator('[data-task$="-2:pick"]');
  await taken.first().waitFor();
  await seen(elsewhere, 'elsewhere', 'the phone at Mill Lane has what is to be sent');
  await onBoard('released', 'collected').waitFor({ state: 'detached' });
  await onBoard('released', 'sent-first').getByText(/Mill Lane|Harbour/).waitFor();
  await seen(orders, 'orders', 'the orders: what is sent comes from other stores, what was to be collected is gone, what was picked stays');
  const order = await world.page('/orders?order=sent-second');
  await order.getByRole('list', { name: 'What happened to the order' }).getByText(/Quarantined/i).first().waitFor();
  await seen(order, 'order', 'each order says why');
  // The basket is nobody's order yet: a person is asked.
  expect((await told('overcommitted')).length).toBeGreaterThan(0);
  expect(await told('commitments_covered')).toEqual([]);

  // One chain, from the first reading that was too warm to the last order.
  const chain = { id: alarm?.trace, ...(await world.engine.call<Trace>('GET', `/v1/traces/${alarm?.trace}`)) };
  expect(chain.signal).toBe('retail.temperature.read');
  const events = chain.steps.map(({ event }) => event);
  for (const wanted of ['retail.temperature.warmed_up', 'retail.temperature.too_warm', 'retail.stock.moved', 'retail.task.raised', 'retail.fulfilment.rejected', 'retail.order.rerouted', 'retail.order.cancelled', 'retail.action.task_assigned', 'retail.action.order_reduced']) {
    expect(events).toContain(wanted);
  }
  for (const { event, by, delay_ms } of chain.steps) console.log(`    ${delay_ms.toFixed(1).padStart(8)} ms  ${event} (${by})`);
  const first = chain.steps.find(({ event }) => event === 'retail.temperature.too_warm');
  const lasted = Date.parse(first?.at ?? '') - Date.parse(warm?.since ?? '');
  const last = Math.max(...chain.steps.filter(({ event }) => event === 'retail.order.rerouted').map(({ delay_ms }) => delay_ms));
  expect(lasted).toBeGreaterThanOrEqual(TOO_WARM.for_ms);
  console.log(`from the first reading above the limit to the alarm: ${(lasted / 1000).toFixed(2)} s; from there to the last order that goes elsewhere: ${last.toFixed(1)} ms`);
  const trace = await world.page(`/traces?id=${chain.id}`);
  await trace.getByRole('heading', { level: 1 }).waitFor();
  await seen(trace, 'trace', 'the trace tells it all');

  // 6. It cools: between the limits it is too warm still, below the lower one it is well. The goods stay set apart.
  await says(6.2);
  expect((await fridge()).too_warm).toMatchObject({ told: true });
  await says(4.4);
  expect((await fridge()).too_warm ?? null).toBeNull();
  await row.getByText('Well', { exact: true }).waitFor();
  expect((await stock()).on_hand).toBe(1);
  await seen(devices, 'well-again', '6.2 °C is too warm still, 4.4 °C is well; the yoghurts stay set apart until somebody has decided');

  // 7. The associate looks at them: the older lot is thrown away, the younger one is good.
  await inspect.getByRole('button', { name: 'I take it' }).click();
  await associate.locator('[data-sync="in"]').waitFor();
  await inspect.getByRole('button', { name: 'Looked at 11' }).click();
  await inspect.waitFor({ state: 'detached' });
  await associate.locator('[data-sync="in"]').waitFor();
  await seen(associate, 'looked-at', 'the associate has looked at all eleven');
  const from = { site: SITE, zone: 'dairy', condition: 'quarantine' };
  await asAssociate('/v1/stock/moves', { moves: [
    { item: YOGHURT, quantity: 6, from, to: { outside: 'waste' }, reason: 'waste', lot: OLDER.lot },
    { item: YOGHURT, quantity: 5, from, to: { site: SITE, zone: 'dairy' }, reason: 'adjustment', ...YOUNGER }
  ] });
  expect(await stock()).toMatchObject({ on_hand: 6, available: 3 });
  await expect.poll(async () => (await told('commitments_covered')).length, { timeout: 5_000 }).toBe(1);
  const item = await world.page(`/stock?item=${YOGHURT}`);
  await item.getByText('Market Street').first().waitFor();
  await seen(item, 'decided', 'six of the older lot are thrown away, five of the younger are sold again; the basket is covered');
});
