// Keeps an app on the phone: the associates' whole and of one version, so that it opens without a network; the shop's page and
// what was used of it. For the shop it shows notices too, and opens what they are about.
/// <reference types="@sveltejs/kit" />
/// <reference lib="webworker" />
import { build, files, version } from '$service-worker';

const worker = globalThis as unknown as ServiceWorkerGlobalScope;
/** One worker an app: which one it is says where it was registered. */
const SHELL = new URL(worker.registration.scope).pathname.replace(/\/$/, '');
const APP = SHELL.slice(1);
const CACHE = `${APP}-${version}`;
const KEPT = new Set([...build, ...files]);

worker.addEventListener('install', (event) => {
  const fill = async () => {
    const cache = await caches.open(CACHE);
    // Past the browser's own cache: the files and the page that names them belong together.
    const first = APP === 'associate' ? [SHELL, ...KEPT] : [SHELL];
    await cache.addAll(first.map((path) => new Request(path, { cache: 'reload' })));
    // Nobody's hands are on a shop page for long: its new version comes at once.
    if (APP !== 'associate') await worker.skipWaiting();
  };
  event.waitUntil(fill());
});

worker.addEventListener('activate', (event) => {
  const clear = async () => {
    for (const name of await caches.keys()) if (name !== CACHE && name.startsWith(`${APP}-`)) await caches.delete(name);
    await worker.clients.claim();
  };
  event.waitUntil(clear());
});

/** The new version takes over when the person says so, never under their hands. */
worker.addEventListener('message', (event) => {
  if (event.data === 'take over') void worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(APP === 'associate' ? from(SHELL, request) : fresh(request));
  else if (KEPT.has(url.pathname)) event.respondWith(from(url.pathname, request));
});

async function from(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(path);
  if (kept !== undefined || APP === 'associate') return kept ?? fetch(request);
  const answer = await fetch(request);
  if (answer.ok) await cache.put(path, answer.clone());
  return answer;
}

/** The page as it is now; the one that was kept where there is no network. */
async function fresh(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(CACHE)).match(SHELL);
    if (kept === undefined) throw error;
    return kept;
  }
}

interface Notice { push?: string; title?: string; body?: string; url?: string }

worker.addEventListener('push', (event) => {
  const notice = noticeOf(event.data);
  const shown = { body: notice.body ?? '', icon: '/shop-192.png', badge: '/shop-192.png', data: { url: notice.url ?? '/shop' }, ...(notice.push === undefined ? {} : { tag: notice.push }) };
  event.waitUntil(worker.registration.showNotification(notice.title ?? 'Realtail shop', shown));
});

function noticeOf(data: PushMessageData | null): Notice {
  try {
    return (data?.json() ?? {}) as Notice;
  } catch {
    return {};
  }
}

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { url } = event.notification.data as { url: string };
  const target = new URL(url, location.origin);
  // Only pages of this shop: a notice opens nothing else.
  if (target.origin !== location.origin || !target.pathname.startsWith('/shop')) target.pathname = '/shop';
  event.waitUntil(open(location.origin + target.pathname + target.search));
});

async function open(url: string): Promise<void> {
  const [page] = await worker.clients.matchAll({ type: 'window' });
  if (page === undefined) return void (await worker.clients.openWindow(url));
  await page.navigate(url);
  await page.focus();
}
