import { execFileSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { TopicContent } from "./support/bench-topics.ts";
import { createTopic, endsOf, fillTopic, partitions, readTopic } from "./support/bench-topics.ts";
import type { Child } from "./support/child.ts";
import type { EngineWorld } from "./support/engine-world.ts";
import { createEngineWorld } from "./support/engine-world.ts";
import { measureLatency } from "./support/latency.ts";
import type { CopyTask } from "./support/peers.ts";
import { prepareBenthos, prepareStreams, startRaw } from "./support/peers.ts";

const repositoryRoot = resolve(import.meta.dirname, "..");
const input = "bench.input";
const recordBytes = 200;
const pollMs = 200;
const giveUpMs = 300_000;

/** How fast one contender copied, and what it took for it. */
interface Run {
  readonly rate: number;
  readonly content: TopicContent;
  readonly cpuSeconds: number;
  readonly peakMb: number;
}

interface Options {
  readonly records: number;
  readonly rounds: number;
  readonly skips: (what: string) => boolean;
}

function optionsOf(options: readonly string[]): Options {
  const numberOf = (name: string, otherwise: number): number => {
    const found = options.find((option) => option.startsWith(`--${name}=`));
    const value = found === undefined ? otherwise : Number(found.slice(name.length + 3));
    if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} is a whole number from 1`);
    return value;
  };
  return {
    records: numberOf("records", 500_000),
    rounds: numberOf("rounds", 3),
    skips: (what) => options.includes(`--no-${what}`),
  };
}

/**
 * The engine's record path: a passthrough step, as the command line runs it (`dist/` is built first), on a broker and a
 * Consul of the benchmark's own. 500,000 records of 200 bytes in six partitions, `acks: all`, copied from one topic to
 * another by the engine, by a bare loop over the same driver (`raw/copy-loop.mjs`, the same output bytes), by Kafka
 * Streams and by Benthos, one after the other and several rounds of it, of which the median counts. A rate is that of
 * the broker's times of appending; count, order and checksum of each output are verified.
 *
 * - `over_raw`, `over_benthos`, `over_streams`: the engine's rate over theirs.
 * - `raw_records_per_second`: the bare loop's rate, for scale.
 * - `p50_ms`, `p99_ms`: what the step adds to a record's way at 1,000 records a second.
 * - `rss_mb`: the largest resident set of the engine in these runs.
 * - `standby_cpu_percent`: of one core, by an engine that holds no slot.
 *
 * Arguments: `--records=500000`, `--rounds=3`, and `--no-streams`, `--no-benthos`, `--no-latency`, `--no-standby` to leave
 * a part out (`-` in its place). Fails where the bare loop is below 1.1 times Kafka Streams: then it is no yardstick.
 */
export async function benchEngine(parameters: readonly string[]): Promise<string> {
  const options = optionsOf(parameters);
  console.log("building dist/");
  execFileSync("npm", ["run", "--silent", "build"], { cwd: repositoryRoot, stdio: "inherit" });
  const world = await createEngineWorld();
  try {
    return await benchmark(world, options);
  } finally {
    await world.end();
  }
}

async function benchmark(world: EngineWorld, options: Options): Promise<string> {
  await createTopic(world.kafka, input);
  await fillTopic(world.kafka, input, { count: options.records, recordBytes });
  const ends = await endsOf(world.kafka, input);
  const expected = await readTopic(world.kafka, input);
  const contenders = await prepare(world, options, ends);
  const runs = new Map<string, Run[]>([...contenders.keys()].map((name) => [name, []]));
  const copies = { world, expected };
  // The broker's own warming up would count against whoever comes first.
  await copy("warm-up", (task) => startRaw({ ...task, ends, maxBytesPerPartition: 500_000 }), copies);
  for (let round = 1; round <= options.rounds; round += 1)
    for (const [name, start] of contenders) {
      const run = await copy(`${name}-${round}`, start, copies);
      runs.get(name)?.push(run);
      const cpu = (run.cpuSeconds / expected.records) * 1e6;
      console.log(
        `${name}: ${Math.round(run.rate)} records/s, ${cpu.toFixed(1)} µs of CPU a record, peak ${Math.round(run.peakMb)} MB`,
      );
    }
  const [raw, engine] = [runs.get("raw") ?? [], runs.get("engine") ?? []];
  if (new Set([...raw, ...engine].map(({ content }) => content.headersChecksum)).size !== 1)
    throw new Error("the bare loop and the engine don't write the same bytes");
  const rateOf = (name: string): number => medianOf((runs.get(name) ?? []).map(({ rate }) => rate));
  if (rateOf("raw") < 1.1 * rateOf("streams"))
    throw new Error(`the bare loop (${rateOf("raw")}) is below 1.1 times Kafka Streams (${rateOf("streams")})`);
  const latency = options.skips("latency") ? undefined : await latencyOf(world);
  const standby = options.skips("standby") ? undefined : await standbyPercent(world);
  const number = (value: number | undefined, digits: number): string =>
    value === undefined || Number.isNaN(value) ? "-" : value.toFixed(digits);
  return [
    "bench engine:",
    `over_raw=${number(rateOf("engine") / rateOf("raw"), 2)}`,
    `raw_records_per_second=${Math.round(rateOf("raw"))}`,
    `over_benthos=${number(rateOf("engine") / rateOf("benthos"), 2)}`,
    `over_streams=${number(rateOf("engine") / rateOf("streams"), 2)}`,
    `p50_ms=${number(latency?.p50Ms, 1)}`,
    `p99_ms=${number(latency?.p99Ms, 1)}`,
    `rss_mb=${Math.round(Math.max(...engine.map(({ peakMb }) => peakMb)))}`,
    `standby_cpu_percent=${number(standby, 2)}`,
  ].join(" ");
}

type Start = (task: CopyTask) => Child | Promise<Child>;

async function prepare(
  world: EngineWorld,
  options: Options,
  ends: readonly number[],
): Promise<ReadonlyMap<string, Start>> {
  const contenders = new Map<string, Start>();
  contenders.set("raw", (task) => startRaw({ ...task, ends, maxBytesPerPartition: 500_000 }));
  contenders.set("engine", async ({ output }) => {
    const start = await world.apply({ cluster: output.replaceAll(".", "-"), input, output, partitions });
    return start("engine");
  });
  if (!options.skips("streams")) contenders.set("streams", await prepareStreams(world.folder));
  if (!options.skips("benthos")) contenders.set("benthos", await prepareBenthos());
  return contenders;
}

/** One contender's copy of the whole input into a topic of its own, verified. */
async function copy(
  name: string,
  start: Start,
  { world, expected }: { readonly world: EngineWorld; readonly expected: TopicContent },
): Promise<Run> {
  const output = `bench.output-${name}`;
  await createTopic(world.kafka, output);
  const folder = join(world.folder, name);
  await mkdir(folder, { recursive: true });
  const { bootstrapServers } = world;
  const child = await start({ bootstrapServers, input, output, group: `bench-${name}`, folder });
  const deadlineMs = performance.now() + giveUpMs;
  let [cpuSeconds, peakMb] = [0, 0];
  for (;;) {
    const written = (await endsOf(world.kafka, output)).reduce((sum, end) => sum + end, 0);
    if (performance.now() > deadlineMs)
      throw new Error(`${name} wrote ${written} of ${expected.records}: ${child.said()}`);
    const isOver = written >= expected.records;
    // The bare loop ends by itself.
    try {
      [cpuSeconds, peakMb] = [child.cpuSeconds(), Math.max(peakMb, child.peakMb())];
    } catch {
      if (!isOver && (await child.ended) !== 0) throw new Error(`${name} ended: ${child.said()}`);
    }
    if (isOver) break;
    await wait(pollMs);
  }
  await child.stop();
  // Benthos, as it comes, keeps many batches in flight, and so no order.
  const content = await readTopic(world.kafka, output, !name.startsWith("benthos"));
  if (content.records !== expected.records || content.checksum !== expected.checksum)
    throw new Error(`${name} wrote other records: ${JSON.stringify({ content, expected })}`);
  return { rate: content.rate, content, cpuSeconds, peakMb };
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

async function latencyOf(world: EngineWorld): Promise<{ readonly p50Ms: number; readonly p99Ms: number }> {
  const topics = { input: "latency.input", output: "latency.output" };
  for (const name of Object.values(topics)) await createTopic(world.kafka, name);
  const pipeline = { cluster: "latency", partitions, ...topics };
  const engine = (await world.apply(pipeline))("latency");
  await untilHolding(world, pipeline);
  const found = await measureLatency(world.kafka, { ...topics, recordsASecond: 1_000, seconds: 10 });
  await engine.stop();
  return found;
}

const standbySeconds = 30;
const settleMs = 15_000;

/** Two engines for one slot: the one without it. */
async function standbyPercent(world: EngineWorld): Promise<number> {
  const pipeline = { cluster: "standby", input: "standby.input", output: "standby.output", partitions: 1 };
  const start = await world.apply(pipeline);
  const labels = ["first", "second"];
  const engines = new Map(labels.map((label) => [label, start(label)]));
  await untilHolding(world, pipeline);
  await wait(settleMs);
  const holders = world.holders(pipeline);
  const standby = engines.get(labels.find((label) => !holders.includes(label)) ?? "");
  if (standby === undefined) throw new Error("no engine is on standby");
  const before = standby.cpuSeconds();
  await wait(standbySeconds * 1000);
  const percent = ((standby.cpuSeconds() - before) / standbySeconds) * 100;
  for (const engine of engines.values()) await engine.stop();
  return percent;
}

async function untilHolding(world: EngineWorld, pipeline: Parameters<EngineWorld["holders"]>[0]): Promise<void> {
  for (let tries = 0; world.holders(pipeline).length < pipeline.partitions; tries += 1) {
    if (tries > 60) throw new Error(`no engine took the slots of ${pipeline.cluster}`);
    await wait(1_000);
  }
}
