import { setTimeout as wait } from "node:timers/promises";
import type { KafkaMessage } from "kafkajs";
import { Kafka, logLevel } from "kafkajs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTopic } from "../chaos/support/read-topic.ts";
import type { CommandResult, World } from "../chaos/support/world.ts";
import { createWorld } from "../chaos/support/world.ts";
import { readClusterState } from "./support/cluster-state.ts";
import type { Files } from "./support/git-root.ts";
import { createGitRoot } from "./support/git-root.ts";
import { holdWrite } from "./support/held-consul.ts";
import { writeSettings } from "./support/settings.ts";

const shared = {
  "cluster.yaml": "clusterName: whole\ntopicDefaults: { partitions: 2, replicationFactor: 1 }\n",
  "local.yaml": "environment: local\nconnection: local\n",
} as const;

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.end());

describe("a small root of its own", () => {
  const topic = (step: string, role: string): string => `yappy.pipeline.whole.step.${step}.${role}`;
  const files: Files = {
    ...shared,
    "whole.yaml": [
      "pipelineName: whole",
      "defaults: { retry: { maxAttempts: 2, initialBackoff: 10ms } }",
      "steps:",
      "  - stepName: select",
      "    stepType: INITIAL_PIPELINE",
      "    processor: { builtin: filter, config: { when: value.keep } }",
      "    outputs: [{ targetStep: mark }]",
      "  - stepName: mark",
      "    processor: { module: mark.mjs, config: { mark: seen } }",
      "    outputs: [{ targetStep: shape }]",
      "  - stepName: shape",
      `    processor: { builtin: map, config: { value: '{"id": value.id, "letters": size(value.text)}' } }`,
      "    outputs: [{ targetStep: end }]",
      "  - { stepName: end, stepType: SINK }",
      "",
    ].join("\n"),
    "mark.mjs": [
      "export function process(record, { config }) {",
      "  const value = record.json();",
      '  if (value.text === "explode") throw new TypeError("it exploded");',
      "  return { headers: { mark: config.mark } };",
      "}",
      "",
    ].join("\n"),
  };
  const poison = {
    key: Buffer.from([0x00, 0xff, 0x10]),
    value: Buffer.from([0xfe, 0x01, 0x7b, 0x00]),
    headers: { trace: ["first", "second"], binary: Buffer.from([0x80, 0x00]) },
    timestamp: "1700000000123",
  };
  const exploding = { key: "e", value: JSON.stringify({ keep: true, id: "e", text: "explode" }) };
  let options: readonly string[];
  let settings: string;
  let revision: string;

  const status = async (): Promise<StatusJson> => {
    const shown = await world.sluiceway("status", "--settings", settings, "--connection", "local", "--format", "json");
    expect(shown).toMatchObject({ exitCode: 0, err: "" });
    return JSON.parse(shown.out) as StatusJson;
  };

  test("filter, module and map, with poison among the records: each is where it belongs", async () => {
    const root = createGitRoot(world.folder, "whole");
    revision = root.commit(files);
    settings = await writeSettings(world, { name: "whole" });
    options = ["--root", root.bare, "--environment", "local", "--settings", settings];
    const applied = await world.sluiceway("apply", ...options);
    expect(applied, applied.err).toMatchObject({ exitCode: 0 });

    const documents = Array.from({ length: 20 }, (_, index) => ({
      key: `k${index}`,
      value: JSON.stringify({ keep: index % 2 === 0, id: `d${index}`, text: "four" }),
      headers: { source: `s${index}` },
    }));
    await produce(world.kafka.bootstrapServers, topic("select", "input"), [
      ...documents.slice(0, 10),
      poison,
      exploding,
      ...documents.slice(10),
    ]);
    const engine = world.startEngine("whole", settings);
    const deadlineMs = Date.now() + 60_000;
    for (;;) {
      const { lag, slots } = await status();
      if (slots.filter(({ state }) => state === "held").length === 8 && lag.every(({ records }) => records === "0"))
        break;
      if (Date.now() > deadlineMs) throw new Error(`it lags: ${JSON.stringify(lag)}`);
      await wait(200);
    }

    const out = await readTopic(world.kafka.bootstrapServers, topic("end", "input"));
    const kept = documents.filter((_, index) => index % 2 === 0);
    expect(out.map((record) => String(record.key)).toSorted()).toEqual(kept.map(({ key }) => key).toSorted());
    for (const record of out) {
      const number = String(record.key).slice(1);
      expect(JSON.parse(String(record.value))).toEqual({ id: `d${number}`, letters: 4 });
      expect(String(record.headers?.["source"])).toBe(`s${number}`);
      expect(String(record.headers?.["mark"])).toBe("seen");
    }
    const shownStatus = await status();
    expect(shownStatus.revisions).toEqual({ lastApplied: revision, attempted: [] });
    expect(Object.keys(shownStatus.pipelines)).toEqual(["whole"]);
    expect(shownStatus.engines.map(({ label, state }) => ({ label, state }))).toEqual([
      { label: "whole", state: "active" },
    ]);
    expect(shownStatus.lag).toHaveLength(8);
    engine.child.kill("SIGTERM");
    expect(await engine.ended).toBe(0);
  });

  test("a dead letter is the record, byte by byte, with the failure behind its own headers", async () => {
    const letters = await readTopic(world.kafka.bootstrapServers, topic("select", "dead-letter"));
    expect(letters).toHaveLength(1);
    const [letter] = letters as readonly [KafkaMessage];
    expect(letter.key).toEqual(poison.key);
    expect(letter.value).toEqual(poison.value);
    expect(letter.timestamp).toBe(poison.timestamp);
    expect(letter.headers).toMatchObject({
      trace: [Buffer.from("first"), Buffer.from("second")],
      binary: poison.headers.binary,
    });
    const failure = failureOf(letter);
    expect(failure).toMatchObject({ topic: topic("select", "input"), step: "select", attempts: "1" });
    expect(failure["error-class"]).toBe("DecodeError");

    const [exploded] = await readTopic(world.kafka.bootstrapServers, topic("mark", "dead-letter"));
    expect(String(exploded?.value)).toBe(exploding.value);
    expect(failureOf(exploded as KafkaMessage)).toMatchObject({
      "error-class": "TypeError",
      message: "it exploded",
      attempts: "2",
      engine: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
    });
  });

  test("each record that was given up is on its step's error topic, once", async () => {
    const read = async (step: string): Promise<readonly unknown[]> =>
      (await readTopic(world.kafka.bootstrapServers, topic(step, "error"))).map(({ value }) =>
        JSON.parse(String(value)),
      );
    expect(await read("select")).toEqual([
      expect.objectContaining({ errorClass: "DecodeError", deadLetterTopic: topic("select", "dead-letter") }),
    ]);
    expect(await read("mark")).toEqual([
      expect.objectContaining({ errorClass: "TypeError", message: "it exploded", attempts: 2, pipeline: "whole" }),
    ]);
    for (const step of ["shape", "end"]) expect(await read(step)).toEqual([]);
  });

  test("tail shows dead letters and ends with them", async () => {
    const tail = (step: string, ...more: readonly string[]): Promise<CommandResult> =>
      world.sluiceway("tail", step, "--role", "dead-letter", "--no-follow", ...options, ...more);
    const json = await tail("whole/mark", "--format", "json");
    expect(json).toMatchObject({ exitCode: 0, err: "" });
    const shown = json.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(shown).toEqual([
      expect.objectContaining({
        topic: topic("mark", "dead-letter"),
        key: "e",
        value: { keep: true, id: "e", text: "explode" },
        headers: expect.objectContaining({ "sluiceway-dlq-message": "it exploded" }) as unknown,
      }),
    ]);
    const text = await tail("select");
    expect(text.out).toMatch(/select\.dead-letter\/[01]@0 0x00ff10 0xfe017b00/);
    expect(await tail("end")).toMatchObject({ exitCode: 0, out: "", err: "" });
    const unknown = await tail("nothing");
    expect(unknown.err).toMatch(/^error SLW7007 "nothing" doesn't name one step/m);
    expect(unknown.exitCode).toBe(1);
  });
});

describe("two applies at once", () => {
  const chain = (name: string, steps: readonly string[]): string =>
    [
      `pipelineName: ${name}`,
      "steps:",
      ...steps.map((step, index) => {
        const type = index === 0 ? ", stepType: INITIAL_PIPELINE" : "";
        const next = steps[index + 1];
        return `  - { stepName: ${step}${type}${next === undefined ? "" : `, outputs: [{ targetStep: ${next} }]`} }`;
      }),
      "",
    ].join("\n");
  const aclsOf = async (pipeline: string): Promise<readonly string[]> => {
    const { acls } = await readClusterState(world.kafka.bootstrapServers, world.consul.url);
    return acls.filter((acl) => acl.startsWith(`User:${pipeline} `));
  };

  test("of one revision: who comes second is told, or finds nothing to do; afterwards nothing is left to do", async () => {
    const root = createGitRoot(world.folder, "same");
    root.commit({ ...shared, "same.yaml": chain("same", ["a", "b", "c"]) });
    const settings = await writeSettings(world, { name: "same" });
    const options = ["--root", root.bare, "--environment", "local", "--settings", settings];
    const both = await Promise.all([world.sluiceway("apply", ...options), world.sluiceway("apply", ...options)]);
    expect([
      [0, 0],
      [0, 7],
    ]).toContainEqual(both.map(({ exitCode }) => exitCode).toSorted((a, b) => a - b));
    const planned = await world.sluiceway("plan", ...options, "--detailed-exitcode");
    expect(planned, planned.err).toMatchObject({ exitCode: 0 });
  });

  test("of two revisions: the second is told who is at it and changes nothing; applied afterwards, it takes back the first", async () => {
    const root = createGitRoot(world.folder, "race");
    const settings = await writeSettings(world, { name: "race" });
    const consul = await holdWrite(world.consul.url, "manifest");
    const slowSettings = await writeSettings(world, { name: "race", consul: consul.url, file: "race-held" });
    root.commit({ ...shared, "race.yaml": chain("race", ["a", "early", "z"]) }, "early");
    root.commit({ ...shared, "race.yaml": chain("race", ["a", "late", "z"]) }, "late");
    const optionsOf = (ref: string, file: string): readonly string[] => {
      return ["--root", root.bare, "--ref", ref, "--environment", "local", "--settings", file];
    };
    const early = world.sluiceway("apply", ...optionsOf("early", slowSettings));
    await consul.held;
    const refused = await world.sluiceway("apply", ...optionsOf("late", settings));
    expect(refused.err).toMatch(/error SLW3008 Another apply is under way: .+ \(process \d+\), since \d{4}-/);
    expect(refused.exitCode).toBe(7);
    expect((await aclsOf("race")).join()).not.toContain("step.late.");
    consul.release();
    const applied = await early;
    await consul.close();
    expect(applied, applied.err).toMatchObject({ exitCode: 0 });
    const again = await world.sluiceway("apply", ...optionsOf("late", settings));
    expect(again, again.err).toMatchObject({ exitCode: 0 });
    const acls = (await aclsOf("race")).join();
    expect(acls).toContain("step.late.");
    expect(acls).not.toContain("step.early.");
    const planned = await world.sluiceway("plan", ...optionsOf("late", settings), "--detailed-exitcode");
    expect(planned, planned.err).toMatchObject({ exitCode: 0 });
  });
});

interface StatusJson {
  readonly revisions: { readonly lastApplied?: string; readonly attempted: readonly string[] };
  readonly pipelines: Readonly<Record<string, string>>;
  readonly engines: readonly { readonly label: string; readonly state: string }[];
  readonly slots: readonly { readonly state: string }[];
  readonly lag: readonly { readonly records: string }[];
}

async function produce(
  bootstrapServers: string,
  topic: string,
  messages: NonNullable<Parameters<ReturnType<Kafka["producer"]>["send"]>[0]["messages"]>,
): Promise<void> {
  const producer = new Kafka({ brokers: [bootstrapServers], logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  try {
    await producer.send({ topic, messages });
  } finally {
    await producer.disconnect();
  }
}

/** The failure that a dead letter carries, by header without its prefix. */
function failureOf(letter: KafkaMessage): Readonly<Record<string, string>> {
  const prefix = "sluiceway-dlq-";
  const own = Object.entries(letter.headers ?? {}).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), String(value)]));
}
