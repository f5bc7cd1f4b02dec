// The room Loss against a real engine: shrink by cause is what was told; cases, as the engine answers them, are read and marked.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barriers } from './axe';
import { ADMIN_KEY } from './engine';
import { JEANS } from './retailer';
import { errors, openWorld, sideways, type World } from './world';

let world: World;
const folder = process.env.REALTAIL_SHOTS;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(async () => {
  await world?.close();
  expect(errors).toEqual([]);
});

/** Eight weeks of four stores, and one operator who takes lines off after the total in the last of them. */
async function trade() {
  let seed = 7;
  const unit = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  for (let day = 0; day < 56; day += 1) {
    const signals = [];
    for (let minute = 0; minute < 480; minute += 1) {
      const operator = Math.floor(unit() * 24);
      const guilty = operator === 5 && day >= 48;
      const steps: object[] = [{ step: 'scanned', lines: 6, amount: 2_400 }, { step: 'totalled' }];
      if (unit() < (guilty ? 0.3 : 0.004)) steps.push({ step: 'voided', amount: 800 });
      const ended_at = new Date(Date.now() - (57 - day) * 86_400_000 + minute * 60_000).toISOString();
      signals.push({
        specversion: '1.0', id: `${day}-${minute}`, source: 'tills', type: 'retail.till.transacted',
        data: { transaction: `${day}-${minute}`, site: `S${(operator % 4) + 1}`, till: `t${operator % 8}`, operator: `op-${operator}`, ended_at, steps }
      });
    }
    const answer = await fetch(`${world.engine.url}/v1/signals`, {
      method: 'POST', body: JSON.stringify(signals),
      headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/cloudevents-batch+json' }
    });
    expect(answer.status).toBe(202);
  }
}

test('a room without cases says how tills tell of their steps', async () => {
  const page = await world.page('/loss');
  await page.getByText('No open case').waitFor();
  await page.getByText('retail.till.transacted').waitFor();
  await page.getByText('Nobody has marked a case yet').waitFor();
  await page.context().close();
});

test('who takes lines off after the total is shown with the evidence, and marked by keyboard', async () => {
  await trade();
  // Counted now, after all that the tills tell of the weeks before.
  await world.engine.call('POST', '/v1/stock/counts', { site: 'S1', method: 'manual', lines: [{ item: JEANS, counted: 2 }] });
  const page = await world.page('/loss');
  const guilty = page.locator('article', { hasText: 'op-5' }).first();
  await guilty.getByText('lines taken off after the total').waitFor();
  await guilty.getByRole('img').first().waitFor();
  await page.locator(`section[aria-label="Shrink"] tr[data-item="${JEANS}"]`).waitFor();
  expect(await barriers(page)).toEqual([]);
  if (folder) await page.screenshot({ path: join(folder, 'loss.png'), fullPage: true });
  await guilty.getByPlaceholder('Note, without names').fill('seen on the tape');
  await guilty.getByRole('button', { name: /^It was right/ }).press('Enter');
  await page.getByText('is marked right; what is raised next goes by it.').waitFor();
  await page.getByText(/100 % of 1 marked cases were right/).waitFor();
  await page.getByText('All', { exact: true }).click();
  await page.locator('article', { hasText: 'op-5' }).getByText('seen on the tape').waitFor();
  if (folder) await page.screenshot({ path: join(folder, 'loss-marked.png'), fullPage: true });
  await page.context().close();
});

test('the room has no barriers and does not scroll sideways, on a phone and in the dark too', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const viewport of [{ width: 390, height: 780 }, { width: 1280, height: 860 }]) {
      const page = await world.page('/loss', { colorScheme, viewport });
      await page.getByText('All', { exact: true }).click();
      await page.locator('article').first().waitFor();
      expect(await sideways(page)).toBe(0);
      expect(await barriers(page)).toEqual([]);
      if (folder) await page.screenshot({ path: join(folder, `loss-${colorScheme}-${viewport.width}.png`), fullPage: true });
      await page.context().close();
    }
  }
});
