import type { GroupDescription } from "../kafka/admin.ts";
import { KafkaError } from "../kafka/errors.ts";
import type { Kafka } from "../kafka/kafka.ts";
import type { CommittedOffset, GroupOffsets } from "../kafka/offsets.ts";
import type { AclBinding } from "../model/acl.ts";
import type { GroupId } from "../model/names.ts";
import type { ObservedTopic } from "../model/observed.ts";
import { partitionsOf } from "./lag.ts";

/** A consumer group, and where it has got to. */
export interface GroupContents {
  readonly group: GroupId;
  readonly members: number;
  /** What members are subscribed to. */
  readonly subscribed: readonly string[];
  /** How many partitions of a topic it has an offset in, by topic; undefined where that may not be read. */
  readonly committed: ReadonlyMap<string, number> | undefined;
}

/** What a cluster has, as `clusterDocument` writes it down. */
export interface ClusterContents {
  readonly topics: readonly ObservedTopic[];
  /** Undefined where the broker has no authorizer. */
  readonly acls: readonly AclBinding[] | undefined;
  readonly groups: readonly GroupContents[];
}

/**
 * Reads everything on a cluster, in batched requests and one a group; Kafka's own topics are left out. Rejects with a
 * `KafkaError`.
 */
export async function readClusterContents(kafka: Kafka): Promise<ClusterContents> {
  const { admin } = kafka;
  const [{ topics: all }, acls, groups] = await Promise.all([admin.survey(), admin.describeAcls(), admin.listGroups()]);
  const details = all.filter(({ name }) => !name.startsWith("__"));
  const [configs, described] = await Promise.all([
    admin.describeTopicConfigs(details.map(({ name }) => name)),
    admin.describeGroups(groups),
  ]);
  const topics = details.flatMap((topic) => {
    const own = configs.get(topic.name);
    return own === undefined ? [] : [{ ...topic, configs: own }];
  });
  return { topics, acls, groups: await readGroups(kafka, topics, described) };
}

async function readGroups(
  kafka: Kafka,
  topics: readonly ObservedTopic[],
  described: readonly GroupDescription[],
): Promise<readonly GroupContents[]> {
  const partitions = partitionsOf(new Map(topics.map(({ name, partitions: count }) => [name, count])));
  const client = kafka.client();
  try {
    const found: GroupContents[] = [];
    for (const { group, members } of described)
      found.push({
        group,
        members: members.length,
        subscribed: [...new Set(members.flatMap((member) => member.topics))].toSorted(),
        committed: await committedBy(client.offsets, group, partitions),
      });
    return found;
  } finally {
    await client.close();
  }
}

async function committedBy(
  offsets: GroupOffsets,
  group: GroupId,
  partitions: ReturnType<typeof partitionsOf>,
): Promise<ReadonlyMap<string, number> | undefined> {
  try {
    return countsOf(await offsets.committed(group, partitions));
  } catch (error) {
    if (error instanceof KafkaError && error.kind === "not-authorized") return undefined;
    throw error;
  }
}

function countsOf(committed: readonly CommittedOffset[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { topic, offset } of committed) if (offset !== undefined) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return counts;
}
