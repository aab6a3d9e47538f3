import type { FetchedRecord } from "../reader.ts";
import type { fetchV13 } from "@platformatic/kafka";

type FetchAnswer = Awaited<ReturnType<typeof fetchV13.api.async>>;
type Batch = NonNullable<FetchAnswer["responses"][number]["partitions"][number]["records"]>[number];
type BatchRecord = Batch["records"][number];

/** Attributes of a record batch in the message format v2. */
const logAppendTime = 0b1000;
const control = 0b10_0000;
const noBytes = Buffer.alloc(0);

function timestampOf(batch: Batch, record: BatchRecord): number {
  const takesAppendTime = (batch.attributes & logAppendTime) !== 0;
  return Number(takesAppendTime ? batch.maxTimestamp : batch.firstTimestamp + record.timestampDelta);
}

function toRecord(batch: Batch, record: BatchRecord): FetchedRecord {
  return {
    offset: batch.firstOffset + BigInt(record.offsetDelta),
    timestampMs: timestampOf(batch, record),
    key: record.key ?? undefined,
    value: record.value ?? undefined,
    headers: record.headers.map(([key, value]) => ({ key: key ?? noBytes, value: value ?? noBytes })),
  };
}

/**
 * The records of a partition's batches from the asked offset on, without those of control batches, and the offset after
 * the last batch: past what compaction took out of it, and past batches that hold nothing for us.
 */
export function readBatches(
  batches: readonly Batch[],
  askedOffset: bigint,
): { readonly records: readonly FetchedRecord[]; readonly nextOffset: bigint } {
  const records: FetchedRecord[] = [];
  let nextOffset = askedOffset;
  for (const batch of batches) {
    const end = batch.firstOffset + BigInt(batch.lastOffsetDelta) + 1n;
    if (end > nextOffset) nextOffset = end;
    if ((batch.attributes & control) !== 0) continue;
    for (const record of batch.records)
      if (batch.firstOffset + BigInt(record.offsetDelta) >= askedOffset) records.push(toRecord(batch, record));
  }
  return { records, nextOffset };
}
