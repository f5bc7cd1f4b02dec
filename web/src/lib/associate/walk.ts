// A walk through the site for several orders: stop by stop, what was found goes to the orders in turn.
import type { Wave } from '$lib/api/types';
import type { Found } from './doing';

export interface Walk {
  /** The tasks, each with its place on the trolley: A, B, C. */
  tasks: string[];
  stops: Wave['stops'];
  /** How much was found at each stop so far. */
  found: (number | null)[];
  started_at: string;
}

export function startWalk(wave: Pick<Wave, 'tasks' | 'stops'>, now = new Date()): Walk {
  return { tasks: wave.tasks, stops: wave.stops, found: wave.stops.map(() => null), started_at: now.toISOString() };
}

export function trolleyPlace(walk: Walk, task: string): string {
  return String.fromCharCode(65 + Math.max(0, walk.tasks.indexOf(task)) % 26);
}

/** The first stop that was not made yet. */
export function nextStop(walk: Walk): number | undefined {
  const at = walk.found.findIndex((found) => found === null);
  return at === -1 ? undefined : at;
}

/** Units found at a stop, as they are laid to its orders: whoever comes first in the wave is served first. */
export function shares(stop: Wave['stops'][number], found: number): number[] {
  let rest = found;
  return stop.parts.map(({ quantity }) => {
    const share = Math.min(quantity, rest);
    rest -= share;
    return share;
  });
}

/** What was found for each task, line by line; a stop that was not made counts as nothing found. */
export function foundByTask(walk: Walk): Map<string, Found[]> {
  const found = new Map<string, Found[]>(walk.tasks.map((task) => [task, []]));
  walk.stops.forEach((stop, n) => {
    const given = shares(stop, walk.found[n] ?? 0);
    stop.parts.forEach(({ task, line }, part) => {
      const lines = found.get(task) ?? [];
      const known = lines.find((one) => one.line === line);
      if (known) known.picked += given[part] ?? 0;
      else lines.push({ line, picked: given[part] ?? 0 });
      found.set(task, lines);
    });
  });
  return found;
}
