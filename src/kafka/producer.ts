import type { TopicName } from "../model/names.ts";
import type { ElementOutcome } from "./errors.ts";
import type { Guard } from "./guard.ts";
import type { RecordHeader } from "./reader.ts";

/** A record to write to an explicit partition. Undefined keys and values are written as null. */
export interface RecordToSend {
  readonly topic: TopicName;
  readonly partition: number;
  readonly key: Buffer | undefined;
  readonly value: Buffer | undefined;
  readonly headers: readonly RecordHeader[];
  /** Undefined: the time of sending. */
  readonly timestampMs?: number;
}

/** Writes records with `acks: all`. */
export interface RecordProducer {
  /**
   * Writes a batch, grouped by partition, in the order given within each partition; resolves when every broker has
   * answered. Outcomes are per record, in the order given: a failed one names why. The guard is asked before each
   * request is written; the driver retries only what is retriable and only while the guard agrees.
   */
  send(records: readonly RecordToSend[], guard?: Guard): Promise<readonly ElementOutcome<RecordToSend>[]>;
  /** The number of partitions of a topic, cached for at most a minute; rejects with `unknown-topic-or-partition`. */
  partitionCount(topic: TopicName): Promise<number>;
  close(): Promise<void>;
}
