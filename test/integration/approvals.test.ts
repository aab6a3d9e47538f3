import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { CliRun } from "../cli/support.ts";
import { cli } from "../cli/support.ts";
import type { Files, GitRoot } from "./support/git-root.ts";
import { createGitRoot } from "./support/git-root.ts";

const { kafka, consul } = inject("servers");
const unique = `approvals-${process.pid}-${Date.now()}`;
const folder = mkdtempSync(join(tmpdir(), "sluiceway-approvals-"));
const settings = join(folder, "sluiceway.settings.yaml");
const [kept, retired] = [`${unique}-kept`, `${unique}-old`];
const retirement = `retire-bundle/${retired}`;
const topic = `${unique}.pipeline.${kept}.step.entry.input`;
const [alteration, increase] = [`alter-config/${topic}`, `increase-partitions/${topic}`];

interface RootOptions {
  readonly partitions?: number;
  readonly retention?: string;
  /** Whether the second pipeline is there. */
  readonly isWhole?: boolean;
  readonly more?: Files;
}

function rootOf({ partitions = 1, retention = "7d", isWhole = false, more = {} }: RootOptions): Files {
  const pipeline = (name: string): string =>
    `pipelineName: ${name}\nsteps:\n  - stepName: entry\n    stepType: INITIAL_PIPELINE\n`;
  const input = `    topics: { input: { partitions: ${partitions}, retention: ${retention} } }\n`;
  return {
    "cluster.yaml": [
      "clusterName: approvals",
      `naming: { prefix: ${unique}. }`,
      "topicDefaults: { partitions: 1, replicationFactor: 1 }",
      "management: { topics: { onMismatch: alter } }",
      "",
    ].join("\n"),
    "kept.yaml": `${pipeline(kept)}${input}`,
    ...(isWhole ? { "old.yaml": pipeline(retired) } : {}),
    ...more,
  };
}

let root: GitRoot;
const run = (command: string, ...options: readonly string[]): Promise<CliRun> =>
  cli(command, ...options, "--root", root.bare, "--settings", settings);
const commit = (options: RootOptions): string => root.commit(rootOf(options));

beforeAll(async () => {
  writeFileSync(
    settings,
    [
      `kafka: { bootstrap.servers: "${kafka.bootstrapServers}" }`,
      `consul: { address: "${consul.url}", keyPrefix: ${unique} }`,
      "limits: { partitionsPerBroker: 123456 }",
      "",
    ].join("\n"),
  );
  root = createGitRoot(folder, "approvals");
  commit({ isWhole: true });
  const applied = await run("apply");
  expect(applied, applied.err).toMatchObject({ exitCode: 0 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("plan, approve and apply on real servers", () => {
  let printed: string;

  test("what is applied needs no approval and is no change", async () => {
    expect(await run("plan", "--detailed-exitcode")).toMatchObject({ exitCode: 0, err: "" });
  });

  test("--footprint measures what the revision has, and holds the cluster against the settings' limit", async () => {
    const plan = await run("plan", "--footprint", "--format", "json");
    const { footprint } = JSON.parse(plan.out) as { readonly footprint: unknown };
    expect(footprint).toMatchObject({
      partitions: 0,
      perBroker: { limit: 123_456 },
      // Dead letters are kept for ever; nothing has come in yet, so that this is no more than nothing.
      disk: { bytesPerDay: 0, keptBytes: { before: 0, after: 0 }, measured: 6, unbounded: 0, unmeasured: 0 },
    });
    expect((await run("plan", "--footprint")).out).toContain("disk: 0 bytes a day, 0 bytes kept (of 6 topics");
  });

  test("a plan says what waits, and prints the document that would approve it", async () => {
    commit({});
    expect((await run("plan")).exitCode).toBe(0);
    const plan = await run("plan", "--detailed-exitcode");
    expect(plan.exitCode).toBe(2);
    expect(plan.out).toMatch(new RegExp(`caution: needs an approval of ${retirement} \\([0-9a-f]{12}\\)`));
    printed = /^approval: (?:.|\n)*/m.exec(plan.out)?.[0] ?? "";
    expect(printed).toMatch(new RegExp(`^approval: "${retirement}"\ndigest: sha256:[0-9a-f]{64}\nexpires: ".+Z"\n`));
  });

  test("without an approval, or with one of a mistyped id, the rest is applied and it ends with 3", async () => {
    const held = await run("apply");
    expect(held.exitCode).toBe(3);
    expect(held.err).toContain(`warning SLW3006 retire bundle ${retired} needs an approval: ${retirement} sha256:`);
    const mistyped = await run("apply", "--approve", `${retirement}x`);
    expect(mistyped.err).toContain(`warning SLW2056 --approve ${retirement}x fits nothing`);
    expect(mistyped.exitCode).toBe(3);
  });

  test("approve refuses an id that isn't planned, and a time that is none", async () => {
    const unknown = await run("approve", `${retirement}x`);
    expect(unknown.err).toContain(`error SLW2014 No plan step belongs to "${retirement}x"`);
    expect(unknown.exitCode).toBe(1);
    expect((await run("approve", retirement, "--expires", "soon")).exitCode).toBe(64);
  });

  test("a document that has expired is said at its place, and approves nothing", async () => {
    commit({ more: { "approvals/old.yaml": printed.replace(/expires: .*/, 'expires: "2020-01-01T00:00:00Z"') } });
    const plan = await run("plan");
    expect(plan.err).toMatch(
      /^approvals\/old\.yaml:3:10 warning SLW2050 The approval of \S+ has expired: 2020-01-01T/m,
    );
    expect((await run("apply")).exitCode).toBe(3);
  });

  test("the document as it was printed approves; once applied it is said to fit nothing, and is no change", async () => {
    commit({ more: { "approvals/old.yaml": printed } });
    const plan = await run("plan");
    expect(plan.out).toMatch(/caution: approved by \S+@\S+ until \d{4}-/);
    expect(plan.out).not.toContain("To approve");
    const applied = await run("apply");
    expect(applied, applied.err).toMatchObject({ exitCode: 0 });
    const after = await run("plan", "--detailed-exitcode");
    expect(after.exitCode).toBe(0);
    expect(after.err).toMatch(/^approvals\/old\.yaml:1:11 warning SLW2051 /m);
  });

  test("approve holds for exactly the before and after that it has seen", async () => {
    commit({ retention: "2d" });
    const approved = await run("approve", alteration, "--expires", "1h");
    expect(approved, approved.err).toMatchObject({ exitCode: 0 });
    expect(approved.out).toMatch(new RegExp(`^approved ${alteration} sha256:[0-9a-f]{64} until `));
    commit({ retention: "1d" });
    const other = await run("apply");
    expect(other.err).toContain(`SLW3006 alter topic ${topic} needs an approval`);
    expect(other.exitCode).toBe(3);
    commit({ retention: "2d" });
    const same = await run("apply");
    expect(same, same.err).toMatchObject({ exitCode: 0 });
  });

  test("apply --approve approves what this very apply has planned", async () => {
    commit({ retention: "2d", partitions: 2 });
    expect((await run("apply")).exitCode).toBe(3);
    const steps = ["input", "error", "dead-letter"].map((role) => increase.replace(/input$/, role));
    const one = await run("apply", "--approve", increase);
    expect(one.exitCode).toBe(3);
    expect(one.err).not.toContain(`SLW3006 add partitions to topic ${topic} needs`);
    const others = steps.slice(1).flatMap((step) => ["--approve", step]);
    const applied = await run("apply", ...others);
    expect(applied, applied.err).toMatchObject({ exitCode: 0 });
    expect((await run("plan", "--detailed-exitcode")).exitCode).toBe(0);
  });

  test("what a policy forbids nobody approves: plan and apply end with 3 and say which rule it is", async () => {
    const policy = `policy: calm\nrules:\n  - forbiddenChanges: { kinds: [increase-partitions], resources: "${topic}" }\n`;
    commit({ retention: "2d", partitions: 3, more: { "calm.yaml": policy } });
    const plan = await run("plan");
    expect(plan.exitCode).toBe(3);
    expect(plan.out).toContain("! forbidden by the policy calm");
    expect(plan.err).toContain(`error SLW2053 The policy "calm" forbids ${increase}`);
    expect(plan.err).toContain("see calm.yaml:3:23 is the rule");
    const applied = await run("apply", "--approve", increase);
    expect(applied.exitCode).toBe(3);
    expect(applied.err).toContain(`SLW3007 add partitions to topic ${topic} is forbidden by the policy calm`);
    commit({ retention: "2d", partitions: 2 });
    expect((await run("plan", "--detailed-exitcode")).exitCode).toBe(0);
  });
});
