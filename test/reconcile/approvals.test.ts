import { describe, expect, test } from "vitest";
import { recordApprovals } from "../../src/claims/approval-log.ts";
import { withApplyLock } from "../../src/reconcile/apply-lock.ts";
import { LockLostError, guardedCluster } from "../../src/reconcile/guarded-cluster.ts";
import { applyRevision } from "../../src/reconcile/reconcile.ts";
import { ReconcileWorld, inputOf, root } from "./reconcile-world.ts";

const both = root({ search: { ingest: {} }, other: { ingest: {} } });
const search = root({ search: { ingest: {} } });
const retirement = "retire-bundle/other";

async function worldWithRemoval(): Promise<ReconcileWorld> {
  const world = new ReconcileWorld();
  world.commit(both);
  await world.apply();
  world.commit(search);
  return world;
}

describe("a plan step that is more than safe", () => {
  test("is held without an approval, with what depends on it, and the revision isn't recorded as applied", async () => {
    const world = await worldWithRemoval();
    const applied = await world.apply({ approvals: [] });
    expect(applied.isApplied).toBe(false);
    expect(applied.outcomes.find(({ step }) => step.id === retirement)?.kind).toBe("unapproved");
    expect(applied.outcomes.filter(({ step }) => step.change.kind === "revoke-acl").map(({ kind }) => kind)).toContain(
      "skipped",
    );
    expect(Object.keys(await world.published())).toEqual(["other", "search"]);
    expect(applied.diagnostics.map(({ code }) => code)).toContain("SLW3006");
  });

  test("is done with an approval of exactly that, which is still valid", async () => {
    const world = await worldWithRemoval();
    const { plan } = await world.plan();
    const step = plan.steps.find(({ id }) => id === retirement);
    const approval = { step: retirement, digest: step?.digest, by: "ada" };
    const expired = { ...approval, expiresMs: world.clock.wallMs() };
    const { digest: _seen, ...unbound } = approval;
    const stale = { ...unbound, digest: plan.steps.find(({ id }) => id !== retirement)?.digest };
    for (const wrong of [expired, stale] as never[])
      expect((await world.apply({ approvals: [wrong] })).isApplied).toBe(false);
    expect(await world.apply({ approvals: [approval] as never })).toMatchObject({ isApplied: true });
  });

  test("is done with an approval that was recorded in the claims store", async () => {
    const world = await worldWithRemoval();
    const step = (await world.plan()).plan.steps.find(({ id }) => id === retirement);
    if (step === undefined) throw new Error("the pipeline is retired");
    const expiresMs = world.clock.wallMs() + 1_000;
    await recordApprovals(world.store, [{ step: step.id, digest: step.digest, expiresMs, by: "ada" }], 0);
    expect(await world.apply({ approvals: [] })).toMatchObject({ isApplied: true });
  });

  test("is never done where a policy forbids it", async () => {
    const world = await worldWithRemoval();
    const planned = await world.plan();
    const steps = planned.plan.steps.map((step) => ({ ...step, verdict: { kind: "forbidden", policy: "p" } as const }));
    const approvals = steps.map(({ id }) => ({ step: id, by: "ada" }));
    const forbidden = { ...planned, plan: { ...planned.plan, steps } };
    const applied = await applyRevision(forbidden, world.cluster, { approvals });
    expect(new Set(applied.outcomes.map(({ kind }) => kind))).toEqual(new Set(["unapproved"]));
    expect(applied.diagnostics.map(({ code }) => code)).toContain("SLW3007");
  });
});

describe("an approval in a document of the revision", () => {
  const approvalOf = (step: string, digest: unknown, expires: string): string =>
    `approval: ${step}\ndigest: ${String(digest)}\nexpires: ${expires}\nby: Ada\n`;
  const digestIn = async (world: ReconcileWorld): Promise<unknown> =>
    (await world.plan()).plan.steps.find(({ id }) => id === retirement)?.digest;

  test("lets its plan step be done, though it makes another revision; afterwards it is said to fit nothing", async () => {
    const world = await worldWithRemoval();
    const yaml = approvalOf(retirement, await digestIn(world), "1970-02-01");
    world.commit({ ...search, "approvals.yaml": yaml });
    const { plan } = await world.plan();
    expect(plan.steps.find(({ id }) => id === retirement)?.approval).toMatchObject({ by: "Ada" });
    expect(await world.apply({ approvals: [] })).toMatchObject({ isApplied: true });
    expect(Object.keys(await world.published())).toEqual(["search"]);
    const after = (await world.plan()).plan;
    expect(after.hasChanges).toBe(false);
    const said = after.diagnostics.filter(({ code }) => code.startsWith("SLW205"));
    expect(said.map(({ code, severity }) => [code, severity])).toEqual([["SLW2051", "warning"]]);
  });

  test("is none once it has expired", async () => {
    const world = await worldWithRemoval();
    const yaml = approvalOf(retirement, await digestIn(world), "1969-12-31T23:59:59Z");
    world.commit({ ...search, "approvals.yaml": yaml });
    expect((await world.plan()).plan.diagnostics.map(({ code }) => code)).toContain("SLW2050");
    expect(await world.apply({ approvals: [] })).toMatchObject({ isApplied: false });
    expect(Object.keys(await world.published())).toEqual(["other", "search"]);
  });
});

describe("a policy that forbids a change", () => {
  const policy = (rule: string): string => `policy: calm\nrules:\n  - forbiddenChanges: ${rule}\n`;

  test("holds it and what depends on it, whoever approves, and lets the rest go on", async () => {
    const world = await worldWithRemoval();
    world.commit({ ...search, "calm.yaml": policy("{ kinds: [retire-bundle] }") });
    const { plan } = await world.plan();
    expect(plan.diagnostics.map(({ code }) => code)).toContain("SLW2053");
    const applied = await world.apply({ approvals: plan.steps.map(({ id }) => ({ step: id, by: "ada" })) });
    expect(applied.isApplied).toBe(false);
    expect(applied.outcomes.find(({ step }) => step.id === retirement)?.kind).toBe("unapproved");
    expect(Object.keys(await world.published())).toEqual(["other", "search"]);
  });

  test("forbids it in its time alone", async () => {
    const world = await worldWithRemoval();
    world.commit({ ...search, "freeze.yaml": policy("{ until: 1970-01-01T01:00:00Z }") });
    expect((await world.apply()).isApplied).toBe(false);
    expect(Object.keys(await world.published())).toEqual(["other", "search"]);
    world.clock.nowMs += 60 * 60 * 1_000;
    expect(await world.apply()).toMatchObject({ isApplied: true });
  });
});

test("a state that has lost most of its resources is applied only once that is approved", async () => {
  const world = new ReconcileWorld();
  world.commit(root(Object.fromEntries(["a", "b", "c", "d"].map((name) => [name, { ingest: {}, chunk: {} }]))));
  await world.apply();
  world.commit(root({ a: { ingest: {}, chunk: {} } }));
  const stopped = await world.apply();
  expect(new Set(stopped.outcomes.map(({ kind }) => kind))).toEqual(new Set(["unapproved"]));
  expect(Object.keys(await world.published())).toHaveLength(4);
  const { plan } = await world.plan();
  const approvals = [...plan.steps.map(({ id }) => id), "guard/shrunken-state"].map((step) => ({ step, by: "ada" }));
  expect(await world.apply({ approvals })).toMatchObject({ isApplied: true });
});

test("another cluster behind the same claims store is noticed before anything is planned", async () => {
  const world = new ReconcileWorld();
  world.commit(search);
  await world.apply();
  const survey: typeof world.kafka.admin.survey = async () => ({
    ...(await world.kafka.admin.survey()),
    clusterId: "another",
  });
  const kafka = { ...world.kafka, admin: { ...world.kafka.admin, survey } };
  await expect(world.plan({ ...world.cluster, kafka })).rejects.toThrow(/SLW2013.*another Kafka cluster/);
});

test("altered topics keep the keys that nobody declares", async () => {
  const world = new ReconcileWorld();
  world.commit(search);
  await world.apply();
  const name = inputOf("search", "ingest");
  await world.kafka.admin.alterTopicConfigs([{ topic: name, set: { "segment.bytes": "1048576" } }]);
  const cluster = `
clusterName: test
management: { topics: { onMismatch: alter } }
topicDefaults: { partitions: 3, replicationFactor: 1, retention: 1d }
naming: { prefix: "" }
`;
  world.commit({ ...search, "cluster.yaml": cluster });
  expect(await world.apply({ approvals: [] })).toMatchObject({ isApplied: false });
  expect(await world.apply()).toMatchObject({ isApplied: true });
  const [topic] = await world.kafka.admin.describeTopics([name]);
  expect(topic).toMatchObject({
    partitions: 3,
    configs: { "retention.ms": "86400000", "segment.bytes": "1048576" },
  });
  expect((await world.plan()).plan.hasChanges).toBe(false);
});

test("once the lock is lost nothing more is sent, and reads go on", async () => {
  const world = new ReconcileWorld();
  world.commit(search);
  let left = 3;
  const cluster = guardedCluster(world.cluster, () => (left -= 1) >= 0);
  await expect(world.apply({}, cluster)).rejects.toThrow(LockLostError);
  await expect(world.plan(cluster)).resolves.toBeDefined();
  expect(await world.apply()).toMatchObject({ isApplied: true });
});

test("an apply finds the lock free after the one before", async () => {
  const { cluster } = new ReconcileWorld();
  const clock = { ...cluster.clock, sleep: () => new Promise<void>(() => undefined) };
  const real = { ...cluster, clock: { ...clock, monotonicMs: () => 0, wallMs: () => 0 } };
  for (const id of ["one", "two"])
    expect(await withApplyLock(real, { id, label: id }, () => Promise.resolve(id))).toEqual({
      isLocked: true,
      value: id,
    });
});
