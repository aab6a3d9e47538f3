import type { GroupOffsets } from "../kafka/offsets.ts";
import type { PartitionReader } from "../kafka/reader.ts";
import type { TopicName } from "../model/names.ts";
import { partitionsOf } from "./lag.ts";
import type { RangeRecord } from "./read-ranges.ts";
import { logPositions, readRanges } from "./read-ranges.ts";

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

/**
 * The records of a topic, partition by partition as they are fetched, in order within each partition. Reads without a
 * group, so it moves no offset. Rejects with a `KafkaError`, or with the signal's reason.
 */
export async function* tail(source: TailSource, request: TailRequest): AsyncGenerator<RangeRecord> {
  const { topic, signal } = request;
  const partitions = partitionsOf(await source.reader.partitionCounts([topic]));
  const ends = await logPositions(source.offsets, partitions, "latest");
  const from = request.from === "latest" ? ends : await logPositions(source.offsets, partitions, "earliest");
  yield* readRanges(source.reader, { topic, from, to: request.follow ? "forever" : ends, signal });
}
