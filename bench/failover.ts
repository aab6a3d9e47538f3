import { execFileSync, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Kafka, logLevel } from "kafkajs";
import { heldBy } from "../test/chaos/support/engine-notes.ts";
import type { EngineProcess, World } from "../test/chaos/support/world.ts";
import { createWorld } from "../test/chaos/support/world.ts";
import { coordinatorLabel } from "./support/coordinator-label.ts";
import { numberOption } from "./support/options.ts";
import { takeoverTimes } from "./support/takeover-times.ts";
import { startTrickle } from "./support/trickle.ts";
import type { Trickle } from "./support/trickle.ts";
import { watchWriters } from "./support/writers.ts";
import type { WriterWatch } from "./support/writers.ts";

const repositoryRoot = resolve(import.meta.dirname, "..");
const leaseMs = 1_500;
const partitions = 12;
const engineCount = 4;
const intervalMs = 20;
const loadPerPartition = 300;
const inputTopic = "pipeline.search-pipeline.step.copy.input";
const outputTopic = "pipeline.search-pipeline.step.copy.output";

/**
 * How long slots stand still when their owners die, and when they are handed over: four engines as processes
 * (`node dist/cli/main.js engine`, lease 1.5 s) share the twelve slots of one step that copies a topic, on a broker and a
 * Consul of the benchmark's own. A record comes into each partition every 20 ms, so what is measured is coarse by so much.
 *
 * A kill's time is from `kill -9` until **every** slot of the victims has had its first record processed by its
 * successor, as a reader of the output topic sees it. A third of the kills take the coordinator together with a holder
 * (two holders, where there is no coordinator), a third come under 3,600 records/s. Hand-overs are SIGTERMs: per slot the
 * gap is between the last record of the one and the first of the other owner.
 *
 * - `median_over_lease`, `worst_over_lease`: of the kills' times, over the lease.
 * - `kafkajs_group_over_lease`: the median for a plain consumer group of kafkajs with `session.timeout.ms: 30000`.
 * - `handover_gap_ms`, `handover_duplicates`: the median gap, and how many records were processed twice.
 *
 * Arguments: `--kills=30`, `--group-kills=3`, `--handovers=10`.
 */
export async function benchFailover(options: readonly string[]): Promise<string> {
  const kills = numberOption(options, "kills", 30);
  const groupKills = numberOption(options, "group-kills", 3);
  const handovers = numberOption(options, "handovers", 10);
  console.log("building dist/");
  execFileSync("npm", ["run", "--silent", "build"], { cwd: repositoryRoot, stdio: "inherit" });
  const folder = await mkdtemp(join(tmpdir(), "sluiceway-bench-"));
  try {
    await writeRoot(folder);
    const world = await createWorld({ pipelines: folder, program: [join(repositoryRoot, "dist/cli/main.js")] });
    try {
      const times = await measureEngines(world, { kills, handovers });
      const group = groupKills === 0 ? [] : await measureGroup(world, groupKills);
      const ratio = (ms: number | undefined): string => (ms === undefined ? "-" : (ms / leaseMs).toFixed(2));
      return [
        "bench failover:",
        `median_over_lease=${ratio(median(times.kills))}`,
        `worst_over_lease=${ratio(times.kills.length === 0 ? undefined : Math.max(...times.kills))}`,
        `kafkajs_group_over_lease=${ratio(median(group))}`,
        `handover_gap_ms=${Math.round(median(times.gaps) ?? NaN)}`,
        `handover_duplicates=${times.duplicates}`,
      ].join(" ");
    } finally {
      await world.end();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Times {
  readonly kills: readonly number[];
  readonly gaps: readonly number[];
  readonly duplicates: number;
}

async function measureEngines(
  world: World,
  counts: { readonly kills: number; readonly handovers: number },
): Promise<Times> {
  const applied = await world.sluiceway("apply", ...world.rootOptions, "--auto-approve");
  if (applied.exitCode !== 0) throw new Error(`apply ended with ${applied.exitCode}: ${applied.err}`);
  const fleet = new Fleet(world);
  await fleet.ready();
  const { bootstrapServers } = world.kafka;
  const trickle = await startTrickle(bootstrapServers, { name: inputTopic, partitions }, intervalMs);
  const watch = await watchWriters(bootstrapServers, outputTopic, { tokens: true });
  await until("every slot's records arrive", () => watch.partitions.size === partitions);
  const kills: number[] = [];
  for (let nth = 0; nth < counts.kills; nth += 1)
    kills.push(await measureKill({ world, fleet, watch, trickle }, plans[nth % plans.length] ?? "one"));
  // What the last kill left in flight may come twice; it is no hand-over's.
  await quiescence(watch);
  const before = watch.duplicates();
  const gaps: number[] = [];
  for (let nth = 0; nth < counts.handovers; nth += 1) gaps.push(...(await measureHandover(fleet, watch)));
  const duplicates = watch.duplicates() - before;
  console.log(`hand-overs: ${gaps.length} slots, worst gap ${Math.round(Math.max(0, ...gaps))} ms`);
  await trickle.stop();
  await watch.stop();
  fleet.end();
  return { kills, gaps, duplicates };
}

const plans = ["one", "with-coordinator", "under-load"] as const;

interface Scene {
  readonly world: World;
  readonly fleet: Fleet;
  readonly watch: WriterWatch;
  readonly trickle: Trickle;
}

async function measureKill({ world, fleet, watch, trickle }: Scene, plan: (typeof plans)[number]): Promise<number> {
  await fleet.ready();
  trickle.load(plan === "under-load" ? loadPerPartition : 0);
  // So that kills fall at every moment of a renewal's period.
  await wait(500 + (Math.random() * leaseMs) / 3);
  const holders = fleet.engines.filter((engine) => heldBy(engine).size > 0);
  const coordinator = await coordinatorLabel(world.consul.url);
  const victims = plan === "with-coordinator" ? withCoordinator(holders, fleet.engines, coordinator) : [holders[0]!];
  const orphaned = new Set(victims.flatMap((victim) => [...heldBy(victim)].map(partitionOf)));
  const known = watch.changes.length;
  const [killedMs, killedWallMs] = [performance.now(), Date.now()];
  for (const { child } of victims) child.kill("SIGKILL");
  const firsts = new Map<number, number>();
  await until("every orphaned slot is processed again", () => {
    for (const { partition, firstMs } of watch.changes.slice(known))
      if (orphaned.has(partition) && !firsts.has(partition)) firsts.set(partition, firstMs - killedMs);
    return firsts.size === orphaned.size;
  });
  trickle.load(0);
  const survivors = fleet.engines.filter((engine) => !victims.includes(engine));
  const [first, last] = [Math.min(...firsts.values()), Math.max(...firsts.values())];
  console.log(
    `kill, ${plan}: ${orphaned.size} slots, the first again after ${Math.round(first)} ms, the last after ${Math.round(last)} ms (${takeoverTimes(survivors, killedWallMs)})`,
  );
  fleet.replace(victims);
  return last;
}

function withCoordinator(
  holders: readonly EngineProcess[],
  all: readonly EngineProcess[],
  label: string | undefined,
): readonly EngineProcess[] {
  const coordinator = all.find((engine) => engine.label === label) ?? holders[1]!;
  return [coordinator, holders.find((engine) => engine !== coordinator)!];
}

async function measureHandover(fleet: Fleet, watch: WriterWatch): Promise<readonly number[]> {
  await fleet.ready();
  await wait(1_000);
  const leaving = fleet.engines[0]!;
  const moving = new Set([...heldBy(leaving)].map(partitionOf));
  const known = watch.changes.length;
  const leftWallMs = Date.now();
  leaving.child.kill("SIGTERM");
  const gaps = new Map<number, number>();
  await until("every handed over slot is processed again", () => {
    for (const { partition, firstMs, lastMs } of watch.changes.slice(known))
      if (moving.has(partition) && !gaps.has(partition)) gaps.set(partition, firstMs - lastMs);
    return gaps.size === moving.size;
  });
  await leaving.ended;
  const worst = Math.round(Math.max(...gaps.values()));
  console.log(`hand-over: ${gaps.size} slots, worst gap ${worst} ms (${takeoverTimes(fleet.engines, leftWallMs)})`);
  fleet.replace([leaving]);
  return [...gaps.values()];
}

/** The engines that run; whoever ends is replaced by a new one. */
class Fleet {
  engines: readonly EngineProcess[];
  readonly #world: World;
  #started = 0;

  constructor(world: World) {
    this.#world = world;
    this.engines = Array.from({ length: engineCount }, () => this.#start());
  }

  /** Resolves when every slot has an owner and every engine its share. */
  async ready(): Promise<void> {
    await until("all engines have their share", () => {
      const shares = this.engines.map((engine) => heldBy(engine).size);
      return shares.every((share) => share === partitions / engineCount);
    });
  }

  replace(gone: readonly EngineProcess[]): void {
    const left = this.engines.filter((engine) => !gone.includes(engine));
    this.engines = [...left, ...gone.map(() => this.#start())];
  }

  end(): void {
    for (const { child } of this.engines) child.kill("SIGKILL");
  }

  #start(): EngineProcess {
    return this.#world.startEngine(`engine-${(this.#started += 1)}`);
  }
}

/** The same with kafkajs' own group: two members share a topic of as many partitions, one is killed. */
async function measureGroup(world: World, kills: number): Promise<readonly number[]> {
  const { bootstrapServers } = world.kafka;
  const topics = { input: "group-in", output: "group-out" };
  const admin = new Kafka({ brokers: [bootstrapServers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.createTopics({
    topics: Object.values(topics).map((topic) => ({ topic, numPartitions: partitions })),
  });
  await admin.disconnect();
  const watch = await watchWriters(bootstrapServers, topics.output, { tokens: false });
  const trickle = await startTrickle(bootstrapServers, { name: topics.input, partitions }, intervalMs);
  const members = new Map<number, Member>();
  const join = (): void => {
    const member = startMember([bootstrapServers, "bench-group", topics.input, topics.output]);
    members.set(member.child.pid ?? 0, member);
  };
  const times: number[] = [];
  try {
    for (let nth = 0; nth < kills; nth += 1) {
      while (members.size < 2) join();
      await until("the group shares", () => [...members.values()].every(({ assigned }) => assigned().length > 0));
      await wait(3_000);
      const [[pid, victim]] = [...members] as [[number, Member]];
      const orphaned = victim.assigned();
      const known = watch.changes.length;
      const killedMs = performance.now();
      victim.child.kill("SIGKILL");
      members.delete(pid);
      const again = new Map<number, number>();
      await until("the group goes on", () => {
        for (const { partition, to, firstMs } of watch.changes.slice(known))
          if (orphaned.includes(partition) && to !== String(pid) && !again.has(partition))
            again.set(partition, firstMs - killedMs);
        return again.size === orphaned.length;
      });
      times.push(Math.max(...again.values()));
      console.log(`kafkajs group: ${orphaned.length} partitions again after ${Math.round(times.at(-1) ?? 0)} ms`);
    }
  } finally {
    for (const { child } of members.values()) child.kill("SIGKILL");
    await trickle.stop();
    await watch.stop();
  }
  return times;
}

interface Member {
  readonly child: ChildProcess;
  readonly assigned: () => readonly number[];
}

function startMember(parameters: readonly string[]): Member {
  const program = join(import.meta.dirname, "raw/kafkajs-group.mjs");
  const child = spawn(process.execPath, [program, ...parameters], { stdio: ["ignore", "pipe", "inherit"] });
  let assigned: readonly number[] = [];
  child.stdout.on("data", (chunk: Buffer) => {
    const line = chunk.toString().trim().split("\n").at(-1) ?? "[]";
    assigned = JSON.parse(line) as readonly number[];
  });
  return { child, assigned: () => assigned };
}

const partitionOf = (slot: string): number => (JSON.parse(slot) as { readonly partition: number }).partition;

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

/** Resolves when nothing has come twice for a second. */
async function quiescence(watch: WriterWatch): Promise<void> {
  for (let before = -1; before !== watch.duplicates(); await wait(1_000)) before = watch.duplicates();
}

async function until(what: string, isTrue: () => boolean): Promise<void> {
  const deadlineMs = performance.now() + 120_000;
  while (!isTrue()) {
    if (performance.now() > deadlineMs) throw new Error(`waited in vain until ${what}`);
    await wait(5);
  }
}

async function writeRoot(folder: string): Promise<void> {
  await mkdir(join(folder, "environments"));
  const cluster = [
    "clusterName: search-cluster",
    `topicDefaults: { partitions: ${partitions}, replicationFactor: 1 }`,
    'naming: { prefix: "" }',
  ];
  const pipeline = [
    "pipelineName: search-pipeline",
    "producers: [User:crawler]",
    "steps:",
    "  - stepName: copy",
    "    stepType: INITIAL_PIPELINE",
    "    outputs:",
    `      - { kafkaTopic: ${outputTopic}, partitioning: key }`,
  ];
  await writeFile(join(folder, "cluster.yaml"), `${cluster.join("\n")}\n`);
  await writeFile(join(folder, "search-pipeline.yaml"), `${pipeline.join("\n")}\n`);
  await writeFile(join(folder, "environments/local.yaml"), "environment: local\nconnection: local\n");
}
