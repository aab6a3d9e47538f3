import { setTimeout as delay } from "node:timers/promises";
import type { GroupOffsets, TopicPartition } from "../kafka/offsets.ts";
import type { FetchedRecord, PartitionFetch, PartitionReader } from "../kafka/reader.ts";
import type { TopicName } from "../model/names.ts";

/** One record with the partition that it came from. */
export interface RangeRecord {
  readonly partition: number;
  readonly record: FetchedRecord;
}

export interface Ranges {
  readonly topic: TopicName;
  /** Where each partition is begun. */
  readonly from: ReadonlyMap<number, bigint>;
  /** Where a partition ends, exclusive; `forever`: wait for what comes. */
  readonly to: ReadonlyMap<number, bigint> | "forever";
  readonly signal: AbortSignal;
}

const limits = { maxWaitMs: 500, minBytes: 1, maxBytes: 4 * 1024 * 1024, maxBytesPerPartition: 1024 * 1024 };

/** Between two requests of which the first had an answer that another may not have: leaders move, brokers come back. */
const retryMs = 250;

/**
 * The records of ranges of a topic, partition by partition as they are fetched, in order within each partition. What
 * can be tried again is, until the signal is aborted. Rejects with a `KafkaError`, or with the signal's reason.
 */
export async function* readRanges(reader: PartitionReader, ranges: Ranges): AsyncGenerator<RangeRecord> {
  const { topic, to, signal } = ranges;
  const next = new Map(ranges.from);
  const endOf = (partition: number): bigint | undefined => (to === "forever" ? undefined : (to.get(partition) ?? 0n));
  for (;;) {
    const wanted: PartitionFetch[] = [...next]
      .filter(([partition, offset]) => offset < (endOf(partition) ?? offset + 1n))
      .map(([partition, offset]) => ({ topic, partition, offset }));
    if (wanted.length === 0) return;
    let isIncomplete = false;
    for (const batch of await reader.fetch(wanted, limits, signal)) {
      if (!batch.ok) {
        if (!batch.error.retriable) throw batch.error;
        isIncomplete = true;
        continue;
      }
      next.set(batch.partition, batch.nextOffset);
      const end = endOf(batch.partition);
      for (const record of batch.records)
        if (end === undefined || record.offset < end) yield { partition: batch.partition, record };
    }
    if (isIncomplete) await pause(signal);
  }
}

/** Where partitions begin or end now, all of one topic. Rejects with a `KafkaError`. */
export async function logPositions(
  offsets: GroupOffsets,
  partitions: readonly TopicPartition[],
  kind: "earliest" | "latest",
): Promise<ReadonlyMap<number, bigint>> {
  const found = await offsets.logOffsets(partitions, { kind });
  return new Map(
    found.map((entry) => {
      if (!entry.ok) throw entry.error;
      return [entry.partition, entry.offset] as const;
    }),
  );
}

async function pause(signal: AbortSignal): Promise<void> {
  await delay(retryMs, undefined, { signal }).catch(() => undefined);
  signal.throwIfAborted();
}
