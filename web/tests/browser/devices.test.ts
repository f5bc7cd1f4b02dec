// The devices room against a real engine: registered by keyboard, warmed and cooled by signals, for everyone.
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barriers } from './axe';
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

let signals = 0;

async function read(celsius: number) {
  const data = { sensor: 'F', site: 'S1', celsius };
  const event = { specversion: '1.0', id: String((signals += 1)), source: 'fridge', type: 'retail.temperature.read', data };
  const answer = await fetch(`${world.engine.url}/v1/signals`, {
    method: 'POST',
    headers: { authorization: 'Bearer rt_test_admin_key_for_the_console', 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify(event)
  });
  expect(answer.status).toBe(202);
}

function row(page: Page) {
  return page.locator('tr[data-device="F"]');
}

test('a fridge is registered by keyboard, warms, cools, and is taken away', async () => {
  const page = await world.page('/devices');
  await page.getByText('No devices yet').waitFor();
  await page.getByRole('button', { name: 'Register a device' }).press('Enter');
  await page.getByLabel('Device', { exact: true }).fill('F');
  await page.getByLabel('Name', { exact: true }).fill('Dairy');
  await page.getByLabel('Site', { exact: true }).fill('nowhere');
  await page.getByLabel('For, minutes').fill('0');
  await page.getByLabel('For, minutes').press('Enter');
  await page.getByRole('alert').getByText('no site').waitFor();
  await page.getByLabel('Site', { exact: true }).fill('S1');
  await page.getByLabel('Site', { exact: true }).press('Enter');
  await row(page).getByText('Nothing read yet').waitFor();
  await read(9.5);
  await row(page).getByText('Too warm', { exact: true }).waitFor();
  await row(page).getByText('9.5 °C').waitFor();
  await page.getByRole('searchbox').fill('warm dairy');
  await row(page).waitFor();
  await page.getByRole('searchbox').fill('shelf');
  await page.getByText('No device fits').waitFor();
  await page.getByRole('button', { name: 'Show all 1' }).click();
  await read(4);
  await row(page).getByText('Well', { exact: true }).waitFor();
  await row(page).getByRole('button', { name: 'F' }).press('Enter');
  await page.getByLabel('Too warm above, °C').fill('3');
  await page.getByLabel('Well again at, °C').fill('2');
  await page.getByRole('button', { name: 'Save' }).press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const { climate } = await world.engine.call<{ climate: object }>('GET', '/v1/devices/F');
  expect(climate).toEqual({ too_warm_above_millicelsius: 3000, well_at_millicelsius: 2000, for_ms: 0 });
  await page.context().close();
});

test('the room has no barriers and does not scroll sideways, on a phone and in the dark too', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const viewport of [{ width: 390, height: 780 }, { width: 1280, height: 860 }]) {
      const page = await world.page('/devices', { colorScheme, viewport });
      await row(page).waitFor();
      expect(await sideways(page)).toBe(0);
      expect(await barriers(page)).toEqual([]);
      if (folder) await page.screenshot({ path: join(folder, `devices-${colorScheme}-${viewport.width}.png`), fullPage: true });
      await row(page).getByRole('button', { name: 'F' }).click();
      await page.getByRole('dialog').waitFor();
      expect(await sideways(page)).toBe(0);
      expect(await barriers(page)).toEqual([]);
      await page.context().close();
    }
  }
});

test('a device is taken away', async () => {
  const page = await world.page('/devices');
  await row(page).getByRole('button', { name: 'F' }).click();
  await page.getByRole('button', { name: 'Remove F' }).click();
  await page.getByRole('button', { name: 'Really remove F' }).click();
  await page.getByText('No devices yet').waitFor();
  await page.context().close();
});
