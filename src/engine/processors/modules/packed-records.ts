import type { RecordHeader } from "../../../kafka/reader.ts";
import type { Emission } from "../processor.ts";

/** Records on their way between two threads: all bytes in one buffer, which changes hands and is not copied again. */
export interface PackedRecords {
  readonly bytes: ArrayBuffer;
  /** One for each record, in order. */
  readonly records: readonly PackedRecord[];
}

interface PackedRecord {
  /** The lengths of key and value, then of each header's key and value; -1 for what isn't there. */
  readonly lengths: readonly number[];
  readonly output?: string;
}

const lengthOf = (bytes: Buffer | undefined): number => bytes?.length ?? -1;

/** Copies records into one buffer: a record that was fetched is a view of all that came with it. */
export function packRecords(records: readonly Emission[]): PackedRecords {
  const packed = records.map(({ key, value, headers, output }): PackedRecord => {
    const lengths = [lengthOf(key), lengthOf(value)];
    for (const header of headers) lengths.push(header.key.length, header.value.length);
    return output === undefined ? { lengths } : { lengths, output };
  });
  let size = 0;
  for (const { lengths } of packed) for (const length of lengths) size += Math.max(0, length);
  const bytes = new ArrayBuffer(size);
  const target = Buffer.from(bytes);
  let at = 0;
  const put = (part: Buffer | undefined): void => {
    if (part === undefined) return;
    target.set(part, at);
    at += part.length;
  };
  for (const { key, value, headers } of records) {
    put(key);
    put(value);
    for (const header of headers) {
      put(header.key);
      put(header.value);
    }
  }
  return { bytes, records: packed };
}

/** The records again, as views of the buffer. */
export function unpackRecords({ bytes, records }: PackedRecords): readonly Emission[] {
  let at = 0;
  const take = (length: number | undefined): Buffer | undefined => {
    if (length === undefined || length < 0) return undefined;
    const part = Buffer.from(bytes, at, length);
    at += length;
    return part;
  };
  return records.map(({ lengths, output }): Emission => {
    const [key, value] = [take(lengths[0]), take(lengths[1])];
    const headers: RecordHeader[] = [];
    for (let index = 2; index < lengths.length; index += 2) {
      const [name, content] = [take(lengths[index]), take(lengths[index + 1])];
      if (name !== undefined && content !== undefined) headers.push({ key: name, value: content });
    }
    return output === undefined ? { key, value, headers } : { key, value, headers, output };
  });
}
