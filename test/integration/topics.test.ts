import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connectKafka } from "../../src/app/kafka.ts";
import type { Kafka } from "../../src/kafka/kafka.ts";
import type { TopicName } from "../../src/model/names.ts";
import { parsed, parsePrincipal } from "../../src/model/names.ts";
import type { CliRun } from "../cli/support.ts";
import { cli } from "../cli/support.ts";
import { plainProfile, recordTo } from "../contract/kafka-subject.ts";
import { eventually } from "../support/eventually.ts";
import type { Files, GitRoot } from "./support/git-root.ts";
import { createGitRoot } from "./support/git-root.ts";

const { kafka: server, consul } = inject("servers");
const unique = `topics-${process.pid}-${Date.now()}`;
const orphan = `${unique}.pipeline.${unique}.step.index.input` as TopicName;
const writer = parsed(parsePrincipal("User:search-pipeline"));
const grant = {
  principal: writer,
  host: "*",
  permission: "allow",
  operation: "write",
  resourceType: "topic",
  resourceName: unique,
  patternType: "prefixed",
} as const;
let folder: string;
let kafka: Kafka;
let root: GitRoot;

function rootWith(...steps: readonly string[]): Files {
  const documents = steps.map((stepName, index) => ({
    stepName,
    stepType: index === 0 ? "INITIAL_PIPELINE" : "SINK",
    processor: { builtin: "passthrough" },
    ...(index < steps.length - 1 ? { outputs: [{ targetStep: steps[index + 1] }] } : {}),
  }));
  const topicDefaults = { partitions: 2, replicationFactor: 1 };
  const cluster = { clusterName: "c", topicDefaults, naming: { prefix: `${unique}.` } };
  return {
    "cluster.yaml": JSON.stringify(cluster),
    "pipeline.yaml": JSON.stringify({ pipelineName: unique, steps: documents }),
  };
}

beforeAll(async () => {
  const { sasl } = server;
  if (sasl === undefined) throw new Error("these tests need a listener with SASL");
  folder = await mkdtemp(join(tmpdir(), "sluiceway-topics-"));
  root = createGitRoot(folder, "root");
  const credentials = (username: string) => ({ username, password: sasl.users[username] ?? "" });
  kafka = connectKafka({
    bootstrapServers: sasl.bootstrapServers.split(","),
    clientId: unique,
    security: { mechanism: sasl.mechanism, user: credentials("admin") },
    credentials: new Map([[writer, credentials("search-pipeline")]]),
  });
  const security = { protocol: "SASL_PLAINTEXT", sasl: { mechanism: "PLAIN", ...credentials("admin") } };
  const settings = {
    kafka: { "bootstrap.servers": sasl.bootstrapServers, security },
    consul: { address: consul.url, keyPrefix: `sluiceway-test/${unique}` },
  };
  await writeFile(join(folder, "settings.yaml"), JSON.stringify(settings));
});
afterAll(async () => {
  await kafka.admin.deleteAcls([grant]);
  await kafka.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (...command: readonly string[]): Promise<CliRun> =>
  cli(...command, "--root", root.bare, "--settings", join(folder, "settings.yaml"));
const applyOf = async (files: Files): Promise<CliRun> => {
  root.commit(files);
  return run("apply", "--auto-approve");
};
const idOf = async (): Promise<string> => (await kafka.admin.describeTopicDetails([orphan]))[0]?.id ?? "";
const cleanup = async (...options: readonly string[]): Promise<CliRun> =>
  run("topics", "cleanup", orphan, "--confirm", orphan, "--confirm-id", await idOf(), ...options);

/** What the writer gets when it writes a record of last year. */
async function written(): Promise<string> {
  const client = kafka.client(writer);
  const timestampMs = Date.now() - 300 * 86_400_000;
  const [outcome] = await client.producer(plainProfile).send([{ ...recordTo(orphan, "x"), timestampMs }]);
  await client.close();
  return outcome?.ok === true ? "ok" : (outcome?.error.kind ?? "");
}

test("a topic that nobody declares any more: quarantine, revert, quarantine again, deletion", async () => {
  expect(await applyOf(rootWith("intake", "index"))).toMatchObject({ exitCode: 0 });
  await kafka.admin.createAcls([grant]);
  await eventually(async () => expect(await written()).toBe("ok"));

  root.commit(rootWith("intake"));
  const early = await cleanup();
  expect(early).toMatchObject({ exitCode: 1, out: "" });
  expect(early.err).toContain(`${unique} uses it as published: apply this revision first`);
  expect(await run("apply", "--auto-approve")).toMatchObject({ exitCode: 0 });

  const listed = await run("topics", "list", "--orphans", "--format", "json");
  const found = (JSON.parse(listed.out) as readonly Record<string, unknown>[]).map(({ name, state }) => [name, state]);
  const names = ["dead-letter", "error", "input"].map((role) => `${unique}.pipeline.${unique}.step.index.${role}`);
  expect(found).toEqual(names.map((name) => [name, "orphan"]));
  expect((await run("topics", "list")).out).toMatch(new RegExp(`${orphan} +orphan +2 +\\d+ +\\d+ +- +${await idOf()}`));

  for (const confirmation of [[], ["--confirm", orphan], ["--confirm", orphan, "--confirm-id", "other"]])
    expect(await run("topics", "cleanup", orphan, ...confirmation)).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining("SLW2039"),
    });
  const declared = await run("topics", "cleanup", `${unique}.pipeline.${unique}.step.intake.input`);
  expect(declared).toMatchObject({ exitCode: 1, err: expect.stringContaining("this revision declares or uses it") });
  const foreign = await run("topics", "cleanup", "__consumer_offsets");
  expect(foreign).toMatchObject({ exitCode: 1, err: expect.stringContaining("it is Kafka's own") });

  expect(await cleanup()).toMatchObject({ exitCode: 0, out: expect.stringContaining("is in quarantine until") });
  await eventually(async () => expect(await written()).toBe("not-authorized"));
  expect(await cleanup()).toMatchObject({ exitCode: 3, err: expect.stringContaining("SLW2040") });

  root.commit(rootWith("intake", "index"));
  expect((await run("plan")).out).toContain(`~ end the quarantine of topic ${orphan}`);
  expect(await run("apply", "--auto-approve")).toMatchObject({ exitCode: 0 });
  await eventually(async () => expect(await written()).toBe("ok"));
  expect((await run("plan")).out).toContain("No changes.");

  expect(await applyOf(rootWith("intake"))).toMatchObject({ exitCode: 0 });
  expect(await cleanup("--quarantine", "0s")).toMatchObject({ exitCode: 0 });
  const id = await idOf();
  const deleted = await cleanup();
  expect(deleted).toMatchObject({ exitCode: 0, out: `deleted ${orphan} (${id})` });
  await eventually(async () => expect(await kafka.admin.listTopics()).not.toContain(orphan));
  await eventually(async () => {
    const left = (await kafka.admin.describeAcls()) ?? [];
    expect(left.filter(({ resourceName }) => resourceName === orphan)).toEqual([]);
  });
  const after = await run("plan", "--format", "json");
  expect(after.out).not.toContain(orphan);
});
