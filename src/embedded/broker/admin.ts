import type { ClusterAdmin } from "../../kafka/admin.ts";
import { errorOfCode } from "../../kafka/error-codes.ts";
import type { ElementOutcome, KafkaError } from "../../kafka/errors.ts";
import type { AclBinding } from "../../model/acl.ts";
import { aclKey } from "../../model/acl.ts";
import type { TopicName } from "../../model/names.ts";
import type { ObservedTopic } from "../../model/observed.ts";
import type { TopicDetails } from "../../kafka/topic-details.ts";
import type { Authorizer } from "./authorizer.ts";
import type { Broker } from "./broker.ts";
import type { EmbeddedTopic } from "./topics.ts";

function each<T>(elements: readonly T[], change: (element: T) => KafkaError | undefined): ElementOutcome<T>[] {
  return elements.map((element) => {
    const error = change(element);
    return error === undefined ? { element, ok: true } : { element, ok: false, error };
  });
}

function detailsOf({ name, id, partitions, replicationFactor }: EmbeddedTopic): TopicDetails {
  return { name, id, partitions: partitions.length, replicationFactor };
}

const observe = (topic: EmbeddedTopic): ObservedTopic => ({ ...detailsOf(topic), configs: { ...topic.configs } });

function configsOf(topic: EmbeddedTopic, keys: readonly string[] | undefined): Readonly<Record<string, string>> {
  const wanted = Object.entries(topic.configs).filter(([key]) => keys?.includes(key) ?? true);
  return Object.fromEntries(wanted);
}

function changeAcls(
  authorizer: Authorizer | undefined,
  acls: readonly AclBinding[],
  change: (authorizer: Authorizer, acl: AclBinding) => void,
): ElementOutcome<AclBinding>[] {
  return each(acls, (acl) => {
    if (authorizer === undefined) return errorOfCode(54, "the broker has no authorizer");
    change(authorizer, acl);
    return undefined;
  });
}

/** A `ClusterAdmin` over the embedded broker, with a super user's rights. */
export function embeddedAdmin(broker: Broker, assertOpen: () => void): ClusterAdmin {
  const { topics, groups, authorizer } = broker;
  const open = async <T>(answer: () => T): Promise<T> => {
    assertOpen();
    return answer();
  };
  const found = (names: readonly TopicName[]): EmbeddedTopic[] => names.flatMap((name) => topics.find(name) ?? []);
  return {
    survey: () =>
      open(() => ({
        clusterId: broker.clusterId,
        brokers: broker.brokers,
        topics: found(topics.names()).map(detailsOf),
      })),
    describeTopicDetails: (names) => open(() => found(names).map(detailsOf)),
    describeTopicConfigs: (names, keys) =>
      open(() => new Map(found(names).map((topic) => [topic.name, configsOf(topic, keys)]))),
    describeCluster: () => open(() => ({ clusterId: broker.clusterId, brokers: broker.brokers })),
    listTopics: () => open(() => topics.names()),
    describeTopics: (names) => open(() => found(names).map(observe)),
    createTopics: (created, option) =>
      open(() => each(created, (topic) => topics.create(topic, option?.validateOnly === true))),
    createPartitions: (increases, option) =>
      open(() =>
        each(increases, ({ topic, partitions }) => topics.increase(topic, partitions, option?.validateOnly === true)),
      ),
    alterTopicConfigs: (changes, option) =>
      open(() => each(changes, ({ topic, set }) => topics.configure(topic, set, option?.validateOnly === true))),
    deleteTopics: (deleted) =>
      open(() =>
        each(deleted, ({ name, id }) => {
          if (topics.find(name)?.id !== id) return errorOfCode(100, `topic ${name} (${id})`);
          topics.delete(name);
          groups.forgetTopic(name);
          return undefined;
        }),
      ),
    describeAcls: (only) =>
      open(() => authorizer?.list().filter((acl) => only === undefined || aclKey(acl) === aclKey(only))),
    createAcls: (acls) => open(() => changeAcls(authorizer, acls, (to, acl) => to.add(acl))),
    deleteAcls: (acls) => open(() => changeAcls(authorizer, acls, (from, acl) => from.remove(acl))),
    describeLogBytes: (partitions) =>
      open(
        () =>
          new Map(
            partitions.flatMap(({ topic, partition }) => {
              const log = topics.log(topic, partition);
              return log === undefined ? [] : [[`${topic}/${partition}`, log.sizeBytes] as const];
            }),
          ),
      ),
    listGroups: () => open(() => groups.ids()),
    describeGroups: (ids) => open(() => ids.map((id) => groups.describe(id))),
    deleteGroupOffsets: (group, partitions) =>
      open(() => each(partitions, (partition) => groups.deleteOffset(group, partition))),
  };
}
