import type * as zlib from "node:zlib";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { recordApprovals } from "../../../src/claims/approval-log.ts";
import type { AclBinding } from "../../../src/model/acl.ts";
import { aclKey } from "../../../src/model/acl.ts";
import { changeControls } from "../../../src/reconcile/loop/controls.ts";
import { emptyTracker, healed, isFlapping, observed } from "../../../src/reconcile/loop/drift-tracker.ts";
import { root } from "../reconcile-world.ts";
import type { LoopDaemon } from "./loop-world.ts";
import { kindsOf, LoopWorld } from "./loop-world.ts";

vi.mock("node:zlib", async (original) => {
  const { syncZlib } = await import("./sync-zlib.ts");
  return syncZlib(await original<typeof zlib>());
});

const plain = root({ orders: { intake: {}, index: {} } });
const managed = (management: object): Readonly<Record<string, string>> => ({
  ...plain,
  "cluster.yaml": `${plain["cluster.yaml"] ?? ""}\nmanagement: ${JSON.stringify(management)}\n`,
});

async function started(files: Readonly<Record<string, string>>): Promise<LoopWorld & { readonly daemon: LoopDaemon }> {
  const world = new LoopWorld();
  world.commit(files);
  const daemon = world.start();
  await world.clock.until(() => kindsOf(daemon.events).includes("synced"), 10_000);
  return Object.assign(world, { daemon });
}

async function end(world: LoopWorld & { readonly daemon: LoopDaemon }): Promise<void> {
  world.daemon.stop();
  await world.clock.advance(10);
  await world.daemon.ended;
}

/** The same one each time, wherever a repair has put it in the list. */
async function removeAcl(world: LoopWorld): Promise<AclBinding> {
  const found = (await world.kafka.admin.describeAcls()) ?? [];
  const acl = found.toSorted((a, b) => (aclKey(a) < aclKey(b) ? -1 : 1))[0];
  await world.kafka.admin.deleteAcls([acl!]);
  return acl!;
}

const inputTopic = "pipeline.orders.step.index.input";
const setRetention = (world: LoopWorld, value: string): Promise<unknown> =>
  world.kafka.admin.alterTopicConfigs([{ topic: inputTopic as never, set: { "retention.ms": value } }]);

describe("drift", () => {
  test("counts when two reads agree, and is put right then; what is gone by the second read never counts", async () => {
    const world = await started(plain);
    const acls = await world.acls();
    const acl = await removeAcl(world);
    await world.clock.until(() => kindsOf(world.daemon.events).includes("healed"), 70_000);
    const { events } = world.daemon;
    expect(kindsOf(events).slice(-3)).toEqual(["drift", "healed", "applied"]);
    expect(events.at(-3)).toMatchObject({ found: [{ kind: "acls", isConfirmed: true, pipelines: ["orders"] }] });
    expect(await world.acls()).toEqual(acls);

    const before = events.length;
    let isOut = false;
    const describeAcls = world.kafka.admin.describeAcls.bind(world.kafka.admin);
    // A broker whose read lags once.
    world.kafka.admin.describeAcls = async () => {
      const found = await describeAcls();
      if (isOut) return found;
      isOut = true;
      return found?.filter((one) => one.resourceName !== acl.resourceName);
    };
    await world.clock.advance(200_000);
    expect(isOut).toBe(true);
    expect(events.slice(before)).toEqual([]);
    await end(world);
  });

  test.each([
    ["warn", "reported", { topics: { onMismatch: "warn" } }],
    ["alter and report", "reported", { topics: { onMismatch: "alter" }, drift: { topics: "report" } }],
    ["alter and hold", "held-by-policy", { topics: { onMismatch: "alter" }, drift: { topics: "hold" } }],
  ])("of a topic's settings under %s is %s, and changes nothing", async (_, fate, management) => {
    const files = managed(management);
    const declared = {
      ...files,
      "cluster.yaml": (files["cluster.yaml"] ?? "").replace(
        "replicationFactor: 1",
        "replicationFactor: 1, retention: 7d",
      ),
    };
    const world = await started(declared);
    await setRetention(world, "1000");
    await world.clock.advance(200_000);
    const status = await world.status();
    expect(status?.drift).toMatchObject([{ kind: "topics", fate, isConfirmed: true }]);
    const configs = await world.kafka.admin.describeTopicConfigs([inputTopic as never], ["retention.ms"]);
    expect(configs.get(inputTopic as never)).toMatchObject({ "retention.ms": "1000" });
    // A commit that has nothing to do with it is recorded as applied all the same.
    const next = world.commit({ ...declared, "other.yaml": root({ other: { one: {} } })["other.yaml"] ?? "" });
    await world.clock.advance(40_000);
    expect(await world.status()).toMatchObject({ lastApplied: { revision: next }, drift: [{ fate }] });
    await end(world);
  });

  test("that is held is put right once somebody has approved it", async () => {
    const world = await started(managed({ drift: { acls: "hold" } }));
    const acls = await world.acls();
    await removeAcl(world);
    await world.clock.advance(200_000);
    expect(await world.acls()).not.toEqual(acls);
    const status = await world.status();
    expect(status).toMatchObject({ pipelines: { orders: { state: "held" } } });
    const [found] = status?.drift ?? [];
    const nowMs = world.clock.wallMs();
    await recordApprovals(
      world.store,
      [{ step: found?.id ?? "", by: "a test", expiresMs: nowMs + 1e9, digest: found?.digest as never }],
      nowMs,
    );
    await world.clock.advance(70_000);
    expect(await world.acls()).toEqual(acls);
    await end(world);
  });

  test("that somebody keeps making again is repaired three times in an hour, and left alone then", async () => {
    const world = await started(plain);
    const acls = await world.acls();
    for (let war = 0; war < 8; war += 1) {
      if ((await world.acls()).length === acls.length) await removeAcl(world);
      await world.clock.advance(80_000);
    }
    const heals = world.daemon.events.filter(({ kind }) => kind === "healed");
    expect(heals).toHaveLength(3);
    expect(await world.status()).toMatchObject({
      drift: [{ fate: "flapping", heals: 3 }],
      pipelines: { orders: { state: "held" } },
    });
    // Another leader doesn't begin to count anew.
    world.daemon.stop();
    await world.clock.advance(10);
    await world.daemon.ended;
    const other = world.start();
    await world.clock.advance(200_000);
    expect(kindsOf(other.events)).not.toContain("healed");
    await world.clock.advance(3_600_000);
    expect(await world.acls()).toEqual(acls);
    other.stop();
    await world.clock.advance(10);
    await other.ended;
  });

  test("an operator's hold ends by itself", async () => {
    const world = await started(plain);
    const acls = await world.acls();
    const nowMs = world.clock.wallMs();
    const note = { by: "ada", sinceMs: nowMs, untilMs: nowMs + 600_000 };
    await changeControls(world.store, { kind: "driftHolds", notes: { orders: note }, nowMs });
    await removeAcl(world);
    await world.clock.advance(500_000);
    expect(await world.acls()).not.toEqual(acls);
    expect(await world.status()).toMatchObject({ drift: [{ fate: "held-by-hand" }] });
    await world.clock.advance(200_000);
    expect(await world.acls()).toEqual(acls);
    await end(world);
  });

  test("of an unmanaged pipeline is none, of a suspended one is shown; neither is put right", async () => {
    const world = await started(plain);
    const acls = await world.acls();
    const note = { by: "ada", sinceMs: world.clock.wallMs() };
    const nowMs = world.clock.wallMs();
    await changeControls(world.store, { kind: "unmanaged", notes: { orders: note }, nowMs });
    await removeAcl(world);
    await world.clock.advance(200_000);
    expect(await world.status()).toMatchObject({ drift: [], pipelines: { orders: { state: "unmanaged" } } });
    await changeControls(world.store, { kind: "unmanaged", notes: { orders: undefined }, nowMs });
    await changeControls(world.store, { kind: "suspended", notes: { orders: note }, nowMs });
    await world.clock.advance(200_000);
    expect(await world.status()).toMatchObject({
      drift: [{ fate: "suspended", isConfirmed: true }],
      pipelines: { orders: { state: "suspended" } },
    });
    expect(await world.acls()).not.toEqual(acls);
    await changeControls(world.store, { kind: "suspended", notes: { orders: undefined }, nowMs });
    await world.clock.advance(5_000);
    expect(await world.acls()).toEqual(acls);
    await end(world);
  });

  test("a topic that is gone is never created empty", async () => {
    const world = await started(plain);
    const [{ id } = { id: "" }] = (await world.kafka.admin.survey()).topics.filter(({ name }) => name === inputTopic);
    await world.kafka.admin.deleteTopics([{ name: inputTopic as never, id }]);
    await world.clock.advance(300_000);
    expect(await world.topics()).not.toContain(inputTopic);
    expect(await world.status()).toMatchObject({
      pipelines: { orders: { state: "blocked" } },
      drift: [{ kind: "topics", fate: "reported" }],
    });
    await end(world);
  });
});

describe("the tracker of drift", () => {
  test("confirms only what was there the whole time between two reads that are far enough apart", () => {
    const looks = fc.array(
      fc.record({ gapMs: fc.integer({ min: 1, max: 5_000 }), digest: fc.constantFrom("a", "b", "") }),
    );
    fc.assert(
      fc.property(looks, (sequence) => {
        let tracker = emptyTracker;
        let nowMs = 0;
        let sinceMs: number | undefined;
        let last = "";
        for (const { gapMs, digest } of sequence) {
          nowMs += gapMs;
          const differences = digest === "" ? [] : [{ id: "x", digest }];
          tracker = observed(tracker, differences, { monotonicMs: nowMs, wallMs: nowMs, confirmMs: 3_000 });
          sinceMs = digest === "" ? undefined : digest === last ? sinceMs : nowMs;
          last = digest;
          const isConfirmed = tracker.seen.get("x")?.isConfirmed ?? false;
          expect(isConfirmed).toBe(sinceMs !== undefined && nowMs - sinceMs >= 3_000);
        }
      }),
    );
  });

  test("lets at most three repairs of one thing happen in any hour, whatever the clock does", () => {
    const times = fc
      .array(fc.integer({ min: 0, max: 10_000_000 }), { maxLength: 60 })
      .map((all) => all.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(times, (moments) => {
        let tracker = emptyTracker;
        const done: number[] = [];
        for (const nowMs of moments) {
          if (isFlapping(tracker, "x", nowMs)) continue;
          tracker = healed(tracker, ["x"], nowMs);
          done.push(nowMs);
        }
        for (const [index, timeMs] of done.entries())
          expect(done.slice(index).filter((other) => other - timeMs < 3_600_000).length).toBeLessThanOrEqual(3);
      }),
    );
  });
});
