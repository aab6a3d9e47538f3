import type { RecordToSend } from "../../kafka/producer.ts";
import type { FetchedRecord, RecordHeader } from "../../kafka/reader.ts";
import type { GroupId, PipelineName, StepName, TopicName } from "../../model/names.ts";
import { recordIdOf } from "../records/record-id.ts";
import type { ProcessingFailure } from "./processing-failure.ts";

/** Where a record failed. */
export interface FailurePlace {
  readonly pipeline: PipelineName;
  readonly step: StepName;
  readonly group: GroupId;
  readonly topic: TopicName;
  readonly partition: number;
  readonly engine: string;
}

/** Where the record goes, with the partition that exists there. */
export interface FailureTarget {
  readonly topic: TopicName;
  readonly partition: number;
}

/** Bounds of what other people's errors may add to a record. */
const maxMessageChars = 1_000;
const maxStackChars = 4_000;

const header = (name: string, value: string): RecordHeader => ({
  key: Buffer.from(`sluiceway-dlq-${name}`),
  value: Buffer.from(value),
});

/**
 * The dead letter of a record: key, value, headers and timestamp untouched, and the failure in `sluiceway-dlq-*` headers
 * behind the record's own (specification, "Dead Letter Queues").
 */
export function deadLetterOf(
  record: FetchedRecord,
  failure: ProcessingFailure,
  { place, target }: { readonly place: FailurePlace; readonly target: FailureTarget },
): RecordToSend {
  return {
    ...target,
    key: record.key,
    value: record.value,
    timestampMs: record.timestampMs,
    headers: [
      ...record.headers,
      header("topic", place.topic),
      header("partition", String(place.partition)),
      header("offset", String(record.offset)),
      header("group", place.group),
      header("pipeline", place.pipeline),
      header("step", place.step),
      header("engine", place.engine),
      header("attempts", String(failure.attempts)),
      header("first-failure", new Date(failure.firstFailureMs).toISOString()),
      header("error-class", failure.error.name.slice(0, maxMessageChars)),
      header("message", failure.error.message.slice(0, maxMessageChars)),
      header("stack", (failure.error.stack ?? "").slice(0, maxStackChars)),
    ],
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
