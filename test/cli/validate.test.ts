import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cli } from "./support.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluiceway-cli-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("sluiceway init and validate", () => {
  test("what init writes is valid, and init never overwrites", async () => {
    expect((await cli("init", folder)).exitCode).toBe(0);
    const valid = await cli("validate", "--root", folder);
    expect(valid).toMatchObject({ exitCode: 0, err: "" });
    expect(valid.out).toMatch(/^valid: 1 pipeline, \d+ topics/);
    expect((await cli("validate", "--root", folder, "--environment", "local")).exitCode).toBe(0);
    await writeFile(join(folder, "cluster.yaml"), "clusterName: mine\n");
    expect((await cli("init", folder)).out).toContain("exists  cluster.yaml");
  });

  test("--show-merged prints what an environment makes of the documents, and where each value comes from", async () => {
    await writeFile(join(folder, "cluster.yaml"), "clusterName: c\ntopicDefaults: { partitions: 2, retention: 7d }\n");
    await writeFile(
      join(folder, "p.yaml"),
      "pipelineName: p\nsteps:\n  - { stepName: a, stepType: INITIAL_PIPELINE }\n",
    );
    const overlay =
      "cluster: { topicDefaults: { partitions: 6, retention: null } }\npipelines: { p: { producers: [] } }\n";
    await writeFile(join(folder, "prod.yaml"), `environment: prod\n${overlay}`);
    const { out, exitCode } = await cli("validate", "--root", folder, "--environment", "prod", "--show-merged");
    expect(exitCode).toBe(0);
    expect(out.split("\n").slice(0, -1)).toEqual([
      "clusterName: c # cluster.yaml:1",
      "topicDefaults:",
      "  partitions: 6 # prod.yaml:2",
      "---",
      "pipelineName: p # p.yaml:1",
      "steps:",
      "  - stepName: a # p.yaml:3",
      "    stepType: INITIAL_PIPELINE # p.yaml:3",
      "producers:",
      "  []",
      "  # prod.yaml:3",
    ]);
    const json = await cli("validate", "--root", folder, "--environment", "prod", "--show-merged", "--format", "json");
    expect(JSON.parse(json.out)).toMatchObject({
      ok: true,
      merged: [
        {
          kind: "cluster",
          value: { clusterName: "c", topicDefaults: { partitions: 6 } },
          origins: {
            "/clusterName": { file: "cluster.yaml", line: 1 },
            "/topicDefaults/partitions": { file: "prod.yaml", line: 2 },
          },
        },
        {
          kind: "pipeline",
          origins: { "/steps/0/stepName": { file: "p.yaml", line: 3 }, "/producers": { file: "prod.yaml", line: 3 } },
        },
      ],
    });
    const { out: plain } = await cli("validate", "--root", folder, "--environment", "prod", "--format", "json");
    expect(plain).not.toContain("merged");
  });

  test("a mistake is shown with code, place, excerpt and hint, as text and as JSON", async () => {
    await cli("init", folder);
    await writeFile(join(folder, "p.yaml"), "pipelineName: p\nsteps:\n  - stepNam: one\n");
    const text = await cli("validate", "--root", folder);
    expect(text.exitCode).toBe(1);
    expect(text.err).toContain("p.yaml:3:5 error SLW1103");
    expect(text.err).toContain('hint: Did you mean "stepName"?');
    const json = await cli("validate", "--root", folder, "--format", "json");
    expect(json.exitCode).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({
      ok: false,
      diagnostics: [{ code: "SLW1103", place: { file: "p.yaml", start: { line: 3, column: 5 } } }, {}],
    });
  });

  test("each bad repository has its code and exit code, and no stack trace", async () => {
    const noCluster = await cli("validate", "--root", folder);
    expect(noCluster).toMatchObject({ exitCode: 1, err: expect.stringContaining("SLW1001") as string });
    const absent = await cli("validate", "--root", join(folder, "absent"));
    expect(absent).toMatchObject({ exitCode: 6, err: expect.stringContaining("SLW1003") as string });
    const badEnvironment = await cli("init", folder).then(() => cli("validate", "-r", folder, "-e", "prod"));
    expect(badEnvironment).toMatchObject({ exitCode: 1, err: expect.stringContaining("SLW1107") as string });
    expect(noCluster.err + absent.err + badEnvironment.err).not.toMatch(/\n\s+at /);
  });

  test("wrong usage is exit code 64, help and version are 0", async () => {
    expect((await cli("validate", "--bogus")).exitCode).toBe(64);
    expect((await cli("no-such-command")).exitCode).toBe(64);
    expect((await cli("tail", "enrich", "--limit", "some")).exitCode).toBe(64);
    expect((await cli("engine", "--drain", "-1")).exitCode).toBe(64);
    expect((await cli("--help")).exitCode).toBe(0);
    expect((await cli("--version")).out).toBe("0.0.0-test");
  });
});
