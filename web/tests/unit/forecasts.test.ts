// The weather of a forecast in words.
import { expect, test } from 'vitest';
import type { Forecast } from '../../src/lib/api/types';
import { weather } from '../../src/lib/forecasts/series';

test.each([
  [{}, undefined],
  [{ high_celsius: 21.4 }, '21 °C'],
  [{ high_celsius: -0.4, precipitation_mm: 0 }, '0 °C'],
  [{ high_celsius: 12.5, precipitation_mm: 3.26 }, '13 °C, 3.3 mm'],
  [{ high_celsius: null, precipitation_mm: 41.8 }, '42 mm']
])('%o is told as %s', (told, words) => {
  const day = { day: '2026-11-07', weekday: 'sat', mean: 1, low: 0, high: 2, ...told };
  const forecast = { days: [day] } as unknown as Forecast;
  expect(weather(forecast)).toEqual(words === undefined ? [] : [{ day: 'Sat 7', words }]);
});
