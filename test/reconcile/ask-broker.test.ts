import { describe, expect, test } from "vitest";
import type { Stake } from "../../src/plan/stake.ts";
import { groupOf, ReconcileWorld, topic } from "./reconcile-world.ts";

const orders = topic("orders");

/** A cluster that owns the topic `orders` with these settings, and a pipeline that reads it. */
function filesWith(settings: string, prefix = "") {
  return {
    "cluster.yaml": `
clusterName: test
topicDefaults: { partitions: 2, replicationFactor: 1 }
naming: { prefix: "${prefix}" }
allowedKafkaTopics: [orders]
management: { topics: { onMismatch: alter } }
topics: [{ name: orders, ${settings} }]
`,
    "reader.yaml": `
pipelineName: reader
allowedKafkaTopics: [orders]
steps:
  - { stepName: keep, stepType: SINK, processor: { builtin: passthrough }, inputs: [{ kafkaTopic: orders }] }
`,
    "writer.yaml": `
pipelineName: writer
allowedKafkaTopics: [orders]
steps:
  - { stepName: intake, stepType: INITIAL_PIPELINE, outputs: [{ kafkaTopic: orders }] }
`,
  };
}

async function stakesOf(world: ReconcileWorld, id: string): Promise<readonly Stake[]> {
  const { plan } = await world.plan();
  return plan.steps.find((step) => step.id === id)?.stakes ?? [];
}

describe("what the broker says of a plan step while planning", () => {
  test("a creation that it would refuse is an error of the plan, and the others go on", async () => {
    const world = new ReconcileWorld();
    // Kafka takes . and _ for the same in names.
    await world.kafka.admin.createTopics([
      { name: topic("pipeline_writer.step.intake.input"), partitions: 1, replicationFactor: 1, configs: {} },
    ]);
    world.commit(filesWith("partitions: 2"));
    const { plan } = await world.plan();
    const refused = plan.steps.filter(({ refusal }) => refusal !== undefined);
    expect(refused.map(({ id }) => id)).toEqual(["create-topic/pipeline.writer.step.intake.input"]);
    expect(refused[0]?.refusal).toContain("collides with the existing topic");
    expect(plan.diagnostics.map(({ code, severity }) => [code, severity])).toContainEqual(["SLW2010", "error"]);
    expect(await world.kafka.admin.listTopics()).toEqual(["pipeline_writer.step.intake.input"]);
  });

  test("a setting that it would refuse is, too", async () => {
    const world = new ReconcileWorld();
    world.commit(filesWith("partitions: 2"));
    await world.apply();
    world.commit(filesWith('partitions: 2, config: { "max.message.bytes": -5 }'));
    const { plan } = await world.plan();
    expect(plan.steps.find(({ change }) => change.kind === "alter-config")?.refusal).toContain("max.message.bytes");
  });

  test("a shorter retention shows the records and bytes that it drops, and who reads them", async () => {
    const world = new ReconcileWorld();
    world.commit(filesWith("partitions: 2, retention: 7d"));
    await world.apply();
    await world.write(orders, 0, 30);
    world.clock.nowMs = Date.now() + 7_200_000;
    world.commit(filesWith("partitions: 2, retention: 1h"));
    const stakes = await stakesOf(world, "alter-config/orders");
    expect(stakes).toEqual([
      { kind: "records-dropped", topic: orders, cause: "retention", records: 30, bytes: expect.any(Number) },
      { kind: "live-group", topic: orders, group: groupOf("reader"), members: 0, lag: 30 },
    ]);
    expect(stakes[0]).toMatchObject({ bytes: 30 * 11 });
    world.commit(filesWith("partitions: 2, retention: 14d"));
    expect((await stakesOf(world, "alter-config/orders")).map(({ kind }) => kind)).toEqual(["live-group"]);
  });

  test("a smaller size and compaction show theirs", async () => {
    const world = new ReconcileWorld();
    world.commit(filesWith("partitions: 2"));
    await world.apply();
    await world.write(orders, 1, 40);
    world.commit(filesWith('partitions: 2, config: { "retention.bytes": 220 }'));
    expect((await stakesOf(world, "alter-config/orders"))[0]).toMatchObject({ cause: "size", records: 20, bytes: 220 });
    world.commit(filesWith('partitions: 2, config: { "cleanup.policy": compact }'));
    expect((await stakesOf(world, "alter-config/orders"))[0]).toMatchObject({ cause: "compaction", records: 40 });
  });

  test("more partitions name who writes by key and the live members of groups that are not ours", async () => {
    const world = new ReconcileWorld();
    world.commit(filesWith("partitions: 2"));
    await world.apply();
    await world.write(orders, 0, 5);
    const client = world.kafka.client();
    await client.offsets.commit(groupOf("other"), [{ topic: orders, partition: 0, offset: 3n, metadata: "" }]);
    await client.close();
    world.kafka.control.addGroupMember(groupOf("other"), { clientId: "theirs", host: "/10.0.0.9" });
    world.commit(filesWith("partitions: 6"));
    expect(await stakesOf(world, "increase-partitions/orders")).toEqual([
      { kind: "live-group", topic: orders, group: groupOf("reader"), members: 0, lag: 5 },
      { kind: "live-group", topic: orders, group: groupOf("other"), members: 1, lag: 2 },
      { kind: "key-order", topic: orders, producers: ["User:writer"] },
    ]);
  });

  test("the cluster's partitions are said where they exceed what its brokers bear", async () => {
    const world = new ReconcileWorld();
    world.commit(filesWith("partitions: 3995"));
    expect(await stakesOf(world, "create-topic/orders")).toMatchObject([{ kind: "partition-limit", limit: 4_000 }]);
    world.commit(filesWith("partitions: 3000"));
    expect(await stakesOf(world, "create-topic/orders")).toEqual([]);
  });
});
