import type { AclBinding } from "../model/acl.ts";
import type { GroupId, TopicName } from "../model/names.ts";
import type { ObservedTopic } from "../model/observed.ts";
import type { ElementOutcome } from "./errors.ts";
import type { TopicPartition } from "./offsets.ts";
import type { TopicDetails } from "./topic-details.ts";

export interface ClusterDescription {
  readonly clusterId: string;
  readonly brokers: number;
}

/** A cluster with all its topics. */
export interface ClusterSurvey extends ClusterDescription {
  /** Every topic that the principal may describe, without its configuration. */
  readonly topics: readonly TopicDetails[];
}

/** A topic to create. `configs` under Kafka's own keys. */
export interface NewTopic {
  readonly name: TopicName;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly configs: Readonly<Record<string, string>>;
}

/** Keys to set on a topic; every other key stays as it is (IncrementalAlterConfigs, KIP-339). */
export interface TopicConfigChange {
  readonly topic: TopicName;
  readonly set: Readonly<Record<string, string>>;
}

export interface PartitionIncrease {
  readonly topic: TopicName;
  /** The total number of partitions afterwards. */
  readonly partitions: number;
}

/** A topic to delete: the one with this id, and no other that has its name by then. */
export interface TopicToDelete {
  readonly name: TopicName;
  readonly id: string;
}

export interface GroupMember {
  readonly clientId: string;
  readonly host: string;
  /** What it is subscribed to or has been assigned, sorted; empty where its protocol doesn't say. */
  readonly topics: readonly string[];
}

/**
 * `Empty`, `Stable`, `Dead`, … as Kafka names them; members are clients that joined the group, by the classic protocol or
 * the newer one (KIP-848).
 */
export interface GroupDescription {
  readonly group: GroupId;
  readonly state: string;
  readonly members: readonly GroupMember[];
}

export interface ValidateOption {
  /** True: the broker checks the request and changes nothing. */
  readonly validateOnly?: boolean;
}

/**
 * The administrative side of a cluster. Every method is one batched request (or a few, chunked under the broker's
 * limits), never one per element. Methods reject with a `KafkaError`; outcomes name the elements that failed alone.
 */
export interface ClusterAdmin {
  describeCluster(): Promise<ClusterDescription>;
  /** The cluster and all its topics, in one request. */
  survey(): Promise<ClusterSurvey>;
  /** Every topic of the cluster that the principal may describe. */
  listTopics(): Promise<readonly TopicName[]>;
  /**
   * The topics among `names` that exist, in that order, with the configuration that is set on the topic itself, in
   * Kafka's own form (`0.50` comes back as `0.5`, `TRUE` as `true`).
   */
  describeTopics(names: readonly TopicName[]): Promise<readonly ObservedTopic[]>;
  /** The topics among `names` that exist, in that order, without their configuration: one request. */
  describeTopicDetails(names: readonly TopicName[]): Promise<readonly TopicDetails[]>;
  /**
   * The configuration that is set on each of these topics itself, in Kafka's own form; of `keys` alone where they are
   * given, which a broker answers several times as fast. Topics that don't exist are left out.
   */
  describeTopicConfigs(
    names: readonly TopicName[],
    keys?: readonly string[],
  ): Promise<ReadonlyMap<TopicName, Readonly<Record<string, string>>>>;
  /** Creates topics (chunked under 10,000 partitions a request) and resolves when their leaders are known. */
  createTopics(topics: readonly NewTopic[], option?: ValidateOption): Promise<readonly ElementOutcome<NewTopic>[]>;
  createPartitions(
    increases: readonly PartitionIncrease[],
    option?: ValidateOption,
  ): Promise<readonly ElementOutcome<PartitionIncrease>[]>;
  alterTopicConfigs(
    changes: readonly TopicConfigChange[],
    option?: ValidateOption,
  ): Promise<readonly ElementOutcome<TopicConfigChange>[]>;
  /**
   * Deletes topics by their ids, with everything in them. One that is gone fails with `unknown-topic-or-partition`. The
   * brokers may show a deleted topic for some moments.
   */
  deleteTopics(topics: readonly TopicToDelete[]): Promise<readonly ElementOutcome<TopicToDelete>[]>;
  /** Every ACL of the cluster, or this one alone if it is there; undefined where the broker has no authorizer. */
  describeAcls(only?: AclBinding): Promise<readonly AclBinding[] | undefined>;
  createAcls(acls: readonly AclBinding[]): Promise<readonly ElementOutcome<AclBinding>[]>;
  /** Deletes exactly these ACLs; one that doesn't exist counts as deleted. */
  deleteAcls(acls: readonly AclBinding[]): Promise<readonly ElementOutcome<AclBinding>[]>;
  /**
   * The bytes of these partitions' logs as their leaders keep them on disk, by `topic/partition`: one request a broker.
   * Partitions without a leader, or that don't exist, are left out.
   */
  describeLogBytes(partitions: readonly TopicPartition[]): Promise<ReadonlyMap<string, number>>;
  /** Every consumer group of the cluster that the principal may describe. */
  listGroups(): Promise<readonly GroupId[]>;
  /** Groups that don't exist are described as `Dead` without members. */
  describeGroups(groups: readonly GroupId[]): Promise<readonly GroupDescription[]>;
  /**
   * Deletes a group's committed offsets of these partitions (KIP-496): one request. One that isn't there counts as
   * deleted; while a member of the group is subscribed to the topic it fails with `group-has-members`.
   */
  deleteGroupOffsets(
    group: GroupId,
    partitions: readonly TopicPartition[],
  ): Promise<readonly ElementOutcome<TopicPartition>[]>;
}
