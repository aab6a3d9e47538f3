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
export function aclKey(acl: AclBinding): string {
  return JSON.stringify([
    acl.resourceType,
    acl.patternType,
    acl.resourceName,
    acl.principal,
    acl.host,
    acl.operation,
    acl.permission,
  ]);
}
