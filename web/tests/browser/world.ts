// An engine with a retailer in it, the console before it, and a browser that looks at it.
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { ADMIN_KEY, startEngine, type Engine } from './engine';
import { frontOf, type Front } from './front';
import { loadRetailer } from './retailer';

export const PATIENCE_MS = 30_000;

export interface PageOptions extends BrowserContextOptions {
  signedIn?: boolean;
  /** What is done to the browser before the page is opened. */
  prepare?: (context: BrowserContext) => Promise<unknown>;
}

export interface World {
  engine: Engine;
  url: string;
  /** A page of its own, signed in unless said otherwise; fails the test on any error in its console. */
  page(path: string, options?: PageOptions): Promise<Page>;
  close(): Promise<void>;
}

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'
];

export const errors: string[] = [];

export interface WorldOptions {
  /** Without the retailer that most tests are about. */
  empty?: boolean;
  /** Settings of the engine, as `--set` takes them. */
  settings?: readonly string[];
}

export async function openWorld({ empty = false, settings = [] }: WorldOptions = {}): Promise<World> {
  const engine = await startEngine(settings);
  const closing: (() => Promise<unknown>)[] = [() => engine.close()];
  try {
    if (!empty) await loadRetailer(engine);
    const front: Front = await frontOf(engine.url);
    closing.unshift(() => front.close());
    const executablePath = process.env.REALTAIL_CHROMIUM ?? '/usr/bin/chromium';
    const browser: Browser = await chromium.launch({ executablePath, args: FLAGS });
    closing.unshift(() => browser.close());
    return {
      engine,
      url: front.url,
      page: (path, options) => open(browser, front.url, path, options),
      close: () => closeAll(closing)
    };
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
}

async function closeAll(closing: (() => Promise<unknown>)[]): Promise<void> {
  for (const close of closing) await close();
}

async function open(browser: Browser, url: string, path: string, options: PageOptions = {}): Promise<Page> {
  const { signedIn = true, prepare, ...rest } = options;
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...rest });
  context.setDefaultTimeout(PATIENCE_MS);
  await prepare?.(context);
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(`${path}: ${error.message}`));
  page.on('console', (message) => {
    // A refused or lost request is what some tests are about; the browser notes it by itself.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) errors.push(`${path}: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) errors.push(`${path} asked ${request.url()}`);
  });
  await page.goto(url + path + (signedIn ? `#key=${ADMIN_KEY}` : ''));
  return page;
}

/** How far the page can be scrolled sideways, in pixels. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
