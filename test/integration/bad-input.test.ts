import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Kafka, logLevel } from "kafkajs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CommandResult, EngineProcess, World } from "../chaos/support/world.ts";
import { createWorld } from "../chaos/support/world.ts";
import { freePort } from "../infra/ports.ts";
import { eventually } from "../support/eventually.ts";
import type { ClusterState } from "./support/cluster-state.ts";
import { readClusterState } from "./support/cluster-state.ts";
import type { Files, GitRoot } from "./support/git-root.ts";
import { createGitRoot } from "./support/git-root.ts";
import { writeSettings } from "./support/settings.ts";

const cluster = (more = ""): string =>
  `clusterName: small\ntopicDefaults: { partitions: 2, replicationFactor: 1 }\n${more}`;
const local = "environment: local\nconnection: local\n";
const pipeline = (name: string, more = ""): string =>
  `pipelineName: ${name}\nproducers: [User:crawler]\nsteps:\n` +
  `  - { stepName: entry, stepType: INITIAL_PIPELINE, outputs: [{ targetStep: end }] }\n  - { stepName: end, stepType: SINK }\n${more}`;
const rootOf = (name: string, more: Files = {}): Files => ({
  "cluster.yaml": cluster(),
  "local.yaml": local,
  "pipeline.yaml": pipeline(name),
  ...more,
});
const topicsOf = (name: string, step: string): readonly string[] =>
  ["dead-letter", "error", "input"].map((role) => `yappy.pipeline.${name}.step.${step}.${role}: 2`);

describe("bad input, through the command line on real servers", () => {
  let world: World;
  let root: GitRoot;
  let settings: string;
  beforeAll(async () => {
    world = await createWorld();
    root = createGitRoot(world.folder, "roots");
    settings = await writeSettings(world, { name: "usual" });
    root.commit(rootOf("usual"));
  });
  afterAll(() => world.end());

  const state = (): Promise<ClusterState> => readClusterState(world.kafka.bootstrapServers, world.consul.url);
  const run = async (command: string, options: readonly string[]): Promise<CommandResult> => {
    const result = await world.sluiceway(command, "--root", root.bare, "--environment", "local", ...options);
    const shown = `${result.out}\n${result.err}`;
    expect(shown).not.toMatch(/^\s+at /m);
    expect(shown).not.toContain("internal error");
    for (const password of Object.values(world.kafka.sasl.users)) expect(shown).not.toContain(password);
    return result;
  };
  const withSettings = (file: string, ref = "main"): readonly string[] => ["--settings", file, "--ref", ref];

  const refused: readonly { what: string; ref: string; files?: Files; says: RegExp }[] = [
    {
      what: "a repository without a cluster file",
      ref: "no-cluster",
      files: { "pipeline.yaml": pipeline("none") },
      says: /^error SLW1001 /m,
    },
    {
      what: "invalid YAML",
      ref: "invalid-yaml",
      files: rootOf("invalid", { "pipeline.yaml": "pipelineName: invalid\nsteps: [{ stepName: a\n" }),
      says: /^pipeline\.yaml:3:1 error SLW1101 Invalid YAML/m,
    },
    {
      what: "an unknown key",
      ref: "unknown-key",
      files: rootOf("unknown", { "cluster.yaml": cluster("allowedTopics: []\n") }),
      says: /^cluster\.yaml:3:1 error SLW1103 .*\n.*\n.*\n {2}hint: Did you mean "allowedKafkaTopics"/m,
    },
    {
      what: "a topic that isn't allowed",
      ref: "not-allowed",
      files: rootOf("greedy", {
        "pipeline.yaml":
          "pipelineName: greedy\nsteps:\n  - stepName: a\n    outputs:\n      - { kafkaTopic: somebody.elses }\n",
      }),
      says: /^pipeline\.yaml:5:23 error SLW1302 /m,
    },
    { what: "a missing Git ref", ref: "no-such-branch", says: /^error SLW1002 .*no-such-branch/m },
  ];

  test.each(refused)("$what is refused by validate, plan and apply", async ({ ref, files, says }) => {
    if (files !== undefined) root.commit(files, ref);
    const before = await state();
    const results = await Promise.all([
      run("validate", ["--ref", ref]),
      run("plan", withSettings(settings, ref)),
      run("apply", [...withSettings(settings, ref), "--auto-approve"]),
    ]);
    for (const { exitCode, out, err } of results) {
      expect(err).toMatch(says);
      expect(out).toBe("");
      expect(exitCode).toBe(1);
    }
    expect(await state()).toEqual(before);
  });

  test("a repository that isn't there is out of reach", async () => {
    const missing = join(world.folder, "missing.git");
    const before = await state();
    const commands = ["validate", "plan", "apply"].map(async (command) => {
      const own = command === "validate" ? [] : ["--settings", settings];
      const { exitCode, err } = await world.sluiceway(command, "--root", missing, "--environment", "local", ...own);
      expect(err).toMatch(/^error SLW1003 .*missing\.git/m);
      expect(err).not.toMatch(/^\s+at /m);
      expect(exitCode).toBe(6);
    });
    await Promise.all(commands);
    expect(await state()).toEqual(before);
  });

  test("a broker and a Consul out of reach are said with their addresses", async () => {
    const [kafkaPort, consulPort] = [await freePort(), await freePort()];
    const noKafka = await writeSettings(world, { name: "no-kafka", bootstrapServers: `127.0.0.1:${kafkaPort}` });
    const noConsul = await writeSettings(world, { name: "no-consul", consul: `http://127.0.0.1:${consulPort}` });
    const before = await state();
    const expectUnreachable = async (command: string, file: string, says: RegExp): Promise<void> => {
      const fromMs = performance.now();
      const { exitCode, err } = await run(command, withSettings(file));
      console.log(`${command} with ${says.source}: ${Math.round(performance.now() - fromMs)} ms`);
      expect(err).toMatch(says);
      expect(exitCode).toBe(6);
    };
    const kafkaSays = new RegExp(`^error SLW4001 Kafka can't be reached at 127\\.0\\.0\\.1:${kafkaPort}: `, "m");
    const consulSays = new RegExp(
      `^error SLW4002 Consul can't be reached at http://127\\.0\\.0\\.1:${consulPort}: `,
      "m",
    );
    await Promise.all([expectUnreachable("plan", noKafka, kafkaSays), expectUnreachable("apply", noKafka, kafkaSays)]);
    await Promise.all([
      expectUnreachable("plan", noConsul, consulSays),
      expectUnreachable("apply", noConsul, consulSays),
    ]);
    expect(await state()).toEqual(before);
  });

  test("refused credentials are the settings' mistake, and the password isn't shown", async () => {
    const password = "not-the-password-of-admin";
    const file = await writeSettings(world, { name: "wrong-password", password });
    const before = await state();
    for (const command of ["plan", "apply"]) {
      const { exitCode, out, err } = await run(command, withSettings(file));
      expect(err).toMatch(/^error SLW4003 Kafka refused .*credentials/m);
      expect(`${out}${err}`).not.toContain(password);
      expect(exitCode).toBe(1);
    }
    expect(await state()).toEqual(before);
  });

  test("who may not even look is told what was refused, before anything is written", async () => {
    const file = await writeSettings(world, { name: "may-nothing", username: "nobody" });
    const before = await state();
    const { exitCode, err } = await run("apply", withSettings(file));
    expect(err).toMatch(/^error SLW4003 Kafka refused a request: describing ACLs.*AUTHORIZATION_FAILED/m);
    expect(exitCode).toBe(1);
    expect(await state()).toEqual(before);
  });

  test("who may look but not write changes nothing in Kafka, and publishes nothing", async () => {
    const admin = adminOf(world.kafka.bootstrapServers);
    await admin.connect();
    // DESCRIBE on cluster and topics: enough for a plan.
    const right = { principal: "User:nobody", host: "*", permissionType: 3, resourcePatternType: 3 } as const;
    await admin.createAcls({
      acl: [
        { ...right, resourceType: 4, resourceName: "kafka-cluster", operation: 8 },
        { ...right, resourceType: 2, resourceName: "*", operation: 8 },
        { ...right, resourceType: 3, resourceName: "*", operation: 8 },
      ],
    });
    await admin.disconnect();
    const file = await writeSettings(world, { name: "may-look", username: "nobody" });
    const before = await state();
    expect(await run("plan", [...withSettings(file), "--detailed-exitcode"])).toMatchObject({ exitCode: 2 });
    expect(await state()).toEqual(before);
    const { exitCode, out, err } = await run("apply", [...withSettings(file), "--auto-approve"]);
    expect(err).toMatch(
      /SLW3001 create topic yappy\.pipeline\.usual\.step\.entry\.input failed: .*AUTHORIZATION_FAILED/,
    );
    expect(err).toMatch(/SLW3001 grant User:usual .* failed: .*AUTHORIZATION_FAILED/);
    expect(err).toMatch(/SLW3002 publish bundle usual was not tried/);
    expect(out).toContain("not yet applied as a whole: 0 of ");
    expect(exitCode).toBe(5);
    const after = await state();
    expect({ ...after, keys: [] }).toEqual({ ...before, keys: [] });
    expect(after.keys.filter((key) => !before.keys.includes(key))).toEqual([
      expect.stringMatching(/^may-look\/cluster@/),
      expect.stringMatching(/^may-look\/revisions@/),
    ]);
  });

  test("an environment variable that the settings name and nobody set is named, with its place", async () => {
    const file = join(world.folder, "variable.settings.yaml");
    const lines = ["connections:", "  local:", "    kafka: { bootstrap.servers: '${NOBODY_SET_THIS}' }"];
    await writeFile(file, [...lines, `    consul: { address: '${world.consul.url}' }`, ""].join("\n"));
    const before = await state();
    const { exitCode, err } = await run("apply", withSettings(file));
    expect(err).toMatch(/variable\.settings\.yaml:3:33 error SLW7002 .*NOBODY_SET_THIS/);
    expect(exitCode).toBe(1);
    expect(await state()).toEqual(before);
  });

  test("a pipeline whose operator's topic is missing is blocked, and the other is applied", async () => {
    root.commit(
      rootOf("able", {
        "cluster.yaml": cluster("allowedKafkaTopics: [operators.topic]\n"),
        "waiting.yaml":
          "pipelineName: waiting\nsteps:\n  - stepName: reads\n    stepType: SINK\n    inputs:\n" +
          "      - { kafkaTopic: operators.topic, consumerGroup: operators-group }\n",
      }),
      "blocked",
    );
    const file = await writeSettings(world, { name: "blocked" });
    const { exitCode, err } = await run("apply", withSettings(file, "blocked"));
    expect(err).toMatch(/^waiting\.yaml:6:\d+ error SLW2002 The topic "operators\.topic" doesn't exist/m);
    expect(exitCode).toBe(1);
    const { topics } = await state();
    expect(topics).toEqual(expect.arrayContaining([...topicsOf("able", "entry"), ...topicsOf("able", "end")]));
    expect(topics.join()).not.toContain("operators.topic");
    expect(await publishedIn("blocked", file)).toEqual(["able"]);
  });

  test("a topic with other partitions is said, never modified, and no change", async () => {
    const name = "yappy.pipeline.mismatch.step.entry.input";
    const admin = adminOf(world.kafka.bootstrapServers);
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: name, numPartitions: 5 }] });
    await admin.disconnect();
    root.commit(rootOf("mismatch"), "mismatch");
    const file = await writeSettings(world, { name: "mismatch" });
    const applied = await run("apply", withSettings(file, "mismatch"));
    expect(applied.err).toMatch(/warning SLW2001 .*mismatch\.step\.entry\.input.*partitions is 5, declared is 2/);
    expect(applied.exitCode).toBe(0);
    const planned = await run("plan", [...withSettings(file, "mismatch"), "--detailed-exitcode"]);
    expect(planned.err).toContain("SLW2001");
    expect(planned.exitCode).toBe(0);
    expect((await state()).topics).toContain(`${name}: 5`);
  });

  test("more replicas than brokers are refused before Kafka has to", async () => {
    const replicated = { "cluster.yaml": cluster().replace("replicationFactor: 1", "replicationFactor: 3") };
    root.commit(rootOf("replicated", replicated), "replicated");
    const file = await writeSettings(world, { name: "replicated" });
    const before = await state();
    for (const command of ["plan", "apply"]) {
      const { exitCode, err } = await run(command, withSettings(file, "replicated"));
      expect(err).toMatch(
        /error SLW2004 .*replicated\.step\.entry\.input" asks for 3 replicas on a cluster of 1 brokers/,
      );
      expect(exitCode).toBe(1);
    }
    expect((await state()).topics).toEqual(before.topics);
    expect(await publishedIn("replicated", file)).toEqual([]);
  });

  test("--ref names a branch, a tag, a whole SHA and a short one", async () => {
    const first = root.commit(rootOf("by-ref"), "by-ref");
    root.tag("v1", "by-ref");
    root.commit(rootOf("by-ref", { "second.yaml": pipeline("by-ref-second") }), "by-ref");
    const topicsAt = async (ref: string): Promise<string> => (await run("validate", ["--ref", ref])).out;
    const [branch, tag, sha, short] = await Promise.all(["by-ref", "v1", first, first.slice(0, 10)].map(topicsAt));
    expect(branch).toContain("2 pipelines, 12 topics");
    for (const old of [tag, sha, short]) expect(old).toContain(`1 pipeline, 6 topics (revision ${first.slice(0, 12)})`);
  });

  test("a removed step's ACLs are revoked after the engines confirm; its topics stay and are orphans", async () => {
    const steps = (targets: readonly string[]): string =>
      [
        "pipelineName: shrinking\nsteps:",
        `  - { stepName: entry, stepType: INITIAL_PIPELINE, outputs: [{ targetStep: ${targets[0]} }] }`,
        ...targets.map((name, index) =>
          index === targets.length - 1
            ? `  - { stepName: ${name}, stepType: SINK }`
            : `  - { stepName: ${name}, outputs: [{ targetStep: ${targets[index + 1]} }] }`,
        ),
        "",
      ].join("\n");
    const first = root.commit(rootOf("shrinking", { "pipeline.yaml": steps(["middle", "end"]) }), "shrinking");
    const file = await writeSettings(world, { name: "shrinking" });
    expect(await run("apply", withSettings(file, "shrinking"))).toMatchObject({ exitCode: 0 });
    const engine = world.startEngine("shrinking", file);
    await eventually(async () => expect(acquired(engine)).toBe(6), 30_000);
    const before = await state();

    root.commit(rootOf("shrinking", { "pipeline.yaml": steps(["end"]) }), "shrinking");
    const fromMs = performance.now();
    const { exitCode, out, err } = await run("apply", withSettings(file, "shrinking"));
    console.log(`the apply that revokes took ${Math.round(performance.now() - fromMs)} ms`);
    expect(err).toMatch(/warning SLW2003 The topic "yappy\.pipeline\.shrinking\.step\.middle\.input" is orphaned/);
    expect(err).not.toContain("SLW3003");
    expect(out).toMatch(/Revision [0-9a-f]{12} is applied/);
    expect(exitCode).toBe(0);
    const after = await state();
    expect(after.topics).toEqual(before.topics);
    const aclsOfMiddle = (acls: readonly string[]): readonly string[] =>
      acls.filter((acl) => acl.includes("step.middle."));
    expect(aclsOfMiddle(before.acls)).not.toEqual([]);
    expect(aclsOfMiddle(after.acls)).toEqual([]);

    const old = await run("plan", [...withSettings(file, first), "--detailed-exitcode"]);
    expect(old.exitCode).toBe(2);
    expect(old.out).toContain("step.middle.input");
    expect(old.err).not.toContain("SLW2005");
    engine.child.kill("SIGTERM");
    expect(await engine.ended).toBe(0);
  });

  async function publishedIn(keyPrefix: string, file: string): Promise<readonly string[]> {
    const { out, err } = await world.sluiceway(
      "status",
      "--settings",
      file,
      "--connection",
      "local",
      "--format",
      "json",
    );
    expect(err, keyPrefix).toBe("");
    return Object.keys((JSON.parse(out) as { readonly pipelines: object }).pipelines).toSorted();
  }
});

describe("a broker without authorizer", () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({ settings: { "authorizer.class.name": "" } });
  });
  afterAll(() => world.end());

  test("apply works, and says that no ACL is granted", async () => {
    const root = createGitRoot(world.folder, "open");
    root.commit(rootOf("open"));
    const file = await writeSettings(world, { name: "open" });
    const options = ["--root", root.bare, "--environment", "local", "--settings", file];
    const applied = await world.sluiceway("apply", ...options);
    expect(applied.err).toMatch(/warning SLW2006 The cluster has no authorizer: [1-9]\d* declared ACLs/);
    expect(applied.out).toMatch(/Revision [0-9a-f]{12} is applied/);
    expect(applied.exitCode).toBe(0);
    expect(await world.sluiceway("plan", ...options, "--detailed-exitcode")).toMatchObject({ exitCode: 0 });
  });
});

const adminOf = (bootstrapServers: string): ReturnType<Kafka["admin"]> =>
  new Kafka({ brokers: [bootstrapServers], logLevel: logLevel.NOTHING }).admin();

const acquired = (engine: EngineProcess): number =>
  engine.log().filter((line) => (line["note"] as { kind?: string } | undefined)?.kind === "slot-acquired").length;
