import type { AclBinding, AclOperation } from "../../model/acl.ts";
import { aclKey } from "../../model/acl.ts";
import type { DesiredAcl } from "../../model/desired.ts";
import type { PipelineName } from "../../model/names.ts";
import type { AccessRequest } from "./authorizer.ts";
import { createAuthorizer, matchesName } from "./authorizer.ts";
import { compareTexts } from "../../model/compare-texts.ts";

/** Somebody who can do something that they couldn't, or can't any more. */
export interface AccessChange extends AccessRequest {
  readonly effect: "gains" | "loses";
  /** The pipelines whose compiled steps need it; none where nothing of ours does. */
  readonly neededBy: readonly PipelineName[];
}

/** ACLs before and after, and what they are about. */
export interface AccessQuestion {
  readonly before: readonly AclBinding[];
  readonly after: readonly AclBinding[];
  /** Names of topics, for ACLs by prefix or for every one. */
  readonly topics: readonly string[];
  readonly needs: readonly DesiredAcl[];
}

/** Operations that "all" stands for, where somebody has to be told. */
const operationsOf: Readonly<Record<AclBinding["resourceType"], readonly AclOperation[]>> = {
  topic: ["read", "write", "describe", "create", "delete", "alter", "describe-configs", "alter-configs"],
  group: ["read", "describe", "delete"],
  "transactional-id": ["write", "describe"],
  cluster: ["create", "alter", "describe", "alter-configs", "describe-configs", "cluster-action", "idempotent-write"],
};

/**
 * Who gains and who loses what: both sets of ACLs are asked about everything that the changed ones are about. An ACL
 * that changes nothing (a grant beside a wildcard, a revocation beside a prefix) is in no change.
 */
export function accessChanges(question: AccessQuestion): readonly AccessChange[] {
  const { before, after, needs } = question;
  const asked = requestsOf(question);
  if (asked.length === 0) return [];
  const mayBefore = createAuthorizer(before);
  const mayAfter = createAuthorizer(after);
  const neededBy = new Map(needs.map((need) => [keyOf(need.binding), need.neededBy]));
  const requests = new Map(asked.map((request) => [keyOf(request), request]));
  return [...requests]
    .toSorted(([a], [b]) => compareTexts(a, b))
    .flatMap(([key, request]): readonly AccessChange[] => {
      const may = mayAfter(request);
      if (may === mayBefore(request)) return [];
      return [{ ...request, effect: may ? "gains" : "loses", neededBy: neededBy.get(key) ?? [] }];
    });
}

/**
 * What compiled steps need and their principals won't be able to do, though all that is needed is granted: because of a
 * denial of somebody else's.
 */
export function missingAccess(before: readonly AclBinding[], needs: readonly DesiredAcl[]): readonly DesiredAcl[] {
  if (before.every(({ permission }) => permission !== "deny")) return [];
  const may = createAuthorizer([...before, ...needs.map(({ binding }) => binding)]);
  return needs.filter(({ binding }) => binding.permission === "allow" && !may(binding));
}

function requestsOf({ before, after, topics, needs }: AccessQuestion): readonly AccessRequest[] {
  const keysBefore = new Set(before.map(aclKey));
  const keysAfter = new Set(after.map(aclKey));
  const changed = [
    ...after.filter((acl) => !keysBefore.has(aclKey(acl))),
    ...before.filter((acl) => !keysAfter.has(aclKey(acl))),
  ];
  const principals = [...new Set([...before, ...after].map(({ principal }) => principal))];
  const groups = needs.flatMap(({ binding }) => (binding.resourceType === "group" ? [binding.resourceName] : []));
  const namesOf = (acl: AclBinding): readonly string[] => {
    if (acl.patternType === "literal" && acl.resourceName !== "*") return [acl.resourceName];
    const known = acl.resourceType === "topic" ? topics : acl.resourceType === "group" ? groups : [];
    return [acl.resourceName, ...known.filter((name) => matchesName(acl, name))];
  };
  return changed.flatMap((acl) => {
    const who = acl.principal === "User:*" ? principals : [acl.principal];
    const what = acl.operation === "all" ? operationsOf[acl.resourceType] : [acl.operation];
    return who.flatMap((principal) =>
      what.flatMap((operation) =>
        namesOf(acl).map((resourceName) => ({ principal, operation, resourceType: acl.resourceType, resourceName })),
      ),
    );
  });
}

const keyOf = ({ principal, operation, resourceType, resourceName }: AccessRequest): string =>
  JSON.stringify([resourceType, resourceName, principal, operation]);
