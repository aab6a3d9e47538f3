import type { AclBinding } from "../model/acl.ts";
import type { TopicName } from "../model/names.ts";
import type { ClusterSurvey, NewTopic, PartitionIncrease, TopicConfigChange, TopicToDelete } from "./admin.ts";
import type { ElementOutcome } from "./errors.ts";
import type { TopicPartition } from "./offsets.ts";

export interface TopicDetails {
  readonly name: TopicName;
  /** The topic's UUID (KIP-516), which a topic of the same name created later doesn't share. */
  readonly id: string;
  readonly partitions: number;
  readonly replicationFactor: number;
}

/**
 * The part of the administration that kafkajs 2.2.4 can't do, or only much slower (decision 16): topic ids, outcomes per
 * element in the broker's own words, single configuration keys, and IncrementalAlterConfigs. The platformatic driver
 * provides it and the kafkajs driver builds on it.
 */
export interface TopicDetailsSource {
  survey(): Promise<ClusterSurvey>;
  /** The topics among `names` that exist, in that order. */
  describe(names: readonly TopicName[]): Promise<readonly TopicDetails[]>;
  /** What is set on these topics themselves, of `keys` alone where they are given; topics that don't exist are left out. */
  configs(
    names: readonly TopicName[],
    keys?: readonly string[],
  ): Promise<ReadonlyMap<TopicName, Readonly<Record<string, string>>>>;
  /** The bytes of partitions' logs, by `topic/partition`. */
  logBytes(partitions: readonly TopicPartition[]): Promise<ReadonlyMap<string, number>>;
  /** Creates topics, or lets the broker only check it; resolves when their leaders are known. */
  create(topics: readonly NewTopic[], validateOnly: boolean): Promise<readonly ElementOutcome<NewTopic>[]>;
  /** Adds partitions, or lets the broker only check it. */
  increase(
    increases: readonly PartitionIncrease[],
    validateOnly: boolean,
  ): Promise<readonly ElementOutcome<PartitionIncrease>[]>;
  /** Sets configuration keys and leaves all others (KIP-339). */
  alterConfigs(
    changes: readonly TopicConfigChange[],
    validateOnly: boolean,
  ): Promise<readonly ElementOutcome<TopicConfigChange>[]>;
  /** Deletes topics by their ids. */
  delete(topics: readonly TopicToDelete[]): Promise<readonly ElementOutcome<TopicToDelete>[]>;
  close(): Promise<void>;
}

/** ACLs in single requests, with an outcome for each: kafkajs doesn't say which one failed. */
export interface AclSource {
  /** Every ACL, or this one alone if it is there; undefined where the broker has no authorizer. */
  describe(only?: AclBinding): Promise<readonly AclBinding[] | undefined>;
  create(acls: readonly AclBinding[]): Promise<readonly ElementOutcome<AclBinding>[]>;
  delete(acls: readonly AclBinding[]): Promise<readonly ElementOutcome<AclBinding>[]>;
}

/** Kafka refuses a CreateTopics request with more partitions than this. */
const maxPartitionsPerRequest = 10_000;
const maxTopicsPerRequest = 1_000;

/** Splits a creation into requests that Kafka accepts, keeping the order. */
export function creationChunks(topics: readonly NewTopic[]): readonly (readonly NewTopic[])[] {
  const chunks: NewTopic[][] = [];
  let partitions = 0;
  for (const topic of topics) {
    const last = chunks.at(-1);
    partitions += topic.partitions;
    if (last === undefined || partitions >= maxPartitionsPerRequest || last.length >= maxTopicsPerRequest) {
      chunks.push([topic]);
      partitions = topic.partitions;
    } else last.push(topic);
  }
  return chunks;
}
