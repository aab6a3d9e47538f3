import type { TopicName } from "../model/names.ts";
import type { NewTopic, PartitionIncrease, TopicConfigChange } from "./admin.ts";
import type { ElementOutcome } from "./errors.ts";

export interface TopicDetails {
  readonly name: TopicName;
  /** The topic's UUID (KIP-516), which a topic of the same name created later doesn't share. */
  readonly id: string;
  readonly partitions: number;
  readonly replicationFactor: number;
}

/**
 * The part of the administration that kafkajs 2.2.4 can't do: topic ids, outcomes per element in the broker's own
 * words, and IncrementalAlterConfigs. The platformatic driver provides it and the kafkajs driver builds on it.
 */
export interface TopicDetailsSource {
  /** The topics among `names` that exist, in that order. */
  describe(names: readonly TopicName[]): Promise<readonly TopicDetails[]>;
  /** Lets the broker check the creation of topics; changes nothing. */
  checkCreation(topics: readonly NewTopic[]): Promise<readonly ElementOutcome<NewTopic>[]>;
  /** Lets the broker check additional partitions; changes nothing. */
  checkIncrease(increases: readonly PartitionIncrease[]): Promise<readonly ElementOutcome<PartitionIncrease>[]>;
  /** Sets configuration keys and leaves all others (KIP-339). */
  alterConfigs(
    changes: readonly TopicConfigChange[],
    validateOnly: boolean,
  ): Promise<readonly ElementOutcome<TopicConfigChange>[]>;
  close(): Promise<void>;
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
