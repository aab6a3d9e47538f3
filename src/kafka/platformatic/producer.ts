import { setTimeout as delay } from "node:timers/promises";
import { compressionsAlgorithms } from "@platformatic/kafka";
import type { Connection } from "@platformatic/kafka";
import type { TopicName } from "../../model/names.ts";
import { KafkaError } from "../errors.ts";
import type { Guard } from "../guard.ts";
import type { ProducerProfile } from "../kafka.ts";
import type { RecordProducer, RecordToSend } from "../producer.ts";
import type { BrokerAddress, BrokerRequests } from "./broker-connections.ts";
import { encodeBatch } from "./encode-batch.ts";
import { byLeader, byTopic, Metadata, partitionError, partitionKey } from "./metadata.ts";
import type { PartitionQueue } from "./producer-batches.ts";
import { halves, queuesOf, SendOutcomes } from "./producer-batches.ts";
import type { ProduceAnswer } from "./record-requests.ts";
import { produce } from "./record-requests.ts";

const allReplicas = -1;
/** Shorter than the connection's request timeout, so that the broker's own REQUEST_TIMED_OUT comes first. */
const produceTimeoutMs = 20_000;
const firstBackoffMs = 100;
const maxBackoffMs = 1_000;
const partitionCountMaxAgeMs = 60_000;

/** Errors of a whole batch for which single records of it are to blame. */
const recordErrors: ReadonlySet<number> = new Set([10, 18, 87]);

interface Round {
  readonly outcomes: SendOutcomes;
  readonly guard: Guard | undefined;
}

function backoffMs(attempts: number): number {
  const base = Math.min(maxBackoffMs, firstBackoffMs * 2 ** Math.min(attempts - 1, 10));
  return base * (0.8 + 0.4 * Math.random());
}

function errorCodes(answer: ProduceAnswer): ReadonlyMap<string, number> {
  return new Map(
    answer.responses.flatMap(({ name, partitionResponses }) =>
      partitionResponses.map(({ index, errorCode }) => [partitionKey(name, index), errorCode] as const),
    ),
  );
}

/**
 * A `RecordProducer` over Produce requests, not idempotent, with the batches of one request per leader at a time. The
 * guard is asked in the turn in which the request is written. The retries are ours, because the library's don't ask.
 * `lingerMs` has no effect: what one call of `send` brings is batched, and nothing waits for another call.
 */
export class PlatformaticProducer implements RecordProducer {
  readonly #connections: BrokerRequests;
  readonly #metadata: Metadata;
  readonly #profile: ProducerProfile;
  readonly #closed = new AbortController();
  readonly #onClose: () => void;
  readonly #counts = new Map<TopicName, { readonly count: number; readonly readAtMs: number }>();

  constructor(
    client: { readonly connect: () => BrokerRequests; readonly onClose: () => void },
    profile: ProducerProfile,
  ) {
    this.#onClose = client.onClose;
    if (compressionsAlgorithms[profile.compression].available === false)
      throw new KafkaError("other", `compression ${profile.compression} needs Node.js 22.15 or newer`);
    this.#connections = client.connect();
    this.#metadata = new Metadata(this.#connections);
    this.#profile = profile;
  }

  async send(records: readonly RecordToSend[], guard?: Guard): ReturnType<RecordProducer["send"]> {
    this.#assertOpen();
    const outcomes = new SendOutcomes(records);
    let queues = queuesOf(records, this.#profile.batchBytes);
    while (queues.length > 0) {
      await this.#sendRound(queues, { outcomes, guard });
      queues = queues.filter(({ batches }) => batches.length > 0);
      const attempts = Math.max(0, ...queues.map(({ batches }) => batches[0]?.attempts ?? 0));
      if (attempts > 0) await this.#backOff(attempts);
    }
    return outcomes.list();
  }

  async partitionCount(topic: TopicName): Promise<number> {
    this.#assertOpen();
    const known = this.#counts.get(topic);
    if (known !== undefined && performance.now() - known.readAtMs < partitionCountMaxAgeMs) return known.count;
    const layout = (await this.#metadata.read([topic])).get(topic);
    if (layout === undefined) throw new KafkaError("other", `the broker didn't describe topic ${topic}`);
    if (layout instanceof KafkaError) throw layout;
    this.#counts.set(topic, { count: layout.leaders.length, readAtMs: performance.now() });
    return layout.leaders.length;
  }

  async close(): Promise<void> {
    this.#closed.abort(new KafkaError("closed", "the Kafka producer was closed"));
    this.#onClose();
    await this.#connections.close();
  }

  /** Sends the first batch of every partition, one request a leader. */
  async #sendRound(queues: readonly PartitionQueue[], round: Round): Promise<void> {
    const placed: { readonly queue: PartitionQueue; readonly leader: BrokerAddress }[] = [];
    for (const [index, place] of (await this.#locate(queues)).entries()) {
      const queue = queues[index];
      if (queue === undefined) continue;
      if (place.ok) placed.push({ queue, leader: place.leader });
      else this.#failed(queue, place.error, round);
    }
    const groups = byLeader(placed, ({ leader }) => leader);
    await Promise.all(
      groups.map(({ leader, elements }) =>
        this.#sendTo(
          leader,
          elements.map(({ queue }) => queue),
          round,
        ),
      ),
    );
  }

  async #locate(queues: readonly PartitionQueue[]): ReturnType<Metadata["locate"]> {
    try {
      return await this.#metadata.locate(queues);
    } catch (error) {
      if (!(error instanceof KafkaError) || error.kind === "closed") throw error;
      return queues.map(() => ({ ok: false, error }));
    }
  }

  async #sendTo(leader: BrokerAddress, queues: readonly PartitionQueue[], round: Round): Promise<void> {
    try {
      const answer = await this.#connections.request(leader, (connection) => this.#write(connection, queues, round));
      const codes = errorCodes(answer);
      for (const queue of queues) this.#answered(queue, codes.get(partitionKey(queue.topic, queue.partition)), round);
    } catch (error) {
      if (!(error instanceof KafkaError) || error.kind === "closed") throw error;
      for (const queue of queues) {
        if (error.kind === "guard-refused") this.#refused(queue, error, round);
        else {
          this.#metadata.forget(queue.topic);
          this.#failed(queue, error, round);
        }
      }
    }
  }

  /** Asks the guard and writes the request in the same turn. */
  #write(connection: Connection, queues: readonly PartitionQueue[], round: Round): Promise<ProduceAnswer> {
    const nowMs = Date.now();
    const { compression } = this.#profile;
    const topics = [...byTopic(queues)].map(([topic, ofTopic]) => ({
      topic,
      partitions: ofTopic.map(({ partition, batches }) => ({
        partition,
        batch: encodeBatch(batches[0]?.records ?? [], compression, nowMs),
      })),
    }));
    if (round.guard?.() === false) throw new KafkaError("guard-refused", "the guard refused to write records");
    return produce.async(connection, allReplicas, produceTimeoutMs, topics);
  }

  #answered(queue: PartitionQueue, code: number | undefined, round: Round): void {
    if (code === 0) {
      queue.batches.shift();
      return;
    }
    const [first] = queue.batches;
    if (first === undefined) return;
    const error =
      code === undefined
        ? new KafkaError("other", `the broker didn't answer for ${queue.topic}/${queue.partition}`)
        : partitionError(this.#metadata, queue, code);
    if (code === undefined || !recordErrors.has(code)) this.#failed(queue, error, round);
    else if (first.records.length > 1) queue.batches.splice(0, 1, ...halves(first));
    else {
      // Only this record is to blame: those behind it go on.
      round.outcomes.fail(first, error);
      queue.batches.shift();
    }
  }

  /** Keeps the first batch for another attempt, or gives up on the partition, so that nothing overtakes it. */
  #failed(queue: PartitionQueue, error: KafkaError, round: Round): void {
    const [first] = queue.batches;
    if (first === undefined) return;
    if (error.retriable && first.attempts < this.#profile.retries)
      queue.batches[0] = { ...first, attempts: first.attempts + 1, lastError: error };
    else this.#giveUp(queue, error, round);
  }

  /** A batch that was under way before may have been written: what happened to it then is the better answer. */
  #refused(queue: PartitionQueue, refusal: KafkaError, round: Round): void {
    const [first] = queue.batches;
    if (first?.lastError !== undefined) {
      round.outcomes.fail(first, first.lastError);
      queue.batches.shift();
    }
    this.#giveUp(queue, refusal, round);
  }

  #giveUp(queue: PartitionQueue, error: KafkaError, round: Round): void {
    for (const batch of queue.batches) round.outcomes.fail(batch, error);
    queue.batches.length = 0;
  }

  async #backOff(attempts: number): Promise<void> {
    try {
      await delay(backoffMs(attempts), undefined, { signal: this.#closed.signal });
    } catch {
      this.#assertOpen();
    }
  }

  #assertOpen(): void {
    if (this.#closed.signal.aborted) throw this.#closed.signal.reason;
  }
}
