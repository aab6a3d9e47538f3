import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { schemaLibraries } from "../../src/app/schema-libraries.ts";
import { connectKafka } from "../../src/app/kafka.ts";
import { createEmbeddedClaimStore } from "../../src/embedded/claim-store.ts";
import { machineClock } from "../../src/embedded/machine-clock.ts";
import { createEmbeddedRepository } from "../../src/embedded/repository.ts";
import type { Kafka } from "../../src/kafka/kafka.ts";
import { readClusterContents } from "../../src/operate/cluster-contents.ts";
import { clusterDocument } from "../../src/operate/cluster-document.ts";
import { planRevision } from "../../src/reconcile/reconcile.ts";
import { compileFiles, rendered, sha256 } from "../compile/compile-text.ts";
import { startKafka } from "../infra/kafka.ts";
import type { KafkaServer } from "../infra/kafka.ts";
import { eventually } from "../support/eventually.ts";
import { openBrokerContract } from "./kafka-open-broker.contract.ts";
import { createTopic, plainProfile, readAll, recordTo, texts, uniqueGroup, wideLimits } from "./kafka-subject.ts";

/** A broker of this file's own, without an authorizer, that compacts at once and may be killed. */
const settings = { "authorizer.class.name": "", "super.users": "", "log.cleaner.backoff.ms": "100" };

describe("over a broker of our own", () => {
  let server: KafkaServer;
  let kafka: Kafka;
  beforeAll(async () => {
    server = await startKafka({ settings });
    kafka = connectKafka({ bootstrapServers: [server.bootstrapServers], clientId: "contract" });
  });
  afterAll(async () => {
    await kafka.close();
    await server.stop();
  });

  openBrokerContract(() => kafka);

  test("what compaction took out of a log is stepped over", async () => {
    const topic = await createTopic(kafka.admin, 1, {
      "cleanup.policy": "compact",
      "min.cleanable.dirty.ratio": "0",
      "segment.ms": "50",
      "delete.retention.ms": "0",
    });
    const client = kafka.client();
    const producer = client.producer({ ...plainProfile, batchBytes: 100 });
    const reader = client.reader();
    const keyed = (key: string, value: string) => ({ ...recordTo(topic, value), key: Buffer.from(key) });
    await producer.send(Array.from({ length: 20 }, (_, index) => keyed("k", `old ${index}`)));
    await delay(100);
    await producer.send([keyed("k", "new")]);
    await eventually(async () => {
      // A segment is closed by an append after its time, and only closed ones are compacted.
      await producer.send([keyed("tick", "tick")]);
      const records = await readAll(reader, { topic });
      expect(texts(records)).not.toContain("old 0");
      expect(texts(records)).toContain("new");
    }, 60_000);
    const [batch] = await reader.fetch([{ topic, partition: 0, offset: 0n }], wideLimits);
    expect(batch?.ok === true && batch.records[0]?.offset).toBeGreaterThan(0n);
    await client.close();
  });

  test("an imported cluster has an empty first plan, and declares each topic as it is", async () => {
    const topic = await createTopic(kafka.admin, 3, {
      "retention.ms": "90061001",
      "cleanup.policy": "compact,delete",
      "min.cleanable.dirty.ratio": "0.50",
    });
    const document = clusterDocument("imported", await readClusterContents(kafka));
    expect(document.text).toContain(`- name: ${JSON.stringify(topic)}`);
    const repository = createEmbeddedRepository();
    const files = { "cluster.yaml": document.text };
    const compiled = compileFiles(files);
    if (!compiled.ok) throw new Error(rendered(compiled, files));
    const revision = repository.commit(files);
    const cluster = { kafka, store: createEmbeddedClaimStore(), clock: machineClock };
    const request = {
      repository,
      compile: { hash: sha256, libraries: schemaLibraries },
      desired: compiled.value.desired,
      revision,
    };
    const planned = await planRevision(request, cluster);
    expect(planned).toMatchObject({ ok: true, value: { plan: { steps: [], diagnostics: [] } } });
  });

  test("after a broker's death and return every client goes on, and nothing that was acknowledged is gone", async () => {
    const topic = await createTopic(kafka.admin);
    const group = uniqueGroup();
    const client = kafka.client();
    const producer = client.producer({ ...plainProfile, retries: 100 });
    const reader = client.reader();
    const offsets = [{ topic, partition: 0, offset: 1n, metadata: "before" }];
    expect(await producer.send([recordTo(topic, "before")])).toMatchObject([{ ok: true }]);
    expect(await client.offsets.commit(group, offsets)).toMatchObject([{ ok: true }]);
    expect(texts(await readAll(reader, { topic }))).toEqual(["before"]);
    expect(await kafka.admin.listTopics()).toContain(topic);

    await server.kill("SIGKILL");
    const unreachable = { kind: "unreachable", retriable: true };
    await expect(kafka.admin.listTopics()).rejects.toMatchObject(unreachable);
    await expect(client.offsets.commit(group, offsets)).rejects.toMatchObject(unreachable);
    expect(await reader.fetch([{ topic, partition: 0, offset: 0n }], wideLimits)).toMatchObject([
      { ok: false, error: unreachable },
    ]);
    const sending = producer.send([recordTo(topic, "across")]);
    await server.restart();

    expect(await sending).toMatchObject([{ ok: true }]);
    await eventually(async () => expect(texts(await readAll(reader, { topic }))).toEqual(["before", "across"]), 30_000);
    expect(await client.offsets.committed(group, [{ topic, partition: 0 }])).toMatchObject([{ metadata: "before" }]);
    expect(await kafka.admin.listTopics()).toContain(topic);
    await client.close();
  });
});
