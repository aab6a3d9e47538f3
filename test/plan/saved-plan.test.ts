import { describe, expect, test } from "vitest";
import { parsed, parseRevision } from "../../src/model/names.ts";
import type { Plan } from "../../src/plan/plan-document.ts";
import { plan } from "../../src/plan/plan.ts";
import type { SavedPlan } from "../../src/plan/saved-plan.ts";
import { compareWithSaved, idsOfTarget, planOf, readSavedPlan } from "../../src/plan/saved-plan.ts";
import { planToJson } from "../../src/plan/to-json.ts";
import { sha256 } from "../compile/compile-text.ts";
import type { ShortDesired, ShortObserved } from "./states.ts";
import { desiredState, observedState } from "./states.ts";

const topic = "pipeline.search.step.chunker.input";
const other = "pipeline.other.step.chunker.input";
const desired: ShortDesired = {
  pipelines: { search: "a", other: "a" },
  management: { topicMismatch: "alter", acls: "shared" },
  topics: {
    [topic]: { neededBy: ["search"], partitions: 4, configs: { "retention.ms": "1000" } },
    [other]: { neededBy: ["other"] },
  },
  acls: { [`User:search read topic ${topic}`]: ["search"] },
};
const observed: ShortObserved = {
  topics: { [topic]: { partitions: 2, configs: { "retention.ms": "2000", "segment.bytes": "5" } } },
};

function planNow(state: ShortObserved = observed, wanted: ShortDesired = desired): Plan {
  return plan({
    revision: parsed(parseRevision("0".repeat(40))),
    hash: sha256,
    desired: desiredState(wanted),
    observed: observedState(state),
    previous: { lastApplied: undefined, attempted: [], lost: [] },
  });
}

function savedOf(found: Plan): SavedPlan {
  const read = readSavedPlan(JSON.stringify(planToJson(found, () => undefined)), "plan.json");
  if (!read.ok) throw new Error("a plan that was just written can be read");
  return read.value;
}

const saved = savedOf(planNow());
const movedFor = (state: ShortObserved, wanted?: ShortDesired): readonly string[] =>
  compareWithSaved(saved, planNow(state, wanted)).moved;
const altered = (change: object): ShortObserved => ({
  ...observed,
  topics: { [topic]: { ...observed.topics?.[topic], ...change } },
});

describe("a saved plan", () => {
  test("can be applied while nothing has moved", () => {
    const { moved, steps, added } = compareWithSaved(saved, planNow());
    expect({ moved, added }).toEqual({ moved: [], added: [] });
    expect(steps).toHaveLength(planNow().steps.length);
  });

  test("doesn't care about what it isn't about: another topic, another key, another ACL", () => {
    expect(movedFor({ ...observed, topics: { ...observed.topics, somebodys: {} } })).toEqual([]);
    expect(movedFor(altered({ configs: { "retention.ms": "2000", "segment.bytes": "6" } }))).toEqual([]);
    expect(movedFor({ ...observed, acls: ["User:somebody read topic somebodys"] })).toEqual([]);
  });

  test("is stale when a key that it sets was set by somebody else, and says which plan step", () => {
    const moved = movedFor(altered({ configs: { "retention.ms": "3000" } }));
    expect(moved).toEqual([expect.stringContaining(`alter-config/${topic} has changed`)]);
  });

  test("is stale when somebody has added partitions", () => {
    expect(movedFor(altered({ partitions: 3 }))).toEqual([
      expect.stringContaining(`increase-partitions/${topic} has changed`),
    ]);
  });

  test("is stale when the ACL that it grants is there by now", () => {
    expect(movedFor({ ...observed, acls: [`User:search read topic ${topic}`] })).toEqual([
      expect.stringMatching(/^grant-acl.*isn't planned any more/),
    ]);
  });

  test("is stale when a plan step waits for something that it doesn't hold", () => {
    const acls = { ...desired.acls, [`User:search write topic ${topic}`]: ["search"] };
    expect(movedFor(observed, { ...desired, acls })).toEqual([
      expect.stringMatching(/^publish-bundle\/search waits for grant-acl.*which the plan doesn't hold/),
    ]);
  });

  test("is stale for a topic that was deleted and created again", () => {
    const now = planNow();
    const steps = now.steps.map((step) =>
      step.precondition.kind === "topic-unchanged"
        ? { ...step, precondition: { ...step.precondition, topicId: "another" } }
        : step,
    );
    expect(compareWithSaved(saved, { ...now, steps }).moved).toHaveLength(2);
  });

  test("is of one cluster and one revision", () => {
    const now = planNow();
    expect(compareWithSaved(saved, { ...now, clusterId: "elsewhere" }).moved).toHaveLength(1);
    expect(compareWithSaved(saved, { ...now, revision: parsed(parseRevision("1".repeat(40))) }).moved).toHaveLength(1);
  });

  test.each([
    ["", "it isn't JSON"],
    ["[]", "it isn't an object"],
    ['{"formatVersion":2}', "its formatVersion isn't 1"],
    ['{"formatVersion":1,"revision":"HEAD"}', "it names no revision"],
    [`{"formatVersion":1,"revision":"${"0".repeat(40)}","clusterId":"c","steps":[{}]}`, "a plan step has no id"],
  ])("that is %j is refused", (text, problem) => {
    expect(readSavedPlan(text, "plan.json")).toMatchObject({
      ok: false,
      diagnostics: [{ code: "SLW2011", message: expect.stringContaining(problem) as string }],
    });
  });
});

describe("a target", () => {
  test("takes what it waits for with it, and nothing else", () => {
    const now = planNow();
    const ids = idsOfTarget(now, "publish-bundle/other");
    expect(planOf(now, new Set(ids)).steps.map(({ id }) => id)).toEqual([
      `create-topic/${other}`,
      "publish-bundle/other",
    ]);
  });

  test("may be a pipeline or a topic", () => {
    expect(idsOfTarget(planNow(), "other")).toEqual([`create-topic/${other}`, "publish-bundle/other"]);
    expect(idsOfTarget(planNow(), other)).toEqual([`create-topic/${other}`]);
    expect(idsOfTarget(planNow(), "nobody")).toEqual([]);
  });
});
