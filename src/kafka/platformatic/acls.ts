import {
  AclOperations,
  AclPermissionTypes,
  createAclsV3,
  deleteAclsV3,
  describeAclsV3,
  ResourcePatternTypes,
  ResourceTypes,
} from "@platformatic/kafka";
import type { AclBinding, AclOperation, AclResourceType } from "../../model/acl.ts";
import { errorOfCode } from "../error-codes.ts";
import type { ElementOutcome } from "../errors.ts";
import { KafkaError } from "../errors.ts";
import type { AclSource } from "../topic-details.ts";
import type { BrokerRequests } from "./broker-connections.ts";

const resourceTypes = {
  topic: ResourceTypes.TOPIC,
  group: ResourceTypes.GROUP,
  cluster: ResourceTypes.CLUSTER,
  "transactional-id": ResourceTypes.TRANSACTIONAL_ID,
} as const satisfies Record<AclResourceType, number>;

const operations = {
  all: AclOperations.ALL,
  read: AclOperations.READ,
  write: AclOperations.WRITE,
  create: AclOperations.CREATE,
  delete: AclOperations.DELETE,
  alter: AclOperations.ALTER,
  describe: AclOperations.DESCRIBE,
  "cluster-action": AclOperations.CLUSTER_ACTION,
  "describe-configs": AclOperations.DESCRIBE_CONFIGS,
  "alter-configs": AclOperations.ALTER_CONFIGS,
  "idempotent-write": AclOperations.IDEMPOTENT_WRITE,
} as const satisfies Record<AclOperation, number>;

const patternTypes = {
  literal: ResourcePatternTypes.LITERAL,
  prefixed: ResourcePatternTypes.PREFIXED,
} as const satisfies Record<AclBinding["patternType"], number>;

const permissions = {
  allow: AclPermissionTypes.ALLOW,
  deny: AclPermissionTypes.DENY,
} as const satisfies Record<AclBinding["permission"], number>;

function inverse<K extends string>(codes: Readonly<Record<K, number>>): ReadonlyMap<number, K> {
  const names = Object.keys(codes) as K[];
  return new Map(names.map((name) => [codes[name], name]));
}

const resourceTypeNames = inverse(resourceTypes);
const operationNames = inverse(operations);
const patternTypeNames = inverse(patternTypes);
const permissionNames = inverse(permissions);

const everything = {
  resourceType: ResourceTypes.ANY,
  resourceName: null,
  resourcePatternType: ResourcePatternTypes.ANY,
  principal: null,
  host: null,
  operation: AclOperations.ANY,
  permissionType: AclPermissionTypes.ANY,
} as const;

/** A controller refuses a request that would write more than 10,000 records (KRaft's MAX_RECORDS_PER_USER_OP). */
const maxAclsPerRequest = 5_000;
const securityDisabled = 54;
const clusterAuthorizationFailed = 31;

/** The error of a request about ACLs; where a right is missing it says which. */
function aclError(code: number, what: string, right: string): KafkaError {
  return errorOfCode(code, code === clusterAuthorizationFailed ? `${what} needs ${right} on the cluster` : what);
}

const wireForm = (acl: AclBinding) =>
  ({
    resourceType: resourceTypes[acl.resourceType],
    resourceName: acl.resourceName,
    resourcePatternType: patternTypes[acl.patternType],
    principal: acl.principal,
    host: acl.host,
    operation: operations[acl.operation],
    permissionType: permissions[acl.permission],
  }) as const;

function outcomesOf(
  acls: readonly AclBinding[],
  answers: readonly { readonly errorCode: number; readonly errorMessage?: string | null | undefined }[],
  what: string,
): readonly ElementOutcome<AclBinding>[] {
  return acls.map((element, index): ElementOutcome<AclBinding> => {
    const answer = answers[index];
    if (answer === undefined)
      return { element, ok: false, error: new KafkaError("other", `${what}: the broker didn't answer for one`) };
    if (answer.errorCode === 0) return { element, ok: true };
    const sentence = answer.errorMessage ?? "";
    const detail = sentence === "" ? what : `${what}: ${sentence}`;
    return { element, ok: false, error: aclError(answer.errorCode, detail, "ALTER") };
  });
}

async function inChunks(
  acls: readonly AclBinding[],
  change: (some: readonly AclBinding[]) => Promise<readonly ElementOutcome<AclBinding>[]>,
): Promise<readonly ElementOutcome<AclBinding>[]> {
  const outcomes: ElementOutcome<AclBinding>[] = [];
  for (let start = 0; start < acls.length; start += maxAclsPerRequest)
    outcomes.push(...(await change(acls.slice(start, start + maxAclsPerRequest))));
  return outcomes;
}

/** `AclSource` over DescribeAcls, CreateAcls and DeleteAcls requests: one each, or a few where there are very many. */
export class PlatformaticAcls implements AclSource {
  readonly #connections: BrokerRequests;

  constructor(connections: BrokerRequests) {
    this.#connections = connections;
  }

  /** ACLs on kinds of resources that the product doesn't know (delegation tokens, users) are left out. */
  async describe(only?: AclBinding): Promise<readonly AclBinding[] | undefined> {
    const { errorCode, resources } = await this.#connections.requestAny((connection) =>
      describeAclsV3.api.async(connection, only === undefined ? everything : wireForm(only)),
    );
    if (errorCode === securityDisabled) return undefined;
    if (errorCode !== 0) throw aclError(errorCode, "describing ACLs", "DESCRIBE");
    const bindings: AclBinding[] = [];
    for (const { resourceName, acls, ...resource } of resources) {
      const resourceType = resourceTypeNames.get(resource.resourceType);
      const patternType = patternTypeNames.get(resource.resourcePatternType);
      if (resourceType === undefined || patternType === undefined) continue;
      for (const { principal, host, ...acl } of acls) {
        const operation = operationNames.get(acl.operation);
        const permission = permissionNames.get(acl.permissionType);
        if (operation !== undefined && permission !== undefined)
          bindings.push({ principal, host, permission, operation, resourceType, resourceName, patternType });
      }
    }
    return bindings;
  }

  create(acls: readonly AclBinding[]): Promise<readonly ElementOutcome<AclBinding>[]> {
    return inChunks(acls, async (some) => {
      const { results } = await this.#connections.requestAny((connection) =>
        createAclsV3.api.async(connection, some.map(wireForm)),
      );
      return outcomesOf(some, results, "creating ACLs");
    });
  }

  delete(acls: readonly AclBinding[]): Promise<readonly ElementOutcome<AclBinding>[]> {
    return inChunks(acls, async (some) => {
      const { filterResults } = await this.#connections.requestAny((connection) =>
        deleteAclsV3.api.async(connection, some.map(wireForm)),
      );
      const answers = filterResults.map((one) => one.matchingAcls.find(({ errorCode }) => errorCode !== 0) ?? one);
      return outcomesOf(some, answers, "deleting ACLs");
    });
  }
}
