import type { RecordProducer } from "../../kafka/producer.ts";
import type { Clock } from "../../model/clock.ts";
import type { TopicName } from "../../model/names.ts";

interface Count {
  partitions: number;
  loadedAtMs: number;
  isRefreshing: boolean;
  questions: number;
}

/** A count older than this is asked for again, in the background. */
const refreshAfterMs = 30_000;
/** The clock is looked at once in so many questions: it would cost as much as everything else that is done here. */
const questionsALook = 64;

/** How many partitions the output topics have: known without waiting once loaded, and kept fresh while it is used. */
export class PartitionCounts {
  readonly #producer: RecordProducer;
  readonly #clock: Clock;
  readonly #counts = new Map<TopicName, Count>();

  constructor(producer: RecordProducer, clock: Clock) {
    this.#producer = producer;
    this.#clock = clock;
  }

  /** Loads what is not known yet. Rejects with a `KafkaError`. */
  async load(topics: readonly TopicName[]): Promise<void> {
    await Promise.all(
      topics
        .filter((topic) => !this.#counts.has(topic))
        .map(async (topic) => {
          const partitions = await this.#producer.partitionCount(topic);
          this.#counts.set(topic, {
            partitions,
            loadedAtMs: this.#clock.monotonicMs(),
            isRefreshing: false,
            questions: 0,
          });
        }),
    );
  }

  /** The count of a topic that was loaded. */
  of(topic: TopicName): number {
    const count = this.#counts.get(topic);
    if (count === undefined) throw new Error(`invariant: the partition count of ${topic} was not loaded`);
    count.questions += 1;
    if (
      count.questions % questionsALook === 1 &&
      !count.isRefreshing &&
      this.#clock.monotonicMs() - count.loadedAtMs > refreshAfterMs
    )
      void this.#refresh(topic, count);
    return count.partitions;
  }

  async #refresh(topic: TopicName, count: Count): Promise<void> {
    count.isRefreshing = true;
    try {
      count.partitions = await this.#producer.partitionCount(topic);
    } catch {
      // The old count serves on: writing itself tells what is wrong with the topic.
    } finally {
      count.loadedAtMs = this.#clock.monotonicMs();
      count.isRefreshing = false;
    }
  }
}
