import type * as zlib from "node:zlib";
import { describe, expect, test, vi } from "vitest";
import { recordApprovals } from "../../../src/claims/approval-log.ts";
import type { Digest } from "../../../src/model/names.ts";
import { askForRound, changeControls } from "../../../src/reconcile/loop/controls.ts";
import { Daemon } from "../../../src/reconcile/loop/daemon.ts";
import { readRevisionLog } from "../../../src/claims/revision-log.ts";
import { root } from "../reconcile-world.ts";
import { kindsOf, LoopWorld } from "./loop-world.ts";

vi.mock("node:zlib", async (original) => {
  const { syncZlib } = await import("./sync-zlib.ts");
  return syncZlib(await original<typeof zlib>());
});

const orders = root({ orders: { intake: {}, index: {} } });
const both = root({ orders: { intake: {}, index: {} }, search: { crawl: {} } });
const broken = { ...both, "orders.yaml": "pipelineName: orders\nstpes: []\n" };
const conflicted = {
  ...both,
  "orders.yaml": "<<<<<<< HEAD\npipelineName: orders\n=======\npipelineName: other\n>>>>>>> x\n",
};

describe("a reconciler's daemon", () => {
  test("applies what is pushed, within a poll, and is quiet afterwards", async () => {
    const world = new LoopWorld();
    const first = world.commit(orders);
    const { daemon, events, stop, ended } = world.start();
    await world.clock.until(() => kindsOf(events).includes("synced"), 10_000);
    expect(kindsOf(events)).toEqual(["leading", "head", "in-force", "applied", "synced"]);
    expect((await world.topics()).filter((name) => name.startsWith("pipeline.orders.")).length).toBe(6);
    expect(await world.status()).toMatchObject({ head: first, inForce: first, lastApplied: { revision: first } });

    const second = world.commit(both);
    await world.clock.until(() => kindsOf(events.slice(5)).includes("synced"), 34_000);
    expect(await readRevisionLog(world.store)).toEqual({ lastApplied: second, attempted: [] });

    const before = events.length;
    await world.clock.advance(600_000);
    expect(events.slice(before)).toEqual([]);
    expect(world.compilations).toBe(2);
    expect(daemon.state.role).toBe("leading");
    stop();
    await world.clock.advance(10);
    await ended;
    expect(await world.store.keys("locks/")).toEqual([]);
  });

  test.each([
    ["doesn't compile", broken],
    ["has a conflict marker", conflicted],
    ["has lost its cluster.yaml", { "orders.yaml": orders["orders.yaml"] ?? "" }],
    ["is empty", {}],
  ])("a commit that %s stays out, and the last good one is kept converged", async (_, files) => {
    const world = new LoopWorld();
    const good = world.commit(orders);
    const { events, stop, ended } = world.start();
    await world.clock.until(() => kindsOf(events).includes("synced"), 10_000);
    const bad = world.commit(files);
    await world.clock.advance(40_000);
    expect(kindsOf(events).filter((kind) => kind === "refused")).toHaveLength(1);
    const compilations = world.compilations;
    const acls = await world.acls();
    const [acl] = (await world.kafka.admin.describeAcls()) ?? [];
    await world.kafka.admin.deleteAcls([acl!]);
    await world.clock.advance(120_000);
    expect(await world.acls()).toEqual(acls);
    expect(world.compilations).toBe(compilations);
    const status = await world.status();
    expect(status).toMatchObject({
      head: bad,
      inForce: good,
      refused: { revision: bad },
      lastApplied: { revision: good },
    });
    expect(status?.refused?.diagnostics.length).toBeGreaterThan(0);

    world.commit(both);
    await world.clock.advance(40_000);
    expect(await world.status()).toMatchObject({ refused: null, pipelineCount: 2 });
    stop();
    await world.clock.advance(10);
    await ended;
  });

  test("a daemon that is started while the head is broken keeps what was in force before converged", async () => {
    const world = new LoopWorld();
    const good = world.commit(orders);
    const one = world.start();
    await world.clock.until(() => kindsOf(one.events).includes("synced"), 10_000);
    one.stop();
    await world.clock.advance(10);
    await one.ended;
    world.commit(broken);
    const [acl] = (await world.kafka.admin.describeAcls()) ?? [];
    await world.kafka.admin.deleteAcls([acl!]);
    const other = world.start();
    await world.clock.until(() => kindsOf(other.events).includes("healed"), 20_000);
    expect(await world.status()).toMatchObject({ inForce: good });
    other.stop();
    await world.clock.advance(10);
    await other.ended;
  });

  test("a branch that is moved back is the new truth, with a warning", async () => {
    const world = new LoopWorld();
    const first = world.commit(orders);
    const { events, stop, ended } = world.start();
    await world.clock.advance(1_000);
    world.commit(both);
    await world.clock.advance(40_000);
    world.repository.moveTo(first);
    const before = events.length;
    await world.clock.advance(40_000);
    expect(kindsOf(events.slice(before)).slice(0, 3)).toEqual(["head", "warning", "in-force"]);
    expect(events[before + 1]).toMatchObject({ diagnostic: { code: "SLW5001" } });
    // The pipeline that is gone again is retired only with an approval: that is said, and not tried again and again.
    expect(await world.status()).toMatchObject({
      lastAttempted: { revision: first, result: "waiting" },
      pipelines: { search: { state: "held" } },
    });
    const attempts = events.filter(({ kind }) => kind === "applied").length;
    await world.clock.advance(600_000);
    expect(events.filter(({ kind }) => kind === "applied")).toHaveLength(attempts);
    stop();
    await world.clock.advance(10);
    await ended;
  });

  test("what waits for an approval is applied with the next look after it", async () => {
    const world = new LoopWorld();
    world.commit(both);
    const { events, stop, ended } = world.start();
    await world.clock.advance(1_000);
    const fewer = world.commit(orders);
    await world.clock.advance(40_000);
    expect(events.at(-1)).toMatchObject({ kind: "applied", attempt: { result: "waiting" } });
    const digest = /sha256:[0-9a-f]{64}/.exec(JSON.stringify(events.at(-1)))?.[0] ?? "";
    const nowMs = world.clock.wallMs();
    const approval = { step: "retire-bundle/search", by: "a test", expiresMs: nowMs + 1e9, digest: digest as Digest };
    await recordApprovals(world.store, [approval], nowMs);
    await askForRound(world.store, "approved");
    await world.clock.until(() => kindsOf(events).filter((kind) => kind === "synced").length === 2, 5_000);
    expect(await readRevisionLog(world.store)).toEqual({ lastApplied: fewer, attempted: [] });
    stop();
    await world.clock.advance(10);
    await ended;
  });

  test("a repository that is gone for a while is asked again, ever more seldom, and drift is repaired meanwhile", async () => {
    const world = new LoopWorld();
    world.commit(orders);
    const { events, stop, ended } = world.start();
    await world.clock.advance(1_000);
    world.gitReachable = false;
    const acls = await world.acls();
    await world.clock.advance(40_000);
    const [acl] = (await world.kafka.admin.describeAcls()) ?? [];
    await world.kafka.admin.deleteAcls([acl!]);
    await world.clock.advance(3_600_000);
    const failures = events.filter(({ kind }) => kind === "failed").length;
    expect(failures).toBeGreaterThan(10);
    expect(failures).toBeLessThan(40);
    expect(await world.acls()).toEqual(acls);
    expect(await world.status()).toMatchObject({ failure: { what: "fetch" } });
    world.gitReachable = true;
    const next = world.commit(both);
    await world.clock.advance(330_000);
    expect(await world.status()).toMatchObject({ failure: null, lastApplied: { revision: next } });
    stop();
    await world.clock.advance(10);
    await ended;
  });

  test("one leads; when it dies another one takes over within the lease and a moment", async () => {
    const world = new LoopWorld();
    world.commit(orders);
    const one = world.start();
    await world.clock.advance(2_000);
    const other = world.start();
    await world.clock.advance(20_000);
    expect(kindsOf(other.events)).toEqual(["standby"]);
    expect([one.daemon.state.role, other.daemon.state.role]).toEqual(["leading", "standby"]);
    one.kill();
    const next = world.commit(both);
    const tookMs = await world.clock.until(() => kindsOf(other.events).includes("leading"), 20_000);
    expect(tookMs).toBeLessThan(10_000);
    await world.clock.until(() => kindsOf(other.events).includes("synced"), 20_000);
    expect(await readRevisionLog(world.store)).toEqual({ lastApplied: next, attempted: [] });
    await world.clock.advance(20_000);
    expect(one.daemon.state.role).not.toBe("leading");
    one.stop();
    other.stop();
    await world.clock.advance(10_000);
    await Promise.all([one.ended, other.ended]);
  });

  test("without the store nobody leads, and afterwards one does", async () => {
    const world = new LoopWorld();
    world.commit(orders);
    const daemons = [world.start(), world.start()];
    await world.clock.advance(20_000);
    for (const { store } of daemons) store.faults.reachable = false;
    await world.clock.advance(30_000);
    expect(daemons.map(({ daemon }) => daemon.state.role)).not.toContain("leading");
    for (const { store } of daemons) store.faults.reachable = true;
    await world.clock.advance(20_000);
    expect(daemons.filter(({ daemon }) => daemon.state.role === "leading")).toHaveLength(1);
    for (const { stop } of daemons) stop();
    await world.clock.advance(10_000);
    await Promise.all(daemons.map(({ ended }) => ended));
  });

  test("a flood of wakes is a few looks", async () => {
    const world = new LoopWorld();
    world.commit(orders);
    const { daemon, events, stop, ended } = world.start();
    await world.clock.advance(5_000);
    let looks = 0;
    const resolve = world.repository.resolve.bind(world.repository);
    world.repository.resolve = (ref) => {
      looks += 1;
      return resolve(ref);
    };
    for (let n = 0; n < 500; n += 1) {
      daemon.wake("branch");
      await world.clock.advance(10);
    }
    expect(looks).toBeGreaterThanOrEqual(4);
    expect(looks).toBeLessThanOrEqual(6);
    expect(kindsOf(events)).not.toContain("failed");
    stop();
    await world.clock.advance(10);
    await ended;
  });

  test("suspended means shown and not applied; resumed means applied at once", async () => {
    const world = new LoopWorld();
    world.commit(orders);
    const { events, stop, ended } = world.start();
    await world.clock.advance(1_000);
    const nowMs = world.clock.wallMs();
    await changeControls(world.store, {
      kind: "suspended",
      notes: { search: { by: "ada", sinceMs: nowMs, reason: "incident 7" } },
      nowMs: nowMs,
    });
    const next = world.commit(both);
    await world.clock.advance(40_000);
    expect((await world.topics()).some((name) => name.startsWith("pipeline.search."))).toBe(false);
    expect(await world.status()).toMatchObject({
      inForce: next,
      pipelines: { search: { state: "suspended", why: "by ada: incident 7" } },
    });
    expect((await readRevisionLog(world.store)).lastApplied).not.toBe(next);
    await changeControls(world.store, { kind: "suspended", notes: { search: undefined }, nowMs: world.clock.wallMs() });
    await world.clock.until(() => kindsOf(events).filter((kind) => kind === "synced").length === 2, 2_000);
    expect(await readRevisionLog(world.store)).toEqual({ lastApplied: next, attempted: [] });
    stop();
    await world.clock.advance(10);
    await ended;
  });
});

describe("reconcile --once", () => {
  test("does one round and gives the lead back", async () => {
    const world = new LoopWorld();
    const revision = world.commit(orders);
    const once = new Daemon(world.options(new AbortController().signal, [])).once();
    await world.clock.advance(10_000);
    expect((await once)?.status()).toMatchObject({ lastApplied: { revision }, failure: null });
    expect(await world.store.keys("locks/")).toEqual([]);
  });

  test("does nothing where another one leads", async () => {
    const world = new LoopWorld();
    world.commit(orders);
    const { stop, ended } = world.start();
    await world.clock.advance(5_000);
    const once = new Daemon(world.options(new AbortController().signal, [])).once();
    await world.clock.advance(5_000);
    expect(await once).toBeUndefined();
    stop();
    await world.clock.advance(10_000);
    await ended;
  });
});
