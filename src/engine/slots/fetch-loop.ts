import type { KafkaError } from "../../kafka/errors.ts";
import type { TopicPartition } from "../../kafka/offsets.ts";
import type { FetchLimits, PartitionBatch, PartitionReader } from "../../kafka/reader.ts";
import type { Clock } from "../../model/clock.ts";
import { backoffMs, serverBackoff } from "../failures/backoff.ts";
import { kafkaErrorOf } from "../kafka-error-of.ts";
import { Wakeup } from "../wakeup.ts";

/** A slot, as the fetch loop knows it. It tells the loop with `wake` when it wants records again. */
export interface FetchTarget extends TopicPartition {
  readonly position: bigint;
  /** False while its buffer is full, or while it waits out a failure. */
  readonly wantsRecords: boolean;
  delivered(batch: Extract<PartitionBatch, { readonly ok: true }>): void;
  /** `isShared`: the whole request failed, not this partition; the loop itself waits before the next one. */
  fetchFailed(error: KafkaError, isShared: boolean): void;
}

export interface FetchLoopOptions {
  readonly reader: PartitionReader;
  readonly clock: Clock;
  readonly random: () => number;
  /** Aborted before the reader is closed, which ends a fetch that is under way. */
  readonly closed: AbortSignal;
}

const sizes = { minBytes: 1, maxBytes: 16 * 1024 * 1024, maxBytesPerPartition: 256 * 1024 };
/** How long an idle fetch is left with the broker: also the longest that a new slot waits behind it. */
const idleWaitMs = 100;
/** The same while a slot with a full buffer is left out, which may want records again at any moment. */
const shortestWaitMs = 5;
const longestShortWaitMs = 100;

/** One multi-partition fetch after the other, over all slots of one reader that want records. */
export class FetchLoop {
  readonly #options: FetchLoopOptions;
  readonly #targets = new Set<FetchTarget>();
  readonly #wakeup = new Wakeup();
  #shortWaitMs = shortestWaitMs;
  #failures = 0;

  constructor(options: FetchLoopOptions) {
    this.#options = options;
    options.closed.addEventListener("abort", () => this.#wakeup.notify(), { once: true });
    void this.#run();
  }

  add(target: FetchTarget): void {
    this.#targets.add(target);
    this.wake();
  }

  remove(target: FetchTarget): void {
    this.#targets.delete(target);
  }

  /** A target wants records again. */
  wake(): void {
    this.#shortWaitMs = shortestWaitMs;
    this.#wakeup.notify();
  }

  async #run(): Promise<void> {
    while (!this.#options.closed.aborted) {
      const wanting = this.#takeTurns([...this.#targets].filter((target) => target.wantsRecords));
      if (wanting.length === 0) await this.#wakeup.wait();
      else await this.#fetch(wanting);
    }
  }

  /**
   * One target a partition: an answer doesn't say which of two asked for it. Slots of several pipelines may read one
   * partition at different positions; those that are left out come first the next time.
   */
  #takeTurns(wanting: readonly FetchTarget[]): readonly FetchTarget[] {
    const chosen = new Map<string, FetchTarget>();
    for (const target of wanting) if (!chosen.has(keyOf(target))) chosen.set(keyOf(target), target);
    if (chosen.size === wanting.length) return wanting;
    for (const target of chosen.values()) {
      this.#targets.delete(target);
      this.#targets.add(target);
    }
    return [...chosen.values()];
  }

  async #fetch(wanting: readonly FetchTarget[]): Promise<void> {
    const partitions = wanting.map(({ topic, partition, position }) => ({ topic, partition, offset: position }));
    try {
      const batches = await this.#options.reader.fetch(partitions, this.#limits(wanting));
      this.#failures = 0;
      this.#deliver(wanting, batches);
    } catch (cause) {
      if (this.#options.closed.aborted) return;
      const error = kafkaErrorOf(cause);
      for (const target of wanting) target.fetchFailed(error, true);
      await this.#rest();
    }
  }

  #limits(wanting: readonly FetchTarget[]): FetchLimits {
    const isAnyLeftOut = wanting.length < this.#targets.size;
    return { ...sizes, maxWaitMs: isAnyLeftOut ? this.#shortWaitMs : idleWaitMs };
  }

  #deliver(wanting: readonly FetchTarget[], batches: readonly PartitionBatch[]): void {
    const targets = new Map(wanting.map((target) => [keyOf(target), target]));
    let records = 0;
    for (const batch of batches) {
      const target = targets.get(keyOf(batch));
      if (target === undefined || !this.#targets.has(target)) continue;
      if (batch.ok) {
        records += batch.records.length;
        target.delivered(batch);
      } else target.fetchFailed(batch.error, false);
    }
    this.#shortWaitMs = records > 0 ? shortestWaitMs : Math.min(longestShortWaitMs, this.#shortWaitMs * 2);
  }

  async #rest(): Promise<void> {
    this.#failures += 1;
    const { clock, closed, random } = this.#options;
    await clock.sleep(backoffMs(serverBackoff, this.#failures, random), closed).catch(() => undefined);
  }
}

const keyOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;
