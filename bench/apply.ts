import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { managedRoot, perPipeline } from "./support/managed-root.ts";
import { prepareTopicctl } from "./support/topicctl.ts";
import type { BenchWorld } from "./support/world.ts";
import {
  median,
  numberOption,
  openWorld,
  reconcile,
  runCommand,
  runRaw,
  seconds,
  untilQuiet,
} from "./support/world.ts";

/**
 * The apply against a real broker of its own.
 *
 * - `topics_over_raw`: creating `--size=1000` topics, over one raw CreateTopics of the same under other names
 *   (`raw/create.mjs`). Ours records the revision in Consul, waits until the brokers show them, and compares them.
 * - `acls_over_raw`: granting as many ACLs and seeing them, over one raw CreateAcls.
 * - `over_topicctl`: whole processes that create the same `--peer=300` topics, ours over topicctl's with the pause of 2 s
 *   that it makes after each topic cut to 1 ms (`-` where it is neither named by TOPICCTL nor can be built with Go).
 *
 * Medians of `--rounds=5`, ours and raw in turn, each beginning when the broker has made all logs of before. Also printed: whole processes with 500 topics and 150 ACLs.
 */
export async function benchApply(options: readonly string[]): Promise<string> {
  const size = numberOption(options, "size", 1_000);
  const rounds = numberOption(options, "rounds", 5);
  const peer = numberOption(options, "peer", 300);
  const world = await openWorld();
  try {
    await wholeProcesses(world);
    const topics = await measureKind(world, { kind: "create-topic", size, rounds });
    const acls = await measureKind(world, { kind: "grant-acl", size, rounds });
    const overTopicctl = options.includes("--no-topicctl") ? "-" : await compareWithTopicctl(world, peer);
    return `bench apply: topics_over_raw=${topics} acls_over_raw=${acls} over_topicctl=${overTopicctl}`;
  } finally {
    await world.close();
  }
}

/** What peers.md measured of others: 500 topics and 150 ACLs, each step a whole process. */
async function wholeProcesses(world: BenchWorld): Promise<void> {
  const pipelines = Math.ceil(150 / perPipeline.acls);
  const root = managedRoot({ prefix: "peers.", pipelines, topics: 500 - pipelines * perPipeline.topics });
  const committed = await world.commit("peers", root);
  const plan = await runCommand("plan", committed);
  const first = await runCommand("apply", committed);
  const second = await runCommand("apply", committed);
  const shown = [plan, first, second].map((one) => `${one.seconds.toFixed(2)} s`);
  console.log(
    `500 topics and 150 ACLs, whole processes: plan ${shown[0]}, first apply ${shown[1]}, second ${shown[2]}`,
  );
}

interface Kind {
  readonly kind: "create-topic" | "grant-acl";
  readonly size: number;
  readonly rounds: number;
}

async function measureKind(world: BenchWorld, { kind, size, rounds }: Kind): Promise<string> {
  const ours: number[] = [];
  const raw: number[] = [];
  const pipelines = Math.ceil(size / (kind === "grant-acl" ? perPipeline.acls : perPipeline.topics));
  // One round more than asked: the first warms the broker.
  for (let round = 0; round <= rounds; round += 1) {
    const name = `${kind === "grant-acl" ? "a" : "t"}${round}`;
    const committed = await world.commit(name, managedRoot({ prefix: `${name}.`, pipelines, topics: 0 }));
    await untilQuiet(world.bootstrapServers);
    const { seconds: own, changes = [] } = await reconcile(committed, { kind, count: size });
    if (changes.length !== size) throw new Error(`${changes.length} of ${size} done`);
    const file = join(world.folder, `${name}.json`);
    await writeFile(file, JSON.stringify(rawForm(kind, changes)));
    await untilQuiet(world.bootstrapServers);
    const bare = await runRaw<{ seconds: number }>("create.mjs", [world.bootstrapServers, file]);
    if (round === 0) continue;
    ours.push(own);
    raw.push(bare.seconds);
  }
  console.log(`${size} × ${kind}: ours ${seconds(ours)}, raw ${seconds(raw)}`);
  return (median(ours) / median(raw)).toFixed(3);
}

const numberOf = { topic: 2, group: 3, "transactional-id": 5, read: 3, write: 4, describe: 8, literal: 3, prefixed: 4 };
const coded = (word: unknown): number => numberOf[String(word) as keyof typeof numberOf];

/** What the bare loop sends: the same under other names. */
function rawForm(kind: Kind["kind"], changes: readonly Readonly<Record<string, unknown>>[]): object {
  if (kind === "create-topic")
    return {
      topics: changes.map(({ topic, partitions, replicationFactor, configs }) => ({
        name: `raw.${String(topic)}`,
        numPartitions: partitions,
        replicationFactor,
        assignments: [],
        configs: Object.entries(configs as Record<string, string>).map(([name, value]) => ({ name, value })),
      })),
    };
  return {
    acls: changes.map((change) => {
      const acl = change["acl"] as Record<string, string>;
      return {
        resourceType: coded(acl["resourceType"]),
        resourceName: `raw.${acl["resourceName"]}`,
        resourcePatternType: coded(acl["patternType"]),
        principal: acl["principal"],
        host: acl["host"],
        operation: coded(acl["operation"]),
        permissionType: 3,
      };
    }),
  };
}

async function compareWithTopicctl(world: BenchWorld, count: number): Promise<string> {
  const topicctl = await prepareTopicctl(world.folder, { bootstrapServers: world.bootstrapServers, count });
  if (topicctl === undefined) return "-";
  const committed = await world.commit("peer", managedRoot({ prefix: "peer.", pipelines: 0, topics: count }));
  await untilQuiet(world.bootstrapServers);
  const ours = await runCommand("apply", committed);
  await untilQuiet(world.bootstrapServers);
  const theirs = topicctl.apply();
  console.log(`${count} topics: ours ${ours.seconds.toFixed(2)} s, topicctl ${theirs.toFixed(2)} s, whole processes`);
  return (ours.seconds / theirs).toFixed(4);
}
