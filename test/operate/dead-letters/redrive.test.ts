import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { storeWith } from "../../../src/claims/store.ts";
import type { ClaimStore } from "../../../src/claims/store.ts";
import { createEmbeddedClaimStore } from "../../../src/embedded/claim-store.ts";
import type { EmbeddedKafka } from "../../../src/embedded/kafka.ts";
import { createEmbeddedKafka } from "../../../src/embedded/kafka.ts";
import { machineClock } from "../../../src/embedded/machine-clock.ts";
import { KafkaError } from "../../../src/kafka/errors.ts";
import type { KafkaClient } from "../../../src/kafka/kafka.ts";
import type { RecordProducer, RecordToSend } from "../../../src/kafka/producer.ts";
import { partitionOfKey } from "../../../src/model/murmur2.ts";
import { parsed, parsePipelineName, parseStepName, parseTopicName } from "../../../src/model/names.ts";
import type { TopicName } from "../../../src/model/names.ts";
import type { DeadLetterTopic } from "../../../src/operate/dead-letters/dead-letter.ts";
import { redriveMarkOf } from "../../../src/operate/dead-letters/dead-letter.ts";
import { OtherRunError, redrive } from "../../../src/operate/dead-letters/redrive.ts";
import type { RedriveRequest } from "../../../src/operate/dead-letters/redrive.ts";
import type { RedriveRun } from "../../../src/operate/dead-letters/redrive-run.ts";
import type { RangeRecord } from "../../../src/operate/read-ranges.ts";
import { tail } from "../../../src/operate/tail.ts";

const topicOf = (name: string): TopicName => parsed(parseTopicName(name));
const [input, dead, elsewhere] = [topicOf("in"), topicOf("dead"), topicOf("elsewhere")];
const source: DeadLetterTopic = {
  pipeline: parsed(parsePipelineName("search")),
  step: parsed(parseStepName("chunker")),
  topic: dead,
  inputs: [input],
};
const profile = { compression: "none", batchBytes: 1_000_000, lingerMs: 0, retries: 0 } as const;
/** Nobody waits here: rates only make batches small. */
const hurried = { ...machineClock, sleep: async () => undefined };

let kafka: EmbeddedKafka;
let store: ClaimStore;
beforeEach(async () => {
  kafka = createEmbeddedKafka();
  store = createEmbeddedClaimStore();
  const topics = [input, dead, elsewhere].map((name) => ({ name, partitions: 3, replicationFactor: 1, configs: {} }));
  await kafka.admin.createTopics(topics);
});
afterEach(() => kafka.close());

const header = (key: string, value: string) => ({ key: Buffer.from(key), value: Buffer.from(value) });

function deadRecord(index: number, headers = [header("sluiceway-dlq-topic", "in")]): RecordToSend {
  const partition = index % 3;
  const place = [header("sluiceway-dlq-partition", String(partition)), header("sluiceway-dlq-offset", String(index))];
  return {
    topic: dead,
    partition,
    key: Buffer.from(`key ${index}`),
    value: index % 5 === 0 ? undefined : Buffer.from([index % 256, 0xff]),
    timestampMs: 1_000 + index,
    headers: [header("trace", "abc"), ...headers, ...place],
  };
}

async function withClient<T>(work: (client: KafkaClient) => Promise<T>): Promise<T> {
  const client = kafka.client();
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

const write = (records: readonly RecordToSend[]): Promise<void> =>
  withClient(async (client) => {
    for (const outcome of await client.producer(profile).send(records)) if (!outcome.ok) throw outcome.error;
  });

const read = (topic: TopicName): Promise<readonly RangeRecord[]> =>
  withClient(async (client) => {
    const records = [];
    const request = { topic, from: "earliest", follow: false, signal: new AbortController().signal } as const;
    for await (const record of tail({ reader: client.reader(), offsets: client.offsets }, request))
      records.push(record);
    return records;
  });

/** What a run goes through in place of the real servers. */
interface Between {
  readonly producer?: (real: RecordProducer) => RecordProducer;
  readonly store?: ClaimStore;
}

const run = (changes: Partial<RedriveRequest> = {}, between: Between = {}): Promise<RedriveRun> =>
  withClient((client) => {
    const producer = client.producer(profile);
    const servers = {
      reader: client.reader(),
      offsets: client.offsets,
      producer: between.producer?.(producer) ?? producer,
      store: between.store ?? store,
      clock: hurried,
    };
    return redrive(servers, {
      run: "monday",
      asked: "everything",
      topic: source,
      target: { kind: "origin" },
      filter: {},
      perSecond: undefined,
      guard: () => true,
      signal: new AbortController().signal,
      ...changes,
    });
  });

describe("reprocessing", () => {
  test("brings key, value and timestamp back to their own partition, without what was said of the failure", async () => {
    await write([0, 1, 2, 3, 4].map((index) => deadRecord(index)));
    const done = await run();
    expect(done).toMatchObject({ sent: 5, skipped: 0, finishedMs: expect.any(Number) });
    const records = await read(input);
    expect(records.length).toBe(5);
    for (const { partition, record } of records) {
      const index = record.timestampMs - 1_000;
      const sent = deadRecord(index);
      expect(partition).toBe(sent.partition);
      expect([record.key, record.value]).toEqual([sent.key, sent.value]);
      expect(record.headers.map(({ key, value }) => [key.toString(), value.toString()])).toEqual([
        ["trace", "abc"],
        ["sluiceway-redrive-count", "1"],
        ["sluiceway-redrive", `monday/dead/${partition}/${Math.floor(index / 3)}`],
      ]);
    }
    expect((await read(dead)).length).toBe(5);
  });

  test("counts the journeys of a record that died again", async () => {
    await write([deadRecord(1, [header("sluiceway-dlq-topic", "in"), header("sluiceway-redrive-count", "4")])]);
    await run();
    const [found] = await read(input);
    expect(found?.record.headers.filter(({ key }) => key.toString() === "sluiceway-redrive-count")).toEqual([
      header("sluiceway-redrive-count", "5"),
    ]);
  });

  test("to another topic goes by key; what doesn't match the filter stays", async () => {
    await write([1, 2, 3].map((index) => deadRecord(index)));
    const done = await run({ target: { kind: "topic", topic: elsewhere }, filter: { key: "key 2" } });
    expect(done.sent).toBe(1);
    const key = Buffer.from("key 2");
    expect(await read(elsewhere)).toMatchObject([{ partition: partitionOfKey(key, 3), record: { key } }]);
    expect(await read(input)).toEqual([]);
  });

  test("a record from a topic that its step doesn't read is skipped, not sent anywhere", async () => {
    await write([deadRecord(1, [header("sluiceway-dlq-topic", "foreign")]), deadRecord(2)]);
    expect(await run()).toMatchObject({ sent: 1, skipped: 1 });
  });

  test("a pointer brings back the record that it points at; one whose record is gone is skipped", async () => {
    const large = { topic: input, partition: 2, key: Buffer.from("large"), value: Buffer.from("whole"), headers: [] };
    await write([0, 1].map((timestampMs) => ({ ...large, timestampMs })));
    const pointer = (offset: string): RecordToSend => ({
      ...deadRecord(2, []),
      timestampMs: 0,
      headers: Object.entries({ pointer: "value,headers", topic: "in", partition: "2", offset }).map(([name, value]) =>
        header(`sluiceway-dlq-${name}`, value),
      ),
    });
    await write([pointer("0"), pointer("1"), pointer("7")]);
    // In a topic that was made anew another record lies there, or none.
    expect(await run()).toMatchObject({ sent: 1, skipped: 2 });
    const [, , again] = await read(input);
    expect(again).toMatchObject({ partition: 2, record: { key: large.key, value: large.value } });
  });

  test("a finished run sends nothing again, and a run is not continued with another request", async () => {
    await write([deadRecord(1)]);
    await run();
    await write([deadRecord(2)]);
    expect(await run()).toMatchObject({ sent: 1 });
    expect((await read(input)).length).toBe(1);
    await expect(run({ asked: "something else" })).rejects.toBeInstanceOf(OtherRunError);
  });

  test("nothing is written once the lock is lost", async () => {
    await write([deadRecord(1)]);
    await expect(run({ guard: () => false })).rejects.toMatchObject({ kind: "guard-refused" });
    expect([await read(input), await store.keys("")]).toEqual([[], []]);
  });

  test("a record that is too large is skipped and counted; any other refusal can be continued", async () => {
    await write([deadRecord(1), deadRecord(4)]);
    const refusing = (kind: "record-too-large" | "not-authorized"): Between => ({
      producer: (real) => ({
        partitionCount: (topic) => real.partitionCount(topic),
        close: () => real.close(),
        send: async (records) => {
          const outcomes = await real.send(records.slice(1));
          return [{ element: records[0]!, ok: false, error: new KafkaError(kind, "no") }, ...outcomes];
        },
      }),
    });
    await expect(run({}, refusing("not-authorized"))).rejects.toMatchObject({ kind: "not-authorized" });
    expect(await run()).toMatchObject({ sent: 2, skipped: 0 });
    expect((await read(input)).length).toBe(2);
    expect(await run({ run: "tuesday" }, refusing("record-too-large"))).toMatchObject({ sent: 1, skipped: 1 });
  });

  test("whatever interrupts it, each record arrives exactly once in one run", async () => {
    const failure = fc.record({
      after: fc.nat({ max: 12 }),
      kind: fc.constantFrom("before send", "half sent", "answer lost", "store lost", "store refused"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(failure, { maxLength: 6 }), fc.nat({ max: 40 }), async (failures, count) => {
        kafka = createEmbeddedKafka();
        store = createEmbeddedClaimStore();
        await kafka.admin.createTopics(
          [input, dead].map((name) => ({ name, partitions: 3, replicationFactor: 1, configs: {} })),
        );
        await write(Array.from({ length: count }, (_, index) => deadRecord(index)));
        for (const each of failures) await interrupted(each).catch(() => undefined);
        const done = await run({ perSecond: 100_000 });
        expect(done.sent).toBe(count);
        const marks = (await read(input)).map(({ record }) => redriveMarkOf(record.headers));
        expect(marks.length).toBe(count);
        expect(new Set(marks).size).toBe(count);
        await kafka.close();
      }),
      { numRuns: 100 },
    );
  });
});

interface Interruption {
  readonly after: number;
  readonly kind: "before send" | "half sent" | "answer lost" | "store lost" | "store refused";
}

/** A run whose process ends at some request: nothing of it, a part, or everything may have happened. */
function interrupted({ after, kind }: Interruption): Promise<unknown> {
  let [sends, writes] = [after, after];
  const ended = new Error("the process has ended");
  const producer = (real: RecordProducer): RecordProducer => ({
    partitionCount: (topic) => real.partitionCount(topic),
    close: () => real.close(),
    send: async (records, guard) => {
      sends -= 1;
      if (sends >= 0 || kind.startsWith("store")) return real.send(records, guard);
      if (kind === "half sent") await real.send(records.slice(0, Math.ceil(records.length / 2)), guard);
      if (kind === "answer lost") await real.send(records, guard);
      throw ended;
    },
  });
  const failing = storeWith(store, async (operations) => {
    writes -= 1;
    if (writes >= 0 || !kind.startsWith("store")) return store.transact(operations);
    if (kind === "store lost") await store.transact(operations);
    throw ended;
  });
  // At most ten records to a batch, so that there are many requests to end at.
  return run({ perSecond: 100 }, { producer, store: failing });
}
