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
  const byPrincipal = new Map<string, PrincipalAcls>();
  for (const acl of acls) if (acl.host === "*") add(byPrincipal, acl);
  const everybody = byPrincipal.get("User:*");
  return (request) => {
    const own = request.principal === "User:*" ? undefined : byPrincipal.get(request.principal);
    const matching = [own, everybody]
      .flatMap((some) => candidates(some, request))
      .filter((acl) => matches(acl, request));
    return matching.some(({ permission }) => permission === "allow") && !matching.some(isDenial);
  };
}

/** One principal's ACLs: a principal of thousands is asked about each of its topics. */
interface PrincipalAcls {
  /** Those of one name alone, by the name. */
  readonly literal: Map<string, AclBinding[]>;
  readonly patterns: AclBinding[];
}

function add(byPrincipal: Map<string, PrincipalAcls>, acl: AclBinding): void {
  let known = byPrincipal.get(acl.principal);
  if (known === undefined) byPrincipal.set(acl.principal, (known = { literal: new Map(), patterns: [] }));
  const { literal, patterns } = known;
  if (acl.patternType === "prefixed" || acl.resourceName === "*") return void patterns.push(acl);
  const same = literal.get(acl.resourceName);
  if (same === undefined) literal.set(acl.resourceName, [acl]);
  else same.push(acl);
}

const candidates = (acls: PrincipalAcls | undefined, { resourceName }: AccessRequest): readonly AclBinding[] =>
  acls === undefined ? [] : [...(acls.literal.get(resourceName) ?? []), ...acls.patterns];

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
