import type { RetryPolicy } from "../../model/bundle.ts";

/** How delays grow: the part of a retry policy that has nothing to do with the number of attempts. */
export type Backoff = Pick<RetryPolicy, "initialBackoffMs" | "multiplier" | "maxBackoffMs">;

/** The longest delay after `failures` failures (1 after the first): exponential, bounded by `maxBackoffMs`. */
export function backoffCeilingMs(backoff: Backoff, failures: number): number {
  if (backoff.initialBackoffMs === 0) return 0;
  const grown = backoff.initialBackoffMs * backoff.multiplier ** Math.max(0, failures - 1);
  return Math.min(backoff.maxBackoffMs, grown);
}

/** A delay with full jitter: anything from 0 to the ceiling. `random` gives a number in [0, 1). */
export function backoffMs(backoff: Backoff, failures: number, random: () => number): number {
  return random() * backoffCeilingMs(backoff, failures);
}

/** How the engine itself waits for brokers, topics, permissions and stores that are not there. */
export const serverBackoff: Backoff = { initialBackoffMs: 100, multiplier: 2, maxBackoffMs: 5_000 };
