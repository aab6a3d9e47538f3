import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { connectKafka } from "../../src/app/kafka.ts";
import type { Kafka } from "../../src/kafka/kafka.ts";
import type { TopicName } from "../../src/model/names.ts";
import type { CliRun } from "../cli/support.ts";
import { cli } from "../cli/support.ts";
import type { Files, GitRoot } from "./support/git-root.ts";
import { createGitRoot } from "./support/git-root.ts";

/** `plan --out`, `plan --against`, `apply plan.json` and `--target` through the command line, on real servers. */

const { kafka: kafkaServer, consul } = inject("servers");
const unique = `saved-${process.pid}-${Date.now()}`;
const folder = mkdtempSync(join(tmpdir(), "sluiceway-saved-"));
let count = 0;
let kafka: Kafka;
let root: GitRoot;
let name: string;
let saved: string;
let settings: string;

beforeAll(() => {
  kafka = connectKafka({ bootstrapServers: kafkaServer.bootstrapServers.split(","), clientId: unique });
});
afterAll(async () => {
  await kafka.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  name = `${unique}-${(count += 1)}`;
  root = createGitRoot(folder, name);
  saved = join(folder, `${name}.plan.json`);
  settings = join(folder, `${name}.settings.yaml`);
  const servers = `kafka: { bootstrap.servers: "${kafkaServer.bootstrapServers}" }`;
  writeFileSync(settings, `${servers}\nconsul: { address: "${consul.url}", keyPrefix: ${name} }\n`);
});

const standard = (pipeline: string, role = "input"): TopicName =>
  `${name}.pipeline.${name}-${pipeline}.step.entry.${role}` as TopicName;

function rootOf(...pipelines: readonly string[]): Files {
  const document = (pipeline: string): string =>
    `pipelineName: ${name}-${pipeline}\nsteps:\n  - { stepName: entry, stepType: INITIAL_PIPELINE }\n`;
  return {
    "cluster.yaml": `clusterName: c\nnaming: { prefix: ${name}. }\ntopicDefaults: { partitions: 2, replicationFactor: 1 }\n`,
    ...Object.fromEntries(pipelines.map((one) => [`${one}.yaml`, document(one)])),
  };
}

const run = (...commandLine: readonly string[]): Promise<CliRun> =>
  cli(...commandLine, "--root", root.bare, "--settings", settings);
const topics = async (): Promise<readonly string[]> =>
  (await kafka.admin.listTopics()).filter((topic) => topic.startsWith(`${name}.`)).toSorted();

async function save(...pipelines: readonly string[]): Promise<void> {
  root.commit(rootOf(...pipelines));
  const planned = await run("plan", "--out", saved, "--detailed-exitcode");
  expect(planned, planned.err).toMatchObject({ exitCode: 2 });
}

/** Somebody else makes one of the planned topics. */
const create = (topic: TopicName): Promise<unknown> =>
  kafka.admin.createTopics([{ name: topic, partitions: 2, replicationFactor: 1, configs: {} }]);

describe("a saved plan", () => {
  test("is applied as it was seen, once, though the branch has gone on", async () => {
    await save("a");
    expect(await topics()).toEqual([]);
    root.commit(rootOf("a", "b"));
    const applied = await run("apply", saved);
    expect(applied, applied.err).toMatchObject({ exitCode: 0 });
    expect(await topics()).toEqual([standard("a", "dead-letter"), standard("a", "error"), standard("a")]);
    const again = await run("apply", saved);
    expect(again.err).toMatch(/error SLW3009 The saved plan is stale: create-topic\/\S+ isn't planned any more/);
    expect(again.exitCode).toBe(4);
  });

  test("is refused as a whole when what it stands on has moved, and says what that is", async () => {
    await save("a");
    await create(standard("a"));
    const compared = await run("plan", "--against", saved);
    expect(compared.out).toContain(`create-topic/${standard("a")} isn't planned any more`);
    expect(compared.exitCode).toBe(4);
    const applied = await run("apply", saved);
    expect(applied.err).toContain(`SLW3009 The saved plan is stale: create-topic/${standard("a")} isn't planned`);
    expect(applied.exitCode).toBe(4);
    expect(await topics()).toEqual([standard("a")]);
  });

  test("isn't made stale by what it has nothing to do with", async () => {
    await save("a");
    await create(`${name}.theirs` as TopicName);
    const compared = await run("plan", "--against", saved);
    expect(compared, compared.out).toMatchObject({ exitCode: 0 });
    const applied = await run("apply", saved);
    expect(applied, applied.err).toMatchObject({ exitCode: 0 });
  });

  test("is never believed: a plan step that was written into it, or changed in it, is refused", async () => {
    await save("a");
    const plan = JSON.parse(readFileSync(saved, "utf8")) as { steps: { id: string; digest: string }[] };
    const [first] = plan.steps;
    for (const forged of [
      { ...first, id: `create-topic/${name}.smuggled` },
      { ...first, digest: `sha256:${"0".repeat(64)}` },
    ]) {
      writeFileSync(saved, JSON.stringify({ ...plan, steps: [...plan.steps.slice(1), forged] }));
      expect(await run("apply", saved)).toMatchObject({ exitCode: 4 });
    }
    expect(await topics()).toEqual([]);
  });

  test.each([
    ["nothing", undefined, "it isn't JSON"],
    ["a text", "apply everything", "it isn't JSON"],
    ["another format", '{"formatVersion":2}', "its formatVersion isn't 1"],
    ["a plan without its revision", '{"formatVersion":1}', "it names no revision"],
  ])("that is %s is refused before any server is asked", async (_, text, problem) => {
    root.commit(rootOf("a"));
    if (text !== undefined) writeFileSync(saved, text);
    const applied = await run("apply", saved);
    expect(applied.err).toContain(`error SLW2011 "${saved}" is no saved plan: ${problem}`);
    expect(applied.exitCode).toBe(1);
  });
});

describe("a target", () => {
  test("takes its part of the plan; the rest is still to be done, and the revision isn't the applied one", async () => {
    root.commit(rootOf("a", "b"));
    const applied = await run("apply", "--target", `${name}-a`);
    expect(applied, applied.err).toMatchObject({ exitCode: 0 });
    expect(await topics()).toEqual([standard("a", "dead-letter"), standard("a", "error"), standard("a")]);
    expect((await run("plan", "--detailed-exitcode", "--target", `${name}-b`)).exitCode).toBe(2);
    expect(await run("apply")).toMatchObject({ exitCode: 0 });
    expect((await run("plan", "--detailed-exitcode")).exitCode).toBe(0);
  });

  test("that means nothing is refused", async () => {
    root.commit(rootOf("a"));
    const applied = await run("apply", "--target", "nothing-like-it");
    expect(applied.err).toContain('error SLW2014 No plan step belongs to "nothing-like-it"');
    expect(applied.exitCode).toBe(1);
    expect(await topics()).toEqual([]);
  });
});

test("wrong usage is told apart from a wrong configuration", async () => {
  expect((await cli("apply", "--no-such-option")).exitCode).toBe(64);
  expect((await cli("plan", "--format", "yaml")).exitCode).toBe(64);
});
