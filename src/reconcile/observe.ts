import { createBundleStore } from "../claims/bundle-store.ts";
import type { ClusterAdmin } from "../kafka/admin.ts";
import type { GroupOffsets } from "../kafka/offsets.ts";
import type { TopicDetails } from "../kafka/topic-details.ts";
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

/** Keys that decide what a change of a topic puts at stake, whether they are declared or not. */
const stakeKeys: readonly string[] = ["cleanup.policy", "retention.bytes", "retention.ms"];

/**
 * Reads the part of the cluster that a plan is about, in a few batched requests: never one a topic or ACL, and one a
 * group only for groups that may have to be started. Of topics' configurations only the keys that are declared are
 * asked for, since the broker works out each key that it is asked for. Rejects with a `KafkaError` or a `StoreError`.
 */
export async function observe({ kafka, store }: Cluster, { desired, previous }: ObserveScope): Promise<Observed> {
  const { admin } = kafka;
  const acls = admin.describeAcls();
  // Awaited below, after what goes on meanwhile: until then its failure is nobody's.
  acls.catch(() => undefined);
  const [{ clusterId, brokers, topics: all }, { manifest }] = await Promise.all([
    admin.survey(),
    createBundleStore(store).readManifest(),
  ]);
  const { concerns } = ownTopicsOf([desired, ...earlierStates(previous)]);
  const topics = all.filter(({ name }) => concerns(name)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const published = manifest.pipelines;
  const client = kafka.client();
  try {
    const inputs = startableInputs({ desired, previous, published });
    const [observedTopics, groupInputs] = await Promise.all([
      withConfigs(admin, topics, desired),
      observeGroups(client.offsets, topics, inputs),
    ]);
    return { clusterId, brokers, topics: observedTopics, acls: await acls, groupInputs, published };
  } finally {
    await client.close();
  }
}

/** The topics with what is set of the keys that the revision declares. One that is gone meanwhile is left out. */
async function withConfigs(
  admin: ClusterAdmin,
  topics: readonly TopicDetails[],
  desired: Desired,
): Promise<readonly ObservedTopic[]> {
  const declared = new Map(desired.topics.map(({ name, configs }) => [name, Object.keys(configs)]));
  const isCompared = ({ name }: TopicDetails): boolean => (declared.get(name) ?? []).length > 0;
  const keys = [...new Set([...[...declared.values()].flat(), ...stakeKeys])].toSorted();
  const compared = topics.filter(isCompared).map(({ name }) => name);
  const configs = await admin.describeTopicConfigs(compared, keys);
  return topics.flatMap((topic) => {
    const own = isCompared(topic) ? configs.get(topic.name) : {};
    return own === undefined ? [] : [{ ...topic, configs: own }];
  });
}

async function observeGroups(
  offsets: GroupOffsets,
  topics: readonly TopicDetails[],
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
