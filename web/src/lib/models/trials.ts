// The trials of a model as lines of a plot: what served, what was in the shadow, the plain rule.
import type { Model, ModelTrial } from '$lib/api/types';

export interface Line {
  name: string;
  tone: 'live' | 'shadow' | 'plain';
  points: { x: number; y: number }[];
}

/** Each version's score over the trials, and the plain rule's. */
export function linesOf(model: Model): Line[] {
  const lines = new Map<string, Line>();
  model.trials.forEach((trial, x) => {
    for (const { version, score } of trial.scores) {
      const tone = version === model.live ? 'live' : 'shadow';
      const line = lines.get(version) ?? { name: version, tone, points: [] };
      line.points.push({ x, y: score });
      lines.set(version, line);
    }
  });
  const plain: Line = { name: 'plain rule', tone: 'plain', points: model.trials.map(({ baseline }, x) => ({ x, y: baseline })) };
  return [plain, ...lines.values()];
}

/** How much better than the plain rule the version that serves was in the newest trial, as a share of it. */
export function better(model: Model): number | undefined {
  const newest: ModelTrial | undefined = model.trials.at(-1);
  const reached = newest?.scores.find(({ version }) => version === model.live)?.score;
  if (newest === undefined || reached === undefined || newest.baseline <= 0) return undefined;
  return 1 - reached / newest.baseline;
}
