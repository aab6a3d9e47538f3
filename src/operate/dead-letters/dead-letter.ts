/**
 * Dead letters as operators work with them: read, filtered, sorted into families of errors, and sent again. Over the
 * interfaces of `kafka/` and `claims/` alone; what the headers mean is held to the engine's by a test.
 */
import type { FetchedRecord, RecordHeader } from "../../kafka/reader.ts";
import type { Digest, PipelineName, StepName, TopicName } from "../../model/names.ts";
import { parseDigest } from "../../model/names.ts";

/** A dead-letter topic, and the step whose records end there. */
export interface DeadLetterTopic {
  readonly pipeline: PipelineName;
  readonly step: StepName;
  readonly topic: TopicName;
  /**
   * What the step reads, or, where other steps hand it records in the process, what any step of the pipeline reads: where
   * its dead letters may be sent back to.
   */
  readonly inputs: readonly TopicName[];
}

/** What its headers say of a record's failure. Members are undefined where a header is missing or makes no sense. */
export interface Failure {
  readonly topic: string | undefined;
  readonly partition: number | undefined;
  readonly offset: bigint | undefined;
  readonly group: string | undefined;
  readonly engine: string | undefined;
  /** The bundle that the engine ran. */
  readonly bundle: Digest | undefined;
  readonly attempts: number | undefined;
  /** When it failed first, in milliseconds since the epoch; the record's own timestamp where that isn't said. */
  readonly failedMs: number;
  readonly errorClass: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** The record was too large for the dead-letter topic: this only says where it lies. */
  readonly isPointer: boolean;
  /** How often it was sent back to its step before. */
  readonly redrives: number;
}

/** A record in a dead-letter topic. */
export interface DeadLetter {
  readonly source: DeadLetterTopic;
  readonly partition: number;
  readonly record: FetchedRecord;
  readonly failure: Failure;
}

const ownPrefix = "sluiceway-dlq-";
/** Headers of a failure, in our names and in those that are written beside them (`deadLetterHeaders`). */
const failurePrefixes: readonly string[] = [ownPrefix, "kafka_dlt-", "__connect.errors."];
const redriveCountHeader = "sluiceway-redrive-count";
/** Which run sent a record back, and from where: `<run>/<topic>/<partition>/<offset>`. */
const redriveHeader = "sluiceway-redrive";
const unknownClass = "unknown";

/** What the headers say. A header that occurs twice counts as it was written last. */
export function failureOf(record: Pick<FetchedRecord, "headers" | "timestampMs">): Failure {
  const texts = new Map(record.headers.map(({ key, value }) => [key.toString(), value.toString("utf8")]));
  const own = (name: string): string | undefined => texts.get(`${ownPrefix}${name}`);
  const failedMs = Date.parse(own("first-failure") ?? "");
  const offset = own("offset");
  return {
    topic: own("topic"),
    partition: countOf(own("partition")),
    offset: offset !== undefined && /^\d{1,19}$/.test(offset) ? BigInt(offset) : undefined,
    group: own("group"),
    engine: own("engine"),
    bundle: digestOf(own("bundle")),
    attempts: countOf(own("attempts")),
    failedMs: Number.isNaN(failedMs) ? record.timestampMs : failedMs,
    errorClass: own("error-class") ?? unknownClass,
    message: own("message") ?? "",
    stack: own("stack"),
    isPointer: own("pointer") !== undefined,
    redrives: countOf(texts.get(redriveCountHeader)) ?? 0,
  };
}

/**
 * The headers of a record that is sent again: as it had them before it failed, without what was said of the failure, and
 * with the count of such journeys and the mark of this one.
 */
export function redrivenHeaders(letter: Pick<DeadLetter, "record" | "failure">, mark: string): readonly RecordHeader[] {
  const kept = letter.record.headers.filter(({ key }) => {
    const name = key.toString();
    return (
      name !== redriveCountHeader && name !== redriveHeader && !failurePrefixes.some((each) => name.startsWith(each))
    );
  });
  return [
    ...kept,
    { key: Buffer.from(redriveCountHeader), value: Buffer.from(String(letter.failure.redrives + 1)) },
    { key: Buffer.from(redriveHeader), value: Buffer.from(mark) },
  ];
}

/** The mark of the journey that a record is on, if it is on one. */
export function redriveMarkOf(headers: readonly RecordHeader[]): string | undefined {
  return headers.findLast(({ key }) => key.toString() === redriveHeader)?.value.toString("utf8");
}

function digestOf(text: string | undefined): Digest | undefined {
  const digest = parseDigest(text ?? "");
  return digest.ok ? digest.value : undefined;
}

function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
