/**
 * The engine's producing half: an accumulator over one producer that keeps, per output partition, the order in which
 * slots added records, and at most one request in flight.
 */
import type { ElementOutcome } from "../../kafka/errors.ts";
import { KafkaError } from "../../kafka/errors.ts";
import type { ProducerProfile } from "../../kafka/kafka.ts";
import type { RecordProducer, RecordToSend } from "../../kafka/producer.ts";
import type { Clock } from "../../model/clock.ts";
import { backoffMs, serverBackoff } from "../failures/backoff.ts";
import { kafkaErrorOf } from "../kafka-error-of.ts";
import type { OutboxEntry, OutboxOwner } from "./outbox-entry.ts";
import { PartitionQueue, requestBytesOf } from "./partition-queue.ts";

export interface OutboxOptions {
  readonly producer: RecordProducer;
  readonly profile: ProducerProfile;
  readonly clock: Clock;
  readonly random: () => number;
  /** Aborted when the outbox is closed: whatever waits is dropped. */
  readonly closed: AbortSignal;
}

/** The entries of one partition in one request. */
interface Portion {
  readonly queue: PartitionQueue;
  readonly entries: readonly OutboxEntry[];
}

/** A keyless record for a compacted topic, for example (INVALID_RECORD). */
const invalidRecordCode = 87;

/** Errors that another attempt can't change, because the record is to blame: itself, or one of its batch. */
function isOfTheRecord(error: KafkaError): boolean {
  return error.kind === "record-too-large" || error.brokerCode === invalidRecordCode;
}

/** Requests that may be under way at once, each to other partitions. */
interface Lane {
  readonly isForFailing: boolean;
  readonly maxRequests: number;
  requests: number;
}

const mayWrite = (owner: OutboxOwner): boolean => owner.mayWrite();

/**
 * Writes what slots add, batched over partitions and slots. A partition whose request failed is tried again with
 * back-off, apart from the others and in order, for as long as its slots may write; the owners are told. Nothing is ever given up here:
 * an entry ends acknowledged, refused for what it is, or dropped with its slot.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #queues = new Map<string, PartitionQueue[]>();
  /** Queues that have entries and no request under way. */
  readonly #waiting = new Set<PartitionQueue>();
  readonly #flowing: Lane = { isForFailing: false, maxRequests: 2, requests: 0 };
  readonly #probing: Lane = { isForFailing: true, maxRequests: 2, requests: 0 };
  #pumpScheduled = false;
  #lingering = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Adds a record behind those of its partition. Returns at once; the owner hears of the end. */
  add(entry: OutboxEntry): void {
    const queue = this.#queueOf(entry);
    queue.push(entry);
    if (!queue.inFlight) this.#waiting.add(queue);
    if (this.#pumpScheduled) return;
    this.#pumpScheduled = true;
    // The turns of all slots add many records before this one comes: they go together.
    setImmediate(() => {
      this.#pumpScheduled = false;
      this.#pump(false);
    });
  }

  #queueOf({ topic, partition }: OutboxEntry): PartitionQueue {
    let queues = this.#queues.get(topic);
    if (queues === undefined) this.#queues.set(topic, (queues = []));
    return (queues[partition] ??= new PartitionQueue(`${topic}/${partition}`, requestBytesOf(this.#options.profile)));
  }

  /** Starts requests. `isDue` false: only if a batch is full or nothing lingers by configuration. */
  #pump(isDue: boolean): void {
    if (this.#options.closed.aborted) return;
    const { lingerMs, batchBytes } = this.#options.profile;
    const ready = [...this.#waiting].filter((queue) => !queue.resting);
    if (ready.length === 0) return;
    if (!isDue && lingerMs > 0 && !ready.some((queue) => queue.bytes >= batchBytes)) {
      this.#linger(lingerMs);
      return;
    }
    // What fails must not hold up the others' answer, nor take the place of their requests.
    for (const lane of [this.#flowing, this.#probing])
      if (lane.requests < lane.maxRequests)
        this.#start(
          ready.filter((queue) => queue.failures > 0 === lane.isForFailing),
          lane,
        );
  }

  #linger(lingerMs: number): void {
    if (this.#lingering) return;
    this.#lingering = true;
    this.#later(lingerMs, () => {
      this.#lingering = false;
      this.#pump(true);
    });
  }

  #later(delayMs: number, act: () => void): void {
    const { clock, closed } = this.#options;
    clock.sleep(delayMs, closed).then(act, () => undefined);
  }

  #start(queues: readonly PartitionQueue[], lane: Lane): void {
    const portions: Portion[] = [];
    for (const queue of queues) {
      const entries = queue.take(mayWrite);
      if (queue.isEmpty || entries.length > 0) this.#waiting.delete(queue);
      if (entries.length === 0) continue;
      queue.inFlight = true;
      portions.push({ queue, entries });
    }
    if (portions.length === 0) return;
    lane.requests += 1;
    void this.#request(portions, lane);
  }

  async #request(portions: readonly Portion[], lane: Lane): Promise<void> {
    const entries: OutboxEntry[] = [];
    const owners = new Set<OutboxOwner>();
    for (const portion of portions)
      for (const entry of portion.entries) {
        entries.push(entry);
        owners.add(entry.owner);
      }
    const outcomes = await this.#send(entries, [...owners]);
    if (this.#options.closed.aborted) return;
    lane.requests -= 1;
    let index = 0;
    for (const portion of portions) {
      this.#settle(portion, outcomes.slice(index, index + portion.entries.length));
      index += portion.entries.length;
    }
    for (const owner of owners) owner.progressed();
    this.#pump(true);
  }

  async #send(
    entries: readonly OutboxEntry[],
    owners: readonly OutboxOwner[],
  ): Promise<readonly ElementOutcome<RecordToSend>[]> {
    try {
      return await this.#options.producer.send(entries, () => owners.every(mayWrite));
    } catch (cause) {
      const error = kafkaErrorOf(cause);
      return entries.map((element) => ({ element, ok: false, error }));
    }
  }

  #settle({ queue, entries }: Portion, outcomes: readonly ElementOutcome<RecordToSend>[]): void {
    queue.inFlight = false;
    const again: OutboxEntry[] = [];
    let failure: KafkaError | undefined;
    let isNarrowing = false;
    entries.forEach((entry, index) => {
      const outcome = outcomes[index];
      if (outcome?.ok === true) {
        entry.owner.acknowledged(entry);
        return;
      }
      const error = outcome?.error ?? new KafkaError("other", "the producer gave no outcome for a record");
      if (isOfTheRecord(error)) {
        if (entries.length === 1 && entry.owner.refused(entry, error)) return;
        if (entries.length > 1) isNarrowing = true;
        else failure = error;
      } else if (error.kind !== "guard-refused") failure = error;
      again.push(entry);
    });
    queue.restore(again.filter((entry) => entry.owner.mayWrite()));
    if (isNarrowing) queue.narrow(entries.length);
    if (!queue.isEmpty) this.#waiting.add(queue);
    if (failure === undefined) this.#succeeded(queue, isNarrowing);
    else this.#failed(queue, again, failure);
  }

  #succeeded(queue: PartitionQueue, isNarrowing: boolean): void {
    if (isNarrowing) return;
    queue.failures = 0;
    queue.widen();
    for (const owner of queue.blockedOwners) owner.unblocked(queue.name);
    queue.blockedOwners.clear();
  }

  #failed(queue: PartitionQueue, entries: readonly OutboxEntry[], error: KafkaError): void {
    queue.failures += 1;
    queue.resting = true;
    for (const { owner } of entries) {
      if (!owner.mayWrite() || queue.blockedOwners.has(owner)) continue;
      queue.blockedOwners.add(owner);
      owner.blocked(queue.name, error);
    }
    this.#later(backoffMs(serverBackoff, queue.failures, this.#options.random), () => {
      queue.resting = false;
      this.#pump(true);
    });
  }
}
