import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connectRegistry } from "../../src/registry/confluent/confluent-registry.ts";
import type { CliRun } from "../cli/support.ts";
import { cli } from "../cli/support.ts";
import type { GitRoot } from "./support/git-root.ts";
import { createGitRoot } from "./support/git-root.ts";

const { kafka, consul, registry: server } = inject("servers");
const unique = `subjects-${process.pid}-${Date.now()}`;
const folder = mkdtempSync(join(tmpdir(), "sluiceway-subjects-"));
const subject = `${unique}.pipeline.${unique}.step.end.input-value`;
const registry = connectRegistry({ url: server.url });
const record = (...fields: readonly object[]): string =>
  JSON.stringify({ type: "record", name: "Order", fields: [{ name: "id", type: "string" }, ...fields] }, null, 2);

let root: GitRoot;
function commit(schema: string): void {
  root.commit({
    "cluster.yaml": `clusterName: subjects\nnaming: { prefix: ${unique}. }\ntopicDefaults: { partitions: 1, replicationFactor: 1 }\n`,
    "orders.yaml": [
      `pipelineName: ${unique}`,
      "steps:",
      "  - stepName: entry",
      "    stepType: INITIAL_PIPELINE",
      "    outputs:",
      "      - targetStep: end",
      "        schema: { type: AVRO, file: order.avsc, subjectNameStrategy: TopicNameStrategy }",
      "  - { stepName: end, stepType: SINK }",
      "",
    ].join("\n"),
    "order.avsc": schema,
  });
}

/** Settings whose registry is at this URL. */
function settingsWith(url: string | undefined): string {
  const file = join(
    folder,
    `${Buffer.from(url ?? "none")
      .toString("hex")
      .slice(-40)}.settings.yaml`,
  );
  const lines = [
    `kafka: { bootstrap.servers: "${kafka.bootstrapServers}" }`,
    `consul: { address: "${consul.url}", keyPrefix: ${unique} }`,
    ...(url === undefined ? [] : [`schemaRegistry: { url: "${url}" }`]),
    "",
  ];
  writeFileSync(file, lines.join("\n"));
  return file;
}

const run = (command: string, url: string | undefined, ...options: readonly string[]): Promise<CliRun> =>
  cli(command, ...options, "--root", root.bare, "--settings", settingsWith(url));

beforeAll(() => {
  root = createGitRoot(folder, "subjects");
  commit(record());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a registry out of reach ends plan and apply with 6 before anything is written, and hides who signs in", async () => {
  for (const command of ["plan", "apply"]) {
    const down = await run(command, "http://ada:s3cret@127.0.0.1:9/registry");
    expect(down.exitCode).toBe(6);
    expect(down.err).toContain("error SLW2060 The schema registry can't be reached at http://127.0.0.1:9/registry: ");
    expect(`${down.out}${down.err}`).not.toContain("s3cret");
  }
  const plan = await run("plan", server.url, "--format", "json");
  expect((JSON.parse(plan.out) as { counts: unknown }).counts).toMatchObject({ "create-topic": 6 });
});

test("without a registry no schema is planned, and that is said", async () => {
  const plan = await run("plan", undefined);
  expect(plan).toMatchObject({ exitCode: 0, err: expect.stringContaining("warning SLW2058 ") as unknown });
  expect(plan.out).not.toContain("register schema");
});

test("a schema is registered under its topic's subject, and the plan after that is empty", async () => {
  const plan = await run("plan", server.url, "--detailed-exitcode");
  expect(plan, plan.err).toMatchObject({ exitCode: 2 });
  expect(plan.out).toContain(`+ register schema of ${subject}: AVRO, a new subject  # output of step entry`);
  const applied = await run("apply", server.url);
  expect(applied, applied.err).toMatchObject({ exitCode: 0 });
  expect(await registry.latest(subject)).toMatchObject({ version: 1, type: "AVRO" });
  expect(await run("plan", server.url, "--detailed-exitcode")).toMatchObject({ exitCode: 0 });
  commit(JSON.stringify(JSON.parse(record())));
  const respelled = await run("plan", server.url, "--format", "json");
  expect((JSON.parse(respelled.out) as { counts: unknown }).counts).toMatchObject({ "register-schema": 0 });
});

test("what the registry would refuse is an error at its place; a compatible one is the next version", async () => {
  await fetch(`${server.url}/config/${encodeURIComponent(subject)}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ compatibility: "BACKWARD" }),
  });
  const added = { name: "count", type: "int" };
  commit(record(added));
  const refused = await run("plan", server.url);
  expect(refused.exitCode).toBe(1);
  expect(refused.err).toMatch(/^orders\.yaml:7:17 error SLW2057 The registry would refuse the schema as the next/m);
  expect(refused.out).toContain(`! ${unique} isn't published: the registry would refuse the schema of ${subject}`);
  commit(record({ ...added, default: 0 }));
  const plan = await run("plan", server.url, "--out", join(folder, "plan.json"));
  expect(plan.out).toContain(`~ register schema of ${subject}: AVRO, after version 1`);
  const applied = await run("apply", server.url);
  expect(applied, applied.err).toMatchObject({ exitCode: 0 });
  expect((await registry.latest(subject))?.version).toBe(2);
  expect(await run("plan", server.url, "--detailed-exitcode")).toMatchObject({ exitCode: 0 });
  const stale = await run("plan", server.url, "--against", join(folder, "plan.json"));
  expect(stale.exitCode).toBe(4);
  expect(stale.out).toContain(`register-schema/${subject} isn't planned any more`);
});
