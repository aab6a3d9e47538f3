import { errorOfCode } from "../../kafka/error-codes.ts";
import { followSignals } from "../../model/follow-signals.ts";
import type { FetchLimits, PartitionBatch, PartitionFetch, PartitionReader } from "../../kafka/reader.ts";
import type { Clock } from "../../model/clock.ts";
import type { TopicName } from "../../model/names.ts";
import { throwFault } from "./broker.ts";
import type { EmbeddedConnection } from "./connection.ts";
import { assertOpen, reasonOf } from "./connection.ts";
import type { PartitionLog } from "./partition-log.ts";
import { unknownTopic } from "./topics.ts";

interface Asked {
  readonly partitions: readonly PartitionFetch[];
  readonly first: number;
}

interface Answer {
  readonly batches: readonly PartitionBatch[];
  readonly sizeBytes: number;
}

function failed(fetch: PartitionFetch, error: ReturnType<typeof errorOfCode>): PartitionBatch {
  return { topic: fetch.topic, partition: fetch.partition, ok: false, error };
}

function readable(connection: EmbeddedConnection, fetch: PartitionFetch): PartitionLog | PartitionBatch {
  const { broker, permissions } = connection;
  const undescribed = permissions.topic("describe", fetch.topic);
  if (undescribed !== undefined) return failed(fetch, undescribed);
  const log = broker.topics.log(fetch.topic, fetch.partition);
  if (log === undefined) return failed(fetch, errorOfCode(3, `${fetch.topic}/${fetch.partition} doesn't exist`));
  const refused = permissions.topic("read", fetch.topic);
  if (refused !== undefined) return failed(fetch, refused);
  if (fetch.offset < log.startOffset || fetch.offset > log.endOffset)
    return failed(
      fetch,
      errorOfCode(
        1,
        `${fetch.topic}/${fetch.partition} has offsets ${log.startOffset} to ${log.endOffset}, not ${fetch.offset}`,
      ),
    );
  return log;
}

/** Reads every partition once, beginning with the one at `first`: a full answer leaves out others each time. */
function readOnce(connection: EmbeddedConnection, asked: Asked, limits: FetchLimits): Answer {
  const { partitions, first } = asked;
  let sizeBytes = 0;
  const readNext = (fetch: PartitionFetch): PartitionBatch => {
    const log = readable(connection, fetch);
    if ("ok" in log) return log;
    const room = Math.min(limits.maxBytesPerPartition, limits.maxBytes - sizeBytes);
    const read = log.read(fetch.offset, room, sizeBytes === 0);
    sizeBytes += read.sizeBytes;
    return {
      topic: fetch.topic,
      partition: fetch.partition,
      ok: true,
      records: read.records,
      nextOffset: read.nextOffset,
      highWatermark: log.endOffset,
      logStartOffset: log.startOffset,
    };
  };
  const rotated = [...partitions.slice(first), ...partitions.slice(0, first)].map(readNext);
  const tail = partitions.length - first;
  return { batches: [...rotated.slice(tail), ...rotated.slice(0, tail)], sizeBytes };
}

/** Resolves at the next append to one of the logs or after `durationMs`; rejects with the signal's reason. */
async function nextAppend(
  logs: readonly PartitionLog[],
  wait: { readonly clock: Clock; readonly durationMs: number; readonly signal: AbortSignal },
): Promise<void> {
  const appended = new AbortController();
  const either = followSignals([wait.signal, appended.signal]);
  const unsubscribe = logs.map((log) => log.onAppend(() => appended.abort()));
  try {
    await wait.clock.sleep(wait.durationMs, either.signal);
  } catch (error) {
    if (wait.signal.aborted) throw reasonOf(wait.signal);
    if (!appended.signal.aborted) throw error;
  } finally {
    either.release();
    for (const stop of unsubscribe) stop();
  }
}

/** Reads until the answer is complete or its time is over. */
async function poll(
  connection: EmbeddedConnection,
  asked: Asked,
  until: { readonly limits: FetchLimits; readonly stop: AbortSignal },
): Promise<readonly PartitionBatch[]> {
  const { topics, clock } = connection.broker;
  const deadlineMs = clock.monotonicMs() + until.limits.maxWaitMs;
  for (;;) {
    if (until.stop.aborted) throw reasonOf(until.stop);
    const answer = readOnce(connection, asked, until.limits);
    const remainingMs = deadlineMs - clock.monotonicMs();
    const isComplete = answer.sizeBytes >= until.limits.minBytes || answer.batches.some((batch) => !batch.ok);
    if (isComplete || remainingMs <= 0) return answer.batches;
    const logs = asked.partitions.flatMap((fetch) => topics.log(fetch.topic, fetch.partition) ?? []);
    await nextAppend(logs, { clock, durationMs: remainingMs, signal: until.stop });
  }
}

/** A `PartitionReader` over the embedded broker. An answer with an error, or with `minBytes`, doesn't wait. */
export function embeddedReader(connection: EmbeddedConnection, close: () => Promise<void>): PartitionReader {
  const { broker } = connection;
  let fetches = 0;
  return {
    async fetch(partitions, limits, signal) {
      assertOpen(connection);
      throwFault(broker, "fetch");
      fetches += 1;
      const asked = { partitions, first: partitions.length === 0 ? 0 : fetches % partitions.length };
      const stop = followSignals([connection.closed, signal]);
      try {
        return await poll(connection, asked, { limits, stop: stop.signal });
      } finally {
        stop.release();
      }
    },

    async partitionCounts(topics) {
      assertOpen(connection);
      const counts = new Map<TopicName, number>();
      for (const name of topics) {
        const refused = connection.permissions.topic("describe", name);
        if (refused !== undefined) throw refused;
        const topic = broker.topics.find(name);
        if (topic !== undefined) counts.set(name, topic.partitions.length);
      }
      return counts;
    },

    close,
  };
}

/** The number of a topic's partitions; throws where it doesn't exist or may not be described. */
export function partitionCountOf(connection: EmbeddedConnection, name: TopicName): number {
  const refused = connection.permissions.topic("describe", name);
  if (refused !== undefined) throw refused;
  const topic = connection.broker.topics.find(name);
  if (topic === undefined) throw unknownTopic(name);
  return topic.partitions.length;
}
