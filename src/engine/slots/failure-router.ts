import type { RecordToSend } from "../../kafka/producer.ts";
import type { FetchedRecord } from "../../kafka/reader.ts";
import type { DeadLetterHeaders } from "../../model/bundle.ts";
import type { Clock } from "../../model/clock.ts";
import { invariant } from "../../model/invariant.ts";
import type { TopicName } from "../../model/names.ts";
import type { FailureTarget } from "../failures/dead-letter.ts";
import { deadLetterOf, errorRecordOf, pointerOf } from "../failures/dead-letter.ts";
import type { FailurePlace } from "../failures/failure-place.ts";
import { ProcessingError } from "../failures/processing-error.ts";
import { ProcessingFailure } from "../failures/processing-failure.ts";
import type { OutboxEntry, OutboxOwner, OutboxPurpose } from "../outbox/outbox-entry.ts";
import type { PartitionCounts } from "../partitioning/partition-counts.ts";
import type { Parking } from "../tiers/parking.ts";
import type { RetryState } from "../tiers/retried-record.ts";
import { retryRecordOf, retryStateOf } from "../tiers/retried-record.ts";
import type { Ticket } from "./offset-tracker.ts";
import { sizeOf } from "./output-router.ts";

/** A retry topic, and how long a record waits in it. */
interface FailureTier {
  readonly topic: TopicName;
  readonly delayMs: number;
}

export interface FailureRouterOptions {
  readonly place: FailurePlace;
  readonly naming: DeadLetterHeaders;
  readonly deadLetterTopic: TopicName;
  readonly errorTopic: TopicName;
  readonly tiers: readonly FailureTier[];
  /** Undefined where later records of a key needn't follow it. */
  readonly parking: Parking | undefined;
  readonly counts: PartitionCounts;
  readonly owner: OutboxOwner;
  readonly clock: Clock;
}

/** What is made of a failed record: where it goes, and for what. */
interface Outcome {
  readonly record: RecordToSend;
  readonly purpose: OutboxPurpose;
  readonly failure?: ProcessingFailure;
  readonly tier?: number;
  readonly isReduced?: boolean;
}

/** Which tier a record goes to, and with which failure; without one where it follows its key. */
interface Postponement {
  readonly tier: number;
  readonly failure: ProcessingFailure | undefined;
}

/** Turns a failure into the dead letter, or the record for a retry topic, and the error record of the stage. */
export class FailureRouter {
  readonly #options: FailureRouterOptions;

  constructor(options: FailureRouterOptions) {
    this.#options = options;
  }

  route(record: FetchedRecord, failure: ProcessingFailure, ticket: Ticket): OutboxEntry[] {
    if (failure.next.kind === "dead-letter") {
      const { deadLetterTopic } = this.#options;
      return [this.#deadLetter(record, failure, ticket), this.#error(record, failure, { ticket, deadLetterTopic })];
    }
    const { tier } = failure.next;
    const retryTopic = this.#options.tiers[tier]?.topic;
    return [
      this.#retry(record, { tier, failure }, ticket),
      this.#error(record, failure, { ticket, ...(retryTopic === undefined ? {} : { retryTopic }) }),
    ];
  }

  /** A stage is over while the record stays where it is. */
  stageOver(record: FetchedRecord, failure: ProcessingFailure, ticket: Ticket): OutboxEntry[] {
    return [this.#error(record, failure, { ticket })];
  }

  /** The record goes behind an earlier one of its key, without an attempt of its own: that is no failure. */
  follow(record: FetchedRecord, tier: number, ticket: Ticket): OutboxEntry[] {
    return [this.#retry(record, { tier, failure: undefined }, ticket)];
  }

  acknowledged({ purpose, tier, key }: OutboxEntry): void {
    if (purpose === "retry" && tier !== undefined) this.#options.parking?.written(tier, key);
  }

  /**
   * What is written instead of a record that its topic will never take: for what is too large for a retry topic the
   * dead letter, for a dead letter a pointer, for an error record one without its key. Undefined where nothing smaller is left: it has to be tried again, so that nothing
   * is skipped.
   */
  instead(record: FetchedRecord, entry: OutboxEntry): OutboxEntry[] | undefined {
    const { purpose, ticket, failure, tier } = entry;
    if (purpose === "retry" && tier !== undefined) return this.#insteadOfRetry(record, entry, tier);
    if (entry.isReduced === true || failure === undefined) return undefined;
    if (purpose === "error")
      return [
        {
          ...entry,
          key: undefined,
          isReduced: true,
          sizeBytes: sizeOf({ key: undefined, value: entry.value }, entry.headers),
        },
      ];
    const { naming } = this.#options;
    const pointer = pointerOf(record, failure, { place: this.#placeOf(record), target: entry, naming });
    return [this.#entry({ record: pointer, purpose, failure, isReduced: true }, ticket)];
  }

  #insteadOfRetry(record: FetchedRecord, { ticket, failure, key }: OutboxEntry, tier: number): OutboxEntry[] {
    this.#options.parking?.withdrawn(tier, key);
    if (failure !== undefined) return [this.#deadLetter(record, failure, ticket)];
    const error = new ProcessingError("RecordTooLargeError", "the record is too large for the retry topic of its key");
    return this.route(
      record,
      new ProcessingFailure(error, { attempts: 1, firstFailureMs: this.#options.clock.wallMs() }),
      ticket,
    );
  }

  #deadLetter(record: FetchedRecord, failure: ProcessingFailure, ticket: Ticket): OutboxEntry {
    const { naming, deadLetterTopic } = this.#options;
    const target = this.#target(deadLetterTopic);
    const letter = deadLetterOf(record, failure, { place: this.#placeOf(record), target, naming });
    return this.#entry({ record: letter, purpose: "dead-letter", failure }, ticket);
  }

  #error(
    record: FetchedRecord,
    failure: ProcessingFailure,
    {
      ticket,
      ...ways
    }: { readonly ticket: Ticket; readonly deadLetterTopic?: TopicName; readonly retryTopic?: TopicName },
  ): OutboxEntry {
    const place = this.#placeOf(record);
    const report = errorRecordOf(record, failure, { place, target: this.#target(this.#options.errorTopic), ...ways });
    return this.#entry({ record: report, purpose: "error", failure }, ticket);
  }

  #retry(record: FetchedRecord, { tier, failure }: Postponement, ticket: Ticket): OutboxEntry {
    const { tiers, parking, place } = this.#options;
    const topic = tiers[tier]?.topic;
    invariant(topic, "a record goes only to tiers that its step has");
    // A slot owns the same partition of its tiers: that they have it was checked when the slot began.
    const target = { topic, partition: place.partition };
    const told = failure === undefined ? {} : { failure };
    parking?.sent(tier, record.key);
    const made = retryRecordOf(record, this.#stateOf(record, { tier, failure }), { target, ...told });
    return this.#entry({ record: made, purpose: "retry", tier, ...told }, ticket);
  }

  /** One that only follows its key is due as soon as that one has gone on. */
  #stateOf(record: FetchedRecord, { tier, failure }: Postponement): RetryState {
    const { tiers, clock, place } = this.#options;
    const origin = { topic: place.topic, partition: place.partition, offset: record.offset };
    const before = retryStateOf(record) ?? { origin, attempts: 0, firstFailureMs: undefined };
    const nowMs = clock.wallMs();
    if (failure === undefined) return { ...before, dueMs: nowMs };
    const { attempts, firstFailureMs } = failure;
    return { origin: before.origin, attempts, firstFailureMs, dueMs: nowMs + (tiers[tier]?.delayMs ?? 0) };
  }

  /** Where the record was first read. */
  #placeOf(record: FetchedRecord): FailurePlace {
    const { place } = this.#options;
    const origin = retryStateOf(record)?.origin;
    return origin === undefined ? place : { ...place, topic: origin.topic as TopicName, partition: origin.partition };
  }

  /** The record's own partition; where the topic has fewer (the input has grown), one that exists. */
  #target(topic: TopicName): FailureTarget {
    return { topic, partition: this.#options.place.partition % this.#options.counts.of(topic) };
  }

  #entry({ record, ...what }: Outcome, ticket: Ticket): OutboxEntry {
    return { ...record, ...what, ticket, owner: this.#options.owner, sizeBytes: sizeOf(record, record.headers) };
  }
}
