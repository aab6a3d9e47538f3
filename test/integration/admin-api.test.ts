import { createHash } from "node:crypto";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import type { ChildProcess } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { World } from "../chaos/support/world.ts";
import { createWorld } from "../chaos/support/world.ts";
import { eventually } from "../support/eventually.ts";
import { createGitRoot } from "./support/git-root.ts";
import { writeSettings } from "./support/settings.ts";

const group = "api-consumer-group";
const input = "yappy.pipeline.api.step.first.input";
const tokens = { look: "look-token", act: "act-token" } as const;
const files = {
  "cluster.yaml": "clusterName: api\ntopicDefaults: { partitions: 2, replicationFactor: 1 }\n",
  "local.yaml": "environment: local\nconnection: local\n",
  "api.yaml":
    "pipelineName: api\nsteps:\n  - { stepName: first, stepType: INITIAL_PIPELINE, outputs: [{ targetStep: end }] }\n  - { stepName: end, stepType: SINK }\n",
};

let world: World;
let settings: string;
let server: AdminProcess;
let guarded: AdminProcess;

interface AdminProcess {
  readonly child: ChildProcess;
  readonly address: string;
  acts(): readonly Readonly<Record<string, unknown>>[];
}

async function startAdmin(file: string): Promise<AdminProcess> {
  const child = world.start("admin", "--port", "0", "--settings", file, "--connection", "local");
  let [out, err] = ["", ""];
  child.stdout?.on("data", (chunk) => (out += String(chunk)));
  child.stderr?.on("data", (chunk) => (err += String(chunk)));
  const address = await eventually(async () => {
    const found = /at (http:\S+)/.exec(err)?.[1];
    if (found === undefined) throw new Error(`it doesn't listen: ${err}`);
    return found;
  }, 30_000);
  const lines = (): readonly string[] => out.split("\n").filter(Boolean);
  return { child, address, acts: () => lines().map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>) };
}

beforeAll(async () => {
  world = await createWorld();
  settings = await writeSettings(world, { name: "api" });
  const root = createGitRoot(world.folder, "api");
  root.commit(files);
  const applied = await world.sluiceway("apply", "--root", root.bare, "--environment", "local", "--settings", settings);
  expect(applied, applied.err).toMatchObject({ exitCode: 0 });
  world.startEngine("api", settings);
  const declared = Object.entries({ look: "viewer", act: "operator" }).map(([name, role]) => {
    const sha256 = createHash("sha256")
      .update(tokens[name as keyof typeof tokens])
      .digest("hex");
    return `        - { name: ${name}, role: ${role}, sha256: ${sha256} }`;
  });
  const withTokens = `${world.folder}/guarded.yaml`;
  await writeFile(withTokens, `${await readFile(settings, "utf8")}    admin:\n      tokens:\n${declared.join("\n")}\n`);
  [server, guarded] = await Promise.all([startAdmin(settings), startAdmin(withTokens)]);
});
afterAll(async () => {
  for (const { child } of [server, guarded].filter(Boolean)) child.kill("SIGTERM");
  await world.end();
});

/** What curl prints: the body, and the status behind it. */
async function curl(...commandLine: readonly string[]) {
  const format = ["--silent", "--show-error", "--write-out", "\n%{http_code} %{content_type}"];
  const { stdout } = await promisify(execFile)("curl", [...format, ...commandLine]);
  const end = stdout.lastIndexOf("\n");
  const [status, type] = stdout.slice(end + 1).split(/[ ;]+/);
  return { status: Number(status), type, body: JSON.parse(stdout.slice(0, end)) as Record<string, unknown> };
}

const at = (path: string, { address } = server): string => `${address}/api/admin/${path}`;

describe("the specification's endpoints, called by curl as it says", () => {
  test("POST …/consumer-groups/{group}/pause and resume", async () => {
    const paused = await curl("-X", "POST", at(`kafka/consumer-groups/${group}/pause`));
    expect(paused).toMatchObject({ status: 200, body: { group, slots: 4, confirmed: 4 } });
    const resumed = await curl("-X", "POST", at(`kafka/consumer-groups/${group}/resume`));
    expect(resumed).toMatchObject({ status: 200, body: { group, slots: 4, confirmed: 4 } });
  });

  test("POST …/reset-offsets with TO_DATETIME", async () => {
    const reset = await curl(
      "-X",
      "POST",
      "-H",
      "content-type: application/json",
      "-d",
      '{"strategy": "TO_DATETIME", "datetime": "2024-01-15T10:00:00Z"}',
      at(`kafka/consumer-groups/${group}/reset-offsets`),
    );
    expect(reset).toMatchObject({ status: 200, body: { group, dryRun: false } });
    const { partitions } = reset.body as { partitions: readonly { to: string }[] };
    expect(partitions.map(({ to }) => to)).toEqual(["0", "0", "0", "0"]);
  });

  test("GET …/lag", async () => {
    const lag = await curl(at(`kafka/consumer-groups/${group}/lag`));
    expect(lag).toMatchObject({ status: 200, body: { group, records: "0" } });
    expect((lag.body["partitions"] as readonly object[]).length).toBe(4);
  });

  test("POST …/pipelines/{pipeline}/pause and resume", async () => {
    for (const act of ["pause", "resume"])
      expect(await curl("-X", "POST", at(`pipelines/api/${act}`))).toMatchObject({
        status: 200,
        body: { pipeline: "api", slots: 4, confirmed: 4 },
      });
  });

  test("GET …/topics/{topic}/stats", async () => {
    const stats = await curl(at(`kafka/topics/${input}/stats`));
    expect(stats).toMatchObject({
      status: 200,
      body: {
        topic: input,
        records: "0",
        replicationFactor: 1,
        oldest: null,
        partitions: [{ partition: 0, start: "0", end: "0" }, { partition: 1 }],
      },
    });
  });
});

describe("what can't be done", () => {
  const json = ["-H", "content-type: application/json"];
  const reset = `kafka/consumer-groups/${group}/reset-offsets`;
  test.each([
    [["-X", "POST"], "kafka/consumer-groups/nobody/pause", 404, "SLW6101"],
    [["-X", "POST"], "pipelines/nobody/pause", 404, "SLW7011"],
    [[], "kafka/topics/nothing/stats", 404, "SLW6108"],
    [[], "kafka/topics/..%2f..%2fetc/stats", 404, "SLW6108"],
    [["-X", "POST", ...json, "-d", '{"strategy":"TO_DATETIME","datetime":"soon"}'], reset, 400, "SLW6105"],
    [["-X", "POST", ...json, "-d", '{"strategy":"SIDEWAYS"}'], reset, 400, undefined],
    [["-X", "POST", ...json, "-d", '{"strategy":"TO_LATEST","surprise":1}'], reset, 400, undefined],
    [["-X", "POST", ...json, "-d", "{"], reset, 400, undefined],
    [["-X", "POST", "-H", "content-type: text/plain", "-d", "x"], reset, 415, undefined],
    [["-X", "POST", ...json, "-d", `{"topic":"${"x".repeat(100_000)}"}`], reset, 413, undefined],
    [["-X", "POST"], `kafka/consumer-groups/${group}/pause?waitMs=soon`, 400, undefined],
    [[], "nowhere", 404, undefined],
  ] as const)("%j %s is a problem with status %d", async (...[options, path, status, code]) => {
    const found = await curl(...options, at(path));
    expect(found).toMatchObject({ status, type: "application/problem+json", body: { status } });
    expect(found.body["code"]).toBe(code);
  });
});

describe("with tokens", () => {
  const bearer = (token: string): readonly string[] => ["-H", `authorization: Bearer ${token}`];

  test("a viewer looks, an operator acts, anybody else does neither; what was done and refused is told", async () => {
    const pause = at(`pipelines/api/resume`, guarded);
    const lag = at(`kafka/consumer-groups/${group}/lag`, guarded);
    expect(await curl(lag)).toMatchObject({ status: 401 });
    expect(await curl(...bearer("wrong"), lag)).toMatchObject({ status: 401 });
    expect(await curl(...bearer(tokens.look), lag)).toMatchObject({ status: 200 });
    expect(await curl("-X", "POST", ...bearer(tokens.look), pause)).toMatchObject({ status: 403 });
    expect(await curl("-X", "POST", ...bearer(tokens.act), pause)).toMatchObject({ status: 200 });
    expect(await curl(`${guarded.address}/api/health`)).toMatchObject({ status: 200 });
    expect(await curl(`${guarded.address}/api/ready`)).toMatchObject({ status: 200 });
    await eventually(async () =>
      expect(guarded.acts().map(({ who, method, status }) => [who, method, status])).toEqual([
        ["anonymous", "GET", 401],
        ["anonymous", "GET", 401],
        ["look", "POST", 403],
        ["act", "POST", 200],
      ]),
    );
    expect(JSON.stringify(guarded.acts())).not.toContain("token");
  });

  test("without them it listens on this machine alone", async () => {
    const refused = await world.sluiceway(
      "admin",
      "--host",
      "0.0.0.0",
      "--port",
      "0",
      "--settings",
      settings,
      "--connection",
      "local",
    );
    expect(refused).toMatchObject({ exitCode: 1, err: expect.stringContaining("SLW6109") as unknown });
  });
});
