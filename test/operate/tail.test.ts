import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { KafkaError } from "../../src/kafka/errors.ts";
import type { PartitionReader } from "../../src/kafka/reader.ts";
import { parsed, parseTopicName } from "../../src/model/names.ts";
import { tail } from "../../src/operate/tail.ts";

test("a leader that is away is asked again in peace, and the tail can be ended meanwhile", async () => {
  const topic = parsed(parseTopicName("in"));
  let fetches = 0;
  const reader: PartitionReader = {
    fetch: async () => {
      fetches += 1;
      if (fetches > 1_000) throw new Error("asked without a pause");
      return [{ topic, partition: 0, ok: false, error: new KafkaError("unreachable", "away") }];
    },
    partitionCounts: async () => new Map([[topic, 1]]),
    close: async () => undefined,
  };
  const offsets = {
    committed: async () => [],
    commit: async () => [],
    logOffsets: async () => [{ topic, partition: 0, ok: true as const, offset: 0n }],
  };
  const ending = new AbortController();
  const records = tail({ reader, offsets }, { topic, from: "earliest", follow: true, signal: ending.signal });
  const next = records.next();
  next.catch(() => undefined);
  await delay(50);
  ending.abort(new Error("enough"));
  await expect(next).rejects.toThrow("enough");
  expect(fetches).toBe(1);
});
