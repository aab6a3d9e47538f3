import type { ClusterAdmin } from "../../src/kafka/admin.ts";
import { describe, expect, test } from "vitest";
import { createBundleStore } from "../../src/claims/bundle-store.ts";
import { recordAttempt } from "../../src/claims/revision-log.ts";
import { StoreError, storeWith } from "../../src/claims/store.ts";
import { parsed, parseRevision } from "../../src/model/names.ts";
import { applyRevision } from "../../src/reconcile/reconcile.ts";
import { ReconcileWorld, groupOf, inputOf, root, slot } from "./reconcile-world.ts";

const short = root({ search: { ingest: {}, chunk: {} } });
const long = root({ search: { ingest: {}, chunk: {}, index: {} } });
const indexAcls = [
  "User:search read topic pipeline.search.step.index.input",
  "User:search write topic pipeline.search.step.index.dead-letter",
  "User:search write topic pipeline.search.step.index.error",
  "User:search write topic pipeline.search.step.index.input",
];
const indexInput = inputOf("search", "index");

describe("a revision", () => {
  test("is applied whole, and planning it again finds nothing to do", async () => {
    const world = new ReconcileWorld();
    world.commit(short);
    const applied = await world.apply();
    expect(applied.diagnostics).toEqual([]);
    expect(applied).toMatchObject({ isDone: true, isApplied: true });
    const { plan, revision } = await world.plan();
    expect([plan.steps, plan.hasChanges]).toEqual([[], false]);
    expect(await world.log()).toEqual({ lastApplied: revision, attempted: [] });
    expect(Object.keys(await world.published())).toEqual(["search"]);
  });

  test("that is applied already is not even written down again", async () => {
    const world = new ReconcileWorld();
    world.commit(short);
    await world.apply();
    const before = await world.store.list("");
    expect(await world.apply()).toEqual({ outcomes: [], diagnostics: [], isDone: true, isApplied: true });
    expect(await world.store.list("")).toEqual(before);
  });

  test("that changes nothing of the cluster becomes the last applied one", async () => {
    const world = new ReconcileWorld();
    world.commit(short);
    await world.apply();
    world.commit({ ...short, "README.md": "text" });
    const { plan, revision } = await world.plan();
    expect(plan.hasChanges).toBe(false);
    expect(await world.apply()).toMatchObject({ isApplied: true, outcomes: [] });
    expect(await world.log()).toEqual({ lastApplied: revision, attempted: [] });
  });

  test("is recorded as attempted before the first write", async () => {
    const world = new ReconcileWorld();
    world.commit(short);
    const { revision } = await world.plan();
    const seen: unknown[] = [];
    const admin = {
      ...world.kafka.admin,
      createTopics: async (...[topics, option]: Parameters<ClusterAdmin["createTopics"]>) => {
        if (option?.validateOnly === true) return world.kafka.admin.createTopics(topics, option);
        seen.push((await world.log()).attempted);
        return [];
      },
    };
    await world.apply({}, { ...world.cluster, kafka: { ...world.kafka, admin } });
    expect(seen).toEqual([[revision]]);
    expect(await world.log()).toEqual({ lastApplied: undefined, attempted: [revision] });
  });

  test("is recorded through answers that are lost", async () => {
    const world = new ReconcileWorld();
    world.commit(short);
    world.store.faults.answersToLose = 1;
    expect(await world.apply()).toMatchObject({ isApplied: true });
  });

  test("with a blocked pipeline is not the last applied one, and the others run", async () => {
    const world = new ReconcileWorld();
    const files = root({ search: { ingest: {}, chunk: {} }, other: { ingest: {}, chunk: {} } });
    const cluster = `${files["cluster.yaml"]}allowedKafkaTopics: [foreign]\n`;
    const other = JSON.parse(files["other.yaml"] ?? "") as { steps: { outputs: unknown[] }[] };
    other.steps[0]?.outputs.push({ name: "more", kafkaTopic: "foreign" });
    world.commit({ ...files, "cluster.yaml": cluster, "other.yaml": JSON.stringify(other) });
    const { plan, revision } = await world.plan();
    expect(plan.blocked.map(({ pipeline }) => pipeline)).toEqual(["other"]);
    expect(await world.apply()).toMatchObject({ isDone: true, isApplied: false });
    expect(Object.keys(await world.published())).toEqual(["search"]);
    expect(await world.apply()).toMatchObject({ isDone: true, isApplied: false });
    expect(await world.log()).toEqual({ lastApplied: undefined, attempted: [revision] });
  });

  test("an unreachable store or broker rejects with its own error", async () => {
    const world = new ReconcileWorld();
    world.commit(short);
    await world.kafka.close();
    await expect(world.apply()).rejects.toMatchObject({ name: "KafkaError", kind: "closed" });
    world.store.faults.reachable = false;
    await expect(world.apply()).rejects.toMatchObject({ name: "StoreError", kind: "unreachable" });
  });
});

describe("what a later revision doesn't need", () => {
  test("is revoked after its pipeline runs without it; topics stay and are called orphans", async () => {
    const world = new ReconcileWorld();
    world.commit(long);
    await world.apply();
    expect(await world.acls()).toEqual(expect.arrayContaining(indexAcls));
    world.commit(short);
    const { plan } = await world.plan();
    expect(plan.diagnostics.map(({ code }) => code)).toEqual(["SLW2003", "SLW2003", "SLW2003", "SLW2035"]);
    const kinds: string[] = [];
    const applied = await world.apply({ onOutcome: ({ kind, step }) => kinds.push(`${step.change.kind} ${kind}`) });
    expect(applied.isApplied).toBe(true);
    const taken = [...indexAcls.map(() => "revoke-acl done"), "delete-offsets done"];
    expect(kinds).toEqual(["publish-bundle done", ...taken]);
    expect((await world.acls()).filter((acl) => indexAcls.includes(acl))).toEqual([]);
    expect(await world.kafka.admin.listTopics()).toContain(indexInput);
    expect((await world.plan()).plan.hasChanges).toBe(false);
  });

  test("is revoked also when the revision that granted it was never applied whole", async () => {
    const world = new ReconcileWorld();
    world.commit(short);
    await world.apply();
    world.commit(long);
    const stop = new AbortController();
    const interrupted = world.apply({
      signal: stop.signal,
      onOutcome: ({ step }) => {
        if (step.change.kind === "grant-acl") stop.abort(new Error("killed"));
      },
    });
    await expect(interrupted).rejects.toThrow("killed");
    expect(await world.acls()).toEqual(expect.arrayContaining(indexAcls));
    world.commit({ ...short, "README.md": "reverted" });
    expect(await world.apply()).toMatchObject({ isApplied: true });
    expect((await world.acls()).filter((acl) => indexAcls.includes(acl))).toEqual([]);
  });

  test("a removed pipeline is retired and its rights are revoked", async () => {
    const world = new ReconcileWorld();
    world.commit(root({ search: { ingest: {} }, other: { ingest: {} } }));
    await world.apply();
    world.commit(root({ search: { ingest: {} } }));
    expect(await world.apply()).toMatchObject({ isApplied: true });
    expect(Object.keys(await world.published())).toEqual(["search"]);
    expect((await world.acls()).filter((acl) => acl.startsWith("User:other"))).toEqual([]);
  });

  test("is not revoked in the round in which an earlier revision is lost, but in the next", async () => {
    const world = new ReconcileWorld();
    world.commit(long);
    await world.apply();
    const lost = parsed(parseRevision("e".repeat(40)));
    await recordAttempt(world.store, lost);
    world.commit(short);
    const { plan, revision } = await world.plan();
    expect(plan.diagnostics.map(({ code }) => code)).toContain("SLW2007");
    expect(await world.apply()).toMatchObject({ isDone: true, isApplied: false });
    expect(await world.acls()).toEqual(expect.arrayContaining(indexAcls));
    expect((await world.log()).attempted).toEqual([revision]);
    expect(await world.apply()).toMatchObject({ isApplied: true });
    expect((await world.acls()).filter((acl) => indexAcls.includes(acl))).toEqual([]);
    expect(await world.log()).toEqual({ lastApplied: revision, attempted: [] });
  });

  test("without an authorizer nothing is granted or revoked", async () => {
    const world = new ReconcileWorld({ authorizer: false });
    world.commit(long);
    const { plan } = await world.plan();
    expect(plan.diagnostics.map(({ code }) => code)).toEqual(["SLW2006"]);
    expect(await world.apply()).toMatchObject({ isApplied: true });
    world.commit(short);
    expect(await world.apply()).toMatchObject({ isApplied: true });
    expect((await world.plan()).plan.hasChanges).toBe(false);
  });
});

describe("revocations", () => {
  test("are held while an engine still runs the old bundle, and done once it runs the new one", async () => {
    const world = new ReconcileWorld();
    world.commit(long);
    await world.apply();
    const held = slot("search", inputOf("search", "chunk"));
    await world.claim(held, (await world.published())["search"]!);
    world.commit(short);
    const first = await world.apply({ limits: { confirmMs: 10_000 } });
    expect(first).toMatchObject({ isDone: false, isApplied: false });
    expect(first.diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "SLW3003 5 removals are held: not every engine has confirmed the new revision of search",
    ]);
    expect(world.clock.nowMs).toBeGreaterThanOrEqual(10_000);
    expect(world.clock.nowMs).toBeLessThan(11_000);
    expect(await world.acls()).toEqual(expect.arrayContaining(indexAcls));
    const { plan } = await world.plan();
    expect(new Set(plan.steps.map(({ change }) => change.kind))).toEqual(new Set(["revoke-acl", "delete-offsets"]));
    await world.claim(held, (await world.published())["search"]!);
    expect(await world.apply()).toMatchObject({ isApplied: true });
    expect((await world.acls()).filter((acl) => indexAcls.includes(acl))).toEqual([]);
  });

  test("wait for the engine's confirmation", async () => {
    const world = new ReconcileWorld();
    world.commit(long);
    await world.apply();
    const held = slot("search", inputOf("search", "chunk"));
    await world.claim(held, (await world.published())["search"]!);
    world.commit(short);
    world.clock.onSleep = async () => {
      if (world.clock.nowMs >= 3_000) await world.claim(held, (await world.published())["search"]!);
    };
    expect(await world.apply()).toMatchObject({ isApplied: true });
    expect(world.clock.nowMs).toBeGreaterThanOrEqual(3_000);
    expect(world.clock.nowMs).toBeLessThan(4_000);
  });

  test("don't wait for an engine whose lease is revoked", async () => {
    const world = new ReconcileWorld();
    world.commit(long);
    await world.apply();
    await world.claim(slot("search", indexInput), (await world.published())["search"]!, "revoked");
    world.commit(short);
    expect(await world.apply()).toMatchObject({ isApplied: true });
    expect(world.clock.nowMs).toBe(0);
  });

  test("of a retired pipeline wait until nobody holds its slots; another pipeline's don't", async () => {
    const world = new ReconcileWorld();
    const pipelines = { search: { ingest: {}, chunk: {}, index: {} }, other: { ingest: {} } };
    world.commit(root(pipelines));
    await world.apply();
    await world.claim(slot("other", inputOf("other", "ingest")), (await world.published())["other"]!);
    world.commit(short);
    const applied = await world.apply({ limits: { confirmMs: 1_000 } });
    expect(applied.diagnostics.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^\d+ removals are held: .* of other$/),
    ]);
    expect((await world.acls()).filter((acl) => indexAcls.includes(acl))).toEqual([]);
    expect((await world.acls()).some((acl) => acl.startsWith("User:other"))).toBe(true);
  });

  test("are held where a claim can't be read", async () => {
    const world = new ReconcileWorld();
    world.commit(long);
    await world.apply();
    const value = new TextEncoder().encode('{"formatVersion":2}');
    await world.store.transact([{ kind: "set", key: `slots/search/${indexInput}/0`, value, version: 0 }]);
    world.commit(short);
    const applied = await world.apply({ limits: { confirmMs: 1_000 } });
    expect(applied.diagnostics.map(({ code }) => code)).toEqual(["SLW3003"]);
  });
});

describe("two applies at once", () => {
  test("of one revision both succeed", async () => {
    const world = new ReconcileWorld();
    world.commit(long);
    const both = await Promise.all([world.apply(), world.apply()]);
    expect(both.map(({ isDone }) => isDone)).toEqual([true, true]);
    expect((await world.plan()).plan.hasChanges).toBe(false);
  });

  test("of different revisions: the slower one reports the conflict and overwrites nothing", async () => {
    const world = new ReconcileWorld();
    world.commit(short);
    await world.apply();
    world.commit(root({ search: { ingest: {}, chunk: {}, slow: {} } }));
    const before = await world.plan();
    let isOvertaken = false;
    const store = storeWith(world.store, async (operations) => {
      if (!isOvertaken && operations.some(({ key }) => key === "manifest")) {
        isOvertaken = true;
        world.commit(long);
        await world.apply();
      }
      return world.store.transact(operations);
    });
    const slower = await applyRevision(before, { ...world.cluster, store });
    expect(slower).toMatchObject({ isDone: false, isApplied: false });
    expect(slower.diagnostics.map(({ code }) => code)).toEqual(["SLW3004"]);
    const { desired } = await world.plan();
    expect(await world.published()).toEqual({ search: desired.pipelines[0]?.bundle.digest });
  });

  test("of different pipelines: both are published, though the other's manifest came first", async () => {
    const world = new ReconcileWorld();
    world.commit(short);
    await world.apply();
    const before = await world.plan();
    world.commit(long);
    const planned = await world.plan();
    const foreign = before.desired.pipelines[0]!.bundle.digest;
    let isOvertaken = false;
    const store = storeWith(world.store, async (operations) => {
      if (!isOvertaken && operations.some(({ key }) => key === "manifest")) {
        isOvertaken = true;
        const bundles = createBundleStore(world.store);
        const { manifest, version } = await bundles.readManifest();
        const revision = parsed(parseRevision("a".repeat(40)));
        const next = { ...manifest, pipelines: { ...manifest.pipelines, foreign } };
        await bundles.publishManifest(next, { version, revision });
      }
      return world.store.transact(operations);
    });
    expect(await applyRevision(planned, { ...world.cluster, store })).toMatchObject({ isApplied: true });
    expect(await world.published()).toEqual({ foreign, search: planned.desired.pipelines[0]?.bundle.digest });
  });

  test("a revision that was attempted meanwhile is not forgotten, and it is said", async () => {
    const world = new ReconcileWorld();
    world.commit(short);
    const planned = await world.plan();
    const other = parsed(parseRevision("d".repeat(40)));
    await recordAttempt(world.store, other);
    const applied = await applyRevision(planned, world.cluster);
    expect(applied).toMatchObject({ isDone: true, isApplied: false });
    expect(applied.diagnostics.map(({ code }) => code)).toEqual(["SLW3005"]);
    expect((await world.log()).attempted).toEqual([other, planned.revision]);
  });
});

describe("publishing", () => {
  test("a bundle that the store refuses fails its pipeline alone", async () => {
    const world = new ReconcileWorld();
    world.commit(root({ search: { ingest: {} }, other: { ingest: {} } }));
    const { desired } = await world.plan();
    const refused = desired.pipelines.find(({ name }) => name === "other")!.bundle.digest.replace(":", "-");
    const store = storeWith(world.store, async (operations) => {
      if (operations.some(({ key }) => key.includes(refused)))
        throw new StoreError("too-large", "the bundle is too large");
      return world.store.transact(operations);
    });
    const applied = await world.apply({}, { ...world.cluster, store });
    expect(applied.diagnostics.map(({ message }) => message)).toEqual([
      "publish bundle other failed: the bundle is too large",
    ]);
    expect(Object.keys(await world.published())).toEqual(["search"]);
  });

  test("an answer that was lost is found out, not published twice", async () => {
    const world = new ReconcileWorld();
    world.commit(short);
    let isLost = false;
    const store = storeWith(world.store, async (operations) => {
      const result = await world.store.transact(operations);
      if (isLost || !operations.some(({ key }) => key === "manifest")) return result;
      isLost = true;
      throw new StoreError("unreachable", "the answer was lost");
    });
    expect(await world.apply({}, { ...world.cluster, store })).toMatchObject({ isApplied: true });
    expect(isLost).toBe(true);
  });
});

describe("groups", () => {
  const input = inputOf("search", "chunk");

  test("start where they are told at the time of the apply, so that nothing produced later is lost", async () => {
    const world = new ReconcileWorld();
    world.commit(root({ search: { ingest: {}, chunk: { start: "latest" } } }));
    const admin = {
      ...world.kafka.admin,
      createAcls: async (...args: Parameters<typeof world.kafka.admin.createAcls>) => {
        await world.write(input, 0, 3);
        return world.kafka.admin.createAcls(...args);
      },
    };
    await world.apply({}, { ...world.cluster, kafka: { ...world.kafka, admin } });
    await world.write(input, 0, 5);
    expect(await world.offsets(groupOf("search"), input)).toEqual([3n, 0n]);
    expect(await world.offsets(groupOf("search"), inputOf("search", "ingest"))).toEqual([0n, 0n]);
  });

  test("that have made progress since the plan are left where they are", async () => {
    const world = new ReconcileWorld();
    world.commit(short);
    const planned = await world.plan();
    await world.kafka.admin.createTopics([{ name: input, partitions: 2, replicationFactor: 1, configs: {} }]);
    const client = world.kafka.client();
    await client.offsets.commit(groupOf("search"), [{ topic: input, partition: 1, offset: 7n, metadata: "" }]);
    const applied = await applyRevision(planned, world.cluster);
    expect(applied.diagnostics).toEqual([]);
    expect(await world.offsets(groupOf("search"), input)).toEqual([0n, 7n]);
  });

  test("with live foreign members fail by name, and their pipeline is not published", async () => {
    const world = new ReconcileWorld();
    world.commit(root({ search: { ingest: {} }, other: { ingest: {} } }));
    const leave = world.kafka.control.addGroupMember(groupOf("search"), { clientId: "console", host: "/10.0.0.7" });
    const applied = await world.apply();
    expect(applied.diagnostics.map(({ message }) => message)).toEqual([
      "start group search-consumer-group on pipeline.search.step.ingest.input failed: the group has live members: console at /10.0.0.7",
      "publish bundle search was not tried, because start group search-consumer-group on pipeline.search.step.ingest.input failed",
    ]);
    expect(Object.keys(await world.published())).toEqual(["other"]);
    leave();
    expect(await world.apply()).toMatchObject({ isApplied: true });
  });
});
