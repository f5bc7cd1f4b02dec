// Notices on this phone: asked for after a tap only, and told to the shop under the shopper's session.
import { ask, maybe } from './client';

export type Notices = 'unable' | 'blocked' | 'off' | 'on';

export async function noticesNow(): Promise<Notices> {
  if (!('PushManager' in window) || !('Notification' in window)) return 'unable';
  if (Notification.permission === 'denied') return 'blocked';
  const registration = await navigator.serviceWorker.getRegistration('/shop');
  return (await registration?.pushManager.getSubscription()) ? 'on' : 'off';
}

/** Asks the person, then the browser's push service, then tells the shop. */
export async function turnOn(): Promise<Notices> {
  if ((await Notification.requestPermission()) !== 'granted') return noticesNow();
  const offered = await maybe(ask<{ key: string }>('GET', '/v1/shop/push-key'));
  if (offered === undefined) return 'unable';
  const registration = await navigator.serviceWorker.ready;
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: offered.key });
  await ask('PUT', '/v1/shop/me/subscription', { body: subscription.toJSON() });
  return 'on';
}

export async function turnOff(): Promise<Notices> {
  const registration = await navigator.serviceWorker.getRegistration('/shop');
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
  await maybe(ask('DELETE', '/v1/shop/me/subscription'));
  return noticesNow();
}
