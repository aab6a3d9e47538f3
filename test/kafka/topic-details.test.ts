import { describe, expect, test } from "vitest";
import { creationChunks } from "../../src/kafka/topic-details.ts";
import { parsed, parseTopicName } from "../../src/model/names.ts";

const topics = (count: number, partitions: number) =>
  Array.from({ length: count }, (_, index) => ({
    name: parsed(parseTopicName(`topic-${index}`)),
    partitions,
    replicationFactor: 1,
    configs: {},
  }));

describe("chunks of a creation", () => {
  test("stay below 10,000 partitions a request and keep the order", () => {
    const all = topics(25, 999);
    const chunks = creationChunks(all);
    expect(chunks.map((chunk) => chunk.length)).toEqual([10, 10, 5]);
    expect(chunks.flat()).toEqual(all);
  });

  test("a topic that exceeds the limit alone goes alone, for the broker to judge", () => {
    const [big] = topics(1, 20_000);
    expect(big).toBeDefined();
    if (big !== undefined)
      expect(creationChunks([...topics(2, 1), big, ...topics(2, 1)]).map((chunk) => chunk.length)).toEqual([2, 1, 2]);
  });

  test("hold at most a thousand topics", () => {
    expect(creationChunks(topics(2_500, 1)).map((chunk) => chunk.length)).toEqual([1_000, 1_000, 500]);
    expect(creationChunks([])).toEqual([]);
  });
});
