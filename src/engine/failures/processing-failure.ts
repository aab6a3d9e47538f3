import type { Diversion } from "./retry-plan.ts";
import { toDeadLetters } from "./retry-plan.ts";

/** A record whose attempts at one stage have failed: what its dead letter, or its way through the tiers, says. */
export class ProcessingFailure {
  readonly error: Error;
  /** In all stages together. */
  readonly attempts: number;
  readonly firstFailureMs: number;
  readonly next: Diversion;

  constructor(
    error: Error,
    { attempts, firstFailureMs }: { readonly attempts: number; readonly firstFailureMs: number },
    next: Diversion = toDeadLetters,
  ) {
    this.error = error;
    this.attempts = attempts;
    this.firstFailureMs = firstFailureMs;
    this.next = next;
  }
}

/** A record that isn't tried because an earlier one of its key waits in a tier: it follows that one. */
export class FollowsKey {
  readonly tier: number;

  constructor(tier: number) {
    this.tier = tier;
  }
}
