import { createBundleStore } from "../claims/bundle-store.ts";
import type { GroupOffsets } from "../kafka/offsets.ts";
import type { Desired } from "../model/desired.ts";
import type { GroupId } from "../model/names.ts";
import type { Observed, ObservedGroupInput, ObservedTopic } from "../model/observed.ts";
import { startableInputs } from "../plan/groups.ts";
import type { StartableInput } from "../plan/groups.ts";
import { ownTopicsOf } from "../plan/own-topics.ts";
import type { Previous } from "../plan/previous.ts";
import { earlierStates } from "../plan/previous.ts";
import type { Cluster } from "./cluster.ts";
import { mapAtMost } from "./map-at-most.ts";

/** What decides which part of a cluster matters. */
export interface ObserveScope {
  readonly desired: Desired;
  readonly previous: Previous;
}

/** How many groups are asked for their offsets at once; each is one request. */
const groupsAtOnce = 8;

/**
 * Reads the part of the cluster that a plan is about, in a few batched requests: never one a topic or ACL, and one a
 * group only for groups that may have to be started. Rejects with a `KafkaError` or a `StoreError`.
 */
export async function observe({ kafka, store }: Cluster, { desired, previous }: ObserveScope): Promise<Observed> {
  const { admin } = kafka;
  const [{ clusterId, brokers }, names, acls, { manifest }] = await Promise.all([
    admin.describeCluster(),
    admin.listTopics(),
    admin.describeAcls(),
    createBundleStore(store).readManifest(),
  ]);
  const { concerns } = ownTopicsOf([desired, ...earlierStates(previous)]);
  const topics = await admin.describeTopics(names.filter(concerns).toSorted());
  const published = manifest.pipelines;
  const client = kafka.client();
  try {
    const inputs = startableInputs({ desired, previous, published });
    const groupInputs = await observeGroups(client.offsets, topics, inputs);
    return { clusterId, brokers, topics, acls, groupInputs, published };
  } finally {
    await client.close();
  }
}

async function observeGroups(
  offsets: GroupOffsets,
  topics: readonly ObservedTopic[],
  inputs: readonly StartableInput[],
): Promise<readonly ObservedGroupInput[]> {
  const countOf = new Map(topics.map(({ name, partitions }) => [name, partitions]));
  const groups = new Map<GroupId, StartableInput[]>();
  for (const input of inputs)
    if (countOf.has(input.topic)) groups.set(input.group.id, [...(groups.get(input.group.id) ?? []), input]);
  const found = await mapAtMost(groupsAtOnce, [...groups], async ([group, own]) => {
    const partitions = own.flatMap(({ topic }) =>
      Array.from({ length: countOf.get(topic) ?? 0 }, (_, partition) => ({ topic, partition })),
    );
    const committed = (await offsets.committed(group, partitions)).filter(({ offset }) => offset !== undefined);
    return own.map(({ topic }) => ({
      group,
      topic,
      committedPartitions: committed.filter((one) => one.topic === topic).map(({ partition }) => partition),
    }));
  });
  return found.flat();
}
