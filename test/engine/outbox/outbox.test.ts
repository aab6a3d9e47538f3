import { describe, expect, test } from "vitest";
import { newTicket } from "../../../src/engine/slots/offset-tracker.ts";
import { Outbox } from "../../../src/engine/outbox/outbox.ts";
import type { OutboxEntry, OutboxOwner } from "../../../src/engine/outbox/outbox-entry.ts";
import { KafkaError } from "../../../src/kafka/errors.ts";
import type { RecordProducer, RecordToSend } from "../../../src/kafka/producer.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { output } from "../engine-world.ts";

/** A producer whose requests are answered by the test. */
class HeldProducer implements RecordProducer {
  readonly requests: {
    records: readonly RecordToSend[];
    answer: (errorOf?: (record: RecordToSend) => KafkaError | undefined) => void;
  }[] = [];
  /** Values by partition, in the order in which they were accepted. */
  readonly log = new Map<number, string[]>();

  send(records: readonly RecordToSend[], guard?: () => boolean): ReturnType<RecordProducer["send"]> {
    return new Promise((resolve) => {
      const answer = (errorOf: (record: RecordToSend) => KafkaError | undefined = () => undefined): void => {
        const refused = guard?.() === false ? new KafkaError("guard-refused", "no") : undefined;
        resolve(
          records.map((element) => {
            const error = refused ?? errorOf(element);
            if (error !== undefined) return { element, ok: false, error };
            this.log.set(element.partition, [...(this.log.get(element.partition) ?? []), String(element.value)]);
            return { element, ok: true };
          }),
        );
      };
      this.requests.push({ records, answer });
    });
  }

  partitionCount = async (): Promise<number> => 4;
  close = async (): Promise<void> => undefined;
}

class Owner implements OutboxOwner {
  alive = true;
  readonly acknowledgedValues: string[] = [];
  readonly refusedValues: string[] = [];
  readonly told: string[] = [];
  mayWrite = (): boolean => this.alive;
  acknowledged = (entry: OutboxEntry): void => void this.acknowledgedValues.push(String(entry.value));
  progressed = (): void => undefined;
  refused = (entry: OutboxEntry): boolean => this.refusedValues.push(String(entry.value)) > 0;
  blocked = (partition: string): void => void this.told.push(`blocked ${partition}`);
  unblocked = (partition: string): void => void this.told.push(`unblocked ${partition}`);
}

function world(lingerMs = 0) {
  const clock = new VirtualClock();
  const producer = new HeldProducer();
  const closed = new AbortController();
  const profile = { compression: "none", batchBytes: 1_000, lingerMs, retries: 0 } as const;
  const outbox = new Outbox({ producer, profile, clock, random: () => 1, closed: closed.signal });
  const owner = new Owner();
  const add = (value: string, partition = 0, { by = owner, sizeBytes = 10 } = {}): void =>
    outbox.add({
      topic: output,
      partition,
      key: undefined,
      value: Buffer.from(value),
      headers: [],
      purpose: "output",
      ticket: newTicket(undefined, 0n),
      owner: by,
      sizeBytes,
    });
  const settle = (): Promise<void> => clock.advance(0);
  /** Answers everything until nothing is asked any more. */
  const answerAll = async (errorOf?: (record: RecordToSend) => KafkaError | undefined): Promise<void> => {
    for (let round = 0; round < 50; round += 1) {
      await settle();
      const open = producer.requests.splice(0);
      if (open.length === 0) return;
      for (const request of open) request.answer(errorOf);
    }
  };
  return { clock, producer, outbox, owner, add, settle, answerAll };
}

const unreachable = new KafkaError("unreachable", "away");
const tooLarge = new KafkaError("record-too-large", "too large");

describe("the outbox", () => {
  test("sends what one turn adds in one request", async () => {
    const { add, settle, producer } = world();
    for (const [index, value] of ["a", "b", "c", "d"].entries()) add(value, index % 2);
    await settle();
    expect(producer.requests.map(({ records }) => records.map((record) => String(record.value)))).toEqual([
      ["a", "c", "b", "d"],
    ]);
  });

  test("has at most one request in flight for a partition; others go on", async () => {
    const { add, settle, producer, answerAll } = world();
    add("a", 0);
    await settle();
    add("b", 0);
    add("x", 1);
    await settle();
    expect(producer.requests.map(({ records }) => records.map((record) => String(record.value)))).toEqual([
      ["a"],
      ["x"],
    ]);
    await answerAll();
    expect(producer.log.get(0)).toEqual(["a", "b"]);
  });

  test("waits for company as long as the profile says, or until a batch is full", async () => {
    const { add, clock, settle, producer } = world(10);
    add("a");
    await clock.advance(9);
    expect(producer.requests).toHaveLength(0);
    add("b");
    await clock.advance(1);
    expect(producer.requests).toHaveLength(1);
    expect(producer.requests[0]?.records).toHaveLength(2);
    add("large", 1, { sizeBytes: 1_000 });
    await settle();
    expect(producer.requests).toHaveLength(2);
  });

  test("tries again in order, with back-off, and tells the owner once", async () => {
    const { add, clock, owner, producer, answerAll } = world();
    add("a");
    add("b");
    await answerAll(() => unreachable);
    add("c");
    await answerAll();
    expect(producer.log.get(0)).toBeUndefined();
    await clock.advance(100);
    await answerAll(() => unreachable);
    await clock.advance(199);
    expect(producer.requests).toHaveLength(0);
    await clock.advance(1);
    await answerAll();
    expect(producer.log.get(0)).toEqual(["a", "b", "c"]);
    expect(owner.acknowledgedValues).toEqual(["a", "b", "c"]);
    expect(owner.told).toEqual([`blocked out/0`, `unblocked out/0`]);
  });

  test("a partition that fails doesn't hold up another", async () => {
    const { add, producer, answerAll } = world();
    add("bad", 0);
    add("good", 1);
    await answerAll((record) => (record.partition === 0 ? unreachable : undefined));
    add("more", 1);
    await answerAll((record) => (record.partition === 0 ? unreachable : undefined));
    expect(producer.log.get(1)).toEqual(["good", "more"]);
  });

  test("partitions whose requests hang leave room for those that flow", async () => {
    const { add, producer, clock, settle, answerAll } = world();
    for (let partition = 0; partition < 8; partition += 1) add("bad", partition);
    await answerAll(() => unreachable);
    await clock.advance(100);
    const hanging = producer.requests.splice(0);
    expect(hanging).toHaveLength(2);
    add("good", 9);
    await settle();
    expect(producer.requests.map(({ records }) => records.map(({ partition }) => partition))).toEqual([[9]]);
    for (const request of hanging) request.answer();
    await answerAll();
    expect([...producer.log.keys()].length).toBe(9);
  });

  test("drops what belongs to a lost slot, and sends the rest of the request again", async () => {
    const { add, owner, producer, settle, answerAll } = world();
    const lost = new Owner();
    add("mine", 0);
    add("theirs", 0, { by: lost });
    await settle();
    lost.alive = false;
    add("later", 0, { by: lost });
    await answerAll();
    expect(producer.log.get(0)).toEqual(["mine"]);
    expect(owner.told).toEqual([]);
    expect(lost.acknowledgedValues).toEqual([]);
  });

  test.each([1, 2, 50, 99])("finds the record that is too large among others (number %i)", async (culprit) => {
    const { add, owner, producer, answerAll } = world();
    for (let index = 0; index < 100; index += 1) add(String(index));
    // As a broker does: the whole batch is refused for one record.
    for (let round = 0; round < 100; round += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      for (const { records, answer } of producer.requests.splice(0))
        answer(() => (records.some((record) => String(record.value) === String(culprit)) ? tooLarge : undefined));
    }
    await answerAll();
    expect(owner.refusedValues).toEqual([String(culprit)]);
    expect(producer.log.get(0)).toEqual(
      Array.from({ length: 100 }, (_, index) => String(index)).filter((value) => value !== String(culprit)),
    );
  });
});
