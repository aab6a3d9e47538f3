import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TopicName } from "../../src/model/names.ts";
import { parsed, parseRevision, parseTopicName } from "../../src/model/names.ts";
import type { Capacity, Footprint, MeasuredTopic } from "../../src/plan/footprint.ts";
import { withFootprint } from "../../src/plan/footprint.ts";
import { planMarkdown } from "../../src/plan/markdown.ts";
import type { Plan } from "../../src/plan/plan-document.ts";
import { plan } from "../../src/plan/plan.ts";
import { nothingBefore } from "../../src/plan/previous.ts";
import { renderPlan } from "../../src/plan/render.ts";
import { sha256 } from "../compile/compile-text.ts";
import { arbitraryInput } from "./arbitrary-input.ts";
import type { ShortDesired, ShortObserved } from "./states.ts";
import { desiredState, observedState } from "./states.ts";

const name = (text: string): TopicName => parsed(parseTopicName(text));
const mebibyte = 1024 * 1024;

const capacity = (more: Partial<Capacity> = {}): Capacity => ({
  brokers: 3,
  replicasPerBroker: 4_000,
  replicas: 90,
  replicationFactors: new Map(),
  acls: undefined,
  measured: new Map(),
  ...more,
});

/** 1 MiB a day, three replicas, a week's retention unless it is said otherwise. */
const measured = (
  configs: Readonly<Record<string, string>> = {},
  more: Partial<MeasuredTopic> = {},
): MeasuredTopic => ({
  bytesPerDay: mebibyte,
  partitions: 2,
  replicationFactor: 3,
  configs: { "retention.ms": "604800000", ...configs },
  ...more,
});

function planOf(desired: ShortDesired, observed: ShortObserved, facts: Capacity): Plan {
  const found = plan({
    hash: sha256,
    revision: parsed(parseRevision("a".repeat(40))),
    desired: desiredState({ management: { topicMismatch: "alter", acls: "shared" }, ...desired }),
    observed: observedState(observed),
    previous: nothingBefore,
  });
  return withFootprint(found, facts);
}

const footprintOf = (...given: Parameters<typeof planOf>): Footprint => {
  const { footprint } = planOf(...given);
  if (footprint === undefined) throw new Error("there is one");
  return footprint;
};

describe("the footprint of a plan", () => {
  test("counts partitions with their replicas, created and added, over all brokers", () => {
    const found = footprintOf(
      { topics: { new: { partitions: 4, replicationFactor: 3 }, grown: { partitions: 5 } } },
      { topics: { grown: { partitions: 2, replicationFactor: 1 } } },
      capacity({ replicationFactors: new Map([[name("grown"), 2]]) }),
    );
    expect(found).toMatchObject({
      partitions: 7,
      replicas: { before: 90, after: 90 + 12 + 6 },
      perBroker: { replicas: 36, limit: 4_000 },
      disk: { unmeasured: 1 },
    });
    expect(found).not.toHaveProperty("acls");
  });

  test("counts ACLs before and after", () => {
    const found = footprintOf(
      { acls: { "User:a read topic x": [], "User:a read topic y": [] } },
      { acls: ["User:a read topic x", "User:b read topic z"] },
      capacity({ acls: 2 }),
    );
    expect(found.acls).toEqual({ before: 2, after: 3 });
  });

  test.each<[string, readonly [ShortDesired["topics"], MeasuredTopic, Partial<Footprint["disk"]>]]>([
    [
      "a shorter retention keeps less",
      [
        { t: { configs: { "retention.ms": "86400000" } } },
        measured(),
        { bytesPerDay: 3 * mebibyte, keptBytes: { before: 21 * mebibyte, after: 3 * mebibyte } },
      ],
    ],
    [
      "a size bounds what a retention would keep, for each partition",
      [
        { t: { configs: { "retention.bytes": String(mebibyte) } } },
        measured(),
        { keptBytes: { before: 21 * mebibyte, after: 6 * mebibyte } },
      ],
    ],
    [
      "more partitions may keep more, where a size is the bound",
      [
        { t: { partitions: 4 } },
        measured({ "retention.bytes": String(mebibyte) }),
        { keptBytes: { before: 6 * mebibyte, after: 12 * mebibyte } },
      ],
    ],
    [
      "what is kept for ever is in no sum",
      [
        { t: { configs: { "retention.ms": "-1" } } },
        measured(),
        { keptBytes: { before: 0, after: 0 }, unbounded: 1, bytesPerDay: 3 * mebibyte },
      ],
    ],
    [
      "what is only compacted has no bound that is known",
      [
        { t: { configs: { "cleanup.policy": "compact" } } },
        measured(),
        { keptBytes: { before: 0, after: 0 }, unbounded: 1 },
      ],
    ],
    [
      "what takes nothing in keeps nothing, for ever as well",
      [
        { t: { configs: { "retention.ms": "-1" } } },
        measured({}, { bytesPerDay: 0 }),
        { keptBytes: { before: 0, after: 0 }, unbounded: 0, bytesPerDay: 0 },
      ],
    ],
  ])("%s", (_, [topics, topic, expected]) => {
    const observed = { topics: { t: { partitions: 2, replicationFactor: 3, configs: topic.configs } } };
    const declared = Object.fromEntries(
      Object.entries(topics ?? {}).map(([key, one]) => [key, { partitions: 2, replicationFactor: 3, ...one }]),
    );
    const found = footprintOf({ topics: declared }, observed, capacity({ measured: new Map([[name("t"), topic]]) }));
    expect(found.disk).toMatchObject({ measured: 1, ...expected });
  });

  test("is shown at the end of the text and in Markdown, with the limit that is exceeded", () => {
    const found = planOf(
      { topics: { new: { partitions: 20 }, t: { configs: { "retention.ms": "86400000" } } } },
      { topics: { t: { configs: { "retention.ms": "604800000" } } } },
      capacity({ replicasPerBroker: 35, acls: 7, measured: new Map([[name("t"), measured()]]) }),
    );
    const lines = [
      "partitions: 20 more (20 replicas); the cluster has 110 replicas then, 37 a broker (over the limit of 35)",
      "disk: 3.0 MiB a day, 21.0 MiB -> 3.0 MiB kept (of 1 topic at the rate of the last day, on all brokers; 1 new one not measured yet)",
    ];
    expect(renderPlan(found)).toContain(`\n\nFootprint\n  ${lines.join("\n  ")}\n\nPlan: `);
    for (const line of lines) expect(planMarkdown(found)).toContain(`- ${line}`);
    expect(renderPlan(planOf({}, {}, capacity({ acls: 3 })))).not.toContain("Footprint");
  });

  test("never has less than nothing, and adds up", () => {
    fc.assert(
      fc.property(arbitraryInput, fc.nat(1_000), (input, acls) => {
        const { footprint, steps } = withFootprint(
          plan(input),
          capacity({ acls: acls + (input.observed.acls?.length ?? 0) }),
        );
        const added = steps.reduce((sum, { change }) => {
          if (change.kind === "create-topic") return sum + change.partitions;
          return change.kind === "increase-partitions" ? sum + change.partitions - change.before : sum;
        }, 0);
        expect(footprint?.partitions).toBe(added);
        expect(footprint?.replicas.after).toBeGreaterThanOrEqual(footprint?.replicas.before ?? Infinity);
        expect(footprint?.acls?.after).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 100 },
    );
  });
});
