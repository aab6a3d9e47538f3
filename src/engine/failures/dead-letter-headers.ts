import type { FetchedRecord, RecordHeader } from "../../kafka/reader.ts";
import type { DeadLetterHeaders } from "../../model/bundle.ts";
import type { FailurePlace } from "./failure-place.ts";
import type { ProcessingFailure } from "./processing-failure.ts";

/** Bounds of what other people's errors may add to a record. */
export const maxMessageChars = 1_000;
const maxStackChars = 4_000;

/** A record that failed, where and how. */
export interface FailedRecord {
  readonly record: FetchedRecord;
  readonly failure: ProcessingFailure;
  readonly place: FailurePlace;
}

type HeaderTable = readonly (readonly [name: string, value: (failed: FailedRecord) => string | Buffer])[];

const errorClass = ({ failure }: FailedRecord): string => failure.error.name.slice(0, maxMessageChars);
const errorMessage = ({ failure }: FailedRecord): string => failure.error.message.slice(0, maxMessageChars);
const errorStack = ({ failure }: FailedRecord): string => (failure.error.stack ?? "").slice(0, maxStackChars);

/** Our own (specification, "Dead Letter Queues"): on every dead letter. */
const own: HeaderTable = [
  ["sluiceway-dlq-topic", ({ place }) => place.topic],
  ["sluiceway-dlq-partition", ({ place }) => String(place.partition)],
  ["sluiceway-dlq-offset", ({ record }) => String(record.offset)],
  ["sluiceway-dlq-group", ({ place }) => place.group],
  ["sluiceway-dlq-pipeline", ({ place }) => place.pipeline],
  ["sluiceway-dlq-step", ({ place }) => place.step],
  ["sluiceway-dlq-engine", ({ place }) => place.engine],
  ["sluiceway-dlq-bundle", ({ place }) => place.bundle],
  ["sluiceway-dlq-attempts", ({ failure }) => String(failure.attempts)],
  ["sluiceway-dlq-first-failure", ({ failure }) => new Date(failure.firstFailureMs).toISOString()],
  ["sluiceway-dlq-error-class", errorClass],
  ["sluiceway-dlq-message", errorMessage],
  ["sluiceway-dlq-stack", errorStack],
];

/** As Spring Kafka's DeadLetterPublishingRecoverer writes them: numbers are Java's, big endian. */
const spring: HeaderTable = [
  ["kafka_dlt-original-topic", ({ place }) => place.topic],
  ["kafka_dlt-original-partition", ({ place }) => int32(place.partition)],
  ["kafka_dlt-original-offset", ({ record }) => int64(record.offset)],
  ["kafka_dlt-original-timestamp", ({ record }) => int64(BigInt(record.timestampMs))],
  ["kafka_dlt-original-consumer-group", ({ place }) => place.group],
  ["kafka_dlt-exception-fqcn", errorClass],
  ["kafka_dlt-exception-message", errorMessage],
  ["kafka_dlt-exception-stacktrace", errorStack],
];

/** As Kafka Connect's dead letter queue writes them (KIP-298): a pipeline is the connector, a processor transforms. */
const connect: HeaderTable = [
  ["__connect.errors.topic", ({ place }) => place.topic],
  ["__connect.errors.partition", ({ place }) => String(place.partition)],
  ["__connect.errors.offset", ({ record }) => String(record.offset)],
  ["__connect.errors.connector.name", ({ place }) => place.pipeline],
  ["__connect.errors.task.id", ({ place }) => String(place.partition)],
  ["__connect.errors.stage", () => "TRANSFORMATION"],
  ["__connect.errors.class.name", ({ place }) => place.step],
  ["__connect.errors.exception.class.name", errorClass],
  ["__connect.errors.exception.message", errorMessage],
  ["__connect.errors.exception.stacktrace", errorStack],
];

const besideOwn: Readonly<Record<DeadLetterHeaders, HeaderTable>> = { sluiceway: [], spring, connect };

/** What a dead letter says of its failure, in our names and, where asked for, in another's beside them. */
export function deadLetterHeadersOf(failed: FailedRecord, naming: DeadLetterHeaders): readonly RecordHeader[] {
  return [...own, ...besideOwn[naming]].map(([name, value]) => ({
    key: Buffer.from(name),
    value: Buffer.from(value(failed)),
  }));
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
}
