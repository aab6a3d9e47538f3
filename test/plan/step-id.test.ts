import fc from "fast-check";
import { expect, test } from "vitest";
import type { AclBinding } from "../../src/model/acl.ts";
import { aclKey } from "../../src/model/acl.ts";
import { parsed, parseGroupId, parseTopicName } from "../../src/model/names.ts";
import { stepId } from "../../src/plan/step-id.ts";

const text = fc.string({ unit: fc.constantFrom("a", "/", "%", "*", "2", "F"), minLength: 1, maxLength: 4 });
const acl: fc.Arbitrary<AclBinding> = fc.record({
  principal: text,
  host: text,
  permission: fc.constantFrom("allow", "deny"),
  operation: fc.constantFrom("read", "write"),
  resourceType: fc.constantFrom("topic", "group"),
  resourceName: text,
  patternType: fc.constantFrom("literal", "prefixed"),
});

test("two ACLs have the same id only when they are equal", () => {
  fc.assert(
    fc.property(acl, acl, (a, b) => {
      const [one, other] = [stepId({ kind: "grant-acl", acl: a }), stepId({ kind: "grant-acl", acl: b })];
      expect(one === other).toBe(aclKey(a) === aclKey(b));
    }),
    { numRuns: 1000 },
  );
});

test("a group's id can hold what separates the parts", () => {
  const start = { kind: "start-group", start: { kind: "earliest" }, partitions: [0] } as const;
  const topic = parsed(parseTopicName("t"));
  const group = parsed(parseGroupId("a/b%2F"));
  expect(stepId({ ...start, group, topic })).toBe("start-group/a%2Fb%252F/t");
});
