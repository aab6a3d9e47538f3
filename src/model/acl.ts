import type { Principal } from "./names.ts";

export type AclResourceType = "topic" | "group" | "cluster" | "transactional-id";
export type AclOperation =
  | "all"
  | "read"
  | "write"
  | "create"
  | "delete"
  | "alter"
  | "describe"
  | "cluster-action"
  | "describe-configs"
  | "alter-configs"
  | "idempotent-write";

/** One Kafka ACL (KIP-11, KIP-290 for prefixed patterns). */
export interface AclBinding {
  readonly principal: Principal | string;
  readonly host: string;
  readonly permission: "allow" | "deny";
  readonly operation: AclOperation;
  readonly resourceType: AclResourceType;
  readonly resourceName: string;
  readonly patternType: "literal" | "prefixed";
}

/** A text that is equal for equal bindings and only for them. */
export function aclKey({
  resourceType,
  patternType,
  resourceName,
  principal,
  host,
  operation,
  permission,
}: AclBinding): string {
  // Plans of thousands of ACLs ask for this tens of thousands of times, and hardly any text has to be escaped.
  if (isPlain.test(resourceName) && isPlain.test(principal) && isPlain.test(host))
    return `["${resourceType}","${patternType}","${resourceName}","${principal}","${host}","${operation}","${permission}"]`;
  return JSON.stringify([resourceType, patternType, resourceName, principal, host, operation, permission]);
}

/** What JSON writes as it is. */
const isPlain = /^[\w.:*=,@/ -]*$/;
