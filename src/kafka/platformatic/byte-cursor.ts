import { KafkaError } from "../errors.ts";

const endsTooEarly = (): KafkaError => new KafkaError("corrupt-data", "a record ends beyond its batch");

/** Reads the fields of records one after the other. Throws where one would end beyond `end`. */
export class ByteCursor {
  position: number;
  readonly #source: Buffer;
  readonly #end: number;

  constructor(source: Buffer, position: number, end: number) {
    this.#source = source;
    this.position = position;
    this.#end = end;
  }

  skip(count: number): void {
    this.position += count;
  }

  /** A zigzag-encoded number of at most 32 bits. */
  varint(): number {
    let shift = 0;
    let value = 0;
    for (;;) {
      const byte = this.#byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (value >>> 1) ^ -(value & 1);
      shift += 7;
      if (shift > 28) throw new KafkaError("corrupt-data", "a number in a record is longer than 32 bits");
    }
  }

  /** A zigzag-encoded number of at most 64 bits; exact up to 2^53. */
  varlong(): number {
    let factor = 1;
    let value = 0;
    for (let bytes = 1; ; bytes += 1) {
      const byte = this.#byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
      factor *= 0x80;
      if (bytes === 10) throw new KafkaError("corrupt-data", "a number in a record is longer than 64 bits");
    }
  }

  /** Bytes behind their length: a view, not a copy; undefined for null. */
  bytes(): Buffer | undefined {
    const length = this.varint();
    if (length < 0) return undefined;
    const start = this.position;
    const end = start + length;
    if (end > this.#end) throw endsTooEarly();
    this.position = end;
    return this.#source.subarray(start, end);
  }

  #byte(): number {
    if (this.position >= this.#end) throw endsTooEarly();
    const byte = this.#source[this.position];
    this.position += 1;
    return byte ?? 0;
  }
}
