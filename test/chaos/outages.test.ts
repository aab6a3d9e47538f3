import { setTimeout as wait } from "node:timers/promises";
import { Kafka, logLevel } from "kafkajs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countKeys, recordsWritten } from "./support/count-keys.ts";
import { countOf, heldBy, notesOf } from "./support/engine-notes.ts";
import { startLoad } from "./support/load.ts";
import type { EngineProcess, World } from "./support/world.ts";
import { createWorld } from "./support/world.ts";

const standard = (step: string, role: string): string => `yappy.pipeline.search-pipeline.step.${step}.${role}`;
const firstTopic = standard("document-ingest", "input");
const secondTopic = standard("chunker", "input");
const lastTopic = standard("index", "input");
const searchGroup = "search-pipeline-consumer-group";
/** Three partitions of six steps that read. */
const allSlots = 18;
const leaseMs = 1_500;

interface Status {
  readonly lag: readonly { readonly records: string }[];
  readonly slots: readonly { readonly label: string; readonly state: string; readonly leaseState: string }[];
}

async function until(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadlineMs = Date.now() + 60_000;
  while (!(await isTrue())) {
    if (Date.now() > deadlineMs) throw new Error(`waited in vain until ${what}`);
    await wait(100);
  }
}

describe("two engines under load", () => {
  let world: World;
  let one: EngineProcess;
  let two: EngineProcess;
  beforeAll(async () => {
    world = await createWorld();
    const applied = await world.sluiceway("apply", ...world.rootOptions, "--auto-approve");
    expect(applied, applied.err).toMatchObject({ exitCode: 0 });
    [one, two] = [world.startEngine("one"), world.startEngine("two")];
    await until("both engines hold slots", bothHold);
  }, 120_000);
  afterAll(() => world.end());

  const bothHold = (): boolean =>
    heldBy(one).size > 0 && heldBy(two).size > 0 && heldBy(one).size + heldBy(two).size === allSlots;
  const status = async (): Promise<Status> => {
    const options = [...world.settingsOptions, "--connection", "local", "--format", "json"];
    const { exitCode, out, err } = await world.sluiceway("status", ...options);
    expect(exitCode, err).toBe(0);
    return JSON.parse(out) as Status;
  };
  /** Everything that went in has come out. Returns how often something came out again. */
  const arrived = async (keys: readonly string[]): Promise<number> => {
    await until("nothing lags", async () => (await status()).lag.every(({ records }) => records === "0"));
    const [written, found] = await Promise.all(
      [firstTopic, lastTopic].map((topic) => countKeys(world.kafka.bootstrapServers, topic)),
    );
    expect(keys.length).toBeGreaterThan(500);
    expect(keys.filter((key) => !found?.has(key))).toEqual([]);
    const timesBeyond = (counts: ReadonlyMap<string, number> | undefined): number =>
      keys.reduce((sum, key) => sum + (counts?.get(key) ?? 0), 0) - keys.length;
    return timesBeyond(found) - timesBeyond(written);
  };
  const report = (what: string, facts: Readonly<Record<string, number>>): void => {
    const pairs = Object.entries(facts).map(([name, value]) => `${name}=${Math.round(value)}`);
    console.log(`outages, ${what}: ${pairs.join(" ")}`);
  };
  const loadOf = (name: string): ReturnType<typeof startLoad> =>
    startLoad(world.kafka.bootstrapServers, firstTopic, name);

  test("a broker that is gone for five seconds costs no document", async () => {
    const load = loadOf("broker");
    await until("documents flow", () => load.sent() > 300);
    await world.kafka.stop();
    await wait(5_000);
    await world.kafka.restart();
    const backMs = performance.now();
    const sentBefore = load.sent();
    await until("documents flow again", () => load.sent() > sentBefore + 400);
    const keys = await load.stop();
    const duplicates = await arrived(keys);
    report("broker", { documents: keys.length, duplicates, caughtUpAfterMs: performance.now() - backMs });
    expect([one.child.exitCode, two.child.exitCode]).toEqual([null, null]);
    await until("both engines hold slots", bothHold);
  }, 90_000);

  test("without Consul engines stop their slots when their leases end, and come back with it", async () => {
    const load = loadOf("consul");
    await until("documents flow", () => load.sent() > 300);
    const goneMs = performance.now();
    await world.consul.stop();
    await until("no engine holds a slot", () => heldBy(one).size + heldBy(two).size === 0);
    const stoppedAfterMs = performance.now() - goneMs;
    const processed = await recordsWritten(world.kafka.bootstrapServers, secondTopic);
    await wait(2 * leaseMs);
    expect(heldBy(one).size + heldBy(two).size).toBe(0);
    expect(await recordsWritten(world.kafka.bootstrapServers, secondTopic)).toBe(processed);
    await world.consul.restart();
    const backMs = performance.now();
    await until("both engines hold slots", bothHold);
    const ownedAfterMs = performance.now() - backMs;
    const keys = await load.stop();
    const duplicates = await arrived(keys);
    report("Consul", { documents: keys.length, duplicates, stoppedAfterMs, ownedAfterMs });
    expect([one.child.exitCode, two.child.exitCode]).toEqual([null, null]);
  }, 90_000);

  test("an engine that was suspended for three leases gives up what another owns by then", async () => {
    const load = loadOf("zombie");
    await until("documents flow", () => load.sent() > 300);
    const lossesBefore = countOf(one, "lease-lost");
    one.child.kill("SIGSTOP");
    await wait(3 * leaseMs);
    await until("the other engine owns everything", () => heldBy(two).size === allSlots);
    const offsets = watchOffsets(world.kafka.bootstrapServers, searchGroup);
    const wokenMs = Date.now();
    one.child.kill("SIGCONT");
    await until("the suspended engine knows", () => countOf(one, "lease-lost") > lossesBefore);
    const knewAfterMs = Date.now() - wokenMs;
    expect([...heldBy(one)].filter((slot) => heldBy(two).has(slot))).toEqual([]);
    await until("both engines hold slots", bothHold);
    const keys = await load.stop();
    const duplicates = await arrived(keys);
    const setBackMs = await offsets.stop();
    report("suspended", { documents: keys.length, duplicates, knewAfterMs, longestSetBackMs: setBackMs });
  }, 90_000);

  test("SIGTERM hands over under load: exit code 0, no claim left, nothing twice", async () => {
    const load = loadOf("drain");
    await until("documents flow", () => load.sent() > 300);
    const toldMs = Date.now();
    one.child.kill("SIGTERM");
    expect(await one.ended).toBe(0);
    const drainedAfterMs = Date.now() - toldMs;
    const { slots } = await status();
    expect(slots.filter(({ label, state }) => label === "one" && state !== "free")).toEqual([]);
    await until("the other engine owns everything", () => heldBy(two).size === allSlots);
    const acquired = notesOf(two).filter(({ kind }) => kind === "slot-acquired");
    const ownedAfterMs = Math.max(...acquired.map(({ atMs }) => atMs)) - toldMs;
    await until("documents flow on", () => load.sent() > 800);
    const keys = await load.stop();
    const duplicates = await arrived(keys);
    report("SIGTERM", { documents: keys.length, duplicates, drainedAfterMs, ownedAfterMs });
    expect(duplicates).toBe(0);
    two.child.kill("SIGTERM");
    expect(await two.ended).toBe(0);
    expect((await status()).slots.filter(({ state }) => state !== "free")).toEqual([]);
  }, 90_000);
});

/** Watches a group's offsets; `stop` says for how long at most one was behind what had been committed before. */
function watchOffsets(bootstrapServers: string, groupId: string): { stop(): Promise<number> } {
  const stopping = new AbortController();
  const greatest = new Map<string, bigint>();
  const behindSinceMs = new Map<string, number>();
  let longestMs = 0;
  const watched = (async () => {
    const admin = new Kafka({ brokers: [bootstrapServers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const look = async (): Promise<void> => {
      for (const { topic, partitions } of await admin.fetchOffsets({ groupId }))
        for (const { partition, offset } of partitions) {
          const key = `${topic}/${partition}`;
          const found = BigInt(offset);
          if (found >= (greatest.get(key) ?? 0n)) {
            greatest.set(key, found);
            behindSinceMs.delete(key);
          } else {
            const sinceMs = behindSinceMs.get(key) ?? performance.now();
            behindSinceMs.set(key, sinceMs);
            longestMs = Math.max(longestMs, performance.now() - sinceMs);
          }
        }
    };
    while (!stopping.signal.aborted) {
      await look();
      await wait(50);
    }
    await look();
    await admin.disconnect();
  })();
  return {
    async stop() {
      stopping.abort();
      await watched;
      expect([...behindSinceMs.keys()]).toEqual([]);
      expect(greatest.size).toBeGreaterThan(0);
      return longestMs;
    },
  };
}
