import { errorOfCode } from "../../kafka/error-codes.ts";
import type { KafkaError } from "../../kafka/errors.ts";
import type { AclBinding, AclOperation } from "../../model/acl.ts";
import { aclKey } from "../../model/acl.ts";
import type { GroupId, Principal, TopicName } from "../../model/names.ts";

/** What somebody wants to do. */
export interface Access {
  readonly operation: AclOperation;
  readonly resourceType: AclBinding["resourceType"];
  readonly resourceName: string;
}

/** Operations whose permission implies another one (KIP-11, "Acl Operation"). */
const implyingDescribe: ReadonlySet<AclOperation> = new Set(["read", "write", "delete", "alter"]);
/** All embedded clients run in this process. */
const clientHost = "127.0.0.1";

function matchesResource(acl: AclBinding, access: Access): boolean {
  if (acl.resourceType !== access.resourceType) return false;
  if (acl.patternType === "prefixed") return access.resourceName.startsWith(acl.resourceName);
  return acl.resourceName === "*" || acl.resourceName === access.resourceName;
}

function matchesOperation(acl: AclBinding, operation: AclOperation): boolean {
  if (acl.operation === "all" || acl.operation === operation) return true;
  if (acl.permission === "deny") return false;
  if (operation === "describe") return implyingDescribe.has(acl.operation);
  return operation === "describe-configs" && acl.operation === "alter-configs";
}

/**
 * The ACLs of the embedded broker, decided as by Kafka's StandardAuthorizer with `allow.everyone.if.no.acl.found=false`:
 * deny before allow, otherwise refused.
 */
export class Authorizer {
  readonly #acls = new Map<string, AclBinding>();

  list(): readonly AclBinding[] {
    return [...this.#acls.values()];
  }

  add(acl: AclBinding): void {
    this.#acls.set(aclKey(acl), { ...acl });
  }

  remove(acl: AclBinding): void {
    this.#acls.delete(aclKey(acl));
  }

  allows(principal: Principal, access: Access): boolean {
    const matching = this.list().filter(
      (acl) =>
        (acl.principal === principal || acl.principal === "User:*") &&
        (acl.host === "*" || acl.host === clientHost) &&
        matchesResource(acl, access) &&
        matchesOperation(acl, access.operation),
    );
    return matching.some((acl) => acl.permission === "allow") && !matching.some((acl) => acl.permission === "deny");
  }
}

/** What one client may do. Without a principal it is a super user; without an authorizer everybody is. */
export interface Permissions {
  topic(operation: "read" | "write" | "describe", name: TopicName): KafkaError | undefined;
  group(operation: "read" | "describe", group: GroupId): KafkaError | undefined;
}

export function permissionsOf(authorizer: Authorizer | undefined, principal: Principal | undefined): Permissions {
  const refuses = (access: Access): boolean =>
    authorizer !== undefined && principal !== undefined && !authorizer.allows(principal, access);
  return {
    topic: (operation, name) =>
      refuses({ operation, resourceType: "topic", resourceName: name })
        ? errorOfCode(29, `${principal} may not ${operation} topic ${name}`)
        : undefined,
    group: (operation, group) =>
      refuses({ operation, resourceType: "group", resourceName: group })
        ? errorOfCode(30, `${principal} may not ${operation} group ${group}`)
        : undefined,
  };
}
