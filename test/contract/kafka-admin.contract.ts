import { describe, expect, test } from "vitest";
import type { NewTopic } from "../../src/kafka/admin.ts";
import type { ElementOutcome } from "../../src/kafka/errors.ts";
import type { AclBinding } from "../../src/model/acl.ts";
import { aclKey } from "../../src/model/acl.ts";
import type { TopicName } from "../../src/model/names.ts";
import { eventually } from "../support/eventually.ts";
import type { SubjectOf } from "./kafka-subject.ts";
import { createTopic, newTopic, plainProfile, recordTo, uniqueGroup, uniqueTopic } from "./kafka-subject.ts";

const verdicts = (outcomes: readonly ElementOutcome<unknown>[]): string[] =>
  outcomes.map((outcome) => (outcome.ok ? "ok" : outcome.error.kind));

/** Values at the edges of what Kafka takes, and whether it takes them. */
const configEdges: readonly (readonly [string, string, boolean])[] = [
  ["cleanup.policy", "compact", true],
  ["cleanup.policy", "compact,delete", true],
  ["cleanup.policy", "keep", false],
  ["compression.type", "zstd", true],
  ["compression.type", "none", false],
  ["compression.gzip.level", "-1", true],
  ["compression.gzip.level", "0", false],
  ["compression.gzip.level", "9", true],
  ["compression.lz4.level", "1", true],
  ["compression.lz4.level", "18", false],
  ["compression.zstd.level", "22", true],
  ["compression.zstd.level", "23", false],
  ["delete.retention.ms", "0", true],
  ["delete.retention.ms", "-1", false],
  ["file.delete.delay.ms", "-1", false],
  ["flush.messages", "1", true],
  ["flush.messages", "0", false],
  ["flush.ms", "-1", false],
  ["follower.replication.throttled.replicas", "*", true],
  ["follower.replication.throttled.replicas", "0:1,1:1", true],
  ["follower.replication.throttled.replicas", "zero", false],
  ["index.interval.bytes", "0", true],
  ["index.interval.bytes", "-1", false],
  ["local.retention.ms", "-2", true],
  ["local.retention.ms", "-3", false],
  ["max.compaction.lag.ms", "1", true],
  ["max.compaction.lag.ms", "0", false],
  ["max.message.bytes", "0", true],
  ["max.message.bytes", "-1", false],
  ["max.message.bytes", "2147483648", false],
  ["max.message.bytes", "1e6", false],
  ["message.timestamp.after.max.ms", "-1", false],
  ["message.timestamp.before.max.ms", "-1", false],
  ["message.timestamp.type", "LogAppendTime", true],
  ["message.timestamp.type", "logappendtime", false],
  ["min.cleanable.dirty.ratio", "0.5", true],
  ["min.cleanable.dirty.ratio", "1.01", false],
  ["min.cleanable.dirty.ratio", "half", false],
  ["min.compaction.lag.ms", "-1", false],
  ["min.insync.replicas", "1", true],
  ["min.insync.replicas", "0", false],
  ["preallocate", "TRUE", true],
  ["preallocate", "yes", false],
  ["retention.bytes", "-1", true],
  ["retention.ms", "-1", true],
  ["retention.ms", "-2", false],
  ["retention.ms", " 60000 ", true],
  ["retention.ms", "one day", false],
  ["retention.ms", "", false],
  ["segment.bytes", "1048576", true],
  ["segment.bytes", "1048575", false],
  ["segment.index.bytes", "3", false],
  ["segment.jitter.ms", "-1", false],
  ["segment.ms", "1", true],
  ["segment.ms", "0", false],
  ["unclean.leader.election.enable", "true", true],
  ["no.such.config", "1", false],
];

export function clusterAdminContract(subject: SubjectOf): void {
  describe("ClusterAdmin: the cluster and its topics", () => {
    test("describes the cluster by an id that stays and the number of its brokers", async () => {
      const { admin } = subject().kafka;
      const first = await admin.describeCluster();
      expect(first.clusterId).toMatch(/^[\w-]{20,}$/);
      expect(first.brokers).toBeGreaterThan(0);
      expect(await admin.describeCluster()).toEqual(first);
    });

    test("a created topic is listed and described with only what is set on it", async () => {
      const { admin } = subject().kafka;
      const configured = await createTopic(admin, 3, { "retention.ms": "60000", "cleanup.policy": "compact" });
      const plain = await createTopic(admin);
      expect(await admin.listTopics()).toEqual(expect.arrayContaining([configured, plain]));
      const described = await admin.describeTopics([configured, uniqueTopic("absent"), plain]);
      expect(described.map(({ name }) => name)).toEqual([configured, plain]);
      const byName = new Map(described.map((topic) => [topic.name, topic]));
      expect(byName.get(configured)).toEqual({
        name: configured,
        id: expect.stringMatching(/./),
        partitions: 3,
        replicationFactor: 1,
        configs: { "retention.ms": "60000", "cleanup.policy": "compact" },
      });
      expect(byName.get(plain)).toMatchObject({ partitions: 1, configs: {} });
      expect(byName.get(plain)?.id).not.toBe(byName.get(configured)?.id);
    });

    test("many topics created at once are created, and can be described at once", async () => {
      const { admin } = subject().kafka;
      const wanted = Array.from({ length: 150 }, () => newTopic(uniqueTopic("many"), 2));
      expect(verdicts(await admin.createTopics(wanted))).toEqual(wanted.map(() => "ok"));
      const described = await admin.describeTopics(wanted.map(({ name }) => name));
      expect(described.map(({ name }) => name)).toEqual(wanted.map(({ name }) => name));
    });

    test("describing nothing, or only what doesn't exist, answers nothing", async () => {
      const { admin } = subject().kafka;
      expect(await admin.describeTopics([])).toEqual([]);
      expect(await admin.describeTopics([uniqueTopic("absent")])).toEqual([]);
    });

    test("a topic that is deleted and created again has another id", async () => {
      const { admin } = subject().kafka;
      const name = await createTopic(admin);
      const [first] = await admin.describeTopics([name]);
      await subject().deleteTopic(name);
      await eventually(async () => expect(await admin.describeTopics([name])).toEqual([]));
      expect(verdicts(await admin.createTopics([newTopic(name)]))).toEqual(["ok"]);
      const [second] = await admin.describeTopics([name]);
      expect(second?.id).toBeDefined();
      expect(second?.id).not.toBe(first?.id);
    });

    test.each([false, true])("a batch's outcomes are each topic's own (validateOnly %s)", async (validateOnly) => {
      const { admin } = subject().kafka;
      const existing = await createTopic(admin);
      const fresh = uniqueTopic("fresh");
      const bad = (replace: Partial<NewTopic>): NewTopic => ({ ...newTopic(uniqueTopic("bad")), ...replace });
      const batch = [
        newTopic(fresh, 2),
        newTopic(existing),
        newTopic(existing.replaceAll("-", ".") as TopicName),
        bad({ partitions: 0 }),
        bad({ partitions: -2 }),
        bad({ replicationFactor: 0 }),
        bad({ replicationFactor: 99 }),
        bad({ configs: { "no.such.config": "1" } }),
        bad({ configs: { "retention.ms": "soon" } }),
      ];
      const outcomes = await admin.createTopics(batch, { validateOnly });
      expect(outcomes.map(({ element }) => element)).toEqual(batch);
      expect(verdicts(outcomes)).toEqual([
        "ok",
        "topic-exists",
        "ok",
        "invalid-partitions",
        "invalid-partitions",
        "invalid-replication-factor",
        "invalid-replication-factor",
        "invalid-config",
        "invalid-config",
      ]);
      const unknownKey = outcomes[7];
      expect(unknownKey?.ok === false && unknownKey.error.message).toContain("no.such.config");
      const names = batch.map(({ name }) => name).filter((name) => name !== existing);
      const described = await admin.describeTopics(names);
      expect(described.map(({ name }) => name)).toEqual(validateOnly ? [] : [fresh, batch[2]?.name]);
    });

    test('refuses a name that differs from an existing one only in "." and "_"', async () => {
      const { admin } = subject().kafka;
      const base = uniqueTopic("a.b_c");
      await admin.createTopics([newTopic(base)]);
      const twin = base.replace("a.b_c", "a_b.c") as TopicName;
      for (const validateOnly of [true, false]) {
        const outcomes = await admin.createTopics([newTopic(twin)], { validateOnly });
        expect(verdicts(outcomes)).toEqual(["invalid-topic"]);
      }
      expect(await admin.describeTopics([twin])).toEqual([]);
    });

    test("takes and refuses configuration values as Kafka does", async () => {
      const { admin } = subject().kafka;
      const topic = await createTopic(admin);
      const seen: (readonly [string, string, boolean])[] = [];
      for (const [key, value] of configEdges) {
        const outcomes = await admin.alterTopicConfigs([{ topic, set: { [key]: value } }], { validateOnly: true });
        const verdict = verdicts(outcomes)[0];
        seen.push([key, value, verdict === "ok"]);
        expect([key, value, verdict === "ok" || verdict === "invalid-config"]).toEqual([key, value, true]);
      }
      expect(seen).toEqual(configEdges);
    });

    test("no elements, no outcomes", async () => {
      const { admin } = subject().kafka;
      expect(await admin.createTopics([])).toEqual([]);
      expect(await admin.createPartitions([])).toEqual([]);
      expect(await admin.alterTopicConfigs([])).toEqual([]);
      expect(await admin.createAcls([])).toEqual([]);
      expect(await admin.deleteAcls([])).toEqual([]);
      expect(await admin.describeGroups([])).toEqual([]);
    });
  });

  describe("ClusterAdmin: changes of topics", () => {
    test("adds partitions, each outcome its own, and nothing when it only validates", async () => {
      const { admin } = subject().kafka;
      const [grows, same, shrinks] = [
        await createTopic(admin, 2),
        await createTopic(admin, 2),
        await createTopic(admin, 2),
      ];
      const absent = uniqueTopic("absent");
      const increases = [
        { topic: same, partitions: 2 },
        { topic: grows, partitions: 4 },
        { topic: shrinks, partitions: 1 },
        { topic: absent, partitions: 3 },
      ];
      const expected = ["invalid-partitions", "ok", "invalid-partitions", "unknown-topic-or-partition"];
      expect(verdicts(await admin.createPartitions(increases, { validateOnly: true }))).toEqual(expected);
      expect(await admin.describeTopics([grows])).toMatchObject([{ partitions: 2 }]);
      expect(verdicts(await admin.createPartitions(increases))).toEqual(expected);
      await eventually(async () => expect(await admin.describeTopics([grows])).toMatchObject([{ partitions: 4 }]));
      expect(await admin.describeTopics([shrinks])).toMatchObject([{ partitions: 2 }]);
    });

    test("sets configuration keys, leaves the others, and nothing when it only validates", async () => {
      const { admin } = subject().kafka;
      const topic = await createTopic(admin, 1, { "retention.ms": "60000", "segment.ms": "30000" });
      const untouched = await createTopic(admin);
      const changes = [
        { topic: uniqueTopic("absent"), set: { "retention.ms": "1000" } },
        { topic, set: { "retention.ms": "90000", "max.message.bytes": "2000" } },
        { topic: untouched, set: { "retention.ms": "1000", "no.such.config": "1" } },
      ];
      const expected = ["unknown-topic-or-partition", "ok", "invalid-config"];
      expect(verdicts(await admin.alterTopicConfigs(changes, { validateOnly: true }))).toEqual(expected);
      const before = await admin.describeTopics([topic]);
      expect(before).toMatchObject([{ configs: { "retention.ms": "60000", "segment.ms": "30000" } }]);
      expect(verdicts(await admin.alterTopicConfigs(changes))).toEqual(expected);
      await eventually(async () => {
        const [after] = await admin.describeTopics([topic]);
        expect(after?.configs).toEqual({
          "retention.ms": "90000",
          "segment.ms": "30000",
          "max.message.bytes": "2000",
        });
      });
      expect((await admin.describeTopics([untouched]))[0]?.configs).toEqual({});
    });

    test("surveys the cluster with all its topics, and describes single keys of many of them", async () => {
      const { admin } = subject().kafka;
      const topic = await createTopic(admin, 3, { "retention.ms": "60000", "segment.ms": "30000" });
      const plain = await createTopic(admin);
      const survey = await admin.survey();
      const { clusterId, brokers } = await admin.describeCluster();
      expect(survey).toMatchObject({ clusterId, brokers });
      const [described] = await admin.describeTopics([topic]);
      const details = { name: topic, id: described?.id, partitions: 3, replicationFactor: 1 };
      expect(survey.topics.find(({ name }) => name === topic)).toEqual(details);
      const absent = uniqueTopic("absent");
      expect(await admin.describeTopicDetails([absent, topic])).toEqual([details]);
      const some = await admin.describeTopicConfigs([absent, topic, plain], ["retention.ms", "max.message.bytes"]);
      expect([...some]).toEqual([
        [topic, { "retention.ms": "60000" }],
        [plain, {}],
      ]);
      const all = await admin.describeTopicConfigs([topic]);
      expect(all.get(topic)).toEqual({ "retention.ms": "60000", "segment.ms": "30000" });
    });

    test("describes values in Kafka's own form, whatever form they were written in", async () => {
      const { admin } = subject().kafka;
      const written = {
        "cleanup.policy": "compact, delete",
        "compression.type": " gzip",
        "min.cleanable.dirty.ratio": "0.50",
        preallocate: "TRUE",
        "retention.ms": " 060000 ",
        "flush.messages": "+5",
      };
      const topic = await createTopic(admin, 1, written);
      expect((await admin.describeTopics([topic]))[0]?.configs).toEqual({
        "cleanup.policy": "compact,delete",
        "compression.type": "gzip",
        "min.cleanable.dirty.ratio": "0.5",
        preallocate: "true",
        "retention.ms": "60000",
        "flush.messages": "5",
      });
      for (const [text, shown] of [
        ["1", "1.0"],
        ["0.0005", "5.0E-4"],
        ["0", "0.0"],
      ]) {
        const set = { "min.cleanable.dirty.ratio": text ?? "" };
        expect(verdicts(await admin.alterTopicConfigs([{ topic, set }]))).toEqual(["ok"]);
        await eventually(async () =>
          expect((await admin.describeTopics([topic]))[0]?.configs["min.cleanable.dirty.ratio"]).toBe(shown),
        );
      }
    });
  });

  describe("ClusterAdmin: ACLs and groups", () => {
    const aclsOf = (name: string): readonly AclBinding[] => {
      const base = { principal: "User:contract", host: "*", permission: "allow", patternType: "literal" } as const;
      return [
        { ...base, operation: "read", resourceType: "topic", resourceName: name },
        { ...base, operation: "write", resourceType: "topic", resourceName: name, patternType: "prefixed" },
        { ...base, operation: "read", resourceType: "group", resourceName: name, permission: "deny" },
        { ...base, operation: "describe", resourceType: "transactional-id", resourceName: name, host: "10.0.0.1" },
      ];
    };

    test("creates, describes and deletes exactly the ACLs that are named", async () => {
      const { admin } = subject().kafka;
      const name = uniqueTopic("acl");
      const acls = aclsOf(name);
      const own = async (): Promise<string[]> =>
        ((await admin.describeAcls()) ?? [])
          .filter(({ resourceName }) => resourceName === name)
          .map(aclKey)
          .toSorted();
      expect(verdicts(await admin.createAcls(acls))).toEqual(["ok", "ok", "ok", "ok"]);
      await eventually(async () => expect(await own()).toEqual(acls.map(aclKey).toSorted()));
      expect(await admin.describeAcls(acls[1])).toEqual([acls[1]]);
      expect(await admin.describeAcls({ ...acls[1]!, host: "10.0.0.2" })).toEqual([]);
      expect(verdicts(await admin.createAcls(acls.slice(0, 1)))).toEqual(["ok"]);
      expect(verdicts(await admin.deleteAcls(acls.slice(0, 2)))).toEqual(["ok", "ok"]);
      await eventually(async () => expect(await own()).toEqual(acls.slice(2).map(aclKey).toSorted()));
      expect(verdicts(await admin.deleteAcls(acls))).toEqual(["ok", "ok", "ok", "ok"]);
      await eventually(async () => expect(await own()).toEqual([]));
    });

    test("tells the size of logs that are there", async () => {
      const { kafka } = subject();
      const topic = await createTopic(kafka.admin, 2);
      const client = kafka.client();
      await client.producer(plainProfile).send([recordTo(topic, "a".repeat(500))]);
      await client.close();
      const asked = [0, 1, 7].map((partition) => ({ topic, partition }));
      // A broker shows a topic first and makes its logs afterwards.
      const sizes = await eventually(async () => {
        const found = await kafka.admin.describeLogBytes([...asked, { topic: uniqueTopic("absent"), partition: 0 }]);
        expect([...found.keys()].toSorted()).toEqual([`${topic}/0`, `${topic}/1`]);
        return found;
      });
      expect(sizes.get(`${topic}/0`)).toBeGreaterThan(500);
      expect(sizes.get(`${topic}/1`)).toBe(0);
    });

    test("a group is Dead before it has anything, Empty with offsets, Stable with members", async () => {
      const { kafka } = subject();
      const [unknown, group] = [uniqueGroup(), uniqueGroup()];
      const topic = await createTopic(kafka.admin);
      const client = kafka.client();
      await client.producer(plainProfile).send([recordTo(topic, "a")]);
      await client.offsets.commit(group, [{ topic, partition: 0, offset: 1n, metadata: "" }]);
      const listed = await kafka.admin.listGroups();
      expect([unknown, group].map((one) => listed.includes(one))).toEqual([false, true]);
      expect(await kafka.admin.describeGroups([unknown, group])).toEqual([
        { group: unknown, state: "Dead", members: [] },
        { group, state: "Empty", members: [] },
      ]);
      const leave = await subject().joinGroup(group, topic);
      await eventually(async () =>
        expect(await kafka.admin.describeGroups([group])).toEqual([
          {
            group,
            state: "Stable",
            members: [{ clientId: "contract-member", host: expect.stringContaining("127.0.0.1"), topics: [topic] }],
          },
        ]),
      );
      await leave();
      await eventually(async () =>
        expect(await kafka.admin.describeGroups([group])).toMatchObject([{ state: "Empty" }]),
      );
      await client.close();
    });
  });
}
