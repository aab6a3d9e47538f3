import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aclKey } from "../../src/model/acl.ts";
import { planStepKinds } from "../../src/plan/plan-document.ts";
import { plan } from "../../src/plan/plan.ts";
import { applied } from "../support/applied.ts";
import { arbitraryInput, oursIn, shuffled } from "./arbitrary-input.ts";

const runs = { numRuns: 300 };

describe("for any states", () => {
  test("a plan after an apply has nothing to do, whether or not the apply is remembered", () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const after = { ...input, observed: applied(input.observed, plan(input).steps) };
        expect(plan(after).steps).toEqual([]);
        const attempted = [...input.previous.attempted, input.desired];
        expect(plan({ ...after, previous: { ...input.previous, attempted } }).steps).toEqual([]);
      }),
      runs,
    );
  });

  test("a plan is never about what neither this revision nor an earlier one asked for", () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const ours = oursIn(input);
        const principals = new Set<string>(input.desired.pipelines.map(({ principal }) => principal));
        const isExclusive = input.desired.management?.acls === "exclusive";
        for (const { change } of plan(input).steps)
          if (change.kind === "revoke-acl" && isExclusive && !ours.acls.has(aclKey(change.acl)))
            expect(principals).toContain(change.acl.principal);
          else if (change.kind === "grant-acl" || change.kind === "revoke-acl")
            expect(ours.acls).toContain(aclKey(change.acl));
          else if ("topic" in change) expect(ours.topics).toContain(change.topic);
          else if (change.kind === "register-schema") expect(ours.subjects).toContain(change.subject);
          else expect(ours.pipelines).toContain(change.pipeline);
      }),
      runs,
    );
  });

  test("a topic is altered only where the configuration says so, never made smaller, and only in declared keys", () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const declared = new Map(input.desired.topics.map((topic) => [topic.name, topic]));
        for (const { change } of plan(input).steps) {
          if (change.kind !== "alter-config" && change.kind !== "increase-partitions") continue;
          expect(input.desired.management?.topicMismatch).toBe("alter");
          const topic = declared.get(change.topic);
          expect(topic?.management).toBe("created");
          if (change.kind === "increase-partitions") expect(change.partitions).toBeGreaterThan(change.before);
          else expect(topic?.configs).toMatchObject(change.configs);
        }
      }),
      runs,
    );
  });

  test("a topic that exists is never created, and a group never loses progress", () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        for (const { change } of plan(input).steps) {
          if (change.kind === "create-topic")
            expect(input.observed.topics.map(({ name }) => name)).not.toContain(change.topic);
          if (change.kind !== "start-group") continue;
          const committed = input.observed.groupInputs
            .filter(({ group, topic }) => group === change.group && topic === change.topic)
            .flatMap(({ committedPartitions }) => committedPartitions);
          expect(change.partitions.filter((partition) => committed.includes(partition))).toEqual([]);
        }
      }),
      runs,
    );
  });

  test("the order of lists in the input says nothing", () => {
    const twice = arbitraryInput.chain((input) => fc.tuple(fc.constant(input), shuffled(input)));
    fc.assert(
      fc.property(twice, ([input, other]) => {
        expect(plan(other)).toEqual(plan(input));
      }),
      runs,
    );
  });

  test("plan steps have ids of their own, stand in the order of their kinds, and wait only for earlier ones", () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const { steps, hasChanges } = plan(input);
        const ids = steps.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(hasChanges).toBe(steps.some(({ isOffered }) => isOffered !== true));
        const order = steps.map(({ change }) => planStepKinds.indexOf(change.kind));
        expect(order).toEqual(order.toSorted((a, b) => a - b));
        for (const [at, { dependsOn }] of steps.entries())
          expect(dependsOn.filter((id) => !ids.slice(0, at).includes(id))).toEqual([]);
      }),
      runs,
    );
  });

  test("a blocked pipeline is neither started nor published, nor loses a right", () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const { steps, blocked, diagnostics } = plan(input);
        const names = new Set(blocked.map(({ pipeline }) => pipeline));
        const kinds = new Set(["start-group", "publish-bundle", "revoke-acl"]);
        const found = steps.filter(
          ({ change, pipelines }) => kinds.has(change.kind) && pipelines.some((pipeline) => names.has(pipeline)),
        );
        expect(found).toEqual([]);
        if (blocked.length > 0) expect(diagnostics.map(({ severity }) => severity)).toContain("error");
      }),
      runs,
    );
  });

  test("while an earlier revision can't be read, nothing is revoked", () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const kinds = plan(input).steps.map(({ change }) => change.kind);
        if (input.previous.lost.length > 0) expect(kinds).not.toContain("revoke-acl");
      }),
      runs,
    );
  });
});
