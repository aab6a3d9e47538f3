import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connectConsul } from "../../src/app/claims.ts";
import { connectKafka } from "../../src/app/kafka.ts";
import { readRevisionLog } from "../../src/claims/revision-log.ts";
import type { ClaimStore } from "../../src/claims/store.ts";
import type { Kafka } from "../../src/kafka/kafka.ts";
import type { AclBinding } from "../../src/model/acl.ts";
import { readReconcileStatus } from "../../src/reconcile/loop/reconcile-status.ts";
import { eventually } from "../support/eventually.ts";
import type { Files, GitRoot } from "./support/git-root.ts";
import { createGitRoot } from "./support/git-root.ts";

const { kafka: kafkaServer, consul } = inject("servers");
const unique = `gitops-${process.pid}-${Date.now()}`;
const checkout = resolve(import.meta.dirname, "../..");
const daemons: ReconcileProcess[] = [];
let folder: string;
let git: GitRoot;
let kafka: Kafka;
let store: ClaimStore;

interface ReconcileProcess {
  readonly child: ChildProcess;
  /** The kinds of events so far. */
  events(): readonly string[];
  readonly ended: Promise<number | null>;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluiceway-gitops-"));
  git = createGitRoot(folder, "pipelines");
  kafka = connectKafka({ bootstrapServers: kafkaServer.bootstrapServers.split(","), clientId: unique });
  store = connectConsul({ address: consul.url, keyPrefix: `sluiceway-test/${unique}/` });
  const settings = {
    reconcile: { poll: "500ms", drift: "2s", confirm: "500ms", lease: "2s" },
    kafka: { "bootstrap.servers": kafkaServer.bootstrapServers },
    consul: { address: consul.url, keyPrefix: `sluiceway-test/${unique}` },
  };
  await writeFile(join(folder, "settings.yaml"), JSON.stringify(settings));
});
afterAll(async () => {
  for (const { child } of daemons) child.kill("SIGKILL");
  await Promise.all(daemons.map(({ ended }) => ended));
  await Promise.all([kafka.close(), store.close()]);
  await rm(folder, { recursive: true, force: true });
});

function start(label: string): ReconcileProcess {
  const root = ["--root", pathToFileURL(git.bare).href, "--path", "pipelines"];
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "src/cli/main.ts", "reconcile", ...root, "--settings", join(folder, "settings.yaml")],
    {
      cwd: checkout,
      env: { ...process.env, XDG_CACHE_HOME: join(folder, label) },
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  let out = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  const started: ReconcileProcess = {
    child,
    events: () => [...out.matchAll(/"event":"([a-z-]+)"/g)].map((found) => found[1] ?? ""),
    ended: new Promise((done) => child.once("close", done)),
  };
  daemons.push(started);
  return started;
}

/** So many pipelines of one step, whose names are this run's own. */
function rootOf(count: number): Files {
  const topicDefaults = { partitions: 1, replicationFactor: 1 };
  const cluster = JSON.stringify({ clusterName: "c", topicDefaults, naming: { prefix: `${unique}.` } });
  const step = { stepName: "intake", stepType: "INITIAL_PIPELINE", processor: { builtin: "passthrough" } };
  const pipelines = Array.from({ length: count }, (_, index) => {
    const pipelineName = `${unique}-${index}`;
    return [`pipelines/p${index}.yaml`, JSON.stringify({ pipelineName, steps: [step] })];
  });
  return { "pipelines/cluster.yaml": cluster, ...Object.fromEntries(pipelines) };
}

async function ownAcls(): Promise<readonly AclBinding[]> {
  return ((await kafka.admin.describeAcls()) ?? []).filter(({ principal }) => principal.startsWith(`User:${unique}`));
}

const untilApplied = (revision: string): Promise<void> =>
  eventually(async () => {
    expect(await readRevisionLog(store)).toEqual({ lastApplied: revision, attempted: [] });
  }, 60_000);

test("push, applied; a manual change, repaired; a broken commit, refused; the leader killed in the middle, completed", async () => {
  const first = git.commit(rootOf(2));
  const one = start("one");
  await untilApplied(first);
  const other = start("other");
  await eventually(async () => expect(other.events()).toEqual(["standby"]), 30_000);

  const acls = await ownAcls();
  expect(acls.length).toBeGreaterThan(2);
  await kafka.admin.deleteAcls(acls.slice(0, 2));
  await eventually(async () => expect(one.events()).toContain("healed"), 30_000);
  await eventually(async () => expect(await ownAcls()).toHaveLength(acls.length));

  const broken = git.commit({ ...rootOf(3), "pipelines/p0.yaml": "pipelineName: x\nstpes: []\n" });
  await eventually(async () => {
    expect(await readReconcileStatus(store)).toMatchObject({
      head: broken,
      inForce: first,
      refused: { revision: broken },
    });
  }, 30_000);
  expect((await kafka.admin.listTopics()).filter((name) => name.includes(`${unique}-2.`))).toEqual([]);

  const many = git.commit(rootOf(30));
  const isBegun = async (): Promise<void> => {
    const { attempted, lastApplied } = await readRevisionLog(store);
    expect([...attempted, lastApplied]).toContain(many);
  };
  await eventually(isBegun, 30_000);
  one.child.kill("SIGKILL");
  await untilApplied(many);
  await eventually(async () => expect(other.events()).toContain("leading"), 30_000);
  const topics = (await kafka.admin.listTopics()).filter((name) => name.startsWith(`${unique}.`));
  expect(new Set(topics.map((name) => name.split(".step.")[0])).size).toBe(30);

  other.child.kill("SIGTERM");
  expect(await other.ended).toBe(0);
  expect(await store.keys("locks/")).toEqual([]);
}, 180_000);
