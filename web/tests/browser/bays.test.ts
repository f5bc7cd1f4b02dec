// Shelves that cameras see, against a real engine: planned, looked at in a picture, an item missing, an associate sent.
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barriers } from './axe';
import { errors, openWorld, sideways, type World } from './world';

let world: World;
const folder = process.env.REALTAIL_SHOTS;
const [SHIRT, SHOE] = ['2000', '2003'];

const BAY = {
  zone: 'floor',
  width_cm: 120,
  height_cm: 80,
  shelves: [0, 40].map((top_cm, shelf) => ({
    top_cm,
    height_cm: 34,
    places: [
      { item: shelf === 0 ? SHIRT : '2001', left_cm: 0, facing_width_cm: 15, facings: 4 },
      { item: shelf === 0 ? '2002' : SHOE, left_cm: 60, facing_width_cm: 20, facings: 3 }
    ]
  })),
  views: [{ camera: 'eye', corners_ppm: [[0, 0], [1_000_000, 0], [1_000_000, 1_000_000], [0, 1_000_000]] }]
};

beforeAll(async () => {
  world = await openWorld();
  const receipt = (item: string, zone: string) => ({ item, quantity: 6, from: { outside: 'supplier' }, to: { site: 'S1', zone }, reason: 'receipt' });
  const moves = [receipt(SHOE, 'floor'), receipt(SHOE, 'back')];
  await world.engine.call('POST', '/v1/stock/moves', { moves });
});

afterAll(async () => {
  await world?.close();
  expect(errors).toEqual([]);
});

/** A picture of the bay, drawn in the browser: boxes with print on them, the back panel in the shade where there are none. */
async function picture(page: Page, empty: string[]): Promise<Buffer> {
  const bytes = await page.evaluate(
    async ({ bay, empty }) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [1200, 800];
      const draw = canvas.getContext('2d') as CanvasRenderingContext2D;
      const fill = (colour: string, x: number, y: number, w: number, h: number) => ((draw.fillStyle = colour), draw.fillRect(x * 10, y * 10, w * 10, h * 10));
      fill('#444548', 0, 0, 120, 80);
      for (const [s, shelf] of bay.shelves.entries()) {
        const floor = shelf.top_cm + shelf.height_cm;
        fill('#e4e4e2', 0, floor, 120, 6);
        for (const [p, place] of shelf.places.entries()) {
          for (let f = 0; f < place.facings; f += 1) {
            const left = place.left_cm + f * place.facing_width_cm;
            fill('#f8f8f8', left + 2, floor + 1, 6, 3);
            if (empty.includes(place.item)) continue;
            const wide = place.facing_width_cm - 1.5;
            fill(['#c33c2e', '#2e6fc3', '#e0b53a', '#3a9e62'][(s * 2 + p) % 4] ?? '#888', left + 0.7, floor - 28, wide, 28);
            fill('#fbf6e8', left + 2, floor - 21, wide - 3, 10);
            for (let line = 0; line < 5; line += 1) fill('#22252a', left + 3, floor - 20 + line * 1.9, wide - 6 - line, 0.8);
            for (let line = 0; line < 3; line += 1) fill('#f0e2c0', left + 2, floor - 8 + line * 2.4, wide - 3, 0.9);
          }
        }
      }
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.85));
      return [...new Uint8Array(await (blob as Blob).arrayBuffer())];
    },
    { bay: BAY, empty }
  );
  return Buffer.from(bytes);
}

async function look(page: Page, empty: string[]) {
  const buffer = await picture(page, empty);
  const answered = page.waitForResponse((response) => response.url().includes('/v1/shelf-images'));
  await page.getByLabel('Look at a picture of bay dairy').setInputFiles({ name: 'bay.jpg', mimeType: 'image/jpeg', buffer });
  expect((await answered).status()).toBe(200);
}

test('a bay is planned, seen, and what is missing from it is brought', async () => {
  const page = await world.page('/devices');
  await page.getByText('No bay is planned yet').waitFor();
  await world.engine.call('PUT', '/v1/devices/eye', { kind: 'camera', site: 'S1', zone: 'floor' });
  await world.engine.call('PUT', '/v1/planograms/S1/dairy', BAY);
  await page.getByRole('img', { name: 'Bay dairy: 14 facings, not seen yet' }).waitFor();
  await look(page, [SHOE]);
  await page.getByText(/Looked at in \d+ ms/).waitFor();
  await page.getByRole('img', { name: 'Bay dairy: 3 of 14 facings are empty' }).waitFor();
  await look(page, [SHOE]);
  const gap = page.locator(`[data-gap="${SHOE}"]`);
  await gap.getByText('Missing').waitFor();
  await gap.getByText(/^replenish-/).waitFor();
  // No picture at all is refused in words.
  await page.getByLabel('Look at a picture of bay dairy').setInputFiles({ name: 'bay.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') });
  await page.getByText('neither a JPEG nor a PNG').waitFor();
  await page.context().close();
});

test('the bay has no barriers and does not scroll sideways, on a phone and in the dark too', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const viewport of [{ width: 390, height: 780 }, { width: 1280, height: 860 }]) {
      const page = await world.page('/devices', { colorScheme, viewport });
      await page.locator(`[data-gap="${SHOE}"]`).waitFor();
      expect(await sideways(page)).toBe(0);
      expect(await barriers(page)).toEqual([]);
      if (folder) await page.screenshot({ path: join(folder, `bays-${colorScheme}-${viewport.width}.png`), fullPage: true });
      await page.context().close();
    }
  }
});

test('what was brought is seen, and the task that nobody took is gone', async () => {
  const page = await world.page('/devices');
  await look(page, []);
  await page.getByRole('img', { name: 'Bay dairy: 0 of 14 facings are empty' }).waitFor();
  await page.locator(`[data-gap="${SHOE}"]`).waitFor({ state: 'detached' });
  const { tasks } = await world.engine.call<{ tasks: { lines: { item: string }[] }[] }>('GET', '/v1/tasks?site=S1');
  expect(tasks.filter(({ lines }) => lines.some(({ item }) => item === SHOE))).toEqual([]);
  await page.context().close();
});
