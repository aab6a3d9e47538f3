import { describe, expect, test } from "vitest";
import type { KafkaClient } from "../../src/kafka/kafka.ts";
import type { AclBinding, AclOperation } from "../../src/model/acl.ts";
import type { GroupId, Principal, TopicName } from "../../src/model/names.ts";
import { eventually } from "../support/eventually.ts";
import type { SubjectOf } from "./kafka-subject.ts";
import { createTopic, plainProfile, recordTo, uniqueGroup, wideLimits } from "./kafka-subject.ts";

interface World {
  readonly principal: Principal;
  readonly client: KafkaClient;
  readonly topic: TopicName;
  readonly group: GroupId;
  /** Grants (or denies), runs the check until it holds, and takes everything back. */
  under(acls: readonly AclBinding[], check: () => Promise<void>): Promise<void>;
}

const outcomeOf = async (attempt: () => Promise<unknown>): Promise<string> => {
  try {
    await attempt();
    return "ok";
  } catch (error) {
    return error instanceof Error && "kind" in error ? String(error.kind) : String(error);
  }
};

/** What the client gets when it tries everything: `ok` or the error's kind. */
async function tryEverything({ client, topic, group }: World): Promise<Record<string, string>> {
  const [reader, producer] = [client.reader(), client.producer(plainProfile)];
  const partition = { topic, partition: 0 };
  const elementOutcome = async (attempt: () => Promise<readonly { ok: boolean; error?: Error }[]>): Promise<string> =>
    outcomeOf(async () => {
      for (const one of await attempt()) if (one.error !== undefined) throw one.error;
    });
  const seen = {
    fetch: await elementOutcome(() => reader.fetch([{ ...partition, offset: 0n }], wideLimits)),
    counts: await outcomeOf(() => reader.partitionCounts([topic])),
    send: await elementOutcome(() => producer.send([recordTo(topic, "x")])),
    count: await outcomeOf(() => producer.partitionCount(topic)),
    logOffsets: await elementOutcome(() => client.offsets.logOffsets([partition], { kind: "latest" })),
    committed: await outcomeOf(() => client.offsets.committed(group, [partition])),
    commit: await elementOutcome(() => client.offsets.commit(group, [{ ...partition, offset: 0n, metadata: "" }])),
  };
  await Promise.all([reader.close(), producer.close()]);
  return seen;
}

const nothing = {
  fetch: "not-authorized",
  counts: "not-authorized",
  send: "not-authorized",
  count: "not-authorized",
  logOffsets: "not-authorized",
  committed: "not-authorized",
  commit: "not-authorized",
};

/** Run with a principal whose clients sign in as themselves; the administration acts as a super user. */
export function authorizationContract(subject: SubjectOf, principal: Principal): void {
  const world = async (): Promise<World> => {
    const { kafka } = subject();
    const topic = await createTopic(kafka.admin);
    return {
      principal,
      client: kafka.client(principal),
      topic,
      group: uniqueGroup(),
      under: async (acls, check) => {
        for (const outcome of await kafka.admin.createAcls(acls)) if (!outcome.ok) throw outcome.error;
        try {
          await eventually(check);
        } finally {
          await kafka.admin.deleteAcls(acls);
        }
      },
    };
  };

  const acl = (
    permission: AclBinding["permission"],
    operation: AclOperation,
    resource: { readonly topic?: TopicName; readonly group?: GroupId },
  ): AclBinding => ({
    principal,
    host: "*",
    permission,
    operation,
    resourceType: resource.group === undefined ? "topic" : "group",
    resourceName: resource.group ?? resource.topic ?? "",
    patternType: "literal",
  });

  describe("authorization", () => {
    test("without ACLs a principal may do nothing", async () => {
      const one = await world();
      expect(await tryEverything(one)).toEqual(nothing);
      await one.client.close();
    });

    test("READ on a topic is for fetching and describes it, no more", async () => {
      const one = await world();
      await one.under(
        [acl("allow", "read", one)].map((it) => ({ ...it, resourceType: "topic", resourceName: one.topic })),
        async () =>
          expect(await tryEverything(one)).toEqual({
            ...nothing,
            fetch: "ok",
            counts: "ok",
            count: "ok",
            logOffsets: "ok",
          }),
      );
      await one.client.close();
    });

    test("WRITE on a topic is for sending and describes it, no more; prefixes count", async () => {
      const one = await world();
      const grant: AclBinding = {
        ...acl("allow", "write", { topic: one.topic }),
        resourceName: one.topic.slice(0, -2),
        patternType: "prefixed",
      };
      await one.under([grant], async () =>
        expect(await tryEverything(one)).toEqual({
          ...nothing,
          send: "ok",
          counts: "ok",
          count: "ok",
          logOffsets: "ok",
        }),
      );
      await one.client.close();
    });

    test("DESCRIBE on the topic and the group shows offsets, no more", async () => {
      const one = await world();
      const grants = [acl("allow", "describe", { topic: one.topic }), acl("allow", "describe", { group: one.group })];
      await one.under(grants, async () =>
        expect(await tryEverything(one)).toEqual({
          ...nothing,
          counts: "ok",
          count: "ok",
          logOffsets: "ok",
          committed: "ok",
        }),
      );
      await one.client.close();
    });

    test("READ on the topic and the group is what a consumer needs", async () => {
      const one = await world();
      const grants = [acl("allow", "read", { topic: one.topic }), acl("allow", "read", { group: one.group })];
      await one.under(grants, async () =>
        expect(await tryEverything(one)).toEqual({
          fetch: "ok",
          counts: "ok",
          send: "not-authorized",
          count: "ok",
          logOffsets: "ok",
          committed: "ok",
          commit: "ok",
        }),
      );
      await one.client.close();
    });

    test("READ on the group without the topic commits nothing", async () => {
      const one = await world();
      await one.under([acl("allow", "read", { group: one.group })], async () => {
        expect(await tryEverything(one)).toEqual(nothing);
        const { offsets } = one.client;
        expect(await offsets.committed(one.group, [])).toEqual([]);
      });
      await one.client.close();
    });

    test("a deny is stronger than an allow, and denies only what it names", async () => {
      const one = await world();
      const acls = [acl("allow", "all", { topic: one.topic }), acl("deny", "read", { topic: one.topic })];
      await one.under(acls, async () =>
        expect(await tryEverything(one)).toEqual({
          ...nothing,
          send: "ok",
          counts: "ok",
          count: "ok",
          logOffsets: "ok",
        }),
      );
      await one.client.close();
    });

    test("an ACL for another host doesn't count", async () => {
      const one = await world();
      const elsewhere = { ...acl("allow", "all", { topic: one.topic }), host: "192.0.2.1" };
      const here = { ...acl("allow", "write", { topic: one.topic }), host: "127.0.0.1" };
      await one.under([elsewhere, here], async () =>
        expect(await tryEverything(one)).toEqual({
          ...nothing,
          send: "ok",
          counts: "ok",
          count: "ok",
          logOffsets: "ok",
        }),
      );
      await one.client.close();
    });

    test("an unknown topic looks forbidden without DESCRIBE, and unknown with it", async () => {
      const one = await world();
      const absent = `${one.topic}-absent` as TopicName;
      const unknown: World = { ...one, topic: absent };
      expect(await tryEverything(unknown)).toEqual(nothing);
      await one.under([acl("allow", "all", { topic: absent })], async () =>
        expect(await tryEverything(unknown)).toMatchObject({
          fetch: "unknown-topic-or-partition",
          counts: "ok",
          send: "unknown-topic-or-partition",
          count: "unknown-topic-or-partition",
          logOffsets: "unknown-topic-or-partition",
        }),
      );
      await one.client.close();
    });
  });
}
