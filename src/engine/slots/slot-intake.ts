import type { KafkaError } from "../../kafka/errors.ts";
import type { GroupOffsets } from "../../kafka/offsets.ts";
import type { FetchedRecord, PartitionBatch } from "../../kafka/reader.ts";
import type { Clock } from "../../model/clock.ts";
import type { TopicName } from "../../model/names.ts";
import { backoffMs, serverBackoff } from "../failures/backoff.ts";
import { kafkaErrorOf } from "../kafka-error-of.ts";
import type { FetchLoop, FetchTarget } from "./fetch-loop.ts";
import { RecordQueue } from "./record-queue.ts";
import type { SlotLife } from "./slot-life.ts";
import type { Trouble } from "./trouble.ts";

/** Records between `from` and `to` will never be read; `lost` is undefined where their number is unknown. */
export interface OffsetReset {
  readonly from: bigint;
  readonly to: bigint;
  readonly lost: bigint | undefined;
}

/** The reading half of a flow. */
export interface Intake {
  /** The next record to fetch. */
  readonly position: bigint;
  readonly highWatermark: bigint | undefined;
  /** Records that `shift` can give. */
  readonly buffered: number;
  /** Where the partition continues behind the record that `shift` gave last. */
  readonly nextOffset: bigint;
  /** The next record, or undefined while there is none. */
  shift(): FetchedRecord | undefined;
  /** What `shift` gives next, or will give when it is due. */
  peek(): FetchedRecord | undefined;
  /** No more is fetched, and what was fetched ahead is left to the next owner. */
  end(): void;
}

export interface SlotIntakeOptions {
  readonly topic: TopicName;
  readonly life: SlotLife;
  readonly loop: FetchLoop;
  readonly offsets: GroupOffsets;
  readonly trouble: Trouble;
  readonly clock: Clock;
  readonly random: () => number;
  /** Aborted when the engine is closed. */
  readonly closed: AbortSignal;
  readonly position: bigint;
  readonly offsetReset: "earliest" | "latest";
  readonly onRecords: () => void;
  /** The log continues at `offset`, and nothing fetched is in front of it. */
  readonly onGap: (offset: bigint) => void;
  readonly onReset: (reset: OffsetReset) => void;
}

/** What a slot has in memory before it is left out of the next fetch. */
const maxBufferedBytes = 256 * 1024;
const maxBufferedRecords = 2_500;
/** Leaders move: only what lasts is told. */
const failuresToTell = 3;

/** The reading half of one slot: where it is in its partition, and what it has fetched ahead. */
export class SlotIntake implements FetchTarget, Intake {
  readonly topic: TopicName;
  readonly partition: number;
  readonly #queue = new RecordQueue();
  readonly #options: SlotIntakeOptions;
  #position: bigint;
  #highWatermark: bigint | undefined;
  #isResting = false;
  #failures = 0;

  constructor(options: SlotIntakeOptions) {
    this.topic = options.topic;
    this.partition = options.life.held.slot.partition;
    this.#options = options;
    this.#position = options.position;
  }

  get position(): bigint {
    return this.#position;
  }

  get highWatermark(): bigint | undefined {
    return this.#highWatermark;
  }

  get buffered(): number {
    return this.#queue.records;
  }

  get wantsRecords(): boolean {
    return this.#options.life.isRunning && !this.#isResting && !this.#isFull;
  }

  get #isFull(): boolean {
    return this.#queue.bytes >= maxBufferedBytes || this.#queue.records >= maxBufferedRecords;
  }

  peek(): FetchedRecord | undefined {
    return this.#queue.peek();
  }

  shift(): FetchedRecord | undefined {
    const wasFull = this.#isFull;
    const record = this.#queue.shift();
    if (wasFull && !this.#isFull) this.#options.loop.wake();
    return record;
  }

  get nextOffset(): bigint {
    return this.#queue.nextOffset;
  }

  end(): void {
    this.#options.loop.remove(this);
    this.#queue.clear();
  }

  delivered(batch: Extract<PartitionBatch, { readonly ok: true }>): void {
    if (!this.#options.life.isRunning) return;
    this.#failures = 0;
    this.#options.trouble.gone("fetch-failed");
    this.#highWatermark = batch.highWatermark;
    if (batch.nextOffset === this.#position) return;
    this.#position = batch.nextOffset;
    if (this.#queue.push(batch.records, batch.nextOffset)) this.#options.onRecords();
    else this.#options.onGap(batch.nextOffset);
  }

  fetchFailed(error: KafkaError, isShared: boolean): void {
    if (!this.#options.life.isRunning) return;
    this.#failures += 1;
    if (error.kind === "offset-out-of-range") {
      void this.#reset();
      return;
    }
    if (!error.retriable || this.#failures >= failuresToTell)
      this.#options.trouble.appeared("fetch-failed", error.message);
    if (!isShared) this.#rest();
  }

  #rest(): void {
    this.#isResting = true;
    const { clock, random, closed } = this.#options;
    clock.sleep(backoffMs(serverBackoff, this.#failures, random), closed).then(
      () => this.#goOn(),
      () => undefined,
    );
  }

  #goOn(): void {
    this.#isResting = false;
    this.#options.loop.wake();
  }

  /** Goes on at the log's start or end: the records between are lost, which is told before anything else is read. */
  async #reset(): Promise<void> {
    this.#isResting = true;
    try {
      const { start, end } = await this.#logBounds();
      const from = this.#position;
      if (!this.#options.life.isRunning) return;
      // The log may have moved between the fetch and the question: then nothing is lost.
      if (from >= start && from <= end) {
        this.#rest();
        return;
      }
      const to = this.#options.offsetReset === "earliest" ? start : end;
      this.#options.onReset({ from, to, lost: from < start ? to - from : undefined });
      this.#position = to;
      if (!this.#queue.push([], to)) this.#options.onGap(to);
      this.#goOn();
    } catch (error) {
      this.#options.trouble.appeared("fetch-failed", kafkaErrorOf(error).message);
      this.#rest();
    }
  }

  async #logBounds(): Promise<{ readonly start: bigint; readonly end: bigint }> {
    const { offsets } = this.#options;
    const [starts, ends] = await Promise.all([
      offsets.logOffsets([this], { kind: "earliest" }),
      offsets.logOffsets([this], { kind: "latest" }),
    ]);
    const [start, end] = [starts[0], ends[0]];
    if (start?.ok === false) throw start.error;
    if (end?.ok === false) throw end.error;
    if (start === undefined || end === undefined) throw new Error("the broker named no offsets");
    return { start: start.offset, end: end.offset };
  }
}
