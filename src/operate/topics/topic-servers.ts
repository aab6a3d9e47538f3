/**
 * Topics by hand: what an operator does about topics that no revision declares any more. Which these are is said by the
 * caller; this folder looks whether they are in use, puts them into quarantine and deletes them. May be imported by app
 * and cli.
 */
import type { ClaimStore } from "../../claims/store.ts";
import type { Kafka } from "../../kafka/kafka.ts";
import type { TopicPartition } from "../../kafka/offsets.ts";
import type { TopicDetails } from "../../kafka/topic-details.ts";
import type { Clock } from "../../model/clock.ts";

export interface TopicServers {
  readonly kafka: Kafka;
  readonly store: ClaimStore;
  readonly clock: Clock;
}

/** A topic's partitions. */
export const partitionsOfTopic = ({ name, partitions }: TopicDetails): readonly TopicPartition[] =>
  Array.from({ length: partitions }, (_, partition) => ({ topic: name, partition }));
