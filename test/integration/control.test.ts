import { Kafka, logLevel } from "kafkajs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readTopic } from "../chaos/support/read-topic.ts";
import type { CommandResult, World } from "../chaos/support/world.ts";
import { createWorld } from "../chaos/support/world.ts";
import { eventually } from "../support/eventually.ts";
import { createGitRoot } from "./support/git-root.ts";
import { writeSettings } from "./support/settings.ts";

const group = "control-consumer-group";
const topic = (step: string): string => `yappy.pipeline.control.step.${step}.input`;
const files = {
  "cluster.yaml": "clusterName: control\ntopicDefaults: { partitions: 2, replicationFactor: 1 }\n",
  "local.yaml": "environment: local\nconnection: local\n",
  "control.yaml": [
    "pipelineName: control",
    "steps:",
    "  - { stepName: first, stepType: INITIAL_PIPELINE, outputs: [{ targetStep: end }] }",
    "  - { stepName: end, stepType: SINK }",
    "",
  ].join("\n"),
};

let world: World;
let settings: string;
let root: readonly string[];
beforeAll(async () => {
  world = await createWorld();
  settings = await writeSettings(world, { name: "control" });
  const repository = createGitRoot(world.folder, "control");
  repository.commit(files);
  root = ["--root", repository.bare, "--environment", "local", "--settings", settings];
  const applied = await world.sluiceway("apply", ...root);
  expect(applied, applied.err).toMatchObject({ exitCode: 0 });
});
afterAll(() => world.end());

const command = (...commandLine: readonly string[]): Promise<CommandResult> =>
  world.sluiceway(...commandLine, "--settings", settings, "--connection", "local", "--format", "json");

async function done(...commandLine: readonly string[]): Promise<unknown> {
  const result = await command(...commandLine);
  expect(result, result.err).toMatchObject({ exitCode: 0 });
  return JSON.parse(result.out);
}

async function withKafka<T>(use: (kafka: Kafka) => Promise<T>): Promise<T> {
  return use(new Kafka({ brokers: world.kafka.bootstrapServers.split(","), logLevel: logLevel.NOTHING }));
}

const produce = (first: number, count: number): Promise<void> =>
  withKafka(async (kafka) => {
    const producer = kafka.producer();
    await producer.connect();
    const messages = Array.from({ length: count }, (_, index) => ({ key: `k${first + index}`, value: "text" }));
    await producer.send({ topic: topic("first"), messages });
    await producer.disconnect();
  });

/** What the group has committed of a topic in all, as kafkajs reads it. */
const committed = (step: string): Promise<number> =>
  withKafka(async (kafka) => {
    const admin = kafka.admin();
    await admin.connect();
    const [found] = await admin.fetchOffsets({ groupId: group, topics: [topic(step)] });
    await admin.disconnect();
    return (found?.partitions ?? []).reduce((sum, { offset }) => sum + Math.max(0, Number(offset)), 0);
  });

const arrived = async (): Promise<number> => (await readTopic(world.kafka.bootstrapServers, topic("end"))).length;

test("a group is paused on every engine, its offsets moved, and it goes on from there", async () => {
  for (const label of ["one", "two"]) world.startEngine(label, settings);
  await produce(0, 40);
  await eventually(async () => expect(await arrived()).toBe(40), 60_000);
  await eventually(async () => expect(await committed("end")).toBe(40), 60_000);

  expect(await done("pause", "--group", group)).toEqual({ scope: "group", name: group, slots: 4, confirmed: 4 });
  const { slots } = (await done("slots")) as { slots: readonly { state: string }[] };
  expect(slots.map(({ state }) => state)).toEqual(["paused", "paused", "paused", "paused"]);
  await produce(40, 10);

  // Where it would go, and that nothing moves yet.
  const only = ["--topic", topic("first")];
  const dry = (await done("reset-offsets", group, "--strategy", "TO_EARLIEST", ...only, "--dry-run")) as object[];
  expect(dry).toMatchObject([{ to: "0" }, { to: "0" }]);
  expect([await committed("first"), await arrived()]).toEqual([40, 40]);

  await done("reset-offsets", group, "--strategy", "SHIFT_BY", "--shift=-5", ...only);
  expect(await committed("first")).toBe(30);
  // Still paused: the engines took the slots back and stand still.
  expect(await done("pause", "--group", group)).toMatchObject({ slots: 4, confirmed: 4 });
  expect(await arrived()).toBe(40);

  expect(await done("resume", "--group", group)).toMatchObject({ slots: 4, confirmed: 4 });
  await eventually(async () => expect(await committed("first")).toBe(50), 60_000);
  // Ten again, and the ten that came meanwhile.
  await eventually(async () => expect(await arrived()).toBe(60), 60_000);
});

test("offsets are moved while engines run: they let go, and go on from the new ones", async () => {
  const before = await arrived();
  await eventually(async () => expect(await committed("end")).toBe(before), 60_000);
  const [first, second] = (await done(
    "reset-offsets",
    group,
    "--strategy",
    "TO_DATETIME",
    "--datetime",
    "2020-01-15T10:00:00Z",
    "--topic",
    topic("first"),
  )) as {
    readonly to: string;
  }[];
  expect([first?.to, second?.to]).toEqual(["0", "0"]);
  await eventually(async () => expect(await arrived()).toBe(before + 50), 60_000);
});

test("a paused pipeline takes nothing at its entry", async () => {
  expect(await done("pause", "--pipeline", "control")).toMatchObject({ slots: 4, confirmed: 4 });
  const refused = await world.sluiceway("ingest", world.folder, ...root);
  expect(refused).toMatchObject({ exitCode: 1, err: expect.stringContaining("SLW6106") as unknown });
  expect(await done("resume", "--pipeline", "control")).toMatchObject({ slots: 4, confirmed: 4 });
});

test("what makes no sense is refused, and nothing is changed", async () => {
  const before = await committed("first");
  const errOf = async (...commandLine: readonly string[]) => {
    const { exitCode, err } = await command(...commandLine);
    return [exitCode, /SLW\d+/.exec(err)?.[0]];
  };
  expect(await errOf("pause", "--group", "nobody")).toEqual([1, "SLW6101"]);
  expect(await errOf("pause", "--pipeline", "nobody")).toEqual([1, "SLW7011"]);
  expect(await errOf("reset-offsets", group, "--strategy", "TO_DATETIME", "--datetime", "soon")).toEqual([
    1,
    "SLW6105",
  ]);
  expect(await errOf("reset-offsets", group, "--strategy", "TO_LATEST", "--topic", "other")).toEqual([1, "SLW6107"]);
  expect((await command("pause")).exitCode).toBe(64);
  expect((await command("reset-offsets", group, "--strategy", "SIDEWAYS")).exitCode).toBe(64);
  expect(await committed("first")).toBe(before);
});
