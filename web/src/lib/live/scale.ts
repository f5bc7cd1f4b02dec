// A log scale for delays: each step to the right is ten times as long.

export const FROM_MS = 0.01;
export const TO_MS = 10_000;
const DECADES = Math.log10(TO_MS / FROM_MS);

export const TICKS = [
  { ms: 0.1, text: '0.1' },
  { ms: 1, text: '1' },
  { ms: 10, text: '10' },
  { ms: 100, text: '100' },
  { ms: 1_000, text: '1 s' }
] as const;

/** 0 at the left end, 1 at the right; what lies outside sticks to its end. */
export function logPosition(ms: number): number {
  if (!(ms > FROM_MS)) return 0;
  return Math.min(1, Math.log10(ms / FROM_MS) / DECADES);
}
