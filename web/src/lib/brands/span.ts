// The days that a report is about.
export const SPANS: readonly { days: number; name: string }[] = [
  { days: 7, name: 'Last 7 days' },
  { days: 30, name: 'Last 30 days' },
  { days: 90, name: 'Last 90 days' }
];

const DAY_MS = 86_400_000;

/** The last so many UTC days, today counted in. */
export function spanOf(days: number, now = Date.now()): { from: string; to: string } {
  const known = SPANS.some((span) => span.days === days) ? days : 30;
  const name = (at: number) => new Date(at).toISOString().slice(0, 10);
  return { from: name(now - (known - 1) * DAY_MS), to: name(now) };
}

/** Every day from one to another, so that quiet days have their place in a plot. */
export function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to) && days.length < 400; at += DAY_MS) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}
