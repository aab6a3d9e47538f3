import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { connectKafka } from "../../src/app/kafka.ts";
import type { Kafka } from "../../src/kafka/kafka.ts";
import type { TopicName } from "../../src/model/names.ts";
import { cli } from "../cli/support.ts";
import type { CliRun } from "../cli/support.ts";
import type { Files, GitRoot } from "../integration/support/git-root.ts";
import { createGitRoot } from "../integration/support/git-root.ts";

/**
 * Processes of `sluiceway apply` that are killed with SIGKILL on real servers, each somewhere in a stage of its own and
 * at a random moment of it. The next run has to find the way on from there, or back.
 */

const checkout = resolve(import.meta.dirname, "../..");
const { kafka: kafkaServer, consul } = inject("servers");
const unique = `killed-${process.pid}-${Date.now()}`;
const folder = mkdtempSync(join(tmpdir(), "sluiceway-killed-"));
const addedSteps = 30;
let kafka: Kafka;

beforeAll(() => {
  process.env["XDG_CACHE_HOME"] = join(folder, "cache");
  kafka = connectKafka({ bootstrapServers: kafkaServer.bootstrapServers.split(","), clientId: unique });
});
afterAll(async () => {
  await kafka.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A pipeline of two steps, or of many more between them. */
function rootOf(name: string, isLong: boolean): Files {
  const between = isLong ? Array.from({ length: addedSteps }, (_, index) => `more-${index}`) : [];
  const names = ["entry", ...between, "end"];
  const steps = names.map((stepName, index) => ({
    stepName,
    stepType: index === 0 ? "INITIAL_PIPELINE" : index === names.length - 1 ? "SINK" : "PIPELINE",
    ...(index === names.length - 1 ? {} : { outputs: [{ targetStep: names[index + 1] }] }),
  }));
  const topicDefaults = { partitions: 2, replicationFactor: 1 };
  return {
    "cluster.yaml": JSON.stringify({ clusterName: "c", topicDefaults, naming: { prefix: `${unique}.` } }),
    "pipeline.yaml": JSON.stringify({ pipelineName: name, producers: [`User:${name}-source`], steps }),
  };
}

/** One pipeline with keys of its own in Consul. */
interface Installation {
  readonly name: string;
  readonly root: GitRoot;
  readonly options: readonly string[];
}

function install(name: string): Installation {
  const root = createGitRoot(folder, name);
  const settings = join(folder, `${name}.settings.yaml`);
  const lines = [
    `kafka: { bootstrap.servers: "${kafkaServer.bootstrapServers}" }`,
    `consul: { address: "${consul.url}", keyPrefix: ${name} }`,
    "",
  ];
  writeFileSync(settings, lines.join("\n"));
  return { name, root, options: ["--root", root.bare, "--settings", settings] };
}

const run = (command: string, { options }: Installation, ...more: readonly string[]): Promise<CliRun> =>
  cli(command, ...options, ...more);

async function keyOf({ name }: Installation, key: string): Promise<string | undefined> {
  const response = await fetch(`${consul.url}/v1/kv/${name}/${key}?raw`);
  return response.ok ? response.text() : undefined;
}

const topicsOf = async ({ name }: Installation): Promise<readonly TopicName[]> =>
  (await kafka.admin.listTopics()).filter((topic) => topic.includes(`.${name}.`)).toSorted();

async function aclsOf({ name }: Installation): Promise<readonly string[]> {
  const acls = (await kafka.admin.describeAcls()) ?? [];
  return acls
    .filter(({ principal }) => principal === `User:${name}` || principal === `User:${name}-source`)
    .map(({ principal, operation, resourceType, resourceName }) =>
      [principal, operation, resourceType, resourceName].join(" "),
    )
    .toSorted();
}

/** When the process is killed, or a little later. */
type Moment = (installation: Installation) => Promise<boolean>;

const isOfMore = (text: string): boolean => text.includes(".step.more-");
const moments: Readonly<
  Record<string, { readonly isReached: Moment; readonly goesFrom: (found: Interrupted) => Promise<void> }>
> = {
  "the revision is recorded as attempted, is taken back by one that goes back": {
    isReached: async (one) => (await keyOf(one, "revisions"))?.includes('"attempted":["') === true,
    goesFrom: goesBack,
  },
  "the first topics are there, is completed by the next": {
    isReached: async (one) => (await topicsOf(one)).some(isOfMore),
    goesFrom: goesOn,
  },
  "the first grants are there, is taken back by one that goes back": {
    isReached: async (one) => (await aclsOf(one)).some(isOfMore),
    goesFrom: goesBack,
  },
  "the bundle is published, is completed by the next": {
    isReached: async (one) => (await keyOf(one, "manifest"))?.includes(await lengthened(one)) === true,
    goesFrom: goesOn,
  },
};
/** What only the longer pipeline's manifest has; filled in before its apply. */
const manifests = new Map<string, string>();
const lengthened = (one: Installation): Promise<string> => Promise.resolve(manifests.get(one.name) ?? "never");

/** Starts an apply as a process of its own and kills it. Returns what was there afterwards. */
async function killedApply(one: Installation, isReached: Moment): Promise<"killed" | "finished"> {
  const command = ["--import", "tsx", join(checkout, "src/cli/main.ts"), "apply", ...one.options];
  const child = spawn(process.execPath, command, { cwd: checkout, stdio: "ignore" });
  const ended = endOf(child);
  let isOver = false;
  void ended.then(() => (isOver = true));
  while (!isOver && !(await isReached(one))) await delay(5);
  await delay(Math.random() * 40);
  child.kill("SIGKILL");
  return (await ended) === "SIGKILL" ? "killed" : "finished";
}

const endOf = (child: ChildProcess): Promise<NodeJS.Signals | number | null> =>
  new Promise((done) => child.once("exit", (code, signal) => done(signal ?? code)));

const digestIn = (json: string): string => {
  const { steps } = JSON.parse(json) as { steps: { change: { kind: string; digest?: string } }[] };
  return steps.find(({ change }) => change.kind === "publish-bundle")?.change.digest ?? "none";
};

/** A short pipeline that is applied, and the apply of the longer one killed; again where that was too fast to be killed. */
async function interrupted(name: string, isReached: Moment, attempts = 3): Promise<Interrupted> {
  const one = install(`${name}-${attempts}`);
  one.root.commit(rootOf(one.name, false));
  expect(await run("apply", one)).toMatchObject({ exitCode: 0 });
  const before = { topics: await topicsOf(one), acls: await aclsOf(one) };
  const revision = one.root.commit(rootOf(one.name, true));
  manifests.set(one.name, digestIn((await run("plan", one, "--format", "json")).out));
  const end = await killedApply(one, isReached);
  if (end === "killed" || attempts === 1) return { one, before, revision, end };
  return interrupted(name, isReached, attempts - 1);
}

interface Interrupted {
  readonly one: Installation;
  readonly before: { readonly topics: readonly TopicName[]; readonly acls: readonly string[] };
  readonly revision: string;
  readonly end: "killed" | "finished";
}

describe("an apply that is killed", () => {
  test.concurrent.each(Object.entries(moments))("when %s", async (what, { isReached, goesFrom }) => {
    const number = Object.keys(moments).indexOf(what);
    const found = await interrupted(`${unique}-${number}`, isReached);
    // Little is left to do once the bundle is published: now and then all of it is done before the kill.
    if (goesFrom === goesBack) expect(found.end).toBe("killed");
    await goesFrom(found);
  });
});

async function goesOn({ one, revision }: Interrupted): Promise<void> {
  await applyAgain(one);
  await expectConverged(one, revision);
  expect(await topicsOf(one)).toHaveLength((addedSteps + 2) * 3);
  expect((await aclsOf(one)).filter(isOfMore)).toHaveLength(addedSteps * 4);
  const details = await kafka.admin.describeTopicDetails(await topicsOf(one));
  expect(details.filter(({ partitions }) => partitions !== 2)).toEqual([]);
}

async function goesBack({ one, before }: Interrupted): Promise<void> {
  const revision = one.root.commit({ ...rootOf(one.name, false), "README.md": "reverted" });
  await applyAgain(one);
  await expectConverged(one, revision);
  expect(await aclsOf(one)).toEqual(before.acls);
  // Nothing deletes a topic.
  expect(await topicsOf(one)).toEqual(expect.arrayContaining([...before.topics]));
}

/** On a machine that is busy with other things the lock may be lost to its own slowness: the remedy is to apply again. */
async function applyAgain(one: Installation): Promise<void> {
  const deadlineMs = performance.now() + 60_000;
  let again = await run("apply", one);
  while (again.exitCode === 7 && performance.now() < deadlineMs) again = await run("apply", one);
  expect(again, again.err).toMatchObject({ exitCode: 0 });
}

async function expectConverged(one: Installation, revision: string): Promise<void> {
  const planned = await run("plan", one, "--detailed-exitcode");
  expect(planned, planned.err).toMatchObject({ exitCode: 0 });
  expect(JSON.parse((await keyOf(one, "revisions")) ?? "{}")).toMatchObject({ lastApplied: revision, attempted: [] });
  expect(await keyOf(one, "locks/apply")).toBeUndefined();
}
