// Numbers, times and words as people read them.
import type { Account, Item } from './api/types';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

export function count(value: number): string {
  return whole.format(value).replace('-', '−');
}

/** Minor units as money is written: 5995 EUR is €59.95. `XXX` is no currency at all. */
export function money(minor: number, currency: string): string {
  if (currency === 'XXX') return (minor / 100).toFixed(2).replace('-', '−');
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(minor / 10 ** digitsOf(currency)).replace('-', '−');
}

function digitsOf(currency: string): number {
  if (currency === 'XXX') return 2;
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Money as a person would type it into a field that says the currency. */
export function typedMoney(minor: number | null | undefined, currency: string): string {
  return minor == null ? '' : (minor / 10 ** digitsOf(currency)).toFixed(digitsOf(currency));
}

/** What a person typed as money, in minor units; nothing where it is no amount. */
export function minorUnits(typed: string, currency: string): number | undefined {
  const digits = digitsOf(currency);
  const found = /^(\d{1,12})(?:[.,](\d+))?$/.exec(typed.trim());
  if (found === null || (found[2]?.length ?? 0) > digits) return undefined;
  return Number((found[1] ?? '') + (found[2] ?? '').padEnd(digits, '0'));
}

/** What was typed with commas between. */
export function byComma(text: string): string[] {
  return text.split(',').map((one) => one.trim()).filter((one) => one !== '');
}

/** Parts per million as a percentage: 190,000 is 19 %. */
export function percent(ppm: number): string {
  return `${Number((ppm / 10_000).toFixed(2))} %`;
}

export function signed(value: number): string {
  return value > 0 ? `+${count(value)}` : count(value);
}

/** Three digits are enough to compare: 0.42, 8.3, 950, 12.4K. */
export function rate(value: number): string {
  if (value >= 10_000) return short.format(value);
  if (value >= 100 || Number.isInteger(value)) return whole.format(value);
  return value.toFixed(value >= 10 ? 0 : 1);
}

export function duration(ms: number): string {
  if (ms < 0.001) return '0 ms';
  if (ms < 1) return `${(ms * 1000).toFixed(0)} µs`;
  if (ms < 1000) return `${ms < 10 ? ms.toFixed(2) : ms < 100 ? ms.toFixed(1) : ms.toFixed(0)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  return span(ms);
}

/** A stretch of time in its two largest parts. */
export function span(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${pad(s % 60)} s`;
  if (s < 86_400) return `${Math.floor(s / 3600)} h ${pad(Math.floor(s / 60) % 60)} min`;
  return `${Math.floor(s / 86_400)} d ${Math.floor(s / 3600) % 24} h`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/** The time alone where it is today, else the day with it. */
export function moment(iso: string, now = new Date()): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const time = at.toLocaleTimeString('en-GB');
  if (at.toDateString() === now.toDateString()) return time;
  return `${day(at)} ${time.slice(0, 5)}`;
}

/** With thousandths, for what must be told apart within one second. */
export function instant(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  return `${at.toLocaleTimeString('en-GB')}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

export function day(at: Date): string {
  return at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}

/** The two ends of an id too long to read. */
export function shortId(id: string): string {
  return id.length <= 18 ? id : `${id.slice(0, 4)}…${id.slice(-6)}`;
}

/** `retail.stock.moved` and `sold_out` as words. */
export function words(name: string): string {
  return name
    .replace(/^retail\./, '')
    .replace(/^action\./, '')
    .replace(/[._]/g, ' ');
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function account(of: Account): string {
  if ('outside' in of) return capital(of.outside);
  if ('shipment' in of) return `Shipment ${of.shipment}`;
  const condition = of.condition && of.condition !== 'sellable' ? ` (${of.condition})` : '';
  return `${of.site}${of.zone ? ` · ${of.zone}` : ''}${condition}`;
}

export function unit(of: Item['unit'], quantity: number): string {
  if (of === undefined || of === 'each') return Math.abs(quantity) === 1 ? 'unit' : 'units';
  return of;
}

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}
