import { compressionsAlgorithms } from "@platformatic/kafka";
import { describe, expect, test } from "vitest";
import { readFramedSnappy } from "../../../src/kafka/platformatic/snappy.ts";

readFramedSnappy();
const { compressSync, decompressSync } = compressionsAlgorithms.snappy;

/** A stream as snappy-java frames it: magic, version, lowest compatible version, then blocks with their lengths. */
function frame(blocks: readonly Buffer[]): Buffer {
  const header = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
  const parts = blocks.flatMap((block) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(block.length);
    return [length, block];
  });
  return Buffer.concat([header, ...parts]);
}

describe("snappy", () => {
  const text = Buffer.from("the same words, the same words, the same words");

  test("bare blocks are read as before", () => {
    expect(decompressSync(compressSync(text))).toEqual(text);
  });

  test("Java's frame is read, with one block, several, or none", () => {
    const block = compressSync(text);
    expect(decompressSync(frame([block]))).toEqual(text);
    expect(decompressSync(frame([block, block]))).toEqual(Buffer.concat([text, text]));
    expect(decompressSync(frame([]))).toEqual(Buffer.alloc(0));
  });

  test("a frame that is cut off is an error", () => {
    const whole = frame([compressSync(text)]);
    expect(() => decompressSync(whole.subarray(0, whole.length - 1))).toThrow(RangeError);
    expect(() => decompressSync(whole.subarray(0, 18))).toThrow(RangeError);
  });
});
