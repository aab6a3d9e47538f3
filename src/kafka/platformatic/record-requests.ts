/** Produce and Fetch requests whose records are bytes, encoded and decoded by our own codec; the rest is the library's. */
import { createAPI, fetchV13, produceV9, ResponseError, Writer } from "@platformatic/kafka";
import type { Reader } from "@platformatic/kafka";
import type { AbortedTransaction } from "./record-batches.ts";

/** One partition's batch in a Produce request. */
interface ProducePartition {
  readonly partition: number;
  readonly batch: Buffer;
}

export interface ProduceTopic {
  readonly topic: string;
  readonly partitions: readonly ProducePartition[];
}

function produceRequest(acks: number, timeoutMs: number, topics: readonly ProduceTopic[]): Writer {
  return Writer.create()
    .appendString(null)
    .appendInt16(acks)
    .appendInt32(timeoutMs)
    .appendArray([...topics], (writer, { topic, partitions }) => {
      writer.appendString(topic).appendArray([...partitions], (inner, { partition, batch }) => {
        inner
          .appendInt32(partition)
          .appendUnsignedVarInt(batch.length + 1)
          .append(batch);
      });
    })
    .appendTaggedFields();
}

type ProduceArguments = [acks: number, timeoutMs: number, topics: readonly ProduceTopic[]];
export type ProduceAnswer = ReturnType<typeof produceV9.parseResponse>;

/** Produce, version 9. */
export const produce = createAPI<ProduceArguments, ProduceAnswer>(0, 9, produceRequest, produceV9.parseResponse);

/** What one partition answered to a Fetch. */
export interface FetchedPartition {
  readonly partitionIndex: number;
  readonly errorCode: number;
  readonly highWatermark: bigint;
  readonly logStartOffset: bigint;
  readonly abortedTransactions: readonly AbortedTransaction[];
  readonly records: Buffer | undefined;
}

export interface FetchAnswer {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly responses: readonly { readonly topicId: string; readonly partitions: readonly FetchedPartition[] }[];
}

function readPartition(reader: Reader): FetchedPartition {
  const partition = {
    partitionIndex: reader.readInt32(),
    errorCode: reader.readInt16(),
    highWatermark: reader.readInt64(),
    // The end of what is stable: the broker sends nothing behind it.
    lastStableOffset: reader.readInt64(),
    logStartOffset: reader.readInt64(),
    abortedTransactions: reader.readArray((inner) => ({
      producerId: inner.readInt64(),
      firstOffset: inner.readInt64(),
    })),
    preferredReadReplica: reader.readInt32(),
  };
  const size = reader.readUnsignedVarInt() - 1;
  const start = reader.position;
  if (size > 0) reader.skip(size);
  return { ...partition, records: size > 0 ? reader.buffer.slice(start, start + size) : undefined };
}

type Parsing = [correlationId: number, apiKey: number, apiVersion: number, reader: Reader];

function fetchAnswer(...[, apiKey, apiVersion, reader]: Parsing): FetchAnswer {
  const throttleTimeMs = reader.readInt32();
  const errorCode = reader.readInt16();
  reader.skip(4);
  const responses = reader.readArray((topic) => ({
    topicId: topic.readUUID(),
    partitions: topic.readArray(readPartition),
  }));
  const answer = { throttleTimeMs, errorCode, responses };
  if (errorCode === 0) return answer;
  throw new ResponseError(apiKey, apiVersion, { "/": [errorCode, null] }, answer);
}

/** Fetch, version 13: partitions' own errors are in the answer. */
export const fetchRecords = createAPI<Parameters<typeof fetchV13.createRequest>, FetchAnswer>(
  1,
  13,
  fetchV13.createRequest,
  fetchAnswer,
);
