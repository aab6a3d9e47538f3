import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countKeys, recordsWritten } from "./support/count-keys.ts";
import type { EngineProcess, World } from "./support/world.ts";
import { createWorld } from "./support/world.ts";

const documents = 10_000;
const standard = (step: string, role: string): string => `yappy.pipeline.search-pipeline.step.${step}.${role}`;
const lastTopic = standard("index", "input");
const sharedTopic = "cross-pipeline.search-to-analytics";

interface StatusLag {
  readonly group: string;
  readonly topic: string;
  readonly records: string;
}
interface StatusSlot {
  readonly label: string;
  readonly state: string;
}
interface Status {
  readonly lag: readonly StatusLag[];
  readonly slots: readonly StatusSlot[];
}

/** When an engine began and ceased to act for a slot, by its own log; all on this machine's clock. */
interface Ownership {
  readonly engine: string;
  readonly slot: string;
  readonly token: number;
  readonly fromMs: number;
  readonly untilMs: number;
}

function ownerships(engine: EngineProcess, endedMs: number): readonly Ownership[] {
  const open = new Map<string, { token: number; fromMs: number }>();
  const closed: Ownership[] = [];
  for (const line of engine.log()) {
    const note = line["note"] as { kind: string; slot?: object; claimToken?: number } | undefined;
    const atMs = Date.parse(String(line["time"]));
    const close = (slot: string): void => {
      const began = open.get(slot);
      if (began !== undefined) closed.push({ engine: engine.label, slot, ...began, untilMs: atMs });
      open.delete(slot);
    };
    const slot = JSON.stringify(note?.slot);
    if (note?.kind === "slot-acquired") open.set(slot, { token: note.claimToken ?? 0, fromMs: atMs });
    else if (["slot-released", "slot-lost", "slot-abandoned"].includes(note?.kind ?? "")) close(slot);
    // A lost lease is the end of everything that was held by it.
    else if (note?.kind === "lease-lost") for (const held of open.keys()) close(held);
  }
  return [...closed, ...[...open].map(([slot, began]) => ({ engine: engine.label, slot, ...began, untilMs: endedMs }))];
}

function overlaps(all: readonly Ownership[]): readonly string[] {
  return all.flatMap((one) =>
    all
      .filter((other) => other.slot === one.slot && other.engine !== one.engine && other.token > one.token)
      .filter((other) => other.fromMs < one.untilMs)
      .map((other) => `${one.slot}: ${one.engine} until ${one.untilMs}, ${other.engine} from ${other.fromMs}`),
  );
}

describe("two engines on real servers, one of them killed", () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  }, 120_000);
  afterAll(() => world.end());

  const status = async (): Promise<Status> => {
    const { out } = await world.sluiceway(
      "status",
      ...world.settingsOptions,
      "--connection",
      "local",
      "--format",
      "json",
    );
    return JSON.parse(out) as Status;
  };
  const until = async (what: string, isTrue: () => Promise<boolean>): Promise<void> => {
    const deadlineMs = Date.now() + 120_000;
    while (!(await isTrue())) {
      if (Date.now() > deadlineMs) throw new Error(`waited in vain until ${what}`);
      await wait(200);
    }
  };

  test("apply creates topics, ACLs and groups; a second plan has no changes", async () => {
    const applied = await world.sluiceway("apply", ...world.rootOptions, "--auto-approve");
    expect(applied, applied.err).toMatchObject({ exitCode: 0 });
    const planned = await world.sluiceway("plan", ...world.rootOptions, "--detailed-exitcode");
    expect(planned.out).toContain("No changes.");
    expect(planned.exitCode).toBe(0);
  });

  test("10,000 documents arrive, though an engine is killed in the middle; no slot ever has two owners", async () => {
    const texts = join(world.folder, "documents");
    await mkdir(texts);
    const names = Array.from({ length: documents }, (_, index) => `document-${String(index).padStart(5, "0")}.txt`);
    await Promise.all(
      names.map((name) => writeFile(join(texts, name), `The text of ${name}, about sluices and gates.\n`)),
    );

    const first = world.startEngine("first");
    const second = world.startEngine("second");
    await until("both engines hold slots", async () => {
      const { slots } = await status();
      return ["first", "second"].every((label) => slots.some((slot) => slot.label === label && slot.state === "held"));
    });
    const ingested = world.sluiceway("ingest", texts, ...world.rootOptions, "--as", "User:crawler");
    await until("some documents have arrived", async () => {
      return (await recordsWritten(world.kafka.bootstrapServers, lastTopic)) > documents / 20;
    });
    const before = await recordsWritten(world.kafka.bootstrapServers, lastTopic);
    first.child.kill("SIGKILL");
    const killedMs = Date.now();
    await first.ended;
    expect(before).toBeLessThan(documents);
    expect(await ingested).toMatchObject({ exitCode: 0 });

    await until("nothing lags", async () => {
      const { lag } = await status();
      return lag.length > 0 && lag.every(({ records }) => records === "0");
    });
    const arrived = await countKeys(world.kafka.bootstrapServers, lastTopic);
    const shared = await countKeys(world.kafka.bootstrapServers, sharedTopic);
    expect(names.filter((name) => !arrived.has(name))).toEqual([]);
    expect(names.filter((name) => !shared.has(name))).toEqual([]);
    for (const step of ["document-ingest", "chunker", "enrich", "index"])
      expect(await recordsWritten(world.kafka.bootstrapServers, standard(step, "dead-letter"))).toBe(0);

    second.child.kill("SIGTERM");
    expect(await second.ended).toBe(0);
    const owned = [...ownerships(first, killedMs), ...ownerships(second, Date.now())];
    expect(new Set(owned.map(({ engine }) => engine))).toEqual(new Set(["first", "second"]));
    expect(overlaps(owned)).toEqual([]);
    const duplicates = [...arrived.values()].reduce((sum, count) => sum + count - 1, 0);
    console.log(`takeover: killed after ${before} of ${documents}; ${duplicates} delivered twice`);
    const { slots } = await status();
    expect(slots.filter(({ state }) => state === "held")).toEqual([]);
  }, 300_000);
});
