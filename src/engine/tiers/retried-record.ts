/**
 * Retry topics: how a record travels through them, which keys have records in them, and when a record is due. Part of
 * the engine; imported by its slots alone.
 */
import type { RecordToSend } from "../../kafka/producer.ts";
import type { FetchedRecord, RecordHeader } from "../../kafka/reader.ts";
import type { TopicName } from "../../model/names.ts";
import type { ProcessingFailure } from "../failures/processing-failure.ts";
import { recordIdHeader, givenRecordId } from "../records/record-id.ts";

/** Where a record was first read. */
interface RecordOrigin {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}

/** What a record in a retry topic says of itself. */
export interface RetryState {
  readonly origin: RecordOrigin;
  /** Attempts that have failed; 0 for one that only follows another of its key. */
  readonly attempts: number;
  readonly firstFailureMs: number | undefined;
  /** On the clock of the engine that wrote it. */
  readonly dueMs: number;
}

/** A record out of a retry topic, as it was where it was first read. */
export interface RetriedRecord extends FetchedRecord {
  readonly retry: RetryState;
}

/** The state of a record that came through a retry topic. */
export function retryStateOf(record: FetchedRecord): RetryState | undefined {
  return (record as Partial<RetriedRecord>).retry;
}

/** The last header of every record in a retry topic. */
const headerKey = Buffer.from("sluiceway-retry");
const maxMessageChars = 200;

/** The state as JSON; offsets exceed what JSON's numbers hold exactly. */
interface HeaderValue {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly attempts: number;
  readonly firstFailure?: string;
  readonly due: string;
  /** For people. */
  readonly errorClass?: string;
  readonly message?: string;
}

/** The record for a retry topic: key, value, headers and timestamp untouched, and the state in one header behind them. */
export function retryRecordOf(
  record: FetchedRecord,
  state: RetryState,
  options: {
    readonly target: { readonly topic: TopicName; readonly partition: number };
    readonly failure?: ProcessingFailure;
  },
): RecordToSend {
  const { error } = options.failure ?? {};
  const value: HeaderValue = {
    topic: state.origin.topic,
    partition: state.origin.partition,
    offset: String(state.origin.offset),
    attempts: state.attempts,
    ...(state.firstFailureMs === undefined ? {} : { firstFailure: new Date(state.firstFailureMs).toISOString() }),
    due: new Date(state.dueMs).toISOString(),
    ...(error === undefined
      ? {}
      : { errorClass: error.name.slice(0, maxMessageChars), message: error.message.slice(0, maxMessageChars) }),
  };
  const header = { key: headerKey, value: Buffer.from(JSON.stringify(value)) };
  const { key, value: bytes, timestampMs, headers } = record;
  return { ...options.target, key, value: bytes, timestampMs, headers: [...headers, header] };
}

/**
 * The record as it was where it was first read. One without our header (retry topics are ours, but a topic can be
 * written by any hand with the right) is due at once, under an id that tells where it lies.
 */
export function restoredRecord(
  record: FetchedRecord,
  place: { readonly topic: string; readonly partition: number },
): RetriedRecord {
  const last = record.headers.at(-1);
  const state = last !== undefined && last.key.equals(headerKey) ? stateOf(last) : undefined;
  if (state !== undefined)
    return { ...record, offset: state.origin.offset, headers: record.headers.slice(0, -1), retry: state };
  const origin = { ...place, offset: record.offset };
  const isNamed = givenRecordId(record.headers) !== undefined;
  const id = recordIdHeader(`${place.topic}/${place.partition}/${record.offset}`);
  return {
    ...record,
    headers: isNamed ? record.headers : [...record.headers, id],
    retry: { origin, attempts: 0, firstFailureMs: undefined, dueMs: 0 },
  };
}

function stateOf({ value }: RecordHeader): RetryState | undefined {
  try {
    const { topic, partition, offset, attempts, firstFailure, due } = JSON.parse(value.toString("utf8")) as HeaderValue;
    const firstFailureMs = firstFailure === undefined ? undefined : Date.parse(firstFailure);
    const numbers = [partition, attempts, Date.parse(due), firstFailureMs ?? 0];
    if (typeof topic !== "string" || !numbers.every(Number.isFinite)) return undefined;
    return { origin: { topic, partition, offset: BigInt(offset) }, attempts, firstFailureMs, dueMs: Date.parse(due) };
  } catch {
    return undefined;
  }
}
