/** How often a reconciler looks, in milliseconds. Each wait is jittered, so that many daemons don't ask at once. */
export interface LoopTiming {
  /** Between two looks at the branch. */
  readonly pollMs: number;
  /** Between two looks at the cluster while nothing has changed. */
  readonly driftMs: number;
  /** Between the two reads that have to agree before a difference counts as drift. */
  readonly confirmMs: number;
  /** The least time between two looks at the branch, however many webhooks ask for one. */
  readonly leastFetchMs: number;
  /** After failures: the first delay, which doubles, and the longest. */
  readonly firstBackoffMs: number;
  readonly maxBackoffMs: number;
}

export const defaultTiming: LoopTiming = {
  pollMs: 30_000,
  driftMs: 60_000,
  confirmMs: 3_000,
  leastFetchMs: 1_000,
  firstBackoffMs: 1_000,
  maxBackoffMs: 300_000,
};

/** A duration give or take a tenth. `random` is a number in [0, 1). */
export const jittered = (durationMs: number, random: number): number => durationMs * (0.9 + 0.2 * random);

/** The delay after so many failures in a row (1 after the first): doubling and bounded, half of it random. */
export function backoffMs({ firstBackoffMs, maxBackoffMs }: LoopTiming, failures: number, random: number): number {
  const ceiling = Math.min(maxBackoffMs, firstBackoffMs * 2 ** Math.min(60, Math.max(0, failures - 1)));
  return ceiling * (0.5 + 0.5 * random);
}
