// The plan against a real engine: what is missing is ordered, put off, printed; and the room of the models.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barriers } from './axe';
import { JEANS, SCARF } from './retailer';
import { errors, openWorld, sideways, type World } from './world';

let world: World;
const folder = process.env.REALTAIL_SHOTS;
const BELT = '2004';
const plan = { shelf_capacity: 400, pack_size: 6, lead_time_days: 2, review_days: 2, service_level_ppm: 950_000, supplier: 'Dairy' };

beforeAll(async () => {
  world = await openWorld();
});

afterAll(async () => {
  await world?.close();
  expect(errors).toEqual([]);
});

/** Three weeks in which most of what lay there was sold. */
async function runLow(item: string) {
  await world.engine.call('POST', '/v1/stock/counts', { site: 'S1', method: 'manual', lines: [{ item, counted: 43 }] });
  for (let day = 1; day <= 21; day += 1) {
    const sold_at = new Date(Date.now() - (22 - day) * 86_400_000).toISOString();
    await world.engine.call('POST', '/v1/sales', { sale: `low-${item}-${day}`, site: 'S1', sold_at, lines: [{ item, quantity: 2, unit_price: 100 }] });
  }
}

test('a room without plans says how an item is planned', async () => {
  const page = await world.page('/plan');
  await page.getByText('Nothing is missing').waitFor();
  await page.getByText('Nothing was ordered yet').waitFor();
  expect(await page.getByRole('button', { name: 'Nothing to order' }).isDisabled()).toBe(true);
  await page.context().close();
});

test('a forecast shows what was sold, what is expected and how right it was', async () => {
  const empty = await world.page('/forecasts');
  await empty.getByText('Nothing is planned yet').waitFor();
  await empty.getByText('No forecast has come to its end yet').waitFor();
  await empty.context().close();
  await world.engine.call('PUT', `/v1/replenishments/plans/S1/${BELT}`, plan);
  for (let day = 1; day <= 45; day += 1) {
    const sold_at = new Date(Date.now() - (75 - day) * 86_400_000).toISOString();
    await world.engine.call('POST', '/v1/sales', { sale: `known-${day}`, site: 'S1', sold_at, lines: [{ item: BELT, quantity: 1 + (day % 3), unit_price: 100 }] });
  }
  const page = await world.page('/forecasts');
  await page.getByRole('img', { name: /^Sold and expected of/ }).waitFor();
  await page.getByRole('img', { name: /^Error of the forecasts/ }).waitFor();
  await page.getByText('Within the band of eight in ten').waitFor();
  await page.getByLabel('Item and site').focus();
  expect(await barriers(page)).toEqual([]);
  if (folder) await page.screenshot({ path: join(folder, 'forecasts.png'), fullPage: true });
  await page.context().close();
  await world.engine.call('DELETE', `/v1/replenishments/plans/S1/${BELT}`);
});

test('what is missing is ordered in whole packs, put off, and printed for the supplier', async () => {
  await runLow(JEANS);
  await runLow(SCARF);
  await world.engine.call('PUT', `/v1/replenishments/plans/S1/${JEANS}`, plan);
  await world.engine.call('PUT', `/v1/replenishments/plans/S1/${SCARF}`, plan);
  const page = await world.page('/plan', { acceptDownloads: true });
  const row = (item: string) => page.locator(`tr[data-item="${item}"]`);
  await row(JEANS).waitFor();
  await row(SCARF).waitFor();
  await row(JEANS).getByText('Why').press('Enter');
  await row(JEANS).getByText('units are expected in 4 days').waitFor();
  const units = page.getByLabel(`Units of ${JEANS} to order`);
  await units.fill('20');
  await units.press('Tab');
  expect(await units.inputValue()).toBe('24');
  if (folder) await page.screenshot({ path: join(folder, 'plan.png'), fullPage: true });
  await page.getByRole('button', { name: `Put off ${SCARF} for a week` }).press('Enter');
  await row(SCARF).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Order 1 line' }).press('Enter');
  await page.getByText('1 order placed.').waitFor();
  await page.getByText('Nothing is missing').waitFor();
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'as EDI 850' }).click()]);
  expect(saved.suggestedFilename()).toMatch(/^po-.*-1\.edi$/);
  expect(await readFile(await saved.path(), 'utf8')).toContain('PO1*1*24*EA');
  if (folder) await page.screenshot({ path: join(folder, 'plan-ordered.png'), fullPage: true });
  await page.context().close();
});

test('a model shows how its versions did, which one serves and why, and can be returned', async () => {
  const trial = (baseline: number, scores: [string, number][]) => ({
    model: 'demand', metric: 'wrmsse', until: '2026-11-20T00:00:00Z', days: 14, series: 1300, baseline,
    scores: scores.map(([version, score]) => ({ version, score }))
  });
  const version = (name: string) => ({ model: 'demand', version: name, learnt_to: '2026-11-06T00:00:00Z', current_to: 7, rows: 420_000, cpu_ms: 18_600, fingerprint: 'f' });
  const models = [{
    model: 'demand', live: '1', shadow: '2', versions: [version('1'), version('2')],
    trials: [trial(0.78, [['1', 0.72]]), trial(0.77, [['1', 0.7], ['2', 0.74]])],
    served: [{ version: '1', since: '2026-11-06T00:00:00Z', why: '0.7200 against 0.7800 of the plain rule' }]
  }];
  // Months of sales until an engine has trained its first version: what it answers then.
  const page = await world.page('/models', { prepare: (context) => context.route('**/v1/models', (route) => route.fulfill({ json: { models } })) });
  await page.getByText('9.1 % better than the plain rule').waitFor();
  await page.getByText('2 in the shadow').waitFor();
  await page.getByRole('img', { name: 'Scores of demand' }).waitFor();
  await page.getByRole('button', { name: 'Return to the former demand' }).press('Enter');
  await page.getByRole('button', { name: 'Really return to the former demand' }).waitFor();
  expect(await barriers(page)).toEqual([]);
  if (folder) await page.screenshot({ path: join(folder, 'models-trained.png'), fullPage: true });
  await page.context().close();
});

test.each(['/plan', '/forecasts', '/models'])('%s has no barriers and does not scroll sideways, on a phone and in the dark too', async (path) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const viewport of [{ width: 390, height: 780 }, { width: 1280, height: 860 }]) {
      const page = await world.page(path, { colorScheme, viewport });
      await page.locator('main .card').first().waitFor();
      expect(await sideways(page)).toBe(0);
      expect(await barriers(page)).toEqual([]);
      if (folder) await page.screenshot({ path: join(folder, `${path.slice(1)}-${colorScheme}-${viewport.width}.png`), fullPage: true });
      await page.context().close();
    }
  }
});
