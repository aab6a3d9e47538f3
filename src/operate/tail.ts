import { setTimeout as delay } from "node:timers/promises";
import type { GroupOffsets } from "../kafka/offsets.ts";
import type { FetchedRecord, PartitionFetch, PartitionReader } from "../kafka/reader.ts";
import type { TopicName } from "../model/names.ts";
import { partitionsOf } from "./lag.ts";

export interface TailSource {
  readonly reader: PartitionReader;
  readonly offsets: GroupOffsets;
}

export interface TailRequest {
  readonly topic: TopicName;
  /** `earliest`: everything there is; `latest`: only what comes from now on. */
  readonly from: "earliest" | "latest";
  /** False: end at the ends that the partitions have now. */
  readonly follow: boolean;
  readonly signal: AbortSignal;
}

/** One record with the partition that it came from. */
export interface TailedRecord {
  readonly partition: number;
  readonly record: FetchedRecord;
}

const limits = { maxWaitMs: 500, minBytes: 1, maxBytes: 4 * 1024 * 1024, maxBytesPerPartition: 1024 * 1024 };

/** Between two requests of which the first had an answer that another may not have: leaders move, brokers come back. */
const retryMs = 250;

/**
 * The records of a topic, partition by partition as they are fetched, in order within each partition. Reads without a
 * group, so it moves no offset. Rejects with a `KafkaError`, or with the signal's reason.
 */
export async function* tail(source: TailSource, request: TailRequest): AsyncGenerator<TailedRecord> {
  const partitions = partitionsOf(await source.reader.partitionCounts([request.topic]));
  const ends = await positions(source.offsets, partitions, "latest");
  const next = request.from === "latest" ? new Map(ends) : await positions(source.offsets, partitions, "earliest");
  for (;;) {
    const wanted: PartitionFetch[] = [...next]
      .filter(([partition, offset]) => request.follow || offset < (ends.get(partition) ?? 0n))
      .map(([partition, offset]) => ({ topic: request.topic, partition, offset }));
    if (wanted.length === 0) return;
    let isIncomplete = false;
    for (const batch of await source.reader.fetch(wanted, limits, request.signal)) {
      if (batch.ok) {
        next.set(batch.partition, batch.nextOffset);
        for (const record of batch.records) yield { partition: batch.partition, record };
      } else if (batch.error.retriable) isIncomplete = true;
      else throw batch.error;
    }
    if (isIncomplete) await pause(request.signal);
  }
}

async function positions(
  offsets: GroupOffsets,
  partitions: ReturnType<typeof partitionsOf>,
  kind: "earliest" | "latest",
): Promise<Map<number, bigint>> {
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
