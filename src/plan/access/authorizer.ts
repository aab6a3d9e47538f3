import type { AclBinding, AclOperation, AclResourceType } from "../../model/acl.ts";

/** What somebody wants to do, from any host. */
export interface AccessRequest {
  readonly principal: string;
  readonly operation: AclOperation;
  readonly resourceType: AclResourceType;
  readonly resourceName: string;
}

/** Operations whose permission implies another one (KIP-11, "Acl Operation"; StandardAuthorizerData). */
const implied: Readonly<Partial<Record<AclOperation, ReadonlySet<AclOperation>>>> = {
  describe: new Set(["read", "write", "delete", "alter"]),
  "describe-configs": new Set(["alter-configs"]),
};

/**
 * Kafka's StandardAuthorizer over a set of ACLs, without super users and with `allow.everyone.if.no.acl.found=false`:
 * a matching denial outweighs every permission, and without a permission nothing is allowed. ACLs for single hosts
 * count for nobody, since engines and producers may run anywhere.
 */
export function createAuthorizer(acls: readonly AclBinding[]): (request: AccessRequest) => boolean {
  const byPrincipal = new Map<string, AclBinding[]>();
  for (const acl of acls) {
    if (acl.host !== "*") continue;
    const known = byPrincipal.get(acl.principal);
    if (known === undefined) byPrincipal.set(acl.principal, [acl]);
    else known.push(acl);
  }
  const everybody = byPrincipal.get("User:*") ?? [];
  return (request) => {
    const own = request.principal === "User:*" ? [] : (byPrincipal.get(request.principal) ?? []);
    const matching = [...own, ...everybody].filter((acl) => matches(acl, request));
    return matching.some(({ permission }) => permission === "allow") && !matching.some(isDenial);
  };
}

const isDenial = ({ permission }: AclBinding): boolean => permission === "deny";

const matches = (acl: AclBinding, request: AccessRequest): boolean =>
  acl.resourceType === request.resourceType &&
  matchesName(acl, request.resourceName) &&
  matchesOperation(acl, request.operation);

/** Whether an ACL is about a resource: by its very name, by what its name begins with, or as every one. */
export function matchesName({ patternType, resourceName }: AclBinding, name: string): boolean {
  if (patternType === "prefixed") return name.startsWith(resourceName);
  return resourceName === "*" || resourceName === name;
}

function matchesOperation(acl: AclBinding, operation: AclOperation): boolean {
  if (acl.operation === "all" || acl.operation === operation) return true;
  // A denial means exactly what it says.
  return acl.permission === "allow" && implied[operation]?.has(acl.operation) === true;
}
