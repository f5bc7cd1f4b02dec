// Keeps the associates' app on the phone: its files whole and of one version, so that it opens without a network.
/// <reference types="@sveltejs/kit" />
/// <reference lib="webworker" />
import { build, files, version } from '$service-worker';

const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const CACHE = `associate-${version}`;
const SHELL = '/associate';
const KEPT = new Set([...build, ...files]);

worker.addEventListener('install', (event) => {
  const fill = async () => {
    const cache = await caches.open(CACHE);
    // Past the browser's own cache: the files and the page that names them belong together.
    await cache.addAll([SHELL, ...KEPT].map((path) => new Request(path, { cache: 'reload' })));
  };
  event.waitUntil(fill());
});

worker.addEventListener('activate', (event) => {
  const clear = async () => {
    for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
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
  if (request.mode === 'navigate') event.respondWith(from(SHELL, request));
  else if (KEPT.has(url.pathname)) event.respondWith(from(url.pathname, request));
});

async function from(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}
