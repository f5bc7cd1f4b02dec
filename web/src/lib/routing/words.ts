// Rules, carriers and hours in words.
import type { Carrier, RoutingBatch, RoutingRules, SiteSettings } from '$lib/api/types';
import { count, money } from '$lib/format';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export function whenWords(when: RoutingRules['when'], currency: string): string {
  const said = [
    ...(when?.channels ?? []), ...(when?.methods ?? []), ...(when?.services ?? []), ...(when?.countries ?? []), ...(when?.categories ?? []),
    ...(when?.value_min == null ? [] : [`from ${money(when.value_min, currency)}`]), ...(when?.value_max == null ? [] : [`up to ${money(when.value_max, currency)}`])
  ];
  return said.length === 0 ? 'every order' : said.join(', ');
}

export function incompleteWords(batch: RoutingBatch): string {
  if (typeof batch.incomplete === 'object') return `or waits in ${batch.incomplete.park.queue ?? 'unrouted'}`;
  return batch.incomplete === 'keep' ? 'keeps a part' : 'all or next';
}

export function zoneWords(zone: Carrier['zones'][number], currency: string): string {
  const to = (zone.to ?? []).map(({ country, postal_prefix }) => `${country}${postal_prefix ? ` ${postal_prefix}…` : ''}`).join(', ') || 'everywhere';
  const { days_min, days_max, hours_max } = zone.transit;
  const days = days_min === days_max ? `${days_max} days` : `${days_min} to ${days_max} days`;
  const prices = zone.prices.map(({ weight_g_max, price }) => `${money(price, currency)} to ${count(weight_g_max / 1000)} kg`).join(', ');
  return `${to}${zone.distance_km_max == null ? '' : ` within ${count(zone.distance_km_max)} km`}: ${hours_max == null ? days : `${hours_max} h`}, ${prices}`;
}

export function hoursWords(hours: SiteSettings['hours']): string {
  const open = DAYS.filter((day) => hours?.[day]?.length).map((day) => `${day} ${(hours?.[day] ?? []).map(({ from, to }) => `${from}–${to}`).join(' ')}`);
  return open.length === 0 ? 'around the clock' : open.join(', ');
}
