import type { RecordHeader } from "../../kafka/reader.ts";
import type { RecordPlace } from "./record-id.ts";

/**
 * Names whose hand wrote a record: the slot, the offset of the record that it was made of, and the token of the slot's
 * claim. Written only where the settings ask for it (`engine.markWriters`), for an audit of who wrote what.
 */
const headerKey = Buffer.from("sluiceway-writer");

/** Whether a header is such a mark. Compares lengths first: it is asked for every header. */
export function isWriterMark(header: RecordHeader): boolean {
  return header.key.length === headerKey.length && header.key.equals(headerKey);
}

/** The mark of what is made of the record at this offset: `<topic>/<partition>/<offset>@<token>`. */
export function writerMark({ topic, partition }: RecordPlace, offset: bigint, token: number): RecordHeader {
  return { key: headerKey, value: Buffer.from(`${topic}/${partition}/${offset}@${token}`) };
}
