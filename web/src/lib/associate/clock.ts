// The time of this device, set right against the engine's: what is done without a network still has its true time.

export interface Skew {
  /** What is added to this device's clock to have the engine's. */
  aheadMs: number;
  /** How wrong that may be. */
  withinMs: number;
}

/** A clock that is off by more than this is worth a word. */
export const NOTABLE_MS = 90_000;
/** The engine writes the time of its answers in whole seconds. */
const STEP_MS = 1_000;

/** From one answer: when it was asked and answered by this device, and when by the engine. */
export function skewOf(askedAt: number, answeredAt: number, date: string | null): Skew | undefined {
  const engine = date === null ? NaN : Date.parse(date);
  if (Number.isNaN(engine)) return undefined;
  const middle = (askedAt + answeredAt) / 2;
  return { aheadMs: Math.round(engine + STEP_MS / 2 - middle), withinMs: Math.ceil((answeredAt - askedAt + STEP_MS) / 2) };
}

/** Of two measurements the closer one, unless they contradict each other: then the clock was set in between. */
export function better(old: Skew | undefined, now: Skew): Skew {
  if (old === undefined) return now;
  const apart = Math.abs(old.aheadMs - now.aheadMs);
  return apart > old.withinMs + now.withinMs || now.withinMs <= old.withinMs ? now : old;
}

/** The engine's time now, and behind `last`, so that deeds are in the order of their times. */
export function deedTime(now: number, skew: Skew | undefined, last: string | undefined): string {
  const right = Math.round(now + (skew?.aheadMs ?? 0));
  const after = last === undefined ? right : Date.parse(last) + 1;
  // A deed that is far ahead was timed by a clock that has been set right since.
  return new Date(after - right > NOTABLE_MS ? right : Math.max(right, after)).toISOString();
}
