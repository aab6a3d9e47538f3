import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cli } from "./support.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluiceway-up-"));
  await cp(resolve(import.meta.dirname, "../../pipelines"), join(folder, "pipelines"), { recursive: true });
  process.env["XDG_STATE_HOME"] = join(folder, "state");
});
afterEach(async () => {
  delete process.env["XDG_STATE_HOME"];
  await rm(folder, { recursive: true });
});

const root = (): readonly string[] => ["--root", join(folder, "pipelines")];

describe("sluiceway up, embedded", () => {
  test("applies the saved root, runs documents through it, shows a step's records, and ends", async () => {
    const texts = join(folder, "texts");
    await cp(resolve(import.meta.dirname, "../../docs/decisions"), texts, { recursive: true });
    const { exitCode, out, err } = await cli("up", ...root(), "--documents", texts, "--tail", "enrich", "--once");
    expect(exitCode, err).toBe(0);
    expect(out).toContain("2 pipelines to publish");
    expect(out).toContain("embedded: no server is used");
    expect(out).toMatch(/\d+ documents written to yappy\.pipeline\.search-pipeline\.step\.document-ingest\.input/);
    expect(out).toMatch(/step\.index\.input\/\d@\d+ .*"language":"en"/);
    expect(out).toMatch(/stopped: \d+ records in, \d+ out, 0 dead letters/);
    expect(err).toMatch(/records \[█+\] (\d+)\/\1 processed, lag 0/);
  });

  test("a root that doesn't compile applies nothing and runs nothing", async () => {
    await writeFile(join(folder, "pipelines", "broken.yaml"), "pipelineName: broken\nsteps: [\n");
    const { exitCode, out, err } = await cli("up", ...root(), "--once");
    expect(exitCode).toBe(1);
    expect(err).toContain("broken.yaml:3:1 error SLW1101");
    expect(out).toBe("");
  });

  test("documents that aren't there are an error, not an empty run", async () => {
    const { exitCode, err } = await cli("up", ...root(), "--documents", join(folder, "absent"), "--once");
    expect(exitCode).toBe(1);
    expect(err).toContain("SLW7009");
  });
});

describe("commands that other processes have to see", () => {
  test.each([
    ["apply", []],
    ["engine", []],
    ["status", []],
    ["slots", ["--watch"]],
    ["ingest", ["."]],
    ["tail", ["enrich"]],
  ])("%s says that it needs servers", async (command, operands) => {
    const settings = ["--settings", join(folder, "pipelines", "sluiceway.settings.yaml")];
    const rooted = ["engine", "status", "slots"].includes(command) ? [] : root();
    const { exitCode, err } = await cli(command, ...operands, ...rooted, ...settings);
    expect(exitCode).toBe(1);
    expect(err).toContain(`SLW7005 \`sluiceway ${command}\` needs servers`);
  });

  test("tail and ingest name what they don't find", async () => {
    const servers = ["kafka: { bootstrap.servers: '127.0.0.1:9' }", "consul: { address: 'http://127.0.0.1:9' }"];
    const settings = join(folder, "settings.yaml");
    await writeFile(settings, servers.join("\n"));
    const tail = await cli("tail", "nowhere", ...root(), "--settings", settings);
    expect(tail).toMatchObject({ exitCode: 1, err: expect.stringContaining("SLW7007") as string });
    const ingest = await cli("ingest", folder, ...root(), "--settings", settings, "--pipeline", "analytics-pipeline");
    expect(ingest).toMatchObject({ exitCode: 1, err: expect.stringContaining("SLW7008") as string });
  });

  test("ingest refuses to act as another principal than the one that it was told", async () => {
    const settings = join(folder, "settings.yaml");
    await writeFile(
      settings,
      [
        "kafka:",
        "  bootstrap.servers: '127.0.0.1:9'",
        "  security: { protocol: SASL_PLAINTEXT, sasl: { mechanism: PLAIN, username: admin, password: not-shown } }",
        "consul: { address: 'http://127.0.0.1:9' }",
      ].join("\n"),
    );
    const { exitCode, err } = await cli("ingest", folder, ...root(), "--settings", settings, "--as", "User:crawler");
    expect(exitCode).toBe(1);
    expect(err).toContain("SLW7010 The settings have no credentials for User:crawler");
    expect(err).not.toContain("not-shown");
  });
});
