/** Something that differs from what the last applied revision asks for. */
export interface Difference {
  /** A plan step's id, or what a finding is about. */
  readonly id: string;
  /** Changes whenever what differs does: another difference begins anew. */
  readonly digest: string;
}

interface Sighting {
  readonly digest: string;
  /** By the monotonic clock: for how long it has been so. */
  readonly firstMs: number;
  /** The same moment for people, by the wall clock. */
  readonly sinceMs: number;
  readonly isConfirmed: boolean;
}

/** What has been seen to differ, and what was put right when: a value. */
export interface DriftTracker {
  readonly seen: ReadonlyMap<string, Sighting>;
  /** Wall-clock times of repairs in the last hour, by what was repaired. */
  readonly heals: Readonly<Record<string, readonly number[]>>;
}

export const emptyTracker: DriftTracker = { seen: new Map(), heals: {} };

/** So many repairs of one thing within the hour mean that somebody else undoes them: then it is left alone. */
const mostHeals = 3;
const healWindowMs = 3_600_000;

export interface Moment {
  readonly monotonicMs: number;
  readonly wallMs: number;
}

/**
 * What is known after a look that has found these differences: one that an earlier look, at least `confirmMs` ago, has
 * found as well is confirmed; one that isn't found any more is forgotten.
 */
export function observed(
  tracker: DriftTracker,
  differences: readonly Difference[],
  { monotonicMs, wallMs, confirmMs }: Moment & { readonly confirmMs: number },
): DriftTracker {
  const seen = differences.map(({ id, digest }): readonly [string, Sighting] => {
    const before = tracker.seen.get(id);
    if (before === undefined || before.digest !== digest)
      return [id, { digest, firstMs: monotonicMs, sinceMs: wallMs, isConfirmed: confirmMs === 0 }];
    return [id, { ...before, isConfirmed: before.isConfirmed || monotonicMs - before.firstMs >= confirmMs }];
  });
  return { ...tracker, seen: new Map(seen) };
}

/** What is known after these were put right. */
export function healed(tracker: DriftTracker, ids: readonly string[], nowMs: number): DriftTracker {
  const recent = Object.entries(tracker.heals)
    .map(([id, times]) => [id, times.filter((timeMs) => isRecent(timeMs, nowMs))] as const)
    .filter(([, times]) => times.length > 0);
  const heals: Record<string, readonly number[]> = Object.fromEntries(recent);
  for (const id of ids) heals[id] = [...(heals[id] ?? []), nowMs];
  const seen = new Map([...tracker.seen].filter(([id]) => !ids.includes(id)));
  return { seen, heals };
}

/** How often it was put right within the last hour. */
export const recentHeals = ({ heals }: DriftTracker, id: string, nowMs: number): number =>
  (Object.hasOwn(heals, id) ? (heals[id] ?? []) : []).filter((timeMs) => isRecent(timeMs, nowMs)).length;

/** Whether somebody else keeps undoing the repair. */
export const isFlapping = (tracker: DriftTracker, id: string, nowMs: number): boolean =>
  recentHeals(tracker, id, nowMs) >= mostHeals;

/** A repair that the clock puts into the future was made before the clock was set back. */
const isRecent = (timeMs: number, nowMs: number): boolean => Math.abs(nowMs - timeMs) < healWindowMs;
