// A push service that browsers subscribe at: the npm package web-push-testing, as a process; it decrypts what it is sent.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { freePort } from '../browser/engine';

export interface PushService {
  /** Lets the pages of a browser subscribe here; their own service is out of reach of a test. */
  adopt(context: BrowserContext): Promise<void>;
  /** What a phone was sent, decrypted. */
  messages(): Promise<string[]>;
  close(): Promise<void>;
}

interface Subscription { endpoint: string; keys: object; clientHash: string }

export async function startPushService(folder: string): Promise<PushService> {
  const port = await freePort();
  const work = await mkdtemp(join(tmpdir(), 'realtail-push-'));
  const child = spawn('node', [join(folder, 'src/bin/server.js'), String(port)], { cwd: work, stdio: 'ignore' });
  const url = `http://localhost:${port}`;
  const ask = async <T>(path: string, body: object): Promise<T> => {
    const response = await fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    return ((await response.json()) as { data: T }).data;
  };
  for (const until = Date.now() + 20_000; Date.now() < until; ) {
    if (await fetch(`${url}/status`, { method: 'POST' }).then(() => true, () => false)) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  let phone = '';
  return {
    adopt: async (context) => {
      await context.exposeFunction('subscribeForTests', async (applicationServerKey: string) => {
        const { clientHash, endpoint, keys } = await ask<Subscription>('/subscribe', { userVisibleOnly: 'true', applicationServerKey });
        phone = clientHash;
        return { endpoint, expirationTime: null, keys };
      });
      await context.addInitScript(() => {
        const own = window as unknown as { subscribeForTests(key: string): Promise<{ endpoint: string }> };
        let made: PushSubscription | null = null;
        PushManager.prototype.getSubscription = () => Promise.resolve(made);
        PushManager.prototype.subscribe = async (options) => {
          const json = await own.subscribeForTests(options?.applicationServerKey as string);
          made = { ...json, toJSON: () => json, unsubscribe: () => Promise.resolve(true) } as unknown as PushSubscription;
          return made;
        };
      });
    },
    messages: async () => (await ask<{ messages: string[] }>('/get-notifications', { clientHash: phone })).messages,
    close: async () => {
      child.kill();
      await rm(work, { recursive: true, force: true });
    }
  };
}

/** Hands a notice to the service worker of a page, as the browser's push service would. */
export async function deliver(page: Page, scope: string, data: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const found = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => new URL(scopeURL).pathname === scope);
      if (ours) resolve(ours.registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  // The session ends with its page: a browser drops what it has not delivered yet where it ends before.
  await devtools.send('ServiceWorker.deliverPushMessage', { origin: new URL(page.url()).origin, registrationId: await found, data });
}
