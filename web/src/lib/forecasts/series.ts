// Forecasts as lines of plots: what was sold, what is expected and how sure that is, and how right it was before.
import type { Forecast, ForecastHistory, ScoredDay } from '$lib/api/types';

/** A day of the curve: over with its units, or ahead with its band. */
export interface Point {
  day: string;
  units?: number;
  mean?: number;
  low?: number;
  high?: number;
}

/** So many days that are over, and all that are ahead. */
export function curve(history: ForecastHistory, forecast: Forecast | undefined, past = 42): Point[] {
  const over = history.days.slice(-past).map(({ day, units }) => ({ day, units }));
  const ahead = (forecast?.days ?? []).map(({ day, mean, low, high }) => ({ day, mean, low, high }));
  return [...over, ...ahead];
}

/** The weather of the days ahead for which it is forecast, in words. */
export function weather(forecast: Forecast): { day: string; words: string }[] {
  return forecast.days.flatMap(({ day, weekday, high_celsius: high, precipitation_mm: rain }) => {
    const parts = [...(typeof high === 'number' ? [`${Math.round(high)} °C`] : []), ...(rain ? [`${rain.toFixed(rain < 10 ? 1 : 0)} mm`] : [])];
    return parts.length === 0 ? [] : [{ day: `${weekday.slice(0, 1).toUpperCase()}${weekday.slice(1)} ${Number(day.slice(8))}`, words: parts.join(', ') }];
  });
}

/** Errors as shares of what was sold, over a week each: what served, the plain rule, the week before. */
export interface WeekErrors {
  day: string;
  served: number;
  plain: number;
  naive: number;
}

const WEEK = 7;

export function weekErrors(days: readonly ScoredDay[]): WeekErrors[] {
  return days.flatMap((last, at) => {
    const week = days.slice(Math.max(0, at - WEEK + 1), at + 1);
    const sum = (of: (day: ScoredDay) => number) => week.reduce((all, day) => all + of(day), 0);
    const units = sum((day) => day.units);
    if (at + 1 < Math.min(WEEK, days.length) || units <= 0) return [];
    return [{ day: last.day, served: sum((day) => day.error) / units, plain: sum((day) => day.plain_error) / units, naive: sum((day) => day.naive_error) / units }];
  });
}

/** All days together: errors as shares of what was sold, and how often it lay within the band of eight in ten. */
export function overall(days: readonly ScoredDay[]): { served: number; plain: number; naive: number; inside: number } | undefined {
  const sum = (of: (day: ScoredDay) => number) => days.reduce((all, day) => all + of(day), 0);
  const units = sum((day) => day.units);
  const pairs = sum((day) => day.pairs);
  if (units <= 0 || pairs === 0) return undefined;
  return { served: sum((day) => day.error) / units, plain: sum((day) => day.plain_error) / units, naive: sum((day) => day.naive_error) / units, inside: sum((day) => day.inside) / pairs };
}

/** A line through points, left to right, in a box of that size; higher values higher up. */
export function path(values: readonly (number | undefined)[], most: number, width: number, height: number): string {
  const step = width / Math.max(1, values.length - 1);
  const places = values.flatMap((value, at) => (value === undefined ? [] : [`${(at * step).toFixed(1)},${(height - (value / (most || 1)) * height).toFixed(1)}`]));
  return places.length === 0 ? '' : `M${places.join('L')}`;
}

/** The area between two lines. */
export function area(low: readonly (number | undefined)[], high: readonly (number | undefined)[], most: number, width: number, height: number): string {
  const step = width / Math.max(1, low.length - 1);
  const place = (value: number, at: number) => `${(at * step).toFixed(1)},${(height - (value / (most || 1)) * height).toFixed(1)}`;
  const along = (values: readonly (number | undefined)[]) => values.flatMap((value, at) => (value === undefined ? [] : [place(value, at)]));
  const [below, above] = [along(low), along(high)];
  return below.length === 0 ? '' : `M${above.join('L')}L${below.reverse().join('L')}Z`;
}
