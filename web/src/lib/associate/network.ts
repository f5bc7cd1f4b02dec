// When the network comes and goes: the engine is asked at once, and what waits is brought in.
import { connection } from '$lib/state/connection.svelte';
import { keepLease } from './keeping.svelte';
import { station } from './station.svelte';

const EVERY_MS = 20_000;

/** Watches until the returned function is called. */
export function watchNetwork(): () => void {
  const online = () => void connection.retryNow().then(bringIn);
  const offline = () => connection.answered(false);
  const seen = () => {
    if (!document.hidden) void station.refresh().then(bringIn);
  };
  const timer = setInterval(bringIn, EVERY_MS);
  addEventListener('online', online);
  addEventListener('offline', offline);
  document.addEventListener('visibilitychange', seen);
  if (!navigator.onLine) connection.answered(false);
  void register();
  return () => {
    clearInterval(timer);
    removeEventListener('online', online);
    removeEventListener('offline', offline);
    document.removeEventListener('visibilitychange', seen);
  };
}

function bringIn(): void {
  if (station.device === undefined) return;
  void station.merge().then(() => (connection.down ? undefined : keepLease()));
}

async function register(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register('/service-worker.js', { scope: '/associate', type: import.meta.env.DEV ? 'module' : 'classic' });
  } catch (error) {
    console.warn('The app is not kept on this phone:', error);
  }
}
