// A trace as a waterfall: each step starts when its cause was decided and ends when it was durable itself.
import type { TraceStep } from '$lib/api/types';

export interface Bar {
  step: TraceStep;
  /** How many causes lie between this step and the signal. */
  depth: number;
  startMs: number;
  endMs: number;
  /** The step this one follows from. */
  parent: TraceStep | undefined;
}

/** A cause names an entry of the log; of the steps in that entry the first stands for it. */
export function layoutTrace(steps: readonly TraceStep[]): Bar[] {
  const bars = new Map<TraceStep, Bar>();
  const byEntry = new Map<string, TraceStep>();
  for (const step of steps) {
    const entry = String(step.position);
    if (!byEntry.has(entry)) byEntry.set(entry, step);
    if (!byEntry.has(step.id)) byEntry.set(step.id, step);
  }
  const place = (step: TraceStep, seen: ReadonlySet<TraceStep>): Bar => {
    const known = bars.get(step);
    if (known) return known;
    const cause = step.cause == null ? undefined : byEntry.get(String(step.cause));
    const parent = cause === undefined || cause === step || seen.has(cause) ? undefined : cause;
    const above = parent === undefined ? undefined : place(parent, new Set([...seen, step]));
    const startMs = Math.min(above?.step.decided_ms ?? 0, step.delay_ms);
    const bar = { step, parent, depth: above === undefined ? 0 : above.depth + 1, startMs, endMs: step.delay_ms };
    bars.set(step, bar);
    return bar;
  };
  return steps.map((step) => place(step, new Set()));
}

/** The right edge of the picture: the last step, with room so that nothing divides by zero. */
export function extentMs(bars: readonly Bar[]): number {
  return Math.max(0.001, ...bars.map(({ endMs }) => endMs)) * 1.02;
}

/** Three to six round marks below `until`. */
export function marks(until: number): number[] {
  const power = 10 ** Math.floor(Math.log10(until));
  const step = [0.2, 0.5, 1, 2].map((factor) => factor * power).find((one) => until / one <= 6) ?? power;
  const found: number[] = [];
  for (let at = step; at < until * 0.97; at += step) found.push(Number(at.toPrecision(6)));
  return found;
}
