import type { FetchedRecord } from "../../kafka/reader.ts";
import type { RecordToSend } from "../../kafka/producer.ts";
import type { DeadLetterHeaders } from "../../model/bundle.ts";
import type { TopicName } from "../../model/names.ts";
import { deadLetterOf, errorRecordOf } from "../failures/dead-letter.ts";
import type { FailureTarget } from "../failures/dead-letter.ts";
import type { FailurePlace } from "../failures/failure-place.ts";
import type { ProcessingFailure } from "../failures/processing-failure.ts";
import type { OutboxEntry, OutboxOwner, OutboxPurpose } from "../outbox/outbox-entry.ts";
import type { PartitionCounts } from "../partitioning/partition-counts.ts";
import type { Ticket } from "./offset-tracker.ts";
import { sizeOf } from "./output-router.ts";

export interface FailureRouterOptions {
  readonly place: FailurePlace;
  readonly naming: DeadLetterHeaders;
  readonly deadLetterTopic: TopicName;
  readonly errorTopic: TopicName;
  readonly counts: PartitionCounts;
  readonly owner: OutboxOwner;
}

/** Turns a failure into the dead letter and the error record. */
export class FailureRouter {
  readonly #options: FailureRouterOptions;

  constructor(options: FailureRouterOptions) {
    this.#options = options;
  }

  route(record: FetchedRecord, failure: ProcessingFailure, ticket: Ticket): OutboxEntry[] {
    const { place, naming, deadLetterTopic, errorTopic } = this.#options;
    const deadLetter = deadLetterOf(record, failure, { place, naming, target: this.#target(deadLetterTopic) });
    const error = errorRecordOf(record, failure, { place, target: this.#target(errorTopic), deadLetterTopic });
    return [this.#entry(deadLetter, "dead-letter", ticket), this.#entry(error, "error", ticket)];
  }

  /** The record's own partition; where the topic has fewer (the input has grown), one that exists. */
  #target(topic: TopicName): FailureTarget {
    return { topic, partition: this.#options.place.partition % this.#options.counts.of(topic) };
  }

  #entry(record: RecordToSend, purpose: OutboxPurpose, ticket: Ticket): OutboxEntry {
    return { ...record, purpose, ticket, owner: this.#options.owner, sizeBytes: sizeOf(record, record.headers) };
  }
}
