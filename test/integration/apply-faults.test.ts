import { join } from "node:path";
import type { Admin } from "kafkajs";
import kafkajs, { Kafka, logLevel } from "kafkajs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { World } from "../chaos/support/world.ts";
import { createWorld } from "../chaos/support/world.ts";
import type { CliRun } from "../cli/support.ts";
import { cli } from "../cli/support.ts";
import { eventually } from "../support/eventually.ts";
import type { Files, GitRoot } from "./support/git-root.ts";
import { createGitRoot } from "./support/git-root.ts";
import { writeSettings } from "./support/settings.ts";

const { AclOperationTypes: operations, AclResourceTypes: resources, ResourcePatternTypes: patterns } = kafkajs;

/** What goes wrong at the broker while a revision is planned and applied: each with its sentence, and nothing is lost. */
let world: World;
let root: GitRoot;
let admin: Admin;
const outerCache = process.env["XDG_CACHE_HOME"];

beforeAll(async () => {
  world = await createWorld();
  process.env["XDG_CACHE_HOME"] = join(world.folder, "cache");
  root = createGitRoot(world.folder, "faults");
  admin = new Kafka({ brokers: [world.kafka.bootstrapServers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
});
afterAll(async () => {
  if (outerCache === undefined) delete process.env["XDG_CACHE_HOME"];
  else process.env["XDG_CACHE_HOME"] = outerCache;
  await admin.disconnect();
  await world.end();
});

/** One pipeline whose steps follow each other, and what the cluster's document says beside the defaults. */
function rootOf(name: string, { steps = 2, cluster = {} }: { steps?: number; cluster?: object } = {}): Files {
  const documents = Array.from({ length: steps }, (_, index) => ({
    stepName: `step-${index}`,
    stepType: index === 0 ? "INITIAL_PIPELINE" : index === steps - 1 ? "SINK" : "PIPELINE",
    ...(index === steps - 1 ? {} : { outputs: [{ targetStep: `step-${index + 1}` }] }),
  }));
  const topicDefaults = { partitions: 2, replicationFactor: 1 };
  return {
    "cluster.yaml": JSON.stringify({ clusterName: "c", topicDefaults, naming: { prefix: "" }, ...cluster }),
    "local.yaml": "environment: local\nconnection: local\n",
    "pipeline.yaml": JSON.stringify({ pipelineName: name, steps: documents }),
  };
}

const inputOf = (name: string, step = 0): string => `pipeline.${name}.step.step-${step}.input`;

interface Applier {
  readonly plan: (...more: readonly string[]) => Promise<CliRun>;
  readonly apply: (...more: readonly string[]) => Promise<CliRun>;
}

/** Commits the files on a branch of this name, for an installation of its own. */
async function applierOf(name: string, files: Files, username = "admin"): Promise<Applier> {
  root.commit(files, name);
  const settings = await writeSettings(world, { name, username });
  const options = ["--root", root.bare, "--ref", name, "--environment", "local", "--settings", settings];
  const run =
    (command: string) =>
    (...more: readonly string[]): Promise<CliRun> =>
      cli(command, ...options, ...more);
  return { plan: run("plan"), apply: run("apply") };
}

async function expectWhole({ plan, apply }: Applier): Promise<void> {
  const applied = await apply();
  expect(applied, applied.err).toMatchObject({ exitCode: 0 });
  const planned = await plan("--detailed-exitcode");
  expect(planned, planned.err).toMatchObject({ exitCode: 0 });
}

describe("a broker that refuses", () => {
  test("a name that collides with another is said by the plan, in its words; the other topics are applied", async () => {
    await admin.createTopics({ topics: [{ topic: "pipeline_collides.step.step-1.input", numPartitions: 1 }] });
    const applier = await applierOf("collides", rootOf("collides"));
    const planned = await applier.plan();
    expect(planned.err).toMatch(
      /^pipeline\.yaml:\d+:\d+ error SLW2010 The broker would refuse create-topic\/pipeline\.collides\.step\.step-1\.input: .*collides with existing topic/m,
    );
    expect(planned.exitCode).toBe(1);
    const applied = await applier.apply();
    expect(applied.err).toMatch(/SLW3001 create topic pipeline\.collides\.step\.step-1\.input failed: .*collides/);
    expect(applied.exitCode).toBe(5);
    expect(await admin.listTopics()).toContain(inputOf("collides"));
    await admin.deleteTopics({ topics: ["pipeline_collides.step.step-1.input"] });
    await eventually(async () => expect(await admin.listTopics()).not.toContain("pipeline_collides.step.step-1.input"));
    await expectWhole(applier);
  });

  test("a value that it doesn't take is found before anything is applied", async () => {
    const custom = { name: "odd.settings", config: { "min.insync.replicas": "0" } };
    const cluster = { allowedKafkaTopics: [custom.name], topics: [custom] };
    const applier = await applierOf("invalid", rootOf("invalid", { cluster }));
    const before = await admin.listTopics();
    const planned = await applier.plan();
    expect(planned.err).toMatch(
      /error SLW2010 The broker would refuse create-topic\/odd\.settings: .*min\.insync\.replicas.*\(INVALID_CONFIG\)/,
    );
    expect(planned.exitCode).toBe(1);
    expect(await admin.listTopics()).toEqual(before);
  });

  test("what its policy forbids is found before anything is applied, too", async () => {
    // A controller's own policy: no request may make more than 10,000 partitions.
    const custom = { name: "far.too.large", partitions: 10_001 };
    const cluster = { allowedKafkaTopics: [custom.name], topics: [custom] };
    const applier = await applierOf("policy", rootOf("policy", { cluster }));
    const planned = await applier.plan();
    expect(planned.err).toMatch(
      /error SLW2010 The broker would refuse create-topic\/far\.too\.large: .*\(POLICY_VIOLATION\)/,
    );
    expect(planned.exitCode).toBe(1);
  });

  test("fewer partitions are never forced on a topic, whatever may be altered", async () => {
    await admin.createTopics({ topics: [{ topic: inputOf("fewer"), numPartitions: 5 }] });
    const management = { topics: { onMismatch: "alter" } };
    const applier = await applierOf("fewer", rootOf("fewer", { cluster: { management } }));
    const applied = await applier.apply("--approve", `alter-config/${inputOf("fewer")}`);
    expect(applied.err).toMatch(
      /warning SLW2009 The topic "pipeline\.fewer\.step\.step-0\.input" has partitions 5, declared is 2/,
    );
    expect(applied.exitCode).toBe(0);
    const { topics } = await admin.fetchTopicMetadata({ topics: [inputOf("fewer")] });
    expect(topics[0]?.partitions).toHaveLength(5);
  });
});

/** Everything that the user of an apply needs (docs/operations.md), one by one. */
const rights = {
  "ALTER on the cluster": { resourceType: resources.CLUSTER, operation: operations.ALTER },
  "CREATE on the topic": { resourceType: resources.TOPIC, operation: operations.CREATE },
  "DESCRIBE on the topic": { resourceType: resources.TOPIC, operation: operations.DESCRIBE },
  "READ on the topic": { resourceType: resources.TOPIC, operation: operations.READ },
  "DESCRIBE_CONFIGS on the topic": { resourceType: resources.TOPIC, operation: operations.DESCRIBE_CONFIGS },
  "DESCRIBE on the cluster": { resourceType: resources.CLUSTER, operation: operations.DESCRIBE },
  "DESCRIBE on the group": { resourceType: resources.GROUP, operation: operations.DESCRIBE },
  "READ on the group": { resourceType: resources.GROUP, operation: operations.READ },
} as const;
type Right = keyof typeof rights;

const bindingOf = (right: Right) =>
  ({
    ...rights[right],
    principal: "User:nobody",
    host: "*",
    permissionType: 3,
    resourcePatternType: patterns.LITERAL,
    resourceName: rights[right].resourceType === resources.CLUSTER ? "kafka-cluster" : "*",
  }) as const;

const withheld: readonly { readonly right: Right; readonly says: RegExp; readonly exitCode: number }[] = [
  {
    right: "CREATE on the topic",
    says: /SLW3001 create topic pipeline\.\S+ failed: topic pipeline\.\S+: needs CREATE on the topic or the cluster \(/,
    exitCode: 5,
  },
  {
    right: "ALTER on the cluster",
    says: /SLW3001 grant User:\S+ read on topic \S+ failed: .*needs ALTER on the cluster \(CLUSTER_AUTHORIZATION_FAILED\)/,
    exitCode: 5,
  },
  {
    right: "READ on the topic",
    says: /SLW3001 start group \S+ on \S+ failed: group \S+, \S+: needs READ on the topic \(TOPIC_AUTHORIZATION_FAILED\)/,
    exitCode: 5,
  },
  {
    right: "READ on the group",
    says: /SLW3001 start group \S+ on \S+ failed: group \S+, \S+: needs READ on the group \(GROUP_AUTHORIZATION_FAILED\)/,
    exitCode: 5,
  },
];

describe("a user who lacks one right", () => {
  const others = (missing: Right | undefined): readonly Right[] =>
    (Object.keys(rights) as Right[]).filter((right) => right !== missing);

  test.each(withheld)("$right: what fails and why is said, the rest is done, and with it all is", async (one) => {
    const name = `lacks-${one.right.toLowerCase().replaceAll(/[^a-z]+/g, "-")}`;
    const acl = others(one.right).map(bindingOf);
    await admin.createAcls({ acl });
    const applier = await applierOf(name, rootOf(name), "nobody");
    await eventually(async () => expect((await applier.plan()).exitCode).toBe(0));
    const { exitCode, err } = await applier.apply();
    expect(err).toMatch(one.says);
    expect(exitCode).toBe(one.exitCode);
    await admin.createAcls({ acl: [bindingOf(one.right)] });
    await eventually(() => expectWhole(applier), 20_000);
    await admin.deleteAcls({ filters: [...acl, bindingOf(one.right)] });
  });
});

describe("a broker that goes", () => {
  test("in the middle of an apply ends it with its address; when it is back, the next one goes on", async () => {
    const applier = await applierOf("gone", rootOf("gone", { steps: 40 }));
    const running = applier.apply();
    await eventually(async () => expect(await admin.listTopics()).toContain(inputOf("gone", 39)), 30_000);
    await world.kafka.kill("SIGKILL");
    const { exitCode, err } = await running;
    expect(err).toMatch(/^error SLW4001 Kafka can't be reached at 127\.0\.0\.1:\d+: /m);
    expect(exitCode).toBe(6);
    const planned = await applier.plan();
    expect(planned.err).toContain("SLW4001");
    expect(planned.exitCode).toBe(6);
    await world.kafka.restart();
    await expectWhole(applier);
  });
});
