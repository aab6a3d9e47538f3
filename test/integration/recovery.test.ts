import { Kafka, logLevel } from "kafkajs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readTopic } from "../chaos/support/read-topic.ts";
import type { World } from "../chaos/support/world.ts";
import { createWorld } from "../chaos/support/world.ts";
import { eventually } from "../support/eventually.ts";
import type { Files } from "./support/git-root.ts";
import { createGitRoot } from "./support/git-root.ts";
import { writeSettings } from "./support/settings.ts";

const topic = (step: string, role: string): string => `yappy.pipeline.drill.step.${step}.${role}`;

function filesWith(condition: string): Files {
  return {
    "cluster.yaml": "clusterName: drill\ntopicDefaults: { partitions: 2, replicationFactor: 1 }\n",
    "local.yaml": "environment: local\nconnection: local\n",
    "drill.yaml": [
      "pipelineName: drill",
      "steps:",
      "  - stepName: select",
      "    stepType: INITIAL_PIPELINE",
      `    processor: { builtin: filter, config: { when: "${condition}" } }`,
      "    outputs: [{ targetStep: end }]",
      "  - { stepName: end, stepType: SINK }",
      "",
    ].join("\n"),
  };
}

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.end());

async function produce(first: number, count: number): Promise<void> {
  const kafka = new Kafka({ brokers: world.kafka.bootstrapServers.split(","), logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  const messages = Array.from({ length: count }, (_, index) => ({
    key: `k${first + index}`,
    value: JSON.stringify({ id: first + index, keep: true }),
  }));
  await producer.send({ topic: topic("select", "input"), messages });
  await producer.disconnect();
}

const keysOf = async (step: string, role: string): Promise<readonly string[]> =>
  (await readTopic(world.kafka.bootstrapServers, topic(step, role))).map(({ key }) => String(key));

test("a bad revision poisons records, the analysis names it, it is reverted, and all is delivered once", async () => {
  const root = createGitRoot(world.folder, "drill");
  const settings = await writeSettings(world, { name: "drill" });
  const options = ["--root", root.bare, "--environment", "local", "--settings", settings];
  const connection = ["--settings", settings, "--connection", "local"];
  const apply = async (condition: string): Promise<string> => {
    const revision = root.commit(filesWith(condition));
    const applied = await world.sluiceway("apply", ...options);
    expect(applied, applied.err).toMatchObject({ exitCode: 0 });
    return revision;
  };
  const deadLetters = async (...commandLine: readonly string[]): Promise<string> => {
    const shown = await world.sluiceway("dead-letters", ...commandLine, ...connection, "--format", "json");
    expect(shown, shown.err).toMatchObject({ exitCode: 0 });
    return shown.out;
  };

  await apply("value.keep");
  world.startEngine("drill", settings);
  await produce(0, 20);
  await eventually(async () => expect((await keysOf("end", "input")).length).toBe(20), 60_000);

  const bad = await apply("value.wrong.field");
  await produce(20, 30);
  await eventually(async () => expect((await keysOf("select", "dead-letter")).length).toBe(30), 60_000);

  const analysis = JSON.parse(await deadLetters("analyze", "select")) as Record<string, unknown>;
  expect(analysis).toMatchObject({
    total: 30,
    others: 0,
    families: [
      {
        pipeline: "drill",
        step: "select",
        errorClass: "ExpressionError",
        count: 30,
        first: { revision: bad, engine: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown },
        partitions: { "0": expect.any(Number) as unknown, "1": expect.any(Number) as unknown },
      },
    ],
  });
  const shown = await world.sluiceway("dead-letters", "analyze", ...connection);
  expect(shown.out).toContain(`with revision ${bad.slice(0, 12)} on step drill/select`);
  const listed = (await deadLetters("list", "select", "--where", "value.id == 25.0")).trim().split("\n");
  expect(listed.map((line) => (JSON.parse(line) as { key: string }).key)).toEqual(["k25"]);
  const { place } = JSON.parse(listed[0] ?? "") as { place: string };
  expect(JSON.parse(await deadLetters("show", place))).toMatchObject({ place, value: { id: 25, keep: true } });

  // The way back: a commit with the files as they were.
  await apply("value.keep");
  expect(JSON.parse(await deadLetters("reprocess", "select", "--dry-run"))).toEqual({
    dryRun: true,
    rows: [{ topic: topic("select", "input"), count: 30 }],
  });
  expect((await keysOf("select", "input")).length).toBe(50);
  for (const _attempt of ["first", "again"])
    expect(JSON.parse(await deadLetters("reprocess", "select", "--run", "drill"))).toMatchObject({
      run: "drill",
      sent: 30,
      skipped: 0,
    });
  const wanted = Array.from({ length: 50 }, (_, index) => `k${index}`).toSorted();
  await eventually(async () => expect((await keysOf("end", "input")).toSorted()).toEqual(wanted), 60_000);
  expect((await keysOf("select", "dead-letter")).length).toBe(30);
});

test("what can't be understood is refused before anything is read", async () => {
  const settings = ["--settings", await writeSettings(world, { name: "drill" }), "--connection", "local"];
  const refused = async (...commandLine: readonly string[]) => {
    const { exitCode, err } = await world.sluiceway("dead-letters", ...commandLine, ...settings);
    return { exitCode, err };
  };
  expect(await refused("list", "select", "--where", "value.size >")).toMatchObject({
    exitCode: 1,
    err: expect.stringContaining("SLW6001") as unknown,
  });
  expect(await refused("list", "nothing")).toMatchObject({
    exitCode: 1,
    err: expect.stringContaining("SLW7007") as unknown,
  });
  expect(await refused("list", "--pipeline", "nothing")).toMatchObject({
    exitCode: 1,
    err: expect.stringContaining("SLW7011") as unknown,
  });
  expect(await refused("show", `${topic("select", "dead-letter")}/0@99`)).toMatchObject({
    exitCode: 1,
    err: expect.stringContaining("SLW6002") as unknown,
  });
  expect(await refused("reprocess", "select", "--run", "drill", "--key", "k1")).toMatchObject({
    exitCode: 1,
    err: expect.stringContaining("SLW6003") as unknown,
  });
  expect(await refused("show", "nonsense")).toMatchObject({ exitCode: 64 });
  expect(await refused("list", "--since", "yesterday-ish")).toMatchObject({ exitCode: 64 });
});
