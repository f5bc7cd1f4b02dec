// Devices in words, and a form as it is sent.
import { expect, test } from 'vitest';
import type { Device, DeviceState } from '../../src/lib/api/types';
import { alertOf, bodyOf, degrees, fits, formOf, lastWords } from '../../src/lib/devices/words';

const fridge: Device = {
  device: 'F',
  kind: 'thermometer',
  site: 'S1',
  zone: 'cold',
  name: 'Dairy',
  silent: false,
  climate: { too_warm_above_millicelsius: 8000, well_at_millicelsius: 4500, for_ms: 90_000 }
};
const at = '2026-11-26T12:00:00Z';
const read = (last: Partial<NonNullable<DeviceState['last']>>, more: Partial<DeviceState> = {}): DeviceState => ({ device: 'F', last: { at, received_at: at, ...last }, ...more });

test('what was read is said in the unit of the device', () => {
  expect(lastWords(undefined)).toBe('–');
  expect(lastWords({ device: 'F' })).toBe('–');
  expect(lastWords(read({ celsius: -18.04 }))).toBe('−18.0 °C');
  expect(lastWords(read({ weight_g: 12_500 }))).toBe('12,500 g');
  expect(lastWords(read({ weight_g: 500, units: 1 }))).toBe('1 unit');
  expect(degrees(4.26)).toBe('4.3 °C');
});

test('the worst is said first', () => {
  const alert = (device: Partial<Device>, state: DeviceState | undefined) => alertOf({ device: { ...fridge, ...device }, state });
  expect(alert({}, undefined)).toMatchObject({ text: 'Nothing read yet', tone: '' });
  expect(alert({}, read({ celsius: 4 }))).toMatchObject({ text: 'Well', tone: 'good' });
  expect(alert({ climate: null }, read({ celsius: 4 }))).toMatchObject({ text: 'No limits' });
  expect(alert({}, read({ celsius: 9 }, { too_warm: { since: at, told: false, due_at: at } }))).toEqual({ text: 'Too warm, not told yet', tone: 'warn', since: at });
  const both = alert({ silent: true }, read({ celsius: 9 }, { too_warm: { since: at, told: true } }));
  expect(both).toEqual({ text: 'Too warm', tone: 'bad', since: at });
  expect(alert({ silent: true, last_seen_at: at }, undefined)).toEqual({ text: 'Silent', tone: 'warn', since: at });
});

test('every word that is searched for must stand somewhere', () => {
  const row = { device: fridge, state: undefined };
  expect(['', 'dairy', 'thermo s1', 'COLD', 'nothing read'].map((search) => fits(row, search))).toEqual([true, true, true, true, true]);
  expect(fits(row, 'dairy shelf')).toBe(false);
});

test('a form that nobody touched sends the device as it was', () => {
  const { device: _, silent: __, ...own } = fridge;
  expect(bodyOf(formOf(fridge), fridge)).toEqual({ ...own, antennas: [], llrp: null, shelf: null, silent_after_ms: null });
  const reader: Device = { device: 'R', kind: 'reader', site: 'S1', silent: false, llrp: '10.0.0.9', antennas: [{ antenna: 1, zone: 'floor' }], silent_after_ms: 60_000 };
  expect(bodyOf(formOf(reader), reader)).toMatchObject({ antennas: reader.antennas, llrp: '10.0.0.9', climate: null, shelf: null, silent_after_ms: 60_000 });
});

test('a kind takes its own limits only', () => {
  const shelf = { ...formOf(undefined), device: 'R', kind: 'shelf' as const, site: ' S1 ', item: '1001', minutes: 0.5 };
  expect(bodyOf(shelf, undefined)).toMatchObject({ site: 'S1', zone: null, climate: null, shelf: { item: '1001', unit_weight_g: 500, for_ms: 30_000 } });
  expect(bodyOf({ ...shelf, hasLimits: false }, undefined).shelf).toBeNull();
});
