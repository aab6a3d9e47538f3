import fc from "fast-check";
import { Partitioners } from "kafkajs";
import { describe, expect, test } from "vitest";
import { murmur2, partitionOfKey } from "../../src/model/murmur2.ts";

/** What kafkajs' Java-compatible partitioner says for a key. */
function byKafkajs(key: Buffer, partitions: number): number {
  const choose = Partitioners.DefaultPartitioner();
  const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
    partitionErrorCode: 0,
    partitionId,
    leader: 1,
    replicas: [1],
    isr: [1],
  }));
  return choose({ topic: "orders", partitionMetadata, message: { key, value: null } });
}

describe("murmur2", () => {
  // The vectors of Kafka's own test of its hash (UtilsTest.testMurmur2).
  test.each([
    ["21", -973932308],
    ["foobar", -790332482],
    ["a-little-bit-long-string", -985981536],
    ["a-little-bit-longer-string", -1486304829],
    ["lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971],
    ["abc", 479470107],
  ])("of %s", (text, hash) => {
    expect(murmur2(Buffer.from(text))).toBe(hash);
  });

  test("chooses the partitions that kafkajs and Java choose", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 64 }),
        fc.integer({ min: 1, max: 200 }),
        (bytes, partitions) => {
          const key = Buffer.from(bytes);
          expect(partitionOfKey(key, partitions)).toBe(byKafkajs(key, partitions));
        },
      ),
    );
  });
});
