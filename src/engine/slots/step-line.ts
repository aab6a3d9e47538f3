import type { KafkaError } from "../../kafka/errors.ts";
import type { FetchedRecord } from "../../kafka/reader.ts";
import type { StepName, TopicName } from "../../model/names.ts";
import type { ProcessingFailure } from "../failures/processing-failure.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { OutboxEntry, OutboxOwner } from "../outbox/outbox-entry.ts";
import type { Emission } from "../processors/processor.ts";
import { derivedRecordId, recordIdOf, withRecordId } from "../records/record-id.ts";
import type { FailureRouter } from "./failure-router.ts";
import type { Ticket } from "./offset-tracker.ts";
import type { OutputRouter } from "./output-router.ts";
import type { RecordProcessor } from "./record-processor.ts";

/** The slot, as its steps know it: told about their writes, each with the step that wrote it. */
export interface StepLineOwner extends Pick<OutboxOwner, "mayWrite" | "acknowledged" | "progressed"> {
  /** A stage is over while the record stays where it is (`order: block`). */
  stageOver(line: StepLine, failure: ProcessingFailure, ticket: Ticket): void;
  refused(line: StepLine, entry: OutboxEntry, error: KafkaError): boolean;
  /** `writer` names the step and the partition that it can't write to. */
  blocked(writer: string, error: KafkaError): void;
  unblocked(writer: string): void;
}

/** How a step's records are processed, and where what they become goes. */
export interface StepLineParts {
  readonly processor: RecordProcessor;
  readonly router: OutputRouter;
  readonly failures: FailureRouter;
}

export interface StepLineOptions {
  readonly step: StepName;
  /** The slot's. */
  readonly topic: TopicName;
  readonly partition: number;
  readonly outbox: Outbox;
  readonly owner: StepLineOwner;
  /** The steps that are handed records in this process, with the name of the output. */
  readonly inner: readonly { readonly output: string; readonly line: StepLine }[];
  readonly parts: (line: StepLine) => StepLineParts;
}

/** One step as a slot runs it: the one that reads the slot's topic, or one that is handed records in this process. */
export class StepLine implements OutboxOwner {
  readonly #options: StepLineOptions;
  readonly #parts: StepLineParts;
  readonly handsOver: boolean;

  constructor(options: StepLineOptions) {
    this.#options = options;
    this.#parts = options.parts(this);
    this.handsOver = options.inner.length > 0;
  }

  get step(): StepName {
    return this.#options.step;
  }

  get outbox(): Outbox {
    return this.#options.outbox;
  }

  get processor(): RecordProcessor {
    return this.#parts.processor;
  }

  get router(): OutputRouter {
    return this.#parts.router;
  }

  get failures(): FailureRouter {
    return this.#parts.failures;
  }

  /** This step and all that are handed something of its records, each once. */
  all(): ReadonlySet<StepLine> {
    const found = new Set<StepLine>([this]);
    for (const { line } of this.#options.inner) for (const further of line.all()) found.add(further);
    return found;
  }

  /** What the next steps are to process: as if it had gone through a topic, with the ids that it would have there. */
  handedOver(
    record: FetchedRecord,
    emissions: readonly Emission[],
  ): readonly { readonly line: StepLine; readonly record: FetchedRecord }[] {
    const { step, inner } = this.#options;
    const parent = recordIdOf(this.#options, record);
    return emissions.flatMap(({ key, value, headers, output }, index) => {
      const given = inner.filter((one) => output === undefined || one.output === output);
      if (given.length === 0) return [];
      const handed: FetchedRecord = {
        offset: record.offset,
        timestampMs: record.timestampMs,
        key,
        value,
        headers: withRecordId(headers, derivedRecordId(parent, step, index)),
      };
      return given.map(({ line }) => ({ line, record: handed }));
    });
  }

  mayWrite(): boolean {
    return this.#options.owner.mayWrite();
  }

  acknowledged(entry: OutboxEntry): void {
    this.#options.owner.acknowledged(entry);
    if (entry.purpose !== "output") this.failures.acknowledged(entry);
  }

  progressed(): void {
    this.#options.owner.progressed();
  }

  stageOver(failure: ProcessingFailure, ticket: Ticket): void {
    this.#options.owner.stageOver(this, failure, ticket);
  }

  refused(entry: OutboxEntry, error: KafkaError): boolean {
    return this.#options.owner.refused(this, entry, error);
  }

  blocked(partition: string, error: KafkaError): void {
    this.#options.owner.blocked(`${this.step} ${partition}`, error);
  }

  unblocked(partition: string): void {
    this.#options.owner.unblocked(`${this.step} ${partition}`);
  }
}
