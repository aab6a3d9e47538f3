import type { fetchV13 } from "@platformatic/kafka";
import { followSignals } from "../../model/follow-signals.ts";
import type { TopicName } from "../../model/names.ts";
import { KafkaError } from "../errors.ts";
import type { FetchLimits, PartitionBatch, PartitionFetch, PartitionReader } from "../reader.ts";
import type { BrokerAddress, BrokerRequests } from "./broker-connections.ts";
import { byLeader, Metadata, partitionError, partitionKey } from "./metadata.ts";
import type { ReadBatches } from "./record-batches.ts";
import { readBatches } from "./record-batches.ts";
import type { FetchAnswer, FetchedPartition } from "./record-requests.ts";
import { fetchRecords } from "./record-requests.ts";
import { readFramedSnappy } from "./snappy.ts";

interface PlacedFetch {
  readonly fetch: PartitionFetch;
  readonly topicId: string;
  readonly leader: BrokerAddress;
}

/** What a transaction wrote that was aborted, or has not ended yet, is none of a pipeline's input. */
const readCommitted = 1;

function failed({ topic, partition }: PartitionFetch, error: KafkaError): PartitionBatch {
  return { topic, partition, ok: false, error };
}

function requestTopics(
  placed: readonly PlacedFetch[],
  limits: FetchLimits,
): Parameters<typeof fetchV13.createRequest>[6] {
  const topics = new Map<string, PlacedFetch[]>();
  for (const one of placed) topics.set(one.topicId, [...(topics.get(one.topicId) ?? []), one]);
  return [...topics].map(([topicId, ofTopic]) => ({
    topicId,
    partitions: ofTopic.map(({ fetch }) => ({
      partition: fetch.partition,
      currentLeaderEpoch: -1,
      fetchOffset: fetch.offset,
      lastFetchedEpoch: -1,
      partitionMaxBytes: limits.maxBytesPerPartition,
    })),
  }));
}

/** Settles with the promise, or rejects with the signal's reason as soon as that is aborted (not before the call). */
async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/**
 * A `PartitionReader` over Fetch requests outside of sessions. Long polls have a connection to each broker of their
 * own, which an abort gives up, because a broker answers the requests of a connection one after the other: so one fetch
 * at a time. It answers when every leader has.
 */
export class PlatformaticReader implements PartitionReader {
  readonly #control: BrokerRequests;
  readonly #polls: BrokerRequests;
  readonly #metadata: Metadata;
  readonly #closed = new AbortController();
  readonly #onClose: () => void;
  #fetches = 0;

  constructor(connect: () => BrokerRequests, onClose: () => void) {
    readFramedSnappy();
    this.#onClose = onClose;
    this.#control = connect();
    this.#polls = connect();
    this.#metadata = new Metadata(this.#control);
  }

  async fetch(
    partitions: readonly PartitionFetch[],
    limits: FetchLimits,
    signal?: AbortSignal,
  ): Promise<readonly PartitionBatch[]> {
    const { signal: stop, release } = followSignals([this.#closed.signal, signal]);
    try {
      stop.throwIfAborted();
      return await this.#fetchUntil(partitions, limits, stop);
    } finally {
      release();
    }
  }

  async partitionCounts(topics: readonly TopicName[]): Promise<ReadonlyMap<TopicName, number>> {
    const counts = new Map<TopicName, number>();
    for (const [topic, layout] of await this.#metadata.read(topics)) {
      if (!(layout instanceof Error)) counts.set(topic, layout.leaders.length);
      else if (layout.kind !== "unknown-topic-or-partition") throw layout;
    }
    return counts;
  }

  async close(): Promise<void> {
    this.#closed.abort(new KafkaError("closed", "the Kafka reader was closed"));
    this.#onClose();
    await Promise.all([this.#control.close(), this.#polls.close()]);
  }

  async #fetchUntil(
    partitions: readonly PartitionFetch[],
    limits: FetchLimits,
    stop: AbortSignal,
  ): Promise<readonly PartitionBatch[]> {
    const places = await abortable(this.#metadata.locate(partitions), stop);
    const answered = new Map<string, PartitionBatch>();
    const placed: PlacedFetch[] = [];
    for (const [index, fetch] of partitions.entries()) {
      const place = places[index];
      if (place?.ok === true) placed.push({ fetch, topicId: place.topicId, leader: place.leader });
      else if (place !== undefined)
        answered.set(partitionKey(fetch.topic, fetch.partition), failed(fetch, place.error));
    }
    // A partition that is already known to have failed must not wait for the others' long poll.
    const maxWaitMs = answered.size > 0 ? 0 : limits.maxWaitMs;
    const groups = byLeader(this.#rotate(placed), (one) => one.leader);
    const share = { ...limits, maxWaitMs, maxBytes: Math.floor(limits.maxBytes / Math.max(1, groups.length)) };
    const batches = await this.#fetchAll(groups, share, stop);
    for (const batch of batches) answered.set(partitionKey(batch.topic, batch.partition), batch);
    return partitions.flatMap(({ topic, partition }) => answered.get(partitionKey(topic, partition)) ?? []);
  }

  /** Another partition first each time, so that a full answer doesn't always leave out the same ones. */
  #rotate(placed: readonly PlacedFetch[]): readonly PlacedFetch[] {
    this.#fetches += 1;
    const first = placed.length === 0 ? 0 : this.#fetches % placed.length;
    return [...placed.slice(first), ...placed.slice(0, first)];
  }

  async #fetchAll(
    groups: ReturnType<typeof byLeader<PlacedFetch>>,
    limits: FetchLimits,
    stop: AbortSignal,
  ): Promise<readonly PartitionBatch[]> {
    const all = Promise.all(groups.map(({ elements }) => this.#fetchFrom(elements, limits)));
    try {
      return (await abortable(all, stop)).flat();
    } catch (error) {
      for (const { leader } of groups) this.#polls.drop(leader);
      void all.catch(() => undefined);
      throw error;
    }
  }

  /** One request to one broker. */
  async #fetchFrom(placed: readonly PlacedFetch[], limits: FetchLimits): Promise<readonly PartitionBatch[]> {
    const leader = placed[0]?.leader;
    if (leader === undefined) return [];
    const topics = requestTopics(placed, limits);
    try {
      const answer = await this.#polls.request(leader, (connection) =>
        fetchRecords.async(
          connection,
          limits.maxWaitMs,
          limits.minBytes,
          limits.maxBytes,
          readCommitted,
          0,
          -1,
          topics,
          [],
          "",
        ),
      );
      return placed.map((one) => this.#batchOf(one, answer));
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      return placed.map(({ fetch }) => this.#unreachable(fetch, error));
    }
  }

  #unreachable(fetch: PartitionFetch, error: KafkaError): PartitionBatch {
    this.#metadata.forget(fetch.topic);
    return failed(fetch, error);
  }

  #batchOf({ fetch, topicId }: PlacedFetch, answer: FetchAnswer): PartitionBatch {
    const found = answer.responses
      .find((topic) => topic.topicId === topicId)
      ?.partitions.find(({ partitionIndex }) => partitionIndex === fetch.partition);
    const errorCode = found?.errorCode ?? answer.errorCode;
    if (found === undefined || errorCode !== 0) return failed(fetch, partitionError(this.#metadata, fetch, errorCode));
    const read = recordsOf(fetch, found);
    if (read instanceof KafkaError) return failed(fetch, read);
    return {
      topic: fetch.topic,
      partition: fetch.partition,
      ok: true,
      ...read,
      highWatermark: found.highWatermark,
      logStartOffset: found.logStartOffset,
    };
  }
}

/** What can't be read concerns this partition alone. */
function recordsOf(fetch: PartitionFetch, found: FetchedPartition): ReadBatches | KafkaError {
  if (found.records === undefined) return { records: [], nextOffset: fetch.offset };
  try {
    return readBatches(found.records, fetch.offset, found.abortedTransactions);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return new KafkaError("corrupt-data", `${fetch.topic}/${fetch.partition}: ${message}`);
  }
}
