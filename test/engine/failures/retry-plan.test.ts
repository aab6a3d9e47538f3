import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NextAttempt } from "../../../src/engine/failures/retry-plan.ts";
import { nextAttempt } from "../../../src/engine/failures/retry-plan.ts";
import type { RetryPolicy, RetryTiers } from "../../../src/model/bundle.ts";
import { topicOf } from "../engine-world.ts";

const delaysMs = fc.array(fc.integer({ min: 1, max: 100_000 }), { maxLength: 10 });
const order = fc.constantFrom("block", "topic", "topic-with-key", "none");
const policies: fc.Arbitrary<RetryPolicy> = fc
  .record({ maxAttempts: fc.integer({ min: 1, max: 20 }), delaysMs, order })
  .map((given) => ({
    maxAttempts: given.maxAttempts,
    initialBackoffMs: 1,
    multiplier: 2,
    maxBackoffMs: 10,
    ...(given.order === "none" ? {} : { tiers: tiersOf(given.order, given.delaysMs) }),
  }));

function tiersOf(given: string, delays: readonly number[]): RetryTiers {
  if (given === "block") return { order: "block", delaysMs: delays };
  const topics = delays.map((delayMs, index) => ({ topic: topicOf(`retry-${index + 1}`), delayMs }));
  return { order: given as "topic", topics };
}

/** Every attempt fails: what follows each, until the dead letter. `attempts` is where a follower begins. */
function wayOf(policy: RetryPolicy, begin = { stage: 0, attempts: 0 }): { attempts: number; way: NextAttempt[] } {
  const way: NextAttempt[] = [];
  let { stage, attempts } = begin;
  let enteredWith = attempts;
  for (;;) {
    attempts += 1;
    const next = nextAttempt(policy, { stage, enteredWith, attempts });
    way.push(next);
    if (next.kind === "dead-letter") return { attempts, way };
    if (next.kind === "in-place") continue;
    stage += 1;
    enteredWith = attempts;
  }
}

describe("what follows a failed attempt", () => {
  test.each([
    [5, [10, 60], "topic", "in-place in-place tier tier dead-letter"],
    [3, [10, 60], "topic", "tier tier dead-letter"],
    [2, [10, 60], "topic", "tier dead-letter"],
    [1, [10, 60], "topic", "dead-letter"],
    [4, [10], "block", "in-place in-place next-stage dead-letter"],
    [3, [], "topic", "in-place in-place dead-letter"],
  ])("%i attempts with tiers %j, order %s", (...row) => {
    const [maxAttempts, delays, given, expected] = row;
    const policy = { maxAttempts, initialBackoffMs: 1, multiplier: 1, maxBackoffMs: 1, tiers: tiersOf(given, delays) };
    expect(
      wayOf(policy)
        .way.map(({ kind }) => kind)
        .join(" "),
    ).toBe(expected);
  });

  test("maxAttempts counts over all stages: a record that always fails gets exactly so many", () => {
    fc.assert(
      fc.property(policies, (policy) => {
        expect(wayOf(policy).attempts).toBe(policy.maxAttempts);
      }),
    );
  });

  test("every tier is visited at most once, in order, each with at least one attempt; none under block", () => {
    fc.assert(
      fc.property(policies, (policy) => {
        const { way } = wayOf(policy);
        const tiers = way.flatMap((next) => (next.kind === "tier" ? [next.tier] : []));
        expect(tiers).toEqual(tiers.map((_, index) => index));
        const waits = way.flatMap((next) => (next.kind === "next-stage" ? [next.delayMs] : []));
        if (policy.tiers?.order === "block") {
          expect(tiers).toEqual([]);
          expect(waits).toEqual(policy.tiers.delaysMs.slice(0, waits.length));
        } else expect(waits).toEqual([]);
        const stages =
          policy.tiers === undefined
            ? 0
            : policy.tiers.order === "block"
              ? policy.tiers.delaysMs.length
              : policy.tiers.topics.length;
        expect(tiers.length + waits.length).toBe(Math.min(stages, policy.maxAttempts - 1));
      }),
    );
  });

  test("one that followed its key into a tier without an attempt loses none of its attempts", () => {
    fc.assert(
      fc.property(policies, fc.nat(9), (policy, at) => {
        const count = policy.tiers === undefined || policy.tiers.order === "block" ? 0 : policy.tiers.topics.length;
        fc.pre(count > 0);
        expect(wayOf(policy, { stage: (at % count) + 1, attempts: 0 }).attempts).toBe(policy.maxAttempts);
      }),
    );
  });
});
