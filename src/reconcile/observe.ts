import type { VersionedManifest } from "../claims/bundle-store.ts";
import { readLeftovers } from "../claims/leftover-log.ts";
import { readQuarantines } from "../claims/quarantine-log.ts";
import { createBundleStore } from "../claims/bundle-store.ts";
import type { ClusterAdmin, ClusterSurvey } from "../kafka/admin.ts";
import type { TopicDetails } from "../kafka/topic-details.ts";
import type { AclBinding } from "../model/acl.ts";
import type { Desired, DesiredTopic } from "../model/desired.ts";
import type { Leftovers } from "../model/leftovers.ts";
import type { TopicName } from "../model/names.ts";
import type { Quarantine } from "../model/quarantine.ts";
import type { Observed, ObservedTopic } from "../model/observed.ts";
import { startableInputs } from "../plan/groups.ts";
import { leftoverInputs, leftoverNames } from "../plan/leftovers.ts";
import { ownTopicsOf } from "../plan/own-topics.ts";
import type { Previous } from "../plan/previous.ts";
import { earlierStates } from "../plan/previous.ts";
import type { Cluster } from "./cluster.ts";
import { foreignInputs, observeForeignGroups, observeGroups, observeLeftInputs } from "./observe-groups.ts";
import { observeSubjects } from "./observe-subjects.ts";

/** What decides which part of a cluster matters. */
export interface ObserveScope {
  readonly desired: Desired;
  readonly previous: Previous;
}

/** Keys that decide what a change of a topic puts at stake, whether they are declared or not. */
const stakeKeys: readonly string[] = ["cleanup.policy", "retention.bytes", "retention.ms"];

/** What every plan asks, asked already: the earlier revisions are read meanwhile. */
export interface Questions {
  readonly survey: Promise<ClusterSurvey>;
  /** Of the topics that the revision declares settings for, what is set of the keys that a plan reads. */
  readonly configs: Promise<ReadonlyMap<TopicName, Readonly<Record<string, string>>>>;
  readonly acls: Promise<readonly AclBinding[] | undefined>;
  readonly manifest: Promise<VersionedManifest>;
  readonly quarantines: Promise<readonly Quarantine[]>;
  readonly leftovers: Promise<Leftovers>;
}

/** Asks what every plan of a revision needs. Failures are those of `observe`, which has to be given the answers. */
export function askCluster({ kafka, store }: Cluster, desired: Desired): Questions {
  const survey = kafka.admin.survey();
  const questions = {
    survey,
    acls: kafka.admin.describeAcls(),
    configs: askConfigs(kafka.admin, survey, desired),
    manifest: createBundleStore(store).readManifest(),
    quarantines: readQuarantines(store),
    leftovers: readLeftovers(store),
  };
  // Whoever never comes to observe has failed for another reason.
  for (const question of Object.values(questions)) question.catch(() => undefined);
  return questions;
}

async function askConfigs(
  admin: ClusterAdmin,
  survey: Questions["survey"],
  desired: Desired,
): Promise<Awaited<Questions["configs"]>> {
  const declared = new Set(desired.topics.filter(hasConfigs).map(({ name }) => name));
  const { topics } = await survey;
  const compared = topics.map(({ name }) => name).filter((name) => declared.has(name));
  return admin.describeTopicConfigs(compared, observedKeys(desired));
}

const hasConfigs = ({ configs }: DesiredTopic): boolean => Object.keys(configs).length > 0;

/** The keys of topics' configurations that a plan reads: those that are declared, and what decides about data. */
function observedKeys({ topics }: Desired): readonly string[] {
  return [...new Set([...topics.flatMap(({ configs }) => Object.keys(configs)), ...stakeKeys])].toSorted();
}

/**
 * Reads the part of the cluster that a plan is about, in a few batched requests: never one a topic or ACL, and one a
 * group only for groups that may have to be started. Of topics' configurations only the keys that are declared are
 * asked for, since the broker works out each key that it is asked for. Rejects with a `KafkaError`, a `StoreError` or a
 * `RegistryError`.
 */
export async function observe(
  { kafka, registry }: Cluster,
  { desired, previous }: ObserveScope,
  questions: Questions,
): Promise<Observed> {
  const { admin } = kafka;
  const [{ clusterId, brokers, topics: all }, { manifest }, quarantines] = await Promise.all([
    questions.survey,
    questions.manifest,
    questions.quarantines,
  ]);
  const { concerns } = ownTopicsOf([desired, ...earlierStates(previous)]);
  const others = new Set([...leftoverNames(previous), ...quarantines.map(({ topic }) => topic)]);
  const topics = all.filter(({ name }) => concerns(name) || others.has(name));
  const published = manifest.pipelines;
  const client = kafka.client();
  try {
    const inputs = startableInputs({ desired, previous, published });
    const [started, left, foreignGroups, configs, acls, subjects] = await Promise.all([
      observeGroups(
        client.offsets,
        topics,
        inputs.map(({ group, topic }) => ({ group: group.id, topic })),
      ),
      observeLeftInputs(client.offsets, topics, leftoverInputs({ desired, previous })),
      observeForeignGroups({ admin, offsets: client.offsets }, topics, foreignInputs(desired, inputs)),
      questions.configs,
      questions.acls,
      observeSubjects(registry, desired.subjects ?? []),
    ]);
    const known = subjects === undefined ? {} : { subjects };
    return {
      clusterId,
      brokers,
      topics: withConfigs(topics, desired, configs),
      acls,
      groupInputs: [...started, ...left],
      quarantines,
      foreignGroups,
      published,
      ...known,
    };
  } finally {
    await client.close();
  }
}

/** The topics with what is set of the keys that the revision declares. One that is gone meanwhile is left out. */
function withConfigs(
  topics: readonly TopicDetails[],
  desired: Desired,
  configs: Awaited<Questions["configs"]>,
): readonly ObservedTopic[] {
  const declared = new Set(desired.topics.filter(hasConfigs).map(({ name }) => name));
  return topics.flatMap((topic) => {
    const own = declared.has(topic.name) ? configs.get(topic.name) : {};
    return own === undefined ? [] : [{ ...topic, configs: own }];
  });
}
