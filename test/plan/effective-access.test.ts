import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Authorizer } from "../../src/embedded/broker/authorizer.ts";
import type { AclBinding } from "../../src/model/acl.ts";
import { parsed, parsePrincipal } from "../../src/model/names.ts";
import { createAuthorizer } from "../../src/plan/access/authorizer.ts";
import { accessChanges, missingAccess } from "../../src/plan/access/effective-access.ts";

const operations = [
  "all",
  "read",
  "write",
  "delete",
  "alter",
  "describe",
  "alter-configs",
  "describe-configs",
] as const;
const names = ["orders", "orders.eu", "payments"] as const;

const acl = fc.record({
  principal: fc.constantFrom("User:a", "User:b", "User:*"),
  host: fc.constant("*"),
  permission: fc.constantFrom("allow" as const, "allow" as const, "deny" as const),
  operation: fc.constantFrom(...operations),
  resourceType: fc.constantFrom("topic" as const, "group" as const),
  resourceName: fc.constantFrom(...names, "*", "ord"),
  patternType: fc.constantFrom("literal" as const, "prefixed" as const),
});
const request = fc.record({
  principal: fc.constantFrom("User:a", "User:b"),
  operation: fc.constantFrom(...operations.slice(1)),
  resourceType: fc.constantFrom("topic" as const, "group" as const),
  resourceName: fc.constantFrom(...names),
});

const binding = (resourceName: string, more: Partial<AclBinding> = {}): AclBinding => ({
  principal: "User:a",
  host: "*",
  permission: "allow",
  operation: "read",
  resourceType: "topic",
  resourceName,
  patternType: "literal",
  ...more,
});

describe("effective access", () => {
  test("is decided as by the embedded broker, which the contract suite holds to Kafka's own authorizer", () => {
    fc.assert(
      fc.property(fc.array(acl, { maxLength: 8 }), request, (acls, wanted) => {
        const broker = new Authorizer();
        for (const one of acls) broker.add(one);
        const decided = broker.allows(parsed(parsePrincipal(wanted.principal)), wanted);
        expect(createAuthorizer(acls)(wanted)).toBe(decided);
      }),
      { numRuns: 2_000 },
    );
  });

  test("changes exactly where the two sets of ACLs decide differently", () => {
    fc.assert(
      fc.property(
        fc.array(acl, { maxLength: 6 }),
        fc.array(acl, { maxLength: 6 }),
        request,
        (before, after, wanted) => {
          const found = accessChanges({ before, after, topics: names, needs: [] }).filter(
            (change) =>
              change.principal === wanted.principal &&
              change.operation === wanted.operation &&
              change.resourceType === wanted.resourceType &&
              change.resourceName === wanted.resourceName,
          );
          const [was, is] = [before, after].map((acls) => createAuthorizer(acls)(wanted));
          for (const { effect } of found) expect(effect).toBe(is === true ? "gains" : "loses");
          if (was === is) expect(found).toEqual([]);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("doesn't change by a grant beside a wildcard, and changes for everybody whom a prefix names", () => {
    const wildcard = binding("*", { principal: "User:*" });
    const question = { topics: names, needs: [] };
    expect(accessChanges({ ...question, before: [wildcard], after: [wildcard, binding("orders")] })).toEqual([]);
    const prefixed = binding("ord", { patternType: "prefixed" });
    const lost = accessChanges({ ...question, before: [prefixed], after: [binding("orders")] });
    expect(lost.map(({ effect, resourceName }) => `${effect} ${resourceName}`)).toEqual([
      "loses ord",
      "loses orders.eu",
    ]);
  });

  test("is missing where a denial outweighs what is granted", () => {
    const source = { file: "pipeline.yaml", start: 0, end: 0 };
    const need = { binding: binding("orders"), neededBy: [], reason: "a step reads it", source };
    const denial = binding("ord", {
      principal: "User:*",
      operation: "all",
      permission: "deny",
      patternType: "prefixed",
    });
    expect(missingAccess([need.binding], [need])).toEqual([]);
    expect(missingAccess([need.binding, denial], [need])).toEqual([need]);
  });
});
