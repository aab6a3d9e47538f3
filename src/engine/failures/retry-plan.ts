import type { RetryPolicy, RetryTiers } from "../../model/bundle.ts";

/** How far the attempts at one record have come. */
export interface AttemptPlace {
  /** 0: where the record was first read; n: behind the n-th delay of the tiers. */
  readonly stage: number;
  /** Attempts before this stage. */
  readonly enteredWith: number;
  /** Attempts that have failed, in all stages together. */
  readonly attempts: number;
}

/** What follows a failed attempt. */
export type NextAttempt =
  /** Another one at the same place, after a back-off. */
  | { readonly kind: "in-place" }
  /** The stage is over, and the partition waits for the next one (`order: block`). */
  | { readonly kind: "next-stage"; readonly delayMs: number }
  /** The stage is over, and the record goes to this tier's retry topic (from 0). */
  | { readonly kind: "tier"; readonly tier: number }
  | { readonly kind: "dead-letter" };

/** Where a record goes that is not processed here and now. */
export type Diversion = Extract<NextAttempt, { readonly kind: "tier" | "dead-letter" }>;

export const toDeadLetters: Diversion = { kind: "dead-letter" };

const delaysOf = (tiers: RetryTiers | undefined): readonly number[] =>
  tiers === undefined ? [] : tiers.order === "block" ? tiers.delaysMs : tiers.topics.map(({ delayMs }) => delayMs);

/**
 * What follows a failed attempt (specification, "Retry Topics"). `maxAttempts` counts over all stages, and each tier is
 * left one attempt: the rest is made in place, before the first tier. A record always gets one attempt at its place.
 */
export function nextAttempt(policy: RetryPolicy, { stage, enteredWith, attempts }: AttemptPlace): NextAttempt {
  const delays = delaysOf(policy.tiers);
  if (attempts >= policy.maxAttempts) return toDeadLetters;
  const reserved = Math.max(0, delays.length - stage);
  if (attempts < Math.max(enteredWith + 1, policy.maxAttempts - reserved)) return { kind: "in-place" };
  const delayMs = delays[stage];
  if (delayMs === undefined) return { kind: "in-place" };
  return policy.tiers?.order === "block" ? { kind: "next-stage", delayMs } : { kind: "tier", tier: stage };
}
