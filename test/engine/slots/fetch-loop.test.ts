import { afterEach, describe, expect, test } from "vitest";
import type { FetchTarget } from "../../../src/engine/slots/fetch-loop.ts";
import { FetchLoop } from "../../../src/engine/slots/fetch-loop.ts";
import { KafkaError } from "../../../src/kafka/errors.ts";
import type { FetchLimits, PartitionBatch, PartitionFetch, PartitionReader } from "../../../src/kafka/reader.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { input } from "../engine-world.ts";

interface Request {
  readonly partitions: readonly PartitionFetch[];
  readonly limits: FetchLimits;
  readonly answer: (batches: readonly PartitionBatch[]) => void;
  readonly fail: (error: Error) => void;
}

class Target implements FetchTarget {
  readonly topic = input;
  readonly partition: number;
  position = 0n;
  wantsRecords = true;
  readonly heard: string[] = [];
  constructor(partition: number) {
    this.partition = partition;
  }
  delivered = (batch: Extract<PartitionBatch, { readonly ok: true }>): void => {
    this.position = batch.nextOffset;
    this.heard.push(`to ${batch.nextOffset}`);
  };
  fetchFailed = (error: KafkaError, isShared: boolean): void =>
    void this.heard.push(`${error.kind} ${isShared ? "all" : "alone"}`);
}

function world() {
  const requests: Request[] = [];
  const reader: PartitionReader = {
    fetch: (partitions, limits) =>
      new Promise((answer, fail) => {
        requests.push({ partitions, limits, answer, fail });
      }),
    partitionCounts: async () => new Map(),
    close: async () => undefined,
  };
  const closed = new AbortController();
  const clock = new VirtualClock();
  const loop = new FetchLoop({ reader, clock, random: () => 1, closed: closed.signal });
  return { requests, loop, closed, clock, settle: () => clock.advance(0) };
}

const batch = (partition: number, nextOffset: bigint, records = 0): PartitionBatch => ({
  topic: input,
  partition,
  ok: true,
  records: Array.from({ length: records }, (_, index) => ({
    offset: BigInt(index),
    timestampMs: 0,
    key: undefined,
    value: undefined,
    headers: [],
  })),
  nextOffset,
  highWatermark: 10n,
  logStartOffset: 0n,
});

describe("the fetch loop", () => {
  let close: AbortController | undefined;
  afterEach(() => close?.abort());

  test("asks for nothing while no slot wants records", async () => {
    const { requests, loop, settle, closed } = world();
    close = closed;
    const full = new Target(0);
    full.wantsRecords = false;
    loop.add(full);
    await settle();
    expect(requests).toHaveLength(0);
    full.wantsRecords = true;
    loop.wake();
    await settle();
    expect(requests).toHaveLength(1);
  });

  test("leaves out a slot with a full buffer, and then waits only briefly for the others", async () => {
    const { requests, loop, settle, closed } = world();
    close = closed;
    const [full, idle] = [new Target(0), new Target(1)];
    loop.add(full);
    loop.add(idle);
    await settle();
    expect(requests[0]).toMatchObject({ partitions: [{ partition: 0 }, { partition: 1 }], limits: { maxWaitMs: 100 } });
    full.wantsRecords = false;
    requests[0]?.answer([batch(0, 5n, 5), batch(1, 0n)]);
    await settle();
    expect(requests[1]).toMatchObject({ partitions: [{ partition: 1 }], limits: { maxWaitMs: 5 } });
    requests[1]?.answer([batch(1, 0n)]);
    await settle();
    expect(requests[2]?.limits.maxWaitMs).toBe(10);
    full.wantsRecords = true;
    loop.wake();
    requests[2]?.answer([batch(1, 0n)]);
    await settle();
    expect(requests[3]).toMatchObject({ partitions: [{ partition: 0, offset: 5n }, { partition: 1 }] });
  });

  test("an answer for a slot that has gone is dropped, an error concerns its own slot", async () => {
    const { requests, loop, settle, closed } = world();
    close = closed;
    const [gone, denied, fine] = [new Target(0), new Target(1), new Target(2)];
    for (const target of [gone, denied, fine]) loop.add(target);
    await settle();
    loop.remove(gone);
    const error = new KafkaError("not-authorized", "no");
    requests[0]?.answer([batch(0, 5n, 5), { topic: input, partition: 1, ok: false, error }, batch(2, 3n, 3)]);
    await settle();
    expect([gone.heard, denied.heard, fine.heard]).toEqual([[], ["not-authorized alone"], ["to 3"]]);
  });

  test("two slots of one partition, which two pipelines read, take turns and never get each other's records", async () => {
    const { requests, loop, settle, closed } = world();
    close = closed;
    const [one, two] = [new Target(0), new Target(0)];
    two.position = 3n;
    loop.add(one);
    loop.add(two);
    await settle();
    expect(requests[0]).toMatchObject({ partitions: [{ partition: 0, offset: 0n }], limits: { maxWaitMs: 5 } });
    requests[0]?.answer([batch(0, 2n, 2)]);
    await settle();
    expect(requests[1]?.partitions).toMatchObject([{ partition: 0, offset: 3n }]);
    requests[1]?.answer([batch(0, 5n, 2)]);
    await settle();
    expect(requests[2]?.partitions).toMatchObject([{ partition: 0, offset: 2n }]);
    expect([one.heard, two.heard]).toEqual([["to 2"], ["to 5"]]);
  });

  test("a request that fails is told to all and tried again with back-off", async () => {
    const { requests, loop, settle, closed, clock } = world();
    close = closed;
    const target = new Target(0);
    loop.add(target);
    await settle();
    requests[0]?.fail(new KafkaError("unreachable", "away"));
    await settle();
    expect(target.heard).toEqual(["unreachable all"]);
    await clock.advance(99);
    expect(requests).toHaveLength(1);
    await clock.advance(1);
    expect(requests).toHaveLength(2);
  });
});
