/**
 * The driver over kafkajs: the administrative side of a cluster. What kafkajs can't do, or only slowly, it takes from a
 * `TopicDetailsSource` and an `AclSource` (decision 16). Only the composition root imports this folder.
 */
import kafkajs from "kafkajs";
import type { MemberDescription } from "kafkajs";
import type { AclBinding } from "../../model/acl.ts";
import type { GroupId, TopicName } from "../../model/names.ts";
import { parseGroupId, parseTopicName } from "../../model/names.ts";
import type { ObservedTopic } from "../../model/observed.ts";
import type {
  ClusterAdmin,
  ClusterDescription,
  ClusterSurvey,
  GroupDescription,
  GroupMember,
  NewTopic,
  PartitionIncrease,
  TopicToDelete,
  ValidateOption,
} from "../admin.ts";
import type { KafkaConnection } from "../connection.ts";
import type { ElementOutcome } from "../errors.ts";
import type { GroupSource } from "../group-source.ts";
import type { TopicPartition } from "../offsets.ts";
import type { AclSource, TopicDetails, TopicDetailsSource } from "../topic-details.ts";
import { LazyAdmin } from "./lazy-admin.ts";

/** What answers where kafkajs doesn't. */
export interface OtherSources {
  readonly details: TopicDetailsSource;
  readonly acls: AclSource;
  readonly groups: GroupSource;
}

/** A `ClusterAdmin` over kafkajs. */
export class KafkajsAdmin implements ClusterAdmin {
  readonly #admin: LazyAdmin;
  readonly #details: TopicDetailsSource;
  readonly #acls: AclSource;
  readonly #groups: GroupSource;

  constructor(connection: KafkaConnection, { details, acls, groups }: OtherSources) {
    this.#admin = new LazyAdmin(connection);
    this.#details = details;
    this.#acls = acls;
    this.#groups = groups;
  }

  async describeCluster(): Promise<ClusterDescription> {
    const cluster = await this.#admin.use("describing the cluster", (admin) => admin.describeCluster());
    return { clusterId: cluster.clusterId, brokers: cluster.brokers.length };
  }

  survey(): Promise<ClusterSurvey> {
    return this.#details.survey();
  }

  async listTopics(): Promise<readonly TopicName[]> {
    const names = await this.#admin.use("listing topics", (admin) => admin.listTopics());
    return names.flatMap((name) => {
      const parsed = parseTopicName(name);
      return parsed.ok ? [parsed.value] : [];
    });
  }

  async describeTopics(names: readonly TopicName[]): Promise<readonly ObservedTopic[]> {
    const details = await this.#details.describe(names);
    const configs = await this.#details.configs(details.map(({ name }) => name));
    return details.flatMap((topic) => {
      const own = configs.get(topic.name);
      // Deleted between the two requests.
      return own === undefined ? [] : [{ ...topic, configs: own }];
    });
  }

  describeTopicDetails(names: readonly TopicName[]): Promise<readonly TopicDetails[]> {
    return this.#details.describe(names);
  }

  describeTopicConfigs(
    ...[names, keys]: Parameters<ClusterAdmin["describeTopicConfigs"]>
  ): ReturnType<ClusterAdmin["describeTopicConfigs"]> {
    return this.#details.configs(names, keys);
  }

  describeLogBytes(
    ...[partitions]: Parameters<ClusterAdmin["describeLogBytes"]>
  ): ReturnType<ClusterAdmin["describeLogBytes"]> {
    return this.#details.logBytes(partitions);
  }

  createTopics(topics: readonly NewTopic[], option?: ValidateOption): Promise<readonly ElementOutcome<NewTopic>[]> {
    return this.#details.create(topics, option?.validateOnly === true);
  }

  createPartitions(
    increases: readonly PartitionIncrease[],
    option?: ValidateOption,
  ): Promise<readonly ElementOutcome<PartitionIncrease>[]> {
    return this.#details.increase(increases, option?.validateOnly === true);
  }

  alterTopicConfigs(
    ...[changes, option]: Parameters<ClusterAdmin["alterTopicConfigs"]>
  ): ReturnType<ClusterAdmin["alterTopicConfigs"]> {
    return this.#details.alterConfigs(changes, option?.validateOnly === true);
  }

  deleteTopics(topics: readonly TopicToDelete[]): Promise<readonly ElementOutcome<TopicToDelete>[]> {
    return this.#details.delete(topics);
  }

  describeAcls(only?: AclBinding): Promise<readonly AclBinding[] | undefined> {
    return this.#acls.describe(only);
  }

  createAcls(acls: readonly AclBinding[]): Promise<readonly ElementOutcome<AclBinding>[]> {
    return this.#acls.create(acls);
  }

  deleteAcls(acls: readonly AclBinding[]): Promise<readonly ElementOutcome<AclBinding>[]> {
    return this.#acls.delete(acls);
  }

  async listGroups(): Promise<readonly GroupId[]> {
    const { groups } = await this.#admin.use("listing groups", (admin) => admin.listGroups());
    return groups.flatMap(({ groupId }) => {
      const parsed = parseGroupId(groupId);
      return parsed.ok ? [parsed.value] : [];
    });
  }

  async describeGroups(groups: Parameters<ClusterAdmin["describeGroups"]>[0]): Promise<readonly GroupDescription[]> {
    if (groups.length === 0) return [];
    const answer = await this.#admin.use("describing groups", (admin) => admin.describeGroups([...groups]));
    const classic = new Map(answer.groups.map((group) => [group.groupId, group]));
    // A group of the newer protocol looks dead to the older request.
    const others = groups.filter((group) => (classic.get(group)?.state ?? "Dead") === "Dead");
    const newer = new Map((await this.#groups.describe(others)).map((group) => [group.group, group]));
    return groups.map((group) => {
      const found = classic.get(group);
      return newer.get(group) ?? { group, state: found?.state ?? "Dead", members: found?.members.map(memberOf) ?? [] };
    });
  }

  deleteGroupOffsets(
    group: GroupId,
    partitions: readonly TopicPartition[],
  ): Promise<readonly ElementOutcome<TopicPartition>[]> {
    return this.#groups.deleteOffsets(group, partitions);
  }

  async close(): Promise<void> {
    await Promise.all([this.#admin.close(), this.#details.close(), this.#groups.close()]);
  }
}

function memberOf(member: MemberDescription): GroupMember {
  return { clientId: member.clientId, host: member.clientHost, topics: topicsOf(member) };
}

/** What a consumer says about itself; another protocol's members (Kafka Connect's) say something else. */
function topicsOf({ memberMetadata, memberAssignment }: MemberDescription): readonly string[] {
  const { MemberMetadata, MemberAssignment } = kafkajs.AssignerProtocol;
  try {
    const subscribed = MemberMetadata.decode(memberMetadata)?.topics ?? [];
    const assigned = memberAssignment.length === 0 ? {} : (MemberAssignment.decode(memberAssignment)?.assignment ?? {});
    return [...new Set([...subscribed, ...Object.keys(assigned)])].toSorted();
  } catch {
    return [];
  }
}
