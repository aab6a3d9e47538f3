import type { KafkaError } from "../../kafka/errors.ts";
import type { FetchedRecord } from "../../kafka/reader.ts";
import type { StepName } from "../../model/names.ts";
import { ProcessingError } from "../failures/processing-error.ts";
import { FollowsKey, ProcessingFailure } from "../failures/processing-failure.ts";
import type { OutboxEntry } from "../outbox/outbox-entry.ts";
import type { Emission } from "../processors/processor.ts";
import type { EngineCounters } from "../stats.ts";
import type { Ticket } from "./offset-tracker.ts";
import { isAbandoned, newTicket, settle } from "./offset-tracker.ts";
import type { Result } from "./record-processor.ts";
import type { SlotLife } from "./slot-life.ts";
import type { StepLine, StepLineOwner } from "./step-line.ts";
import type { Trouble } from "./trouble.ts";

export interface SlotWorkOptions {
  readonly life: SlotLife;
  readonly trouble: Trouble;
  readonly counters: EngineCounters;
  readonly wallMs: () => number;
  readonly onDeadLetter: (step: StepName, record: FetchedRecord, failure: ProcessingFailure) => void;
  /** Acknowledgements have come, or what was in the way is gone. */
  readonly onProgress: () => void;
}

/** What a slot may have written and not yet acknowledged before it stops to process. */
const maxOutstandingBytes = 4 * 1024 * 1024;

/**
 * What the records of one slot become: each is processed by the step that reads them, what that hands over in this
 * process by the next step, and so on; the rest is written. A record is done when everything that it led to is.
 */
export class SlotWork implements StepLineOwner {
  readonly #options: SlotWorkOptions;
  readonly #blocked = new Set<string>();
  #outstandingBytes = 0;

  constructor(options: SlotWorkOptions) {
    this.#options = options;
  }

  /** Whether more may be processed: nothing is in the way of writing, and not too much is under way. */
  get hasRoom(): boolean {
    return this.#blocked.size === 0 && this.#outstandingBytes < maxOutstandingBytes;
  }

  /** Bytes that are written and not yet acknowledged. */
  get inFlightBytes(): number {
    return this.#outstandingBytes;
  }

  /** Whether everything written is acknowledged. */
  get isSettled(): boolean {
    return this.#outstandingBytes === 0;
  }

  /**
   * Processes a record and adds what it became to the ticket's writes. Not a promise where nothing had to be waited for.
   * Throws or rejects where the slot stops meanwhile (`InterruptedError`), or by a bug of ours.
   */
  process(line: StepLine, record: FetchedRecord, ticket: Ticket): void | Promise<void> {
    const result = line.processor.process(record, ticket);
    // Awaiting what is no promise would cost each record a turn of the microtask queue.
    if (result instanceof Promise) return result.then((found) => this.#finish(line, ticket, { record, result: found }));
    return this.#finish(line, ticket, { record, result });
  }

  mayWrite(): boolean {
    return this.#options.life.mayAct();
  }

  acknowledged(entry: OutboxEntry): void {
    settle(entry.ticket);
    this.#outstandingBytes -= entry.sizeBytes;
    const { counters } = this.#options;
    if (entry.purpose === "output") {
      counters.recordsOut += 1;
      counters.bytesOut += entry.value?.length ?? 0;
    } else if (entry.purpose === "dead-letter") counters.deadLetters += 1;
  }

  progressed(): void {
    this.#options.onProgress();
  }

  refused(line: StepLine, entry: OutboxEntry, error: KafkaError): boolean {
    const { record } = entry.ticket;
    if (record === undefined) return false;
    if (entry.purpose === "output") {
      const name = error.kind === "record-too-large" ? "RecordTooLargeError" : "InvalidRecordError";
      const cause = new ProcessingError(name, `an output is refused: ${error.message}`, { cause: error });
      const failure = new ProcessingFailure(cause, { attempts: 1, firstFailureMs: this.#options.wallMs() });
      this.#giveUp(line, entry.ticket, { record, result: failure });
    } else {
      const instead = line.failures.instead(record, entry);
      if (instead === undefined) return false;
      this.#write(line, instead);
    }
    this.#outstandingBytes -= entry.sizeBytes;
    settle(entry.ticket);
    return true;
  }

  stageOver(line: StepLine, failure: ProcessingFailure, ticket: Ticket): void {
    if (ticket.record !== undefined) this.#write(line, line.failures.stageOver(ticket.record, failure, ticket));
  }

  blocked(writer: string, error: KafkaError): void {
    this.#blocked.add(writer);
    this.#options.trouble.appeared("produce-failed", error.message);
  }

  unblocked(writer: string): void {
    this.#blocked.delete(writer);
    if (this.#blocked.size === 0) this.#options.trouble.gone("produce-failed");
    this.#options.onProgress();
  }

  #finish(line: StepLine, ticket: Ticket, done: Processed<Result>): void | Promise<void> {
    if (isAbandoned(ticket)) return undefined;
    const { record, result } = done;
    if (result instanceof ProcessingFailure) {
      this.#giveUp(line, ticket, { record, result });
      return undefined;
    }
    if (result instanceof FollowsKey) {
      this.#write(line, line.failures.follow(record, result.tier, ticket));
      return undefined;
    }
    this.#write(line, line.router.route(record, result, ticket));
    return line.handsOver ? this.#handOver(line, ticket, { record, result }) : undefined;
  }

  /** Has the next steps process what they are handed, in the order in which it was emitted. */
  #handOver(line: StepLine, ticket: Ticket, { record, result }: Processed<readonly Emission[]>): void | Promise<void> {
    const handed = line.handedOver(record, result);
    for (let index = 0; index < handed.length; index += 1) {
      const working = this.#processHanded(handed[index], ticket);
      if (working instanceof Promise) return this.#processRest(working, handed.slice(index + 1), ticket);
    }
    return undefined;
  }

  async #processRest(working: Promise<void>, rest: readonly Handed[], ticket: Ticket): Promise<void> {
    await working;
    for (const handed of rest) await this.#processHanded(handed, ticket);
  }

  /** A ticket of its own for each: what fails of it is its own dead letter, and the record waits for all of them. */
  #processHanded(handed: Handed | undefined, parent: Ticket): void | Promise<void> {
    if (handed === undefined || isAbandoned(parent)) return undefined;
    const { line, record } = handed;
    parent.outstanding += 1;
    const ticket = newTicket(record, parent.nextOffset, parent);
    const working = this.process(line, record, ticket);
    if (working instanceof Promise) return working.then(() => settle(ticket));
    settle(ticket);
    return undefined;
  }

  /** One dead letter (or record for a tier) and one error record, however many of the record's writes have failed. */
  #giveUp(line: StepLine, ticket: Ticket, { record, result: failure }: Processed<ProcessingFailure>): void {
    if (ticket.isDeadLettered) return;
    ticket.isDeadLettered = true;
    if (failure.next.kind === "dead-letter") {
      this.#options.counters.errors += 1;
      this.#options.onDeadLetter(line.step, record, failure);
    } else this.#options.counters.postponed += 1;
    this.#write(line, line.failures.route(record, failure, ticket));
  }

  #write(line: StepLine, entries: readonly OutboxEntry[]): void {
    for (const entry of entries) {
      entry.ticket.outstanding += 1;
      this.#outstandingBytes += entry.sizeBytes;
      line.outbox.add(entry);
    }
  }
}

/** A record and what processing it gave. */
interface Processed<R extends Result> {
  readonly record: FetchedRecord;
  readonly result: R;
}

type Handed = ReturnType<StepLine["handedOver"]>[number];
