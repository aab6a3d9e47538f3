import kafkajs from "kafkajs";
import type { AclEntry, DescribeAclResponse } from "kafkajs";
import type { AclBinding, AclOperation, AclResourceType } from "../../model/acl.ts";

// Node.js doesn't find the names of kafkajs' exports, which is CommonJS, so values come from its default export.
const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

const resourceTypes: Readonly<Record<AclResourceType, number>> = {
  topic: AclResourceTypes.TOPIC,
  group: AclResourceTypes.GROUP,
  cluster: AclResourceTypes.CLUSTER,
  "transactional-id": AclResourceTypes.TRANSACTIONAL_ID,
};

const operations: Readonly<Record<AclOperation, number>> = {
  all: AclOperationTypes.ALL,
  read: AclOperationTypes.READ,
  write: AclOperationTypes.WRITE,
  create: AclOperationTypes.CREATE,
  delete: AclOperationTypes.DELETE,
  alter: AclOperationTypes.ALTER,
  describe: AclOperationTypes.DESCRIBE,
  "cluster-action": AclOperationTypes.CLUSTER_ACTION,
  "describe-configs": AclOperationTypes.DESCRIBE_CONFIGS,
  "alter-configs": AclOperationTypes.ALTER_CONFIGS,
  "idempotent-write": AclOperationTypes.IDEMPOTENT_WRITE,
};

const patternTypes: Readonly<Record<AclBinding["patternType"], number>> = {
  literal: ResourcePatternTypes.LITERAL,
  prefixed: ResourcePatternTypes.PREFIXED,
};

const permissions: Readonly<Record<AclBinding["permission"], number>> = {
  allow: AclPermissionTypes.ALLOW,
  deny: AclPermissionTypes.DENY,
};

function inverse<K extends string>(codes: Readonly<Record<K, number>>): ReadonlyMap<number, K> {
  const names = Object.keys(codes) as K[];
  return new Map(names.map((name) => [codes[name], name]));
}

const resourceTypeNames = inverse(resourceTypes);
const operationNames = inverse(operations);
const patternTypeNames = inverse(patternTypes);
const permissionNames = inverse(permissions);

export function toEntry(acl: AclBinding): AclEntry {
  return {
    principal: acl.principal,
    host: acl.host,
    operation: operations[acl.operation],
    permissionType: permissions[acl.permission],
    resourceType: resourceTypes[acl.resourceType],
    resourceName: acl.resourceName,
    resourcePatternType: patternTypes[acl.patternType],
  };
}

/** The ACLs of an answer, without those on kinds of resources that the product doesn't know (delegation tokens, users). */
export function toBindings(answer: DescribeAclResponse): readonly AclBinding[] {
  return answer.resources.flatMap((resource) => {
    const resourceType = resourceTypeNames.get(resource.resourceType);
    const patternType = patternTypeNames.get(resource.resourcePatternType);
    if (resourceType === undefined || patternType === undefined) return [];
    return resource.acls.flatMap((acl): AclBinding[] => {
      const operation = operationNames.get(acl.operation);
      const permission = permissionNames.get(acl.permissionType);
      if (operation === undefined || permission === undefined) return [];
      const { principal, host } = acl;
      return [
        { principal, host, permission, operation, resourceType, resourceName: resource.resourceName, patternType },
      ];
    });
  });
}
