import { describe, expect, test } from "vitest";
import { parseRevision, parsed } from "../../src/model/names.ts";
import type { Plan } from "../../src/plan/plan-document.ts";
import { plan } from "../../src/plan/plan.ts";
import type { ShortDesired, ShortObserved } from "./states.ts";
import { desiredState, observedState } from "./states.ts";
import { sha256 } from "../compile/compile-text.ts";

const revision = parsed(parseRevision("0".repeat(40)));
const topic = "pipeline.search.step.chunker.input";
const enrich = "pipeline.search.step.enrich.input";
const size = { partitions: 2 };

/** The pipeline `search` with these steps' inputs; `digest` is one digit. */
function search(digest: string, inputs: readonly string[], principal = "User:search"): ShortDesired {
  return {
    pipelines: { search: digest },
    topics: Object.fromEntries(inputs.map((name) => [name, { ...size, neededBy: ["search"] }])),
    acls: Object.fromEntries(inputs.map((name) => [`${principal} read topic ${name}`, ["search"]])),
    groups: { search: Object.fromEntries(inputs.map((name) => [name, "earliest" as const])) },
  };
}

/** The cluster after a state was applied. */
function applied(state: ShortDesired): ShortObserved {
  const topics = Object.keys(state.topics ?? {});
  return {
    topics: Object.fromEntries(topics.map((name) => [name, size])),
    acls: Object.keys(state.acls ?? {}),
    offsets: Object.fromEntries(topics.map((name) => [`search-consumer-group ${name}`, [0, 1]])),
    published: state.pipelines ?? {},
  };
}

interface Earlier {
  readonly lastApplied?: ShortDesired;
  readonly attempted?: readonly ShortDesired[];
  readonly lost?: readonly string[];
}

function planOf(desired: ShortDesired, observed: ShortObserved, earlier: Earlier = {}): Plan {
  const { lastApplied, attempted = [], lost = [] } = earlier;
  return plan({
    revision,
    hash: sha256,
    desired: desiredState(desired),
    observed: observedState(observed),
    previous: {
      lastApplied: lastApplied === undefined ? undefined : desiredState(lastApplied),
      attempted: attempted.map(desiredState),
      lost: lost.map((text) => parsed(parseRevision(text))),
    },
  });
}

const stepsOf = ({ steps }: Plan): readonly string[] => steps.map(({ id }) => id);
const codesOf = ({ diagnostics }: Plan): readonly string[] => diagnostics.map(({ code }) => code);

describe("vanished topics", () => {
  const now = search("a", [topic]);
  const { topics: _gone, offsets: _forgotten, ...rest } = applied(now);

  test("are held where an applied revision had them", () => {
    const found = planOf(now, { ...rest, published: {} }, { lastApplied: now });
    expect(codesOf(found)).toEqual(["SLW2005"]);
    expect(found.blocked).toEqual([{ pipeline: "search", reason: `the topic ${topic} has vanished` }]);
    expect(stepsOf(found)).toEqual([]);
  });

  test("are held where the very bundle that needs them is published, though no revision was applied as a whole", () => {
    expect(codesOf(planOf(now, rest, { attempted: [now] }))).toEqual(["SLW2005"]);
    expect(codesOf(planOf(now, rest, { lost: ["1".repeat(40)] }))).toContain("SLW2005");
  });

  test("are created where an attempt may have failed to", () => {
    const found = planOf(now, { ...rest, published: {} }, { attempted: [now] });
    expect(stepsOf(found)).toContain(`create-topic/${topic}`);
  });
});

describe("start positions", () => {
  const before = search("a", [topic]);
  const after = search("b", [topic, enrich]);

  test("are set only for inputs that no published bundle names: an engine may own the others' slots", () => {
    const found = planOf(after, { ...applied(before), offsets: {} }, { lastApplied: before });
    expect(stepsOf(found).filter((id) => id.startsWith("start-group"))).toEqual([
      `start-group/search-consumer-group/${enrich}`,
    ]);
  });

  test("are nobody's but the engines' where the published bundle isn't known", () => {
    const found = planOf(after, { ...applied(before), offsets: {}, published: { search: "c" } });
    expect(stepsOf(found).filter((id) => id.startsWith("start-group"))).toEqual([]);
  });

  test("are set only for partitions without an offset", () => {
    const offsets = { [`search-consumer-group ${topic}`]: [1] };
    const [start] = planOf(before, { ...applied(before), offsets, published: {} }).steps;
    expect(start?.change).toMatchObject({ kind: "start-group", partitions: [0] });
  });
});

describe("ACLs", () => {
  const before = search("a", [topic, enrich]);
  const now = search("b", [topic]);

  test("are revoked after the bundle that doesn't need them is published", () => {
    const dependsOn = ["publish-bundle/search"];
    expect(planOf(now, applied(before), { lastApplied: before }).steps.slice(-2)).toMatchObject([
      { change: { kind: "revoke-acl" }, dependsOn },
      { change: { kind: "delete-offsets" }, isOffered: true, verdict: { kind: "needs-approval" }, dependsOn },
    ]);
  });

  test("that only a half-applied revision granted are revoked", () => {
    const observed = { ...applied(before), published: {} };
    const due = planOf(now, observed, { attempted: [before] }).steps.filter(({ isOffered }) => isOffered !== true);
    expect(due.map(({ id }) => id).at(-1)).toMatch(/^revoke-acl\/.*enrich\.input/);
    expect(stepsOf(planOf(now, observed)).filter((id) => id.startsWith("revoke-acl"))).toEqual([]);
  });

  test("of another principal are granted before the old one's are revoked", () => {
    const moved = search("b", [topic], "User:other");
    const found = planOf(moved, applied(search("a", [topic])), { lastApplied: search("a", [topic]) });
    expect(found.steps.map(({ change }) => change.kind)).toEqual(["grant-acl", "publish-bundle", "revoke-acl"]);
  });

  test("without a new bundle, a revocation still waits for the grants", () => {
    const crawlers = (name: string): ShortDesired => {
      const state = search("a", [topic]);
      return { ...state, acls: { ...state.acls, [`User:${name} write topic ${topic}`]: ["search"] } };
    };
    const found = planOf(crawlers("new"), applied(crawlers("old")), { lastApplied: crawlers("old") });
    const [grant, revocation] = found.steps;
    expect(grant?.change.kind).toBe("grant-acl");
    expect(revocation).toMatchObject({ change: { kind: "revoke-acl" }, dependsOn: [grant?.id] });
  });

  test("of a blocked pipeline stay, because its old bundle goes on running", () => {
    const blocked = { ...now, topics: { ...now.topics, "legacy.x": { management: "verified", neededBy: ["search"] } } };
    const found = planOf(blocked as ShortDesired, applied(before), { lastApplied: before });
    expect(codesOf(found)).toContain("SLW2002");
    expect(stepsOf(found)).toEqual([]);
    expect(found.withheld.map(({ change }) => change.kind)).toEqual(["revoke-acl"]);
  });
});

test("topics, ACLs and pipelines that no revision of ours knows are left alone", () => {
  const now = search("a", [topic]);
  const observed = applied(now);
  const found = planOf(
    now,
    {
      ...observed,
      topics: { ...observed.topics, "somebody.else": size, "pipeline.other.step.x.input": size },
      acls: [...(observed.acls ?? []), "User:search write topic somebody.else"],
      published: { ...observed.published, another: "c" },
    },
    { lastApplied: now },
  );
  expect(found.steps).toEqual([]);
  expect(found.diagnostics).toMatchObject([
    { code: "SLW2016", message: expect.stringContaining("somebody.else") as string },
  ]);
});

test("a topic under the standard pattern of our pipeline is an orphan even if no revision at hand names it", () => {
  const now = search("a", [topic]);
  const observed = applied(now);
  const stray = "pipeline.search.step.old.error";
  const found = planOf(now, { ...observed, topics: { ...observed.topics, [stray]: size } }, { lastApplied: now });
  expect(found.diagnostics).toMatchObject([{ code: "SLW2003", message: expect.stringContaining(stray) }]);
});
