import type { RecordHeader } from "../../kafka/reader.ts";
import type { StepName, TopicName } from "../../model/names.ts";

/** The header that carries a record's id, so that a redelivery is recognised downstream. */
const headerKey = Buffer.from("sluiceway-id");

/** Where a record lies. */
export interface RecordPlace {
  readonly topic: TopicName;
  readonly partition: number;
}

/** Whether a header is the one that carries the id. Compares lengths first: it is asked for every header. */
function isRecordIdHeader(header: RecordHeader): boolean {
  return header.key.length === headerKey.length && header.key.equals(headerKey);
}

/** The id that a record carries (the last one, where it has several), or undefined. */
export function givenRecordId(headers: readonly RecordHeader[]): string | undefined {
  const header = headers.findLast(isRecordIdHeader);
  return header?.value.toString("utf8");
}

/**
 * The id of a record that was read: the one that it carries, else `<topic>/<partition>/<offset>`. The same record has
 * the same id at each delivery.
 */
export function recordIdOf(
  place: RecordPlace,
  record: { readonly offset: bigint; readonly headers: readonly RecordHeader[] },
): string {
  const given = record.headers.length === 0 ? undefined : givenRecordId(record.headers);
  return given ?? `${place.topic}/${place.partition}/${record.offset}`;
}

/** The id of the `index`-th record that a step made of the record with id `parent`. */
export function derivedRecordId(parent: string, step: StepName, index: number): string {
  return `${parent}/${step}/${index}`;
}

/** The header that carries this id. */
export function recordIdHeader(id: string): RecordHeader {
  return { key: headerKey, value: Buffer.from(id) };
}

/** Headers with exactly one id, at the end; every other header keeps its bytes and its place. */
export function withRecordId(headers: readonly RecordHeader[], id: string): readonly RecordHeader[] {
  const own = recordIdHeader(id);
  return headers.length === 0 ? [own] : [...headers.filter((header) => !isRecordIdHeader(header)), own];
}
