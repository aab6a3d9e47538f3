import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connectKafka } from "../../src/app/kafka.ts";
import type { Kafka } from "../../src/kafka/kafka.ts";
import type { AclBinding } from "../../src/model/acl.ts";
import { parsed, parseGroupId } from "../../src/model/names.ts";
import { cli } from "../cli/support.ts";
import { createTopic } from "../contract/kafka-subject.ts";
import type { KafkaServer } from "../infra/kafka.ts";
import { startKafka } from "../infra/kafka.ts";
import { eventually } from "../support/eventually.ts";

/** A cluster of this file's own, with an authorizer: an import is about everything that is there. */
let server: KafkaServer;
let kafka: Kafka;
let folder: string;
beforeAll(async () => {
  server = await startKafka();
  kafka = connectKafka({ bootstrapServers: [server.bootstrapServers], clientId: "import" });
  folder = await mkdtemp(join(tmpdir(), "sluiceway-import-"));
});
afterAll(async () => {
  await kafka.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

test("after an import of topics, ACLs and groups the plan is empty, and an apply changes nothing", async () => {
  const topic = await createTopic(kafka.admin, 3, { "retention.ms": "90061001", "cleanup.policy": "compact,delete" });
  const byDefault = await createTopic(kafka.admin, 2);
  const acl = {
    host: "*",
    permission: "allow",
    operation: "read",
    resourceType: "topic",
    patternType: "literal",
  } as const;
  const acls: readonly AclBinding[] = [
    { ...acl, principal: "User:reports", resourceName: topic },
    { ...acl, principal: "User:crawler", resourceName: topic, operation: "write" },
    { ...acl, principal: "User:everybody", resourceName: "con", patternType: "prefixed", permission: "deny" },
  ];
  await kafka.admin.createAcls(acls);
  await eventually(async () => expect(await kafka.admin.describeAcls()).toHaveLength(3));
  const client = kafka.client();
  const group = parsed(parseGroupId("reports"));
  await client.offsets.commit(group, [{ topic, partition: 1, offset: 0n, metadata: "" }]);
  await client.close();

  const settings = {
    kafka: { "bootstrap.servers": server.bootstrapServers },
    consul: { address: inject("servers").consul.url, keyPrefix: `sluiceway-test/import-${process.pid}-${Date.now()}` },
  };
  await writeFile(join(folder, "settings.yaml"), JSON.stringify(settings));
  const options = ["--settings", join(folder, "settings.yaml")];
  const imported = await cli("import", "cluster", join(folder, "root"), ...options);
  expect(imported).toMatchObject({ exitCode: 0, out: expect.stringContaining("1 topics declared, 1 noted") });
  const text = await readFile(join(folder, "root/cluster.yaml"), "utf8");
  for (const line of [
    `#   ${byDefault}`,
    `#   User:reports allow read on topic ${topic}  # a step that reads it, of a pipeline with principal: User:reports`,
    "#   User:everybody deny read on topic con*  # a denial: no revision makes one",
    `#   reports: offsets in ${topic} (1 partitions)  # inputs: [{ kafkaTopic: ${topic}, consumerGroup: reports }], or start: { fromGroup: reports }`,
  ])
    expect(text.split("\n")).toContain(line);

  const root = ["--root", join(folder, "root"), ...options];
  const before = [await kafka.admin.describeTopics([topic, byDefault]), await kafka.admin.describeAcls()];
  for (const _again of [1, 2]) {
    const planned = await cli("plan", "--detailed-exitcode", ...root);
    expect(planned).toMatchObject({ exitCode: 0, out: expect.stringContaining("No changes. The cluster matches") });
    expect(await cli("apply", "--auto-approve", ...root)).toMatchObject({ exitCode: 0 });
  }
  expect([await kafka.admin.describeTopics([topic, byDefault]), await kafka.admin.describeAcls()]).toEqual(before);
});
