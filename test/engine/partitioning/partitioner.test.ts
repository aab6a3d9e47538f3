import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Partitioner } from "../../../src/engine/partitioning/partitioner.ts";
import { partitionOfKey } from "../../../src/model/murmur2.ts";

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
