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

/** What the error topic's records are, as JSON: one for each record that was given up. */
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
  readonly deadLetterTopic: TopicName;
}

/** The error topic's record: the report as JSON under the record's own key. */
export function errorRecordOf(
  record: FetchedRecord,
  failure: ProcessingFailure,
  options: { readonly place: FailurePlace; readonly target: FailureTarget; readonly deadLetterTopic: TopicName },
): RecordToSend {
  const { place, target, deadLetterTopic } = options;
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
    deadLetterTopic,
  };
  return {
    ...target,
    key: record.key,
    value: Buffer.from(JSON.stringify(report)),
    headers: [{ key: Buffer.from("content-type"), value: Buffer.from("application/json") }],
  };
}
