// One pair of jeans, five pillars, one trace: from the reader that hears the last one leave the shelf to the brand that sees it sold.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADMIN_KEY } from '../browser/engine';
import { deviceKey } from '../browser/orders';
import { withCheckDigit } from '../browser/retailer';
import { errors, openWorld, type World } from '../browser/world';
import { deliver, startPushService, type PushService } from './push';
import { sgtin96, startReader, type Reader } from './reader';

const python = process.env.REALTAIL_LLRPKIT;
const pushFolder = process.env.REALTAIL_WEB_PUSH_TESTING;
const folder = process.env.REALTAIL_STORY;
const PHONE: BrowserContextOptions = { viewport: { width: 375, height: 760 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const SITE = 'market-street';
const JEANS = 'jeans-m';
const GTIN = withCheckDigit('871000000100');
const STORE = { lat: 52.373, lon: 4.893 };
/** A kilometre and a half away. */
const CAFE = { latitude: 52.3605, longitude: 4.885 };
const ANTENNA = { floor: 1, fitting: 2, back: 3 };
const tags = Array.from({ length: 5 }, (_, n) => sgtin96(GTIN, 400 + n));

let world: World;
let reader: Reader;
let push: PushService;
let number = 0;
let began = 0;

/** Where the tags are: the first on the sales floor or not, the others in the backroom, as far as nobody brought them. */
function hang(first: keyof typeof ANTENNA, brought = 0) {
  tags.forEach((epc, n) => reader.hears(epc, n === 0 ? ANTENNA[first] : n <= brought ? ANTENNA.floor : ANTENNA.back));
}

beforeAll(async () => {
  if (!python || !pushFolder) return;
  if (folder) await mkdir(folder, { recursive: true });
  reader = await startReader(python, 300);
  push = await startPushService(pushFolder);
  world = await openWorld({ empty: true, settings: ['push.local=true'] });
  await retailer();
});

afterAll(async () => {
  reader?.close();
  await push?.close();
  await world?.close();
  expect(errors).toEqual([]);
});

async function retailer() {
  const call = world.engine.call;
  const zones = [{ zone: 'floor', kind: 'sales_floor' }, { zone: 'fitting', kind: 'fitting_room' }, { zone: 'back', kind: 'backroom' }];
  await call('PUT', `/v1/sites/${SITE}`, { name: 'Market Street', kind: 'store', timezone: 'Europe/Amsterdam', position: STORE, zones });
  await call('PUT', `/v1/items/${JEANS}`, { name: 'Slim jeans, medium', gtin: GTIN, brand: 'Alder', categories: ['Denim'] });
  await call('PUT', '/v1/price-lists/retail', { currency: 'EUR' });
  await call('POST', '/v1/price-lists/retail/prices', { prices: [{ item: JEANS, unit_price: 5995 }] });
  await call('PUT', '/v1/taxes/vat-nl', { kind: 'vat', rate_ppm: 210_000, inclusive: true });
  // A year of sales is in the other stories; here two weeks tell the model what a day is like.
  const supplier = { outside: 'supplier' };
  await call('POST', '/v1/stock/moves', { moves: [{ item: JEANS, quantity: 28, from: supplier, to: { site: SITE, zone: 'floor' }, reason: 'receipt' }] });
  for (let day = 14; day > 0; day--) {
    const sold_at = new Date(Date.now() - day * 86_400_000).toISOString();
    await call('POST', '/v1/sales', { sale: `till-${day}`, site: SITE, sold_at, lines: [{ item: JEANS, quantity: 2, unit_price: { amount: 5995, currency: 'EUR' } }] });
  }
  const plan = { shelf_capacity: 8, fill_at: 0, pack_size: 6, lead_time_days: 3, review_days: 1, service_level_ppm: 950_000 };
  await call('PUT', `/v1/replenishments/plans/${SITE}/${JEANS}`, plan);
  await call('POST', '/v1/stock/moves', { moves: [
    { item: JEANS, quantity: 1, from: supplier, to: { site: SITE, zone: 'floor' }, reason: 'receipt' },
    { item: JEANS, quantity: 4, from: supplier, to: { site: SITE, zone: 'back' }, reason: 'receipt' }
  ] });
  await call('POST', '/v1/brands/alder/funds', { amount: 50_000, currency: 'EUR' });
  await call('PUT', '/v1/campaigns/autumn', {
    name: 'Autumn denim', brand: 'alder', items: [JEANS], bid: 40, currency: 'EUR', pays_for: 'click', budget_total: 20_000,
    starts_at: '2020-01-01T00:00:00Z', surfaces: ['search', 'signage'], keywords: ['jeans']
  });
  hang('floor');
  const antennas = Object.entries(ANTENNA).map(([zone, antenna]) => ({ antenna, zone }));
  await call('PUT', '/v1/devices/ceiling', { kind: 'reader', site: SITE, name: 'Ceiling reader', llrp: `127.0.0.1:${reader.port}`, antennas });
}

interface Line { available: number; carry_out: number; on_hand: number }
async function stock(): Promise<Line> {
  const { lines } = await world.engine.call<{ lines: Line[] }>('GET', `/v1/availability?item=${JEANS}&site=${SITE}&channel=web`);
  return lines[0] as Line;
}

async function tagsIn(zone: string): Promise<number> {
  return (await world.engine.call<{ tags: unknown[] }>('GET', `/v1/tags?site=${SITE}&zone=${zone}&item=${JEANS}`)).tags.length;
}

async function placed(method: string): Promise<string[]> {
  const body = { surface: 'search', site: SITE, method, query: 'jeans', visitor: 'probe', slots: 1 };
  return (await world.engine.call<{ slots: { item: string }[] }>('POST', '/v1/placements:decide', body)).slots.map(({ item }) => item);
}

async function forecast(): Promise<number> {
  const found = await world.engine.call<{ forecasts: { mean_per_day: number }[] }>('GET', `/v1/forecasts?item=${JEANS}&site=${SITE}&days=1`);
  return found.forecasts[0]?.mean_per_day ?? NaN;
}

async function seen(page: Page, name: string, told: string) {
  number += 1;
  console.log(`${String(number).padStart(2)}  +${((performance.now() - began) / 1000).toFixed(2)} s  ${told}`);
  if (folder) await page.screenshot({ path: join(folder, `${String(number).padStart(2, '0')}-${name}.png`), scale: 'css' });
}

interface Trace { total_ms: number; parts: { signal: string; since_start_ms: number; total_ms: number }[]; steps: { event: string; part: number; by: string; since_start_ms: number; delay_ms: number; data: { action?: string } }[] }

test.skipIf(!python || !pushFolder)('one pair of jeans, five pillars, one trace', { timeout: 240_000 }, async () => {
  await expect.poll(() => tagsIn('floor'), { timeout: 30_000 }).toBe(1);
  await expect.poll(() => tagsIn('back'), { timeout: 30_000 }).toBe(4);
  expect(await stock()).toMatchObject({ available: 5, carry_out: 1 });

  // A shopper who agreed to it has looked at the jeans, by way of a sponsored place, and sits in a café nearby.
  const shopper = await world.page('/shop/privacy', {
    ...PHONE, signedIn: false, geolocation: CAFE, permissions: ['geolocation', 'notifications'], prepare: (context) => push.adopt(context)
  });
  await shopper.getByRole('button', { name: 'Turn notices on' }).click();

  await shopper.getByText('They are on.').waitFor();
  for (const title of ['Tell me of offers', 'Remember what I look at', 'Know when I am near', 'Count advertisements', 'Sponsored items in results']) {
    const answer = shopper.waitForResponse((response) => response.url().endsWith('/v1/shop/me/consents'));
    await shopper.getByRole('checkbox', { name: title }).check();
    expect((await answer).status()).toBe(200);
  }
  await shopper.goto(`${world.url}/shop?q=jeans`);
  await shopper.getByRole('link', { name: /Sponsored/ }).click();
  await shopper.getByRole('button', { name: 'Use my location' }).click();
  await shopper.locator(`[data-store="${SITE}"] [data-carry-out="1"]`).waitFor();
  const sign = await world.page(`/signage/${SITE}#key=${ADMIN_KEY}`, { signedIn: false, viewport: { width: 1280, height: 720 } });
  await sign.locator(`[data-offer="${JEANS}"]`).waitFor();
  const associate = await world.page(`/associate#key=${await deviceKey(world.engine, SITE)}`, { ...PHONE, signedIn: false });
  await associate.getByRole('heading', { name: 'Tasks' }).waitFor();
  const before = await forecast();
  began = performance.now();
  await seen(sign, 'sign', 'one pair of jeans hangs on the sales floor, four lie in the backroom; the sign shows the sponsored pair');

  // 1. The last one leaves the sales floor.
  hang('fitting');
  // 2. The book follows: nothing to carry out, as much as before to collect.
  await expect.poll(async () => (await stock()).carry_out, { timeout: 20_000, interval: 20 }).toBe(0);
  expect((await stock()).available).toBe(5);
  // 3. What is shown for money follows the stock.
  await sign.locator(`[data-offer="${JEANS}"]`).waitFor({ state: 'detached' });
  expect([await placed('carry_out'), await placed('pickup')]).toEqual([[], [JEANS]]);
  await seen(sign, 'sign-empty', 'the reader hears it in the fitting room: none to carry out, five to collect; the sign lets go of it, search for pickup does not');

  // The campaign has an offer out for shoppers nearby from now on; as long as none hangs there, nobody is told.
  await world.engine.call('PUT', '/v1/push-offers/jeans-nearby', {
    item: JEANS, sites: [SITE], title: 'Your jeans are on the shelf', text: 'Slim jeans, medium: hold them with one tap.', needs_interest: true,
    method: 'carry_out', brand: 'alder', campaign: 'autumn', starts_at: new Date().toISOString(), ends_at: '2100-01-01T00:00:00Z'
  });
  expect(await push.messages()).toEqual([]);

  // 4. An associate is told to bring what a day is likely to ask for.
  const task = associate.locator('[data-task^="replenish-"]');
  await task.getByRole('button').first().click();
  const brought = Number(/\d+/.exec((await task.getByRole('button', { name: /^Brought \d+/ }).textContent()) ?? '')?.[0]);
  expect(brought).toBeGreaterThan(1);
  await seen(associate, 'task', `the associate’s phone asks for ${brought} pairs, by the forecast`);
  await task.getByRole('button', { name: 'I take it' }).click();
  await associate.locator('[data-sync="in"]').waitFor();
  hang('fitting', brought);
  await task.getByRole('button', { name: `Brought ${brought}` }).click();
  await associate.locator('[data-sync="in"]').waitFor();
  await expect.poll(async () => (await stock()).carry_out, { timeout: 20_000, interval: 20 }).toBe(brought);
  await sign.locator(`[data-offer="${JEANS}"]`).waitFor();
  await seen(sign, 'sign-again', `${brought} pairs hang on the sales floor; the sign shows them again`);

  // 5. The shopper nearby is told, opens it, has them kept with one tap, pays, and collects with a code.
  await expect.poll(() => push.messages(), { timeout: 20_000, interval: 20 }).toHaveLength(1);
  const notice = (await push.messages())[0] as string;
  await deliver(shopper, '/shop', notice);
  const shown = () => shopper.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title }) => title));
  await expect.poll(shown).toEqual(['Your jeans are on the shelf']);
  await shopper.goto(world.url + (JSON.parse(notice) as { url: string }).url);
  await shopper.locator(`[data-store="${SITE}"]`).waitFor();
  await seen(shopper, 'notice', 'the shopper’s phone shows the notice; a tap opens the item');
  await shopper.locator(`[data-store="${SITE}"]`).getByRole('button', { name: 'Keep it 15 minutes' }).click();
  await shopper.locator('[data-hold]').waitFor();
  await seen(shopper, 'held', 'one tap: kept for a quarter of an hour');
  await shopper.getByRole('button', { name: /^Pay/ }).click();
  const code = (await shopper.locator('[data-code]').getAttribute('data-code')) ?? '';
  const order = (await shopper.locator('[data-order]').getAttribute('data-order')) ?? '';
  await seen(shopper, 'code', 'paid with the test provider; the code to collect it with');
  const pick = associate.locator(`[data-task="${order}-1:pick"]`);
  await pick.getByRole('button').first().click();
  await pick.getByRole('button', { name: 'I take it' }).click();
  await associate.locator('[data-sync="in"]').waitFor();
  await pick.getByRole('button', { name: 'All picked' }).click();
  const stage = associate.locator(`[data-task="${order}-1:stage"]`);
  await stage.getByRole('button').first().click();
  await stage.getByLabel('Where it lies').fill('Locker 7');
  await stage.getByRole('button', { name: 'Laid ready' }).click();
  await associate.locator('[data-sync="in"]').waitFor();
  await associate.getByRole('navigation', { name: 'Parts' }).getByRole('link', { name: 'Hand over', exact: true }).click();
  const card = associate.locator(`[data-hand-over="${order}-1"]`);
  await card.getByRole('button').first().click();
  await card.getByLabel('Pickup code').fill(code);
  await card.getByRole('button', { name: 'Hand over' }).click();
  await associate.locator(`[data-handed="${order}"]`).waitFor();
  await seen(associate, 'handed-over', 'picked, laid ready, and handed over for the code');

  // 6. The sale is put down to what led to it, and the forecast has moved.
  interface Report { report: { spent: number; clicks: number; sales_last_touch: number; sales_linear: number; roas: number } }
  await expect.poll(async () => (await world.engine.call<Report>('GET', '/v1/brands/alder/report')).report.sales_last_touch, { timeout: 10_000 }).toBe(5995);
  const { report } = await world.engine.call<Report>('GET', '/v1/brands/alder/report');
  expect(report).toMatchObject({ clicks: 1, sales_linear: 5995 });
  await expect.poll(forecast, { timeout: 10_000 }).not.toBe(before);
  const brands = await world.page('/brands?brand=alder');
  await brands.getByText('Autumn denim').first().waitFor();
  await seen(brands, 'brand', `the brand sees ${(report.spent / 100).toFixed(2)} spent and ${(report.sales_last_touch / 100).toFixed(2)} sold`);

  // One chain, from the read to the sale.
  const { traces } = await world.engine.call<{ traces: { trace: string; signal: string }[] }>('GET', '/v1/traces?limit=1000');
  const read = traces.filter(({ signal }) => signal === 'tag.moved');
  const chains = await Promise.all(read.map(async ({ trace }) => ({ id: trace, ...(await world.engine.call<Trace>('GET', `/v1/traces/${trace}`)) })));
  const chain = chains.find(({ steps }) => steps.some(({ event }) => event === 'retail.task.raised'));
  expect(chain).toBeDefined();
  const events = chain?.steps.map(({ event }) => event) ?? [];
  for (const wanted of ['retail.tag.moved', 'retail.stock.moved', 'retail.task.raised', 'retail.task.done', 'retail.push.decided', 'retail.hold.placed', 'retail.order.placed']) {
    expect(events).toContain(wanted);
  }
  const raised = chain?.steps.find(({ event }) => event === 'retail.task.raised');
  const decided = chain?.steps.find(({ event }) => event === 'retail.push.decided');
  for (const { signal, since_start_ms, total_ms } of chain?.parts ?? []) console.log(`    ${signal}: ${(since_start_ms / 1000).toFixed(2)} s after that read, ${total_ms.toFixed(1)} ms until its last step`);
  console.log(`from the read that made it certain to the task: ${raised?.since_start_ms.toFixed(1)} ms; from the eligibility to the push: ${decided?.delay_ms.toFixed(1)} ms`);
  const trace = await world.page(`/traces?id=${chain?.id}`);
  await trace.getByRole('heading', { level: 1 }).waitFor();
  await seen(trace, 'trace', 'the trace tells it all');
});
