// A day of a store in quarter hours: who is needed, who is planned, and shifts as a person types them.
import type { LabourNeeds, PlannedShift, Roster } from '$lib/api/types';

export const QUARTERS = 96;
export const ROLES = ['till', 'picking', 'shelf'] as const;
export type Role = (typeof ROLES)[number];
export const ROLE_NAMES: Record<Role, string> = { till: 'Tills', picking: 'Picking', shelf: 'Shelves' };

/** The beginning of a quarter hour as the clock shows it. */
export function clock(quarter: number): string {
  return `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
}

/** The quarter hour of a time; nothing where it is no time. */
export function quarterOf(time: string | null | undefined): number | undefined {
  const found = /^(\d{2}):(\d{2})$/.exec(time ?? '');
  return found === null ? undefined : Number(found[1]) * 4 + Number(found[2]) / 15;
}

/** How many people work in each quarter hour at something. A break is as long as the roster's rules say. */
export function working(shifts: readonly PlannedShift[], role: Role, breakMinutes: number): number[] {
  const people = new Array<number>(QUARTERS).fill(0);
  for (const shift of shifts) {
    const [from, to, pause] = [quarterOf(shift.from), quarterOf(shift.to), quarterOf(shift.break_from)];
    if (shift.role !== role || from === undefined || to === undefined) continue;
    for (let at = Math.max(0, Math.floor(from)); at < Math.min(QUARTERS, to); at += 1) {
      if (pause === undefined || at < pause || at >= pause + breakMinutes / 15) people[at] = (people[at] ?? 0) + 1;
    }
  }
  return people;
}

/** What is needed at something, quarter by quarter. */
export function needed(needs: Pick<LabourNeeds, 'needs'>, role: Role): number[] {
  return needs.needs.find((of) => of.role === role)?.people ?? new Array<number>(QUARTERS).fill(0);
}

/** From when until when something goes on at all, with an hour around it: what a plot shows. */
export function shownHours(lines: readonly (readonly number[])[]): [number, number] {
  const busy = (at: number) => lines.some((line) => (line[at] ?? 0) > 0.05);
  const all = Array.from({ length: QUARTERS }, (_, at) => at).filter(busy);
  if (all.length === 0) return [24, 84];
  return [Math.max(0, (all[0] as number) - 4), Math.min(QUARTERS, (all.at(-1) as number) + 5)];
}

/** Hours that a shift is paid. */
export function paidHours(shift: PlannedShift, breakMinutes: number): number {
  const [from, to] = [quarterOf(shift.from) ?? 0, quarterOf(shift.to) ?? 0];
  return Math.max(0, (to - from) / 4 - (shift.break_from == null ? 0 : breakMinutes / 60));
}

/** Minutes as hours: 570 is 9.5. */
export function hours(minutes: number): string {
  return Number((minutes / 60).toFixed(2)).toString();
}

/** Steps through the values of quarter hours, in a box of that size. */
export function steps(values: readonly number[], most: number, width: number, height: number): string {
  const step = width / Math.max(1, values.length);
  const y = (value: number) => (height - (value / (most || 1)) * height).toFixed(1);
  return values.map((value, at) => `${at === 0 ? 'M' : 'L'}${(at * step).toFixed(1)},${y(value)}H${((at + 1) * step).toFixed(1)}`).join('');
}

/** The day as a file for whoever pays or prints. */
export function csv(site: string, day: string, shifts: readonly PlannedShift[], breakMinutes: number): string {
  const rows = shifts.map((shift) => [site, day, shift.person, shift.role, shift.from, shift.to, shift.break_from ?? '', paidHours(shift, breakMinutes)].join(','));
  return ['site,day,person,role,from,to,break_from,paid_hours', ...rows].join('\n') + '\n';
}

/** People who could be given a shift: those of the roster who have none, by number. */
export function free(roster: Roster, shifts: readonly PlannedShift[]): string[] {
  return roster.people.map(({ person }) => person).filter((person) => !shifts.some((shift) => shift.person === person));
}

export const WHY_UNCOVERED = {
  nobody_can: 'nobody who can do it is free then',
  all_have_shifts: 'all who can have a shift already',
  not_worth_a_shift: 'a shift for it costs more than it is worth'
} as const;
