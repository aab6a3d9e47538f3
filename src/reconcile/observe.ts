import type { VersionedManifest } from "../claims/bundle-store.ts";
import { createBundleStore } from "../claims/bundle-store.ts";
import type { ClusterAdmin, ClusterSurvey } from "../kafka/admin.ts";
import type { GroupOffsets } from "../kafka/offsets.ts";
import type { TopicDetails } from "../kafka/topic-details.ts";
import type { AclBinding } from "../model/acl.ts";
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

/** Questions that don't depend on what a plan is about, asked already: the earlier revisions are read meanwhile. */
export interface Questions {
  readonly survey: Promise<ClusterSurvey>;
  readonly acls: Promise<readonly AclBinding[] | undefined>;
  readonly manifest: Promise<VersionedManifest>;
}

/** Asks what every plan needs. Failures are those of `observe`, which has to be given the answers. */
export function askCluster({ kafka, store }: Cluster): Questions {
  const questions = {
    acls: kafka.admin.describeAcls(),
    survey: kafka.admin.survey(),
    manifest: createBundleStore(store).readManifest(),
  };
  // Whoever never comes to observe has failed for another reason.
  for (const question of Object.values(questions)) question.catch(() => undefined);
  return questions;
}

/** The keys of topics' configurations that a plan reads: those that are declared, and what decides about data. */
function observedKeys({ topics }: Desired): readonly string[] {
  return [...new Set([...topics.flatMap(({ configs }) => Object.keys(configs)), ...stakeKeys])].toSorted();
}

/**
 * Reads the part of the cluster that a plan is about, in a few batched requests: never one a topic or ACL, and one a
 * group only for groups that may have to be started. Of topics' configurations only the keys that are declared are
 * asked for, since the broker works out each key that it is asked for. Rejects with a `KafkaError` or a `StoreError`.
 */
export async function observe(
  { kafka }: Cluster,
  { desired, previous }: ObserveScope,
  questions: Questions,
): Promise<Observed> {
  const { admin } = kafka;
  const [{ clusterId, brokers, topics: all }, { manifest }] = await Promise.all([questions.survey, questions.manifest]);
  const { concerns } = ownTopicsOf([desired, ...earlierStates(previous)]);
  const topics = all.filter(({ name }) => concerns(name)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const published = manifest.pipelines;
  const client = kafka.client();
  try {
    const inputs = startableInputs({ desired, previous, published });
    const [observedTopics, groupInputs, acls] = await Promise.all([
      withConfigs(admin, topics, desired),
      observeGroups(client.offsets, topics, inputs),
      questions.acls,
    ]);
    return { clusterId, brokers, topics: observedTopics, acls, groupInputs, published };
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
  const declared = new Map(desired.topics.map(({ name, configs }) => [name, Object.keys(configs).length]));
  const isCompared = ({ name }: TopicDetails): boolean => (declared.get(name) ?? 0) > 0;
  const compared = topics.filter(isCompared).map(({ name }) => name);
  const configs = await admin.describeTopicConfigs(compared, observedKeys(desired));
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
