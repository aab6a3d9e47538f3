import type { FetchedRecord } from "../kafka/reader.ts";
import type { TopicName } from "../model/names.ts";
import { logPositions, readRanges } from "./read-ranges.ts";
import type { TailSource } from "./tail.ts";

/** Where a record lies. */
export interface RecordPlace {
  readonly topic: TopicName;
  readonly partition: number;
  readonly offset: bigint;
}

/** The record at a place, or undefined where none lies there. Moves no offset. Rejects with a `KafkaError`. */
export async function recordAt(
  { reader, offsets }: TailSource,
  { topic, partition, offset }: RecordPlace,
  signal: AbortSignal,
): Promise<FetchedRecord | undefined> {
  if (partition >= ((await reader.partitionCounts([topic])).get(topic) ?? 0)) return undefined;
  const place = [{ topic, partition }];
  const [starts, ends] = await Promise.all([
    logPositions(offsets, place, "earliest"),
    logPositions(offsets, place, "latest"),
  ]);
  if (offset < (starts.get(partition) ?? 0n) || offset >= (ends.get(partition) ?? 0n)) return undefined;
  const range = { from: new Map([[partition, offset]]), to: new Map([[partition, offset + 1n]]) };
  for await (const { record } of readRanges(reader, { topic, ...range, signal }))
    if (record.offset === offset) return record;
  return undefined;
}
