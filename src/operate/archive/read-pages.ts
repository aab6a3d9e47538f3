import { KafkaError } from "../../kafka/errors.ts";
import type { FetchedRecord, PartitionBatch, PartitionFetch, PartitionReader } from "../../kafka/reader.ts";
import type { Clock } from "../../model/clock.ts";

/** Some records of a partition, and where the next ones begin. */
export interface Page {
  readonly records: readonly FetchedRecord[];
  readonly nextOffset: bigint;
}

export interface PagesRequest extends PartitionFetch {
  /** The offset to end before. */
  readonly end: bigint;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
}

const limits = { maxWaitMs: 500, minBytes: 1, maxBytes: 4 * 1024 * 1024, maxBytesPerPartition: 4 * 1024 * 1024 };
const retryMs = 250;
/** A leader may move, a transaction may be open: what stands still for longer is said. */
const patienceMs = 60_000;

/** The records of a partition up to an offset, page by page; the next page is fetched while one is worked on. */
export async function* readPages(reader: PartitionReader, request: PagesRequest): AsyncGenerator<Page> {
  let { offset } = request;
  let next = offset < request.end ? nextPage(reader, request, offset) : undefined;
  while (next !== undefined) {
    const page = await next;
    offset = page.nextOffset;
    next = offset < request.end ? nextPage(reader, request, offset) : undefined;
    // Whoever stops reading leaves it behind.
    next?.catch(() => undefined);
    yield page;
  }
}

async function nextPage(reader: PartitionReader, request: PagesRequest, offset: bigint): Promise<Page> {
  const { topic, partition, end, clock, signal } = request;
  const deadlineMs = clock.monotonicMs() + patienceMs;
  for (;;) {
    signal?.throwIfAborted();
    const [batch] = await reader.fetch([{ topic, partition, offset }], limits, signal);
    const page = pageOf(batch, end);
    if (page !== undefined && page.nextOffset > offset) return page;
    if (clock.monotonicMs() >= deadlineMs) throw stalled(request, offset);
    await clock.sleep(page === undefined ? retryMs : 0, signal);
  }
}

/** Undefined where another request may have an answer. */
function pageOf(batch: PartitionBatch | undefined, end: bigint): Page | undefined {
  if (batch === undefined) return undefined;
  if (!batch.ok) {
    if (!batch.error.retriable) throw batch.error;
    return undefined;
  }
  const records = batch.records.filter(({ offset }) => offset < end);
  return { records, nextOffset: batch.nextOffset < end ? batch.nextOffset : end };
}

const stalled = ({ topic, partition }: PagesRequest, offset: bigint): KafkaError =>
  new KafkaError(
    "other",
    `${topic}/${partition} gives nothing at offset ${offset} for ${patienceMs / 1_000} s: a transaction is open, or it has no leader`,
  );
