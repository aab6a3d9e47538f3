import kafkajs, { Kafka, logLevel } from "kafkajs";

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

/** Everything that an apply could change, in an order that can be compared. */
export interface ClusterState {
  /** `name: partitions` of each topic. */
  readonly topics: readonly string[];
  readonly acls: readonly string[];
  /** Consul's keys, each with the index of its last write. */
  readonly keys: readonly string[];
}

/** Reads the state of a broker (as one who may do everything) and of a Consul, by no code of ours. */
export async function readClusterState(bootstrapServers: string, consulUrl: string): Promise<ClusterState> {
  const admin = new Kafka({ brokers: [bootstrapServers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const { topics } = await admin.fetchTopicMetadata();
    const own = topics.filter(({ name }) => !name.startsWith("__"));
    return {
      topics: own.map(({ name, partitions }) => `${name}: ${partitions.length}`).toSorted(),
      acls: await aclsOf(admin),
      keys: await keysOf(consulUrl),
    };
  } finally {
    await admin.disconnect();
  }
}

async function aclsOf(admin: ReturnType<Kafka["admin"]>): Promise<readonly string[]> {
  const { resources } = await admin.describeAcls({
    resourceType: AclResourceTypes.ANY,
    resourcePatternType: ResourcePatternTypes.ANY,
    operation: AclOperationTypes.ANY,
    permissionType: AclPermissionTypes.ANY,
  });
  const described = resources.flatMap(({ resourceType, resourceName, acls }) =>
    acls.map(({ principal, operation }) => `${principal} ${aclWord(operation)} ${resourceType}:${resourceName}`),
  );
  return described.toSorted();
}

const aclWord = (operation: number): string =>
  Object.entries(AclOperationTypes).find(([, value]) => value === operation)?.[0] ?? String(operation);

async function keysOf(consulUrl: string): Promise<readonly string[]> {
  const response = await fetch(`${consulUrl}/v1/kv/?recurse=true`);
  if (response.status === 404) return [];
  const entries = (await response.json()) as readonly { readonly Key: string; readonly ModifyIndex: number }[];
  return entries.map(({ Key, ModifyIndex }) => `${Key}@${ModifyIndex}`).toSorted();
}
