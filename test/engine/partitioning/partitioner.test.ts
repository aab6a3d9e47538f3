import fc from "fast-check";
import { Partitioners } from "kafkajs";
import { describe, expect, test } from "vitest";
import { murmur2 } from "../../../src/engine/partitioning/murmur2.ts";
import { Partitioner, partitionOfKey } from "../../../src/engine/partitioning/partitioner.ts";

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

describe("the partitioner", () => {
  const options = { partitioning: "key", start: 0, stickyBytes: 100 } as const;

  test("stays inside of the topic, whatever the key and however the topic grows", () => {
    const anyCall = fc.tuple(fc.option(fc.uint8Array()), fc.nat(200), fc.integer({ min: 1, max: 20 }));
    fc.assert(
      fc.property(fc.constantFrom("key" as const, "round-robin" as const), fc.array(anyCall), (partitioning, calls) => {
        const partitioner = new Partitioner({ ...options, partitioning, start: 7 });
        for (const [key, sizeBytes, partitions] of calls) {
          const chosen = partitioner.choose(key ?? undefined, sizeBytes, partitions);
          expect(chosen).toBeGreaterThanOrEqual(0);
          expect(chosen).toBeLessThan(partitions);
        }
      }),
    );
  });

  test("equal keys go to one partition, between records without key too", () => {
    const partitioner = new Partitioner(options);
    const key = Buffer.from("a");
    const chosen = Array.from({ length: 20 }, () => {
      partitioner.choose(undefined, 60, 6);
      return partitioner.choose(key, 60, 6);
    });
    expect(new Set(chosen).size).toBe(1);
  });

  test("records without key stay on a partition until it has its bytes, then move on", () => {
    const partitioner = new Partitioner(options);
    const chosen = Array.from({ length: 9 }, () => partitioner.choose(undefined, 40, 3));
    expect(chosen).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2]);
  });

  test("round-robin takes turns whatever the key", () => {
    const partitioner = new Partitioner({ ...options, partitioning: "round-robin", start: 1 });
    const chosen = Array.from({ length: 6 }, () => partitioner.choose(Buffer.from("same"), 10, 3));
    expect(chosen).toEqual([1, 2, 0, 1, 2, 0]);
  });

  test("an empty key is a key", () => {
    const partitioner = new Partitioner(options);
    expect(partitioner.choose(Buffer.alloc(0), 1, 7)).toBe(partitionOfKey(Buffer.alloc(0), 7));
  });
});
