import type { TopicName } from "../model/names.ts";
import type { KafkaError } from "./errors.ts";
import type { TopicPartition } from "./offsets.ts";

export interface RecordHeader {
  readonly key: Buffer;
  readonly value: Buffer;
}

/** A record as it lies in a partition. Null keys and values (tombstones) are `undefined`. */
export interface FetchedRecord {
  readonly offset: bigint;
  readonly timestampMs: number;
  readonly key: Buffer | undefined;
  readonly value: Buffer | undefined;
  readonly headers: readonly RecordHeader[];
}

export interface PartitionFetch extends TopicPartition {
  readonly offset: bigint;
}

export interface FetchLimits {
  /** How long the broker may wait for `minBytes`. */
  readonly maxWaitMs: number;
  readonly minBytes: number;
  /** Upper bound of the whole answer; a first record larger than that still comes. */
  readonly maxBytes: number;
  readonly maxBytesPerPartition: number;
}

/**
 * What one partition answered: records from the asked offset on (possibly none), or its own error.
 * `nextOffset` is where the next fetch continues, also past batches that compaction emptied.
 */
export type PartitionBatch =
  | (TopicPartition & {
      readonly ok: true;
      readonly records: readonly FetchedRecord[];
      readonly nextOffset: bigint;
      /** The end of the log as consumers may see it. */
      readonly highWatermark: bigint;
      readonly logStartOffset: bigint;
    })
  | (TopicPartition & { readonly ok: false; readonly error: KafkaError });

/** Reads explicit partitions without joining a group. */
export interface PartitionReader {
  /**
   * One multi-partition fetch per broker. A failing partition doesn't hide the others' records. Leader changes are
   * followed by the driver: such an answer has the error with `retriable` set. Aborting rejects with the signal's reason.
   */
  fetch(
    partitions: readonly PartitionFetch[],
    limits: FetchLimits,
    signal?: AbortSignal,
  ): Promise<readonly PartitionBatch[]>;
  /** The number of partitions of each topic that exists. */
  partitionCounts(topics: readonly TopicName[]): Promise<ReadonlyMap<TopicName, number>>;
  close(): Promise<void>;
}
