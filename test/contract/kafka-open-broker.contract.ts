import { describe, expect, test } from "vitest";
import type { Kafka } from "../../src/kafka/kafka.ts";
import type { AclBinding } from "../../src/model/acl.ts";
import { parsed, parsePrincipal } from "../../src/model/names.ts";
import { createTopic, plainProfile, recordTo } from "./kafka-subject.ts";

const acl = (resourceName: string): AclBinding => ({
  principal: "User:contract",
  host: "*",
  permission: "allow",
  operation: "read",
  resourceType: "topic",
  resourceName,
  patternType: "literal",
});

/** What holds where the broker has no authorizer. */
export function openBrokerContract(kafka: () => Kafka): void {
  describe("a broker without an authorizer", () => {
    test("has no ACLs, which is not the same as an empty list", async () => {
      expect(await kafka().admin.describeAcls()).toBeUndefined();
    });

    test("refuses to write ACLs", async () => {
      const { admin } = kafka();
      const refused = [acl("a"), acl("b")].map((element) => ({
        element,
        ok: false,
        error: { kind: "security-disabled", retriable: false },
      }));
      expect(await admin.createAcls([acl("a"), acl("b")])).toMatchObject(refused);
      expect(await admin.deleteAcls([acl("a"), acl("b")])).toMatchObject(refused);
    });

    test("lets everybody write", async () => {
      const topic = await createTopic(kafka().admin);
      const client = kafka().client(parsed(parsePrincipal("User:contract")));
      expect(await client.producer(plainProfile).send([recordTo(topic, "a")])).toMatchObject([{ ok: true }]);
      await client.close();
    });
  });
}
