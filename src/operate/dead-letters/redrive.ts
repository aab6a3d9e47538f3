import type { ClaimStore } from "../../claims/store.ts";
import { KafkaError } from "../../kafka/errors.ts";
import type { Guard } from "../../kafka/guard.ts";
import type { TopicPartition } from "../../kafka/offsets.ts";
import type { RecordProducer, RecordToSend } from "../../kafka/producer.ts";
import type { Clock } from "../../model/clock.ts";
import type { TopicName } from "../../model/names.ts";
import { partitionsOf } from "../lag.ts";
import { logPositions, readRanges } from "../read-ranges.ts";
import { recordAt } from "../record-at.ts";
import type { TailSource } from "../tail.ts";
import type { DeadLetter, DeadLetterTopic } from "./dead-letter.ts";
import { redriveMarkOf } from "./dead-letter.ts";
import type { DeadLetterRequest } from "./read-dead-letters.ts";
import { meantLetters } from "./read-dead-letters.ts";
import type { RedriveTarget } from "./redrive-target.ts";
import { redriveMark, redrivenRecord, targetTopic } from "./redrive-target.ts";
import type { PendingBatch, RedriveRun } from "./redrive-run.ts";
import { readRun, writeRun } from "./redrive-run.ts";

export interface RedriveServers extends TailSource {
  readonly producer: RecordProducer;
  readonly store: ClaimStore;
  readonly clock: Clock;
}

export interface RedriveRequest extends Omit<DeadLetterRequest, "onRead"> {
  readonly run: string;
  /** Everything that decides which records go where, as text: a run is only continued with the same. */
  readonly asked: string;
  readonly topic: DeadLetterTopic;
  readonly target: RedriveTarget;
  /** Records a second at most; undefined: as fast as it goes. */
  readonly perSecond: number | undefined;
  /** Whether this process still holds the run's lock; asked before each write. */
  readonly guard: Guard;
  readonly onProgress?: (run: RedriveRun) => void;
}

/** A run that exists asked for something else. */
export class OtherRunError extends Error {
  constructor(run: string) {
    super(`the run ${run} was begun with another filter or target`);
    this.name = "OtherRunError";
  }
}

const mostPerBatch = 500;
const mostBytesPerBatch = 1024 * 1024;

/**
 * Sends dead letters again, each at most once per run, whatever interrupts it: every batch is written down before it is
 * sent, and who continues the run looks first which of it have arrived. Call it with the run's lock held. The dead
 * letters stay where they are. A record that the target can't take is skipped and counted; any other refusal ends the
 * attempt, which can be continued. Rejects with a `KafkaError`, a `StoreError`, an `OtherRunError`, or the signal's
 * reason.
 */
export async function redrive(servers: RedriveServers, request: RedriveRequest): Promise<RedriveRun> {
  return new Redrive(servers, request, await beginOrContinue(servers, request)).run();
}

async function beginOrContinue(servers: RedriveServers, request: RedriveRequest): Promise<RedriveRun> {
  const { run: id, asked, topic } = request;
  const known = await readRun(servers.store, id);
  if (known !== undefined) {
    if (known.request !== asked || known.topic !== topic.topic) throw new OtherRunError(id);
    return known;
  }
  const partitions = partitionsOf(await servers.reader.partitionCounts([topic.topic]));
  const [next, ends] = await Promise.all([
    logPositions(servers.offsets, partitions, "earliest"),
    logPositions(servers.offsets, partitions, "latest"),
  ]);
  const begun = { id, topic: topic.topic, request: asked, next, ends, sent: 0, skipped: 0 };
  return { ...begun, pending: undefined, startedMs: servers.clock.wallMs(), finishedMs: undefined };
}

class Redrive {
  readonly #servers: RedriveServers;
  readonly #request: RedriveRequest;
  readonly #startedMs: number;
  #state: RedriveRun;
  #sentHere = 0;

  constructor(servers: RedriveServers, request: RedriveRequest, state: RedriveRun) {
    this.#servers = servers;
    this.#request = request;
    this.#state = state;
    this.#startedMs = servers.clock.monotonicMs();
  }

  async run(): Promise<RedriveRun> {
    if (this.#state.finishedMs !== undefined) return this.#state;
    await this.#finishPending();
    for (const [partition, end] of this.#state.ends) await this.#partition(partition, end);
    await this.#save({ ...this.#state, finishedMs: this.#servers.clock.wallMs() });
    return this.#state;
  }

  async #partition(partition: number, end: bigint): Promise<void> {
    const from = this.#state.next.get(partition) ?? 0n;
    let batch: DeadLetter[] = [];
    let bytes = 0;
    for await (const letter of this.#letters(partition, from, end)) {
      batch.push(letter);
      bytes += (letter.record.value?.length ?? 0) + (letter.record.key?.length ?? 0);
      if (batch.length < this.#batchRecords && bytes < mostBytesPerBatch) continue;
      await this.#send(partition, batch, letter.record.offset + 1n);
      [batch, bytes] = [[], 0];
    }
    await this.#send(partition, batch, end);
  }

  #letters(partition: number, from: bigint, end: bigint): AsyncGenerator<DeadLetter> {
    const { topic, signal } = this.#request;
    const [start, stop] = [new Map([[partition, from]]), new Map([[partition, end]])];
    const records = readRanges(this.#servers.reader, { topic: topic.topic, from: start, to: stop, signal });
    return meantLetters(records, topic, this.#request);
  }

  /** A tenth of a second's worth, so that a slow rate is an even one. */
  get #batchRecords(): number {
    const { perSecond } = this.#request;
    return perSecond === undefined ? mostPerBatch : Math.min(mostPerBatch, Math.max(1, Math.floor(perSecond / 10)));
  }

  async #send(partition: number, letters: readonly DeadLetter[], next: bigint): Promise<void> {
    const [records, skipped] = await this.#recordsOf(letters);
    const after = { ...this.#state, next: new Map([...this.#state.next, [partition, next]]) };
    if (records.length === 0) {
      if (next > (this.#state.next.get(partition) ?? 0n))
        await this.#save({ ...after, skipped: after.skipped + skipped });
      return;
    }
    const offsets = letters.map(({ record }) => record.offset);
    const pending: PendingBatch = { partition, offsets, targetEnds: await this.#endsOf(records) };
    await this.#save({ ...this.#state, pending });
    await this.#pace(records.length);
    const refused = await this.#sendAll(records);
    const sent = after.sent + records.length - refused;
    await this.#save({ ...after, pending: undefined, sent, skipped: after.skipped + skipped + refused });
  }

  /** What an earlier attempt was about to send: those that have not arrived are sent now. */
  async #finishPending(): Promise<void> {
    const { pending } = this.#state;
    if (pending === undefined) return;
    const [from = 0n, to = 0n] = [pending.offsets[0], pending.offsets.at(-1)];
    const arrived = await this.#arrived(pending);
    const wanted = new Set(pending.offsets);
    const letters: DeadLetter[] = [];
    for await (const letter of this.#letters(pending.partition, from, to + 1n))
      if (wanted.has(letter.record.offset)) letters.push(letter);
    const missing = letters.filter((letter) => !arrived.has(redriveMark(this.#request.run, letter)));
    this.#state = { ...this.#state, pending: undefined, sent: this.#state.sent + letters.length - missing.length };
    await this.#send(pending.partition, missing, to + 1n);
  }

  /** The marks of this run that lie in the targets of a pending batch. */
  async #arrived({ targetEnds }: PendingBatch): Promise<ReadonlySet<string>> {
    const { offsets, reader } = this.#servers;
    const marks = new Set<string>();
    for (const [topic, from] of byTopic(targetEnds)) {
      const partitions = [...from.keys()].map((partition) => ({ topic, partition }));
      const to = await logPositions(offsets, partitions, "latest");
      for await (const { record } of readRanges(reader, { topic, from, to, signal: this.#request.signal })) {
        const mark = redriveMarkOf(record.headers);
        if (mark?.startsWith(`${this.#request.run}/`) === true) marks.add(mark);
      }
    }
    return marks;
  }

  /** The records to send, and how many dead letters have no place to go, or point at what is gone. */
  async #recordsOf(letters: readonly DeadLetter[]): Promise<readonly [readonly RecordToSend[], number]> {
    const { run, target } = this.#request;
    const records: RecordToSend[] = [];
    for (const letter of letters) {
      const topic = targetTopic(letter, target);
      const whole = letter.failure.isPointer ? await this.#pointedAt(letter) : letter;
      if (topic === undefined || whole === undefined) continue;
      const partitions = await this.#servers.producer.partitionCount(topic);
      records.push(redrivenRecord(whole, { run, topic, partitions }));
    }
    return [records, letters.length - records.length];
  }

  /** The dead letter with the record that it points at, unless another lies there by now: its timestamp is the same. */
  async #pointedAt(letter: DeadLetter): Promise<DeadLetter | undefined> {
    const { topic, partition, offset } = letter.failure;
    const known = letter.source.inputs.find((input) => input === topic);
    if (known === undefined || partition === undefined || offset === undefined) return undefined;
    const record = await recordAt(this.#servers, { topic: known, partition, offset }, this.#request.signal);
    if (record?.timestampMs !== letter.record.timestampMs) return undefined;
    return { ...letter, record: { ...record, offset: letter.record.offset } };
  }

  async #endsOf(records: readonly RecordToSend[]): Promise<ReadonlyMap<string, bigint>> {
    const places = new Map<string, TopicPartition>(
      records.map(({ topic, partition }) => [`${topic}/${partition}`, { topic, partition }]),
    );
    const found = await this.#servers.offsets.logOffsets([...places.values()], { kind: "latest" });
    return new Map(
      found.map((entry) => {
        if (!entry.ok) throw entry.error;
        return [`${entry.topic}/${entry.partition}`, entry.offset] as const;
      }),
    );
  }

  /** Resolves with how many the target refuses for what they are. */
  async #sendAll(records: readonly RecordToSend[]): Promise<number> {
    let refused = 0;
    for (const outcome of await this.#servers.producer.send(records, this.#request.guard)) {
      if (outcome.ok) continue;
      if (outcome.error.kind !== "record-too-large") throw outcome.error;
      refused += 1;
    }
    return refused;
  }

  async #pace(records: number): Promise<void> {
    const { perSecond, signal } = this.#request;
    const { clock } = this.#servers;
    signal.throwIfAborted();
    if (perSecond !== undefined) {
      const dueMs = this.#startedMs + (this.#sentHere * 1_000) / perSecond;
      const waitMs = dueMs - clock.monotonicMs();
      if (waitMs > 0) await clock.sleep(waitMs, signal);
    }
    this.#sentHere += records;
  }

  async #save(state: RedriveRun): Promise<void> {
    if (!this.#request.guard()) throw new KafkaError("guard-refused", `the lock of the run ${state.id} was lost`);
    await writeRun(this.#servers.store, state);
    this.#state = state;
    this.#request.onProgress?.(state);
  }
}

function byTopic(places: ReadonlyMap<string, bigint>): ReadonlyMap<TopicName, ReadonlyMap<number, bigint>> {
  const topics = new Map<TopicName, Map<number, bigint>>();
  for (const [place, offset] of places) {
    const slash = place.lastIndexOf("/");
    const topic = place.slice(0, slash) as TopicName;
    topics.set(topic, (topics.get(topic) ?? new Map<number, bigint>()).set(Number(place.slice(slash + 1)), offset));
  }
  return topics;
}
