// Devices in words: what they measured, what is wrong with them, and how a form becomes one.
import type { Device, DeviceBody, DeviceState } from '$lib/api/types';
import { capital, count, moment } from '$lib/format';

export const KINDS = ['thermometer', 'shelf', 'reader', 'counter', 'sign', 'camera'] as const;
export type Kind = (typeof KINDS)[number];

/** A device with how it is, as the table shows it. */
export interface Row {
  device: Device;
  state: DeviceState | undefined;
}

export interface Alert {
  text: string;
  tone: 'bad' | 'warn' | 'good' | '';
  since: string | undefined;
}

/** Thousandths of a degree as people read them. */
export function degrees(celsius: number): string {
  return `${celsius.toFixed(1).replace('-', '−')} °C`;
}

/** What was read last; nothing where nothing was since the engine started. */
export function lastWords(state: DeviceState | undefined): string {
  const last = state?.last;
  if (last == null) return '–';
  if (last.celsius != null) return degrees(last.celsius);
  if (last.units != null) return last.units === 1 ? '1 unit' : `${count(last.units)} units`;
  return last.weight_g == null ? '–' : `${count(last.weight_g)} g`;
}

/** The worst there is to say of it, and since when. */
export function alertOf({ device, state }: Row): Alert {
  const bad = (text: string, alert: { since: string; told: boolean }): Alert => ({
    text: alert.told ? text : `${text}, not told yet`,
    tone: alert.told ? 'bad' : 'warn',
    since: alert.since
  });
  if (state?.too_warm != null) return bad('Too warm', state.too_warm);
  if (state?.low != null) return bad('Low', state.low);
  if (device.silent) return { text: 'Silent', tone: 'warn', since: device.last_seen_at ?? undefined };
  const isWatched = device.climate != null || device.shelf != null;
  if (!isWatched) return { text: 'No limits', tone: '', since: undefined };
  return state?.last == null ? { text: 'Nothing read yet', tone: '', since: undefined } : { text: 'Well', tone: 'good', since: undefined };
}

export function seenWords(device: Device): string {
  return device.last_seen_at == null ? 'not since the start' : moment(device.last_seen_at);
}

/** Whether all words that were searched for stand somewhere in it. */
export function fits(row: Row, search: string): boolean {
  const { device, kind, site, zone, name, shelf } = row.device;
  const text = [device, kind, site, zone, name, shelf?.item, alertOf(row).text].join(' ').toLowerCase();
  return search.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

/** What stands in the form: texts as they are typed. */
export interface Form {
  device: string;
  kind: Kind;
  site: string;
  zone: string;
  name: string;
  silentMinutes: number | undefined;
  hasLimits: boolean;
  warmAbove: number | undefined;
  wellAt: number | undefined;
  minutes: number | undefined;
  item: string;
  unitWeight: number | undefined;
  emptyWeight: number | undefined;
  lowAt: number | undefined;
  filledAt: number | undefined;
}

const MINUTE_MS = 60_000;

export function formOf(device: Device | undefined): Form {
  const { climate, shelf } = device ?? {};
  const forMs = climate?.for_ms ?? shelf?.for_ms;
  return {
    device: device?.device ?? '',
    kind: device?.kind ?? 'thermometer',
    site: device?.site ?? '',
    zone: device?.zone ?? '',
    name: device?.name ?? '',
    silentMinutes: device?.silent_after_ms == null ? undefined : device.silent_after_ms / MINUTE_MS,
    hasLimits: device === undefined || climate != null || shelf != null,
    warmAbove: climate == null ? 8 : climate.too_warm_above_millicelsius / 1000,
    wellAt: climate == null ? 5 : climate.well_at_millicelsius / 1000,
    minutes: forMs == null ? 10 : forMs / MINUTE_MS,
    item: shelf?.item ?? '',
    unitWeight: shelf?.unit_weight_g ?? 500,
    emptyWeight: shelf?.empty_weight_g ?? 0,
    lowAt: shelf?.low_at_units ?? 2,
    filledAt: shelf?.filled_at_units ?? 6
  };
}

/** The form as it is sent. What the form does not show of a device stays as it was. */
export function bodyOf(form: Form, before: Device | undefined): DeviceBody {
  const text = (typed: string) => (typed.trim() === '' ? null : typed.trim());
  const whole = (typed: number | undefined) => Math.round(typed ?? 0);
  const forMs = whole((form.minutes ?? 0) * MINUTE_MS);
  const isReader = form.kind === 'reader';
  const climate = {
    too_warm_above_millicelsius: whole((form.warmAbove ?? 0) * 1000),
    well_at_millicelsius: whole((form.wellAt ?? 0) * 1000),
    for_ms: forMs
  };
  const shelf = {
    item: form.item.trim(),
    unit_weight_g: whole(form.unitWeight),
    empty_weight_g: whole(form.emptyWeight),
    low_at_units: whole(form.lowAt),
    filled_at_units: whole(form.filledAt),
    for_ms: forMs
  };
  return {
    kind: form.kind,
    site: form.site.trim(),
    zone: text(form.zone),
    name: text(form.name),
    antennas: isReader ? (before?.antennas ?? []) : [],
    llrp: isReader ? (before?.llrp ?? null) : null,
    climate: form.hasLimits && form.kind === 'thermometer' ? climate : null,
    shelf: form.hasLimits && form.kind === 'shelf' ? shelf : null,
    silent_after_ms: form.silentMinutes == null ? null : whole(form.silentMinutes * MINUTE_MS)
  };
}

export function kindWord(kind: string): string {
  return capital(kind);
}
