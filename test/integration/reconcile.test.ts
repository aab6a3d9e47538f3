import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connectConsul } from "../../src/app/claims.ts";
import { connectKafka } from "../../src/app/kafka.ts";
import { machineClock } from "../../src/embedded/machine-clock.ts";
import { createEmbeddedRepository } from "../../src/embedded/repository.ts";
import type { ClaimStore } from "../../src/claims/store.ts";
import { schemaLibraries } from "../../src/app/schema-libraries.ts";
import type { Kafka } from "../../src/kafka/kafka.ts";
import type { GroupId, PipelineName, TopicName } from "../../src/model/names.ts";
import { consumerGroupOf } from "../../src/model/names.ts";
import type { PlannedRevision } from "../../src/reconcile/reconcile.ts";
import { applyRevision, planRevision } from "../../src/reconcile/reconcile.ts";
import type { Files } from "../compile/compile-text.ts";
import { compileFiles, rendered, sha256 } from "../compile/compile-text.ts";
import { plainProfile, recordTo } from "../contract/kafka-subject.ts";

const { kafka: kafkaServer, consul } = inject("servers");
const unique = `reconcile-${process.pid}-${Date.now()}`;
const repository = createEmbeddedRepository();
let kafka: Kafka;
let store: ClaimStore;

beforeAll(() => {
  kafka = connectKafka({ bootstrapServers: kafkaServer.bootstrapServers.split(","), clientId: unique });
  store = connectConsul({ address: consul.url, keyPrefix: `sluiceway-test/${unique}/` });
});
afterAll(() => Promise.all([kafka.close(), store.close()]));

/** A pipeline whose steps follow each other; names of topics and groups are this run's own. */
function rootWith(...steps: readonly string[]): Files {
  const documents = steps.map((stepName, index) => ({
    stepName,
    stepType: index === 0 ? "INITIAL_PIPELINE" : index === steps.length - 1 ? "SINK" : "PIPELINE",
    processor: { builtin: "passthrough" },
    ...(index < steps.length - 1 ? { outputs: [{ type: "KAFKA", targetStep: steps[index + 1] }] } : {}),
  }));
  const topicDefaults = { partitions: 3, replicationFactor: 1, retention: "7d", errorRetention: "1d" };
  return {
    "cluster.yaml": JSON.stringify({ clusterName: "c", topicDefaults, naming: { prefix: `${unique}.` } }),
    "pipeline.yaml": JSON.stringify({ pipelineName: unique, steps: documents }),
  };
}

async function planOf(files: Files): Promise<PlannedRevision> {
  const compiled = compileFiles(files);
  if (!compiled.ok) throw new Error(rendered(compiled, files));
  const request = {
    repository,
    compile: { hash: sha256, libraries: schemaLibraries },
    desired: compiled.value.desired,
  };
  const head = await repository.resolve("HEAD");
  if (!head.ok) throw new Error("nothing is committed");
  const planned = await planRevision({ ...request, revision: head.value }, { kafka, store, clock: machineClock });
  if (!planned.ok) throw new Error(rendered(planned, files));
  return planned.value;
}

const kindsOf = ({ plan }: PlannedRevision): readonly string[] => [
  ...new Set(plan.steps.map(({ change }) => change.kind)),
];

async function aclsOfOurs(): Promise<readonly string[]> {
  const acls = (await kafka.admin.describeAcls()) ?? [];
  return acls.filter(({ principal }) => principal === `User:${unique}`).map(({ resourceName }) => resourceName);
}

test("real servers: an apply is followed by an empty plan, and a removed step loses its rights but no data", async () => {
  const cluster = { kafka, store, clock: machineClock };
  const two = rootWith("intake", "index");
  repository.commit(two);
  const first = await planOf(two);
  expect(kindsOf(first)).toEqual(["create-topic", "grant-acl", "start-group", "publish-bundle"]);
  const applied = await applyRevision(first, cluster);
  expect(applied).toMatchObject({ isApplied: true, diagnostics: [] });

  const second = await planOf(two);
  expect({ steps: second.plan.steps, diagnostics: second.plan.diagnostics }).toEqual({ steps: [], diagnostics: [] });
  const input = second.desired.groups[0]?.inputs[0]?.topic;
  const client = kafka.client();
  const partitions = [0, 1, 2].map((partition) => ({ topic: input!, partition }));
  const committed = await client.offsets.committed(consumerGroupOf(unique as PipelineName), partitions);
  await client.close();
  expect(committed.map(({ offset }) => offset)).toEqual([0n, 0n, 0n]);

  const one = rootWith("intake");
  repository.commit(one);
  const third = await planOf(one);
  expect(kindsOf(third)).toEqual(["publish-bundle", "revoke-acl", "delete-offsets"]);
  expect(new Set(third.plan.diagnostics.map(({ code }) => code))).toEqual(new Set(["SLW2003", "SLW2035"]));
  expect(await applyRevision(third, cluster)).toMatchObject({ isApplied: true });
  expect((await aclsOfOurs()).filter((name) => name.includes(".step.index."))).toEqual([]);
  expect((await kafka.admin.listTopics()).filter((name) => name.includes(`${unique}.step.index.`))).toHaveLength(3);

  const fourth = await planOf(one);
  expect(fourth.plan.hasChanges).toBe(false);
  const [offer] = fourth.plan.steps;
  expect(offer).toMatchObject({ change: { kind: "delete-offsets", partitions: [0, 1, 2] }, isOffered: true });
  const approvals = [{ step: offer!.id, digest: offer!.digest, by: "a test" }];
  expect(await applyRevision(fourth, cluster, { approvals })).toMatchObject({ outcomes: [{ kind: "done" }] });
  expect((await planOf(one)).plan.steps).toEqual([]);
});

/** The pipeline of before, a custom topic, and maybe a second pipeline that goes on in it where another group has got to. */
function rootWithHeir(topic: TopicName, from: GroupId | undefined): Files {
  const root = rootWith("intake");
  const cluster = JSON.parse(root["cluster.yaml"] ?? "") as object;
  const shared = { allowedKafkaTopics: [topic], topics: [{ name: topic }], management: { aclPattern: "prefixed" } };
  const step = { stepName: "count", processor: { builtin: "passthrough" }, delivery: "exactly-once" };
  const inputs = [{ kafkaTopic: topic, start: { fromGroup: from } }];
  const heir = {
    pipelineName: `${unique}-heir`,
    allowedKafkaTopics: [topic],
    steps: [{ ...step, stepType: "SINK", inputs }],
  };
  return {
    ...root,
    "cluster.yaml": JSON.stringify({ ...cluster, ...shared }),
    ...(from === undefined ? {} : { "heir.yaml": JSON.stringify(heir) }),
  };
}

test("real servers: a group begins where another has got to; prefixed ACLs and those of transactions are seen again", async () => {
  const cluster = { kafka, store, clock: machineClock };
  const topic = `${unique}.clicks` as TopicName;
  const [other, heir] = [`${unique}-other` as GroupId, consumerGroupOf(`${unique}-heir` as PipelineName)];
  const before = rootWithHeir(topic, undefined);
  repository.commit(before);
  expect(await applyRevision(await planOf(before), cluster)).toMatchObject({ isApplied: true });

  const client = kafka.client();
  const producer = client.producer(plainProfile);
  const records = [0, 0, 0, 1].map((partition) => ({ ...recordTo(topic, "x"), partition }));
  expect((await producer.send(records)).every(({ ok }) => ok)).toBe(true);
  const reached = [2n, 1n].map((offset, partition) => ({ topic, partition, offset, metadata: "" }));
  expect((await client.offsets.commit(other, reached)).every(({ ok }) => ok)).toBe(true);

  const files = rootWithHeir(topic, other);
  repository.commit(files);
  expect(await applyRevision(await planOf(files), cluster)).toMatchObject({ isApplied: true });
  const offsetsOf = async (group: GroupId): Promise<readonly (bigint | undefined)[]> => {
    const partitions = [0, 1, 2].map((partition) => ({ topic, partition }));
    return (await client.offsets.committed(group, partitions)).map(({ offset }) => offset);
  };
  expect(await offsetsOf(heir)).toEqual([2n, 1n, 0n]);
  expect(await offsetsOf(other)).toEqual([2n, 1n, undefined]);
  await Promise.all([producer.close(), client.close()]);

  const acls = ((await kafka.admin.describeAcls()) ?? []).filter(
    ({ principal }) => principal === `User:${unique}-heir`,
  );
  expect(acls).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        resourceType: "transactional-id",
        patternType: "prefixed",
        resourceName: `sluiceway.${unique}-heir.`,
        operation: "write",
      }),
      expect.objectContaining({ resourceType: "group", patternType: "literal", resourceName: other }),
      expect.objectContaining({ resourceType: "topic", patternType: "prefixed" }),
    ]),
  );
  const again = await planOf(files);
  expect(again.plan.steps).toEqual([]);
  // The step that the test before has removed.
  expect(new Set(again.plan.diagnostics.map(({ code }) => code))).toEqual(new Set(["SLW2003"]));
});
