import type { RecordToSend } from "../../kafka/producer.ts";
import type { FetchedRecord } from "../../kafka/reader.ts";
import type { DeadLetterHeaders } from "../../model/bundle.ts";
import type { GroupId, PipelineName, StepName, TopicName } from "../../model/names.ts";
import { recordIdOf } from "../records/record-id.ts";
import { deadLetterHeadersOf, maxMessageChars } from "./dead-letter-headers.ts";
import type { FailurePlace } from "./failure-place.ts";
import type { ProcessingFailure } from "./processing-failure.ts";

/** Where the record goes, with the partition that exists there. */
export interface FailureTarget {
  readonly topic: TopicName;
  readonly partition: number;
}

/**
 * The dead letter of a record: key, value, headers and timestamp untouched, and the failure in headers behind the record's
 * own (specification, "Dead Letter Queues").
 */
export function deadLetterOf(
  record: FetchedRecord,
  failure: ProcessingFailure,
  options: { readonly place: FailurePlace; readonly target: FailureTarget; readonly naming: DeadLetterHeaders },
): RecordToSend {
  const { place, target, naming } = options;
  return {
    ...target,
    key: record.key,
    value: record.value,
    timestampMs: record.timestampMs,
    headers: [...record.headers, ...deadLetterHeadersOf({ record, failure, place }, naming)],
  };
}

/** Where a dead letter says which of its parts are too large to be in it. */
const pointerHeader = Buffer.from("sluiceway-dlq-pointer");
/** A key of this size still fits where the whole record doesn't. */
const maxPointerKeyBytes = 4 * 1024;

/**
 * The dead letter of a record that is too large for its topic: the failure in headers, and as the value where the record
 * lies. The header `sluiceway-dlq-pointer` names what was left out.
 */
export function pointerOf(
  record: FetchedRecord,
  failure: ProcessingFailure,
  options: { readonly place: FailurePlace; readonly target: FailureTarget; readonly naming: DeadLetterHeaders },
): RecordToSend {
  const { place, naming } = options;
  const { topic, partition } = options.target;
  const hasSmallKey = (record.key?.length ?? 0) <= maxPointerKeyBytes;
  const left = hasSmallKey ? "value,headers" : "key,value,headers";
  const bytes = record.value?.length ?? 0;
  const where = { topic: place.topic, partition: place.partition, offset: String(record.offset), bytes };
  return {
    topic,
    partition,
    key: hasSmallKey ? record.key : undefined,
    value: Buffer.from(JSON.stringify(where)),
    timestampMs: record.timestampMs,
    headers: [
      { key: pointerHeader, value: Buffer.from(left) },
      { key: Buffer.from("content-type"), value: Buffer.from("application/json") },
      ...deadLetterHeadersOf({ record, failure, place }, naming),
    ],
  };
}

/** What the error topic's records are, as JSON: one for each stage of retries that was exhausted. */
interface ErrorReport {
  readonly formatVersion: 1;
  readonly id: string;
  readonly pipeline: PipelineName;
  readonly step: StepName;
  readonly topic: TopicName;
  readonly partition: number;
  /** As text: offsets exceed what JSON's numbers hold exactly. */
  readonly offset: string;
  readonly group: GroupId;
  readonly engine: string;
  readonly attempts: number;
  readonly firstFailure: string;
  readonly errorClass: string;
  readonly message: string;
  /** Where the record went: undefined both where it waits in its partition (`order: block`). */
  readonly deadLetterTopic?: TopicName;
  readonly retryTopic?: TopicName;
}

/** The error topic's record: the report as JSON under the record's own key. */
export function errorRecordOf(
  record: FetchedRecord,
  failure: ProcessingFailure,
  options: {
    readonly place: FailurePlace;
    readonly target: FailureTarget;
    readonly deadLetterTopic?: TopicName;
    readonly retryTopic?: TopicName;
  },
): RecordToSend {
  const { place, target, ...ways } = options;
  const report: ErrorReport = {
    formatVersion: 1,
    id: recordIdOf(place, record),
    pipeline: place.pipeline,
    step: place.step,
    topic: place.topic,
    partition: place.partition,
    offset: String(record.offset),
    group: place.group,
    engine: place.engine,
    attempts: failure.attempts,
    firstFailure: new Date(failure.firstFailureMs).toISOString(),
    errorClass: failure.error.name.slice(0, maxMessageChars),
    message: failure.error.message.slice(0, maxMessageChars),
    ...ways,
  };
  return {
    ...target,
    key: record.key,
    value: Buffer.from(JSON.stringify(report)),
    headers: [{ key: Buffer.from("content-type"), value: Buffer.from("application/json") }],
  };
}
