import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { Connection, consumerGroupHeartbeatV0, findCoordinatorV4 } from "@platformatic/kafka";
import { Kafka as Kafkajs, logLevel } from "kafkajs";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { connectKafka } from "../../src/app/kafka.ts";
import type { KafkaConnection } from "../../src/kafka/connection.ts";
import type { GroupId, TopicName } from "../../src/model/names.ts";
import { parsed, parsePrincipal } from "../../src/model/names.ts";
import { eventually } from "../support/eventually.ts";
import { clusterAdminContract } from "./kafka-admin.contract.ts";
import { authorizationContract } from "./kafka-authorization.contract.ts";
import { deletionsContract } from "./kafka-deletions.contract.ts";
import { interoperabilityContract } from "./kafka-interoperability.contract.ts";
import { groupOffsetsContract } from "./kafka-offsets.contract.ts";
import { recordProducerContract } from "./kafka-producer.contract.ts";
import { partitionReaderContract } from "./kafka-reader.contract.ts";
import type { KafkaSubject } from "./kafka-subject.ts";
import { createTopic, plainProfile, recordTo, uniqueGroup, wideLimits } from "./kafka-subject.ts";
import { embeddedSubject } from "./kafka-embedded-subject.ts";

const servers = inject("servers").kafka;
const bootstrapServers = servers.bootstrapServers.split(",");
const principal = parsed(parsePrincipal("User:search-pipeline"));

function kafkajs(clientId: string): Kafkajs {
  return new Kafkajs({ clientId, brokers: bootstrapServers, logLevel: logLevel.NOTHING });
}

async function withAdmin<T>(use: (admin: ReturnType<Kafkajs["admin"]>) => Promise<T>): Promise<T> {
  const admin = kafkajs("contract-admin").admin();
  await admin.connect();
  try {
    return await use(admin);
  } finally {
    await admin.disconnect();
  }
}

function realSubject(connection: KafkaConnection): KafkaSubject {
  return {
    kafka: connectKafka(connection),
    deleteRecords: (topic, partition, offset) =>
      withAdmin(async (admin) => {
        // kafkajs looks for the leader in metadata that only another call loads.
        await admin.fetchTopicOffsets(topic);
        await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset: String(offset) }] });
      }),
    deleteTopic: (topic) => withAdmin((admin) => admin.deleteTopics({ topics: [topic] })),
    joinGroup: async (group, topic) => {
      const consumer = kafkajs("contract-member").consumer({ groupId: group, maxWaitTimeInMs: 100 });
      const joined = new Promise<void>((resolve) => {
        consumer.on("consumer.group_join", () => resolve());
      });
      await consumer.connect();
      await consumer.subscribe({ topic });
      await consumer.run({ autoCommit: false, eachMessage: () => Promise.resolve() });
      await joined;
      return () => consumer.disconnect();
    },
  };
}

describe("over kafkajs and @platformatic/kafka", () => {
  let subject: KafkaSubject;
  beforeAll(() => {
    subject = realSubject({ bootstrapServers, clientId: "contract" });
  });
  afterAll(() => subject.kafka.close());
  clusterAdminContract(() => subject);
  deletionsContract(() => subject);
  recordProducerContract(() => subject);
  partitionReaderContract(() => subject);
  groupOffsetsContract(() => subject);
  interoperabilityContract(() => subject, kafkajs("contract-peer"));

  test("a member that joined by the newer protocol (KIP-848) is seen, and keeps its group's offsets", async () => {
    const { admin } = subject.kafka;
    const topic = await createTopic(admin);
    const group = uniqueGroup();
    const leave = await joinByNewerProtocol(group, topic);
    const described = [{ group, state: "Stable", members: [{ clientId: "contract-newer", topics: [topic] }] }];
    await eventually(async () => expect(await admin.describeGroups([group])).toMatchObject(described));
    expect(await admin.deleteGroupOffsets(group, [{ topic, partition: 0 }])).toMatchObject([
      { ok: false, error: { kind: "group-has-members" } },
    ]);
    await leave();
    await eventually(async () =>
      expect(await admin.describeGroups([group])).toMatchObject([{ state: "Empty", members: [] }]),
    );
  });
});

/** A member that heartbeats once, which is enough for the session's 45 seconds. */
async function joinByNewerProtocol(group: GroupId, topic: TopicName): Promise<() => Promise<unknown>> {
  const [host = "", port = ""] = (bootstrapServers[0] ?? "").split(":");
  const connection = new Connection("contract-newer");
  await connection.connect(host, Number(port));
  const { coordinators } = await findCoordinatorV4.api.async(connection, 0, [group]);
  await connection.close();
  const coordinator = new Connection("contract-newer");
  await coordinator.connect(coordinators[0]?.host ?? "", coordinators[0]?.port ?? 0);
  const beat = (epoch: number, id: string) =>
    consumerGroupHeartbeatV0.api.async(coordinator, group, id, epoch, null, null, 60_000, [topic], null, null, []);
  const { memberId } = await eventually(() => beat(0, ""));
  return async () => {
    await beat(-1, memberId ?? "");
    await coordinator.close();
  };
}

describe("over the embedded broker", () => {
  const subject = embeddedSubject();
  clusterAdminContract(() => subject);
  deletionsContract(() => subject);
  recordProducerContract(() => subject);
  partitionReaderContract(() => subject);
  groupOffsetsContract(() => subject);
  authorizationContract(() => subject, principal);
});

const { sasl } = servers;
if (sasl !== undefined) {
  const passwordOf = (username: string): string => sasl.users[username] ?? "";
  const credentials = (username: string) => ({ username, password: passwordOf(username) });
  const connection: KafkaConnection = {
    bootstrapServers: sasl.bootstrapServers.split(","),
    clientId: "contract-sasl",
    security: { mechanism: sasl.mechanism, user: credentials("admin") },
    credentials: new Map([[principal, credentials("search-pipeline")]]),
  };

  describe("over a broker that asks for SASL", () => {
    let subject: KafkaSubject;
    beforeAll(() => {
      subject = realSubject(connection);
    });
    afterAll(() => subject.kafka.close());
    authorizationContract(() => subject, principal);

    test("a principal without credentials of its own acts as the connection's user", async () => {
      const client = subject.kafka.client(parsed(parsePrincipal("User:unheard-of")));
      const topic = await createTopic(subject.kafka.admin);
      expect(await client.producer(plainProfile).send([recordTo(topic, "a")])).toMatchObject([{ ok: true }]);
      await client.close();
    });

    test("wrong credentials are an authentication failure that doesn't repeat them", async () => {
      const password = "wrong-password-of-the-test";
      const kafka = connectKafka({
        ...connection,
        security: { mechanism: "plain", user: { username: "admin", password } },
      });
      const topic = await createTopic(subject.kafka.admin);
      const client = kafka.client();
      const attempts = [
        () => kafka.admin.listTopics(),
        () => kafka.admin.describeTopics([topic]),
        () => client.offsets.committed(uniqueGroup(), [{ topic, partition: 0 }]),
        () => client.reader().fetch([{ topic, partition: 0, offset: 0n }], wideLimits),
        () =>
          client
            .producer(plainProfile)
            .send([recordTo(topic, "a")])
            .then(([outcome]) => (outcome?.ok === false ? Promise.reject(outcome.error) : outcome)),
      ];
      for (const attempt of attempts) {
        const error = await attempt().then(
          () => undefined,
          (reason: unknown) => reason,
        );
        expect(error).toMatchObject({ name: "KafkaError", kind: "authentication-failed", retriable: false });
        expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(password);
      }
      await kafka.close();
    });
  });
}

describe("a cluster that isn't there", () => {
  test("every interface says that it is unreachable", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const kafka = connectKafka({ bootstrapServers: [`127.0.0.1:${port}`], clientId: "contract" });
    const topic = recordTo("absent" as Parameters<typeof recordTo>[0], "a").topic;
    const client = kafka.client();
    const partition = { topic, partition: 0 };
    for (const attempt of [
      () => kafka.admin.describeCluster(),
      () => kafka.admin.describeTopics([topic]),
      () => kafka.admin.createTopics([{ name: topic, partitions: 1, replicationFactor: 1, configs: {} }]),
      () => kafka.admin.describeAcls(),
      () => client.offsets.committed(uniqueGroup(), [partition]),
      () => client.offsets.commit(uniqueGroup(), [{ ...partition, offset: 1n, metadata: "" }]),
      () => client.offsets.logOffsets([partition], { kind: "latest" }),
      () => client.reader().fetch([{ ...partition, offset: 0n }], wideLimits),
      () => client.reader().partitionCounts([topic]),
      () => client.producer(plainProfile).partitionCount(topic),
    ])
      await expect(attempt()).rejects.toMatchObject({ name: "KafkaError", kind: "unreachable", retriable: true });
    const outcomes = await client.producer({ ...plainProfile, retries: 1 }).send([recordTo(topic, "a")]);
    expect(outcomes).toMatchObject([{ ok: false, error: { kind: "unreachable", retriable: true } }]);
    await kafka.close();
  });
});
