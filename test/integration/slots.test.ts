import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Kafka, logLevel } from "kafkajs";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { cli, startCli } from "../cli/support.ts";
import { eventually } from "../support/eventually.ts";

const { kafka, consul } = inject("servers");
const checkout = resolve(import.meta.dirname, "../..");
const id = `slots-${process.pid}-${Date.now()}`;
const [first, second] = [`${id}-first`, `${id}-second`];
const engines = new Map<string, ChildProcess>();
let folder = "";
let options: readonly string[] = [];

interface SlotsJson {
  readonly coordinator: { readonly label: string; readonly token: number } | null;
  readonly engines: readonly { readonly engine: string; readonly label: string; readonly role: string }[];
  readonly slots: readonly {
    readonly pipeline: string;
    readonly topic: string;
    readonly partition: number;
    readonly state: string;
    readonly label?: string;
    readonly lag?: string;
    readonly token: number;
  }[];
}

const pipelineText = (name: string): string =>
  [
    `pipelineName: ${name}`,
    "steps:",
    "  - { stepName: a, stepType: INITIAL_PIPELINE, outputs: [{ targetStep: z }] }",
    "  - { stepName: z, stepType: SINK }",
    "",
  ].join("\n");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluiceway-slots-"));
  const settings = [
    "engine: { lease: 1500ms, label: '${ENGINE_LABEL:-none}' }",
    `kafka: { bootstrap.servers: '${kafka.bootstrapServers}' }`,
    `consul: { address: '${consul.url}', keyPrefix: 'sluiceway-test/${id}' }`,
  ].join("\n");
  await Promise.all([
    writeFile(
      join(folder, "cluster.yaml"),
      `clusterName: ${id}\ntopicDefaults: { partitions: 2, replicationFactor: 1 }\n`,
    ),
    writeFile(join(folder, "first.yaml"), pipelineText(first)),
    writeFile(join(folder, "second.yaml"), pipelineText(second)),
    writeFile(join(folder, "settings.yaml"), settings),
  ]);
  options = ["--settings", join(folder, "settings.yaml")];
  const applied = await cli("apply", "--root", folder, ...options);
  expect(applied.exitCode, applied.err).toBe(0);
});

afterAll(async () => {
  await Promise.all([...engines.keys()].map((label) => endEngine(label, "SIGKILL")));
  await rm(folder, { recursive: true });
});

function startEngine(label: string): void {
  const commandLine = ["--import", "tsx", join(checkout, "src/cli/main.ts"), "engine", ...options];
  const environment = { ...process.env, ENGINE_LABEL: label, XDG_STATE_HOME: join(folder, label) };
  engines.set(label, spawn(process.execPath, commandLine, { cwd: checkout, env: environment, stdio: "ignore" }));
}

async function endEngine(label: string, signal: NodeJS.Signals): Promise<void> {
  const child = engines.get(label);
  engines.delete(label);
  if (child === undefined || child.exitCode !== null) return;
  const ended = new Promise((done) => child.once("exit", done));
  child.kill(signal);
  await ended;
}

async function slots(...more: readonly string[]): Promise<SlotsJson> {
  const shown = await cli("slots", ...options, "--format", "json", ...more);
  expect(shown, shown.err).toMatchObject({ exitCode: 0, err: "" });
  return JSON.parse(shown.out) as SlotsJson;
}

const states = ({ slots: all }: SlotsJson): readonly string[] => [...new Set(all.map(({ state }) => state))];
const nameOf = ({ topic, partition }: SlotsJson["slots"][number]): string => `${topic}/${partition}`;
const owners = ({ slots: all }: SlotsJson): readonly string[] =>
  [...new Set(all.map(({ label }) => label ?? "nobody"))].toSorted();

test("before an engine runs nobody has claimed anything", async () => {
  const shown = await slots();
  expect(shown).toMatchObject({ coordinator: null, engines: [] });
  expect(shown.slots).toHaveLength(8);
  expect(states(shown)).toEqual(["unclaimed"]);
});

test("with two engines: their slots, which of them coordinates, and one pipeline's slots alone", async () => {
  startEngine("left");
  startEngine("right");
  const shown = await eventually(async () => {
    const found = await slots();
    expect(states(found)).toEqual(["held"]);
    expect(owners(found)).toEqual(["left", "right"]);
    return found;
  }, 60_000);
  expect(shown.engines.map(({ label }) => label)).toEqual(["left", "right"]);
  expect(shown.engines.filter(({ role }) => role === "coordinator").map(({ label }) => label)).toEqual([
    shown.coordinator?.label,
  ]);
  const one = await slots("--pipeline", second);
  expect(one.slots.map(({ pipeline }) => pipeline)).toEqual([second, second, second, second]);
  const { out } = await cli("slots", ...options, "--pipeline", first);
  expect(out).toMatch(/^PIPELINE +SLOT +OWNER +SINCE +STATE +LAG +TOKEN$/m);
  expect(out).toMatch(new RegExp(`^${first} +\\S+\\.input/1 +(left|right) +20\\S+Z +held +0 +\\d+$`, "m"));
  expect(out).toContain("4 slots, 0 without an owner, lag 0");
  expect(out).toMatch(/^coordinator {2}(left|right), token \d+, since 20/m);
  const unknown = await cli("slots", ...options, "--pipeline", "nothing");
  expect(unknown).toMatchObject({ exitCode: 1, out: "" });
  expect(unknown.err).toMatch(new RegExp(`SLW7011 .*"nothing".*${first}, ${second}`));
});

test("move and drain: each new holder's own claim confirms it, and the wish can be taken back", async () => {
  const { slots: all, engines: known } = await slots();
  const chosen = all.find(({ label }) => label === "left")!;
  const moved = await cli("slots", "move", nameOf(chosen), "--to", "right", ...options);
  expect(moved, moved.err).toMatchObject({ exitCode: 0 });
  expect(moved.out).toMatch(new RegExp(`^${nameOf(chosen)} is held by right, token ${chosen.token + 1}`));

  const drained = await cli("slots", "drain", known.find(({ label }) => label === "left")!.engine, ...options);
  expect(drained, drained.err).toMatchObject({ exitCode: 0 });
  // Another slot may have come back for the one that was moved.
  expect(drained.out.match(/is held by right/g)!.length).toBeGreaterThanOrEqual(3);
  expect(owners(await slots())).toEqual(["right"]);

  expect(await cli("slots", "drain", "right", ...options)).toMatchObject({
    exitCode: 1,
    err: expect.stringContaining("SLW3024 right is the only engine") as string,
  });
  expect((await cli("slots", "drain", "nobody", ...options)).err).toContain("SLW3021");
  expect((await cli("slots", "move", "nothing/0", "--to", "left", ...options)).err).toContain("SLW3020");
  const late = await cli("slots", "move", nameOf(chosen), "--to", "right", "--timeout", "0", ...options);
  expect(late).toMatchObject({ exitCode: 0 });

  expect(await cli("slots", "drain", "left", "--undo", ...options)).toMatchObject({ exitCode: 0 });
  expect(await cli("slots", "move", nameOf(chosen), "--undo", ...options)).toMatchObject({ exitCode: 0 });
  await eventually(async () => {
    const shown = await slots();
    expect([states(shown), owners(shown)]).toEqual([["held"], ["left", "right"]]);
  }, 60_000);
});

test("--watch shows how a killed engine's slots change hands, and ends at the signal", async () => {
  const before = await slots();
  const watched = startCli("slots", ...options, "--watch", "--format", "json");
  await eventually(() => Promise.resolve(expect(watched.lines()).not.toEqual([])), 20_000);
  await endEngine("left", "SIGKILL");
  const after = await eventually(() => {
    const last = JSON.parse(watched.lines().at(-1)!) as SlotsJson;
    expect(states(last)).toEqual(["held"]);
    expect(owners(last)).toEqual(["right"]);
    return Promise.resolve(last);
  }, 60_000);
  watched.stop();
  expect(await watched.ended).toBe(0);
  const tokens = (shown: SlotsJson): number => shown.slots.reduce((sum, { token }) => sum + token, 0);
  const moved = before.slots.filter(({ label }) => label === "left").length;
  expect(tokens(after)).toBeGreaterThanOrEqual(tokens(before) + moved);
  expect(new Set(watched.lines()).size).toBe(watched.lines().length);
});

test("after the last engine has left, slots are free, nobody coordinates, and what comes in is lag", async () => {
  await endEngine("right", "SIGTERM");
  const producer = new Kafka({ brokers: [kafka.bootstrapServers], logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  const messages = [{ value: "{}" }, { value: "{}" }, { value: "{}" }];
  await producer.send({ topic: `yappy.pipeline.${first}.step.a.input`, messages });
  await producer.disconnect();
  const shown = await slots();
  expect(shown.coordinator).toBeNull();
  expect(states(shown)).toEqual(["free"]);
  expect(shown.slots.reduce((sum, { lag }) => sum + Number(lag), 0)).toBe(3);
  const { out } = await cli("slots", ...options);
  expect(out).toContain("8 slots, 8 without an owner, lag 3");
});
