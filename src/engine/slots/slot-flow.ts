import { setImmediate as nextTurn } from "node:timers/promises";
import type { KafkaError } from "../../kafka/errors.ts";
import type { FetchedRecord } from "../../kafka/reader.ts";
import type { Clock } from "../../model/clock.ts";
import { ProcessingError } from "../failures/processing-error.ts";
import { FollowsKey, ProcessingFailure } from "../failures/processing-failure.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { OutboxEntry, OutboxOwner } from "../outbox/outbox-entry.ts";
import type { EngineCounters } from "../stats.ts";
import { Wakeup } from "../wakeup.ts";
import type { FailureRouter } from "./failure-router.ts";
import type { LanesOptions } from "./lanes.ts";
import { Lanes } from "./lanes.ts";
import type { Ticket } from "./offset-tracker.ts";
import type { OutputRouter } from "./output-router.ts";
import type { RecordProcessor, Result } from "./record-processor.ts";
import { InterruptedError } from "./record-processor.ts";
import type { Intake } from "./slot-intake.ts";
import type { SlotLife } from "./slot-life.ts";
import type { SlotProgress } from "./slot-progress.ts";
import type { Trouble } from "./trouble.ts";
import { TurnClock } from "./turn-clock.ts";

/** The parts of a running slot. They are given late because some of them tell the flow what happens. */
export interface FlowParts {
  readonly intake: Intake;
  readonly progress: SlotProgress;
  readonly processor: RecordProcessor;
  readonly router: OutputRouter;
  readonly failures: FailureRouter;
}

export interface SlotFlowOptions {
  readonly life: SlotLife;
  readonly outbox: Outbox;
  readonly trouble: Trouble;
  readonly clock: Clock;
  readonly counters: EngineCounters;
  /** The most records that are processed before other work of the process gets its turn. */
  readonly maxPollRecords: number;
  readonly order: LanesOptions;
  readonly onDeadLetter: (record: FetchedRecord, failure: ProcessingFailure) => void;
  readonly parts: (flow: SlotFlow) => FlowParts;
}

/** What a slot may have written and not yet acknowledged before it stops to process. */
const maxOutstandingBytes = 4 * 1024 * 1024;
const maxPendingRecords = 4_000;
/** How long processing may go on before other work of the process gets its turn. */
const turnMs = 10;
const commitRetryMs = 100;
const lastCommitMs = 1_000;

/** One running slot: takes records in order, processes as many at a time as may be, and writes what they became. */
export class SlotFlow implements OutboxOwner {
  readonly #options: SlotFlowOptions;
  readonly #parts: FlowParts;
  readonly #work = new Wakeup();
  readonly #draining = new Wakeup();
  readonly #blocked = new Set<string>();
  readonly #lanes: Lanes;
  #outstandingBytes = 0;
  /** Records behind an abandoned one that were processed all the same. */
  #repeated = 0;
  #hasFailed = false;
  #hasEnded = false;

  constructor(options: SlotFlowOptions) {
    this.#options = options;
    this.#lanes = new Lanes(options.order);
    this.#parts = options.parts(this);
    void this.#run();
  }

  get parts(): FlowParts {
    return this.#parts;
  }

  /** There is something new to do. */
  wake(): void {
    this.#work.notify();
    this.#draining.notify();
  }

  /**
   * Hands over: nothing new is begun, what is in flight ends, what is acknowledged is committed. After `deadlineMs` what
   * has not ended is given up. Resolves with how many records may be delivered twice.
   */
  async drain(deadlineMs: number): Promise<number> {
    const { life, clock } = this.#options;
    const { intake, processor, progress } = this.#parts;
    life.drain();
    intake.end();
    processor.stopRetrying();
    const untouched = this.#lanes.firstUntouched();
    if (untouched !== undefined) this.#abandon(untouched);
    this.wake();
    let isOver = false;
    const timer = new AbortController();
    clock.sleep(deadlineMs, timer.signal).then(
      () => {
        isOver = true;
        this.wake();
      },
      () => undefined,
    );
    const mayWait = (): boolean => !isOver && life.mayAct();
    while (mayWait() && !(this.#hasEnded && progress.tracker.pending === 0 && this.#outstandingBytes === 0))
      await this.#draining.wait();
    while (mayWait() && progress.offsetToCommit !== undefined) {
      await progress.commitNow();
      if (progress.offsetToCommit !== undefined) await clock.sleep(commitRetryMs);
    }
    if (isOver) await Promise.race([progress.commitNow(), clock.sleep(lastCommitMs)]);
    timer.abort();
    this.stop();
    return progress.tracker.pending + this.#repeated;
  }

  /** Drops everything at once. */
  stop(): void {
    this.#options.life.stop();
    this.#parts.intake.end();
    this.#parts.processor.interrupt();
    this.#parts.progress.forget();
    this.wake();
  }

  mayWrite(): boolean {
    return this.#options.life.mayAct();
  }

  acknowledged(entry: OutboxEntry): void {
    entry.ticket.outstanding -= 1;
    this.#outstandingBytes -= entry.sizeBytes;
    const { counters } = this.#options;
    if (entry.purpose === "output") {
      counters.recordsOut += 1;
      counters.bytesOut += entry.value?.length ?? 0;
    } else {
      if (entry.purpose === "dead-letter") counters.deadLetters += 1;
      this.#parts.failures.acknowledged(entry);
    }
  }

  progressed(): void {
    this.#parts.progress.advance();
    this.wake();
  }

  refused(entry: OutboxEntry, error: KafkaError): boolean {
    const { record } = entry.ticket;
    if (record === undefined) return false;
    if (entry.purpose === "output") {
      const name = error.kind === "record-too-large" ? "RecordTooLargeError" : "InvalidRecordError";
      const cause = new ProcessingError(name, `an output is refused: ${error.message}`, { cause: error });
      this.#giveUp(
        record,
        entry.ticket,
        new ProcessingFailure(cause, { attempts: 1, firstFailureMs: this.#options.clock.wallMs() }),
      );
    } else {
      const instead = this.#parts.failures.instead(record, entry);
      if (instead === undefined) return false;
      this.#write(instead);
    }
    this.#outstandingBytes -= entry.sizeBytes;
    entry.ticket.outstanding -= 1;
    return true;
  }

  blocked(partition: string, error: KafkaError): void {
    this.#blocked.add(partition);
    this.#options.trouble.appeared("produce-failed", error.message);
  }

  unblocked(partition: string): void {
    this.#blocked.delete(partition);
    if (this.#blocked.size === 0) this.#options.trouble.gone("produce-failed");
    this.wake();
  }

  async #run(): Promise<void> {
    const { clock, maxPollRecords } = this.#options;
    let turn = new TurnClock(clock, turnMs);
    let count = 0;
    while (!this.#isOver()) {
      if (!this.#mayStart()) {
        this.#parts.progress.advance();
        await this.#work.wait();
      } else if (count === maxPollRecords || (count > 0 && turn.isOver())) {
        this.#parts.progress.advance();
        await nextTurn();
        turn = new TurnClock(clock, turnMs);
        count = 0;
      } else {
        this.#startNext();
        count += 1;
      }
    }
    this.#parts.progress.advance();
    this.#hasEnded = true;
    this.#draining.notify();
  }

  /** Draining, what was begun ends first, and with it what lies between: else it would be processed twice. */
  #isOver(): boolean {
    const { life } = this.#options;
    if (life.isStopped) return true;
    if (life.isRunning && !this.#hasFailed) return false;
    return this.#lanes.isIdle;
  }

  #mayStart(): boolean {
    const lanes = this.#lanes;
    if (lanes.hasDue) return true;
    return (
      this.#parts.intake.buffered > 0 &&
      lanes.hasRoom &&
      this.#options.life.isRunning &&
      !this.#hasFailed &&
      this.#blocked.size === 0 &&
      this.#outstandingBytes < maxOutstandingBytes &&
      this.#parts.progress.tracker.pending < maxPendingRecords
    );
  }

  #startNext(): void {
    const due = this.#lanes.next();
    if (due !== undefined) this.#process(due);
    else {
      const ticket = this.#take();
      if (ticket !== undefined && this.#lanes.add(ticket)) this.#process(ticket);
    }
  }

  #take(): Ticket | undefined {
    const { intake, progress } = this.#parts;
    const record = intake.shift();
    if (record === undefined) return undefined;
    const { counters } = this.#options;
    counters.recordsIn += 1;
    counters.bytesIn += record.value?.length ?? 0;
    return progress.tracker.begin(record, intake.nextOffset);
  }

  #process(ticket: Ticket): void {
    const { record } = ticket;
    if (record === undefined) return;
    try {
      const result = this.#parts.processor.process(record, ticket);
      if (!(result instanceof Promise)) this.#settle(record, ticket, result);
      else
        result
          .then((found) => this.#settle(record, ticket, found))
          .catch((error: unknown) => this.#interrupted(ticket, error))
          .finally(() => this.wake());
    } catch (error) {
      this.#interrupted(ticket, error);
    }
  }

  #settle(record: FetchedRecord, ticket: Ticket, result: Result): void {
    if (ticket.isAbandoned) {
      this.#lanes.ended(ticket);
      return;
    }
    if (result instanceof ProcessingFailure) this.#giveUp(record, ticket, result);
    else if (result instanceof FollowsKey) this.#write(this.#parts.failures.follow(record, result.tier, ticket));
    else this.#write(this.#parts.router.route(record, result, ticket));
    ticket.isProcessed = true;
    ticket.outstanding -= 1;
    this.#lanes.ended(ticket);
  }

  /** Interrupted, or a bug of ours: nothing may commit past this record, which is the next owner's. */
  #interrupted(ticket: Ticket, error: unknown): void {
    if (!(error instanceof InterruptedError)) {
      this.#hasFailed = true;
      this.#options.trouble.appeared("internal-error", error instanceof Error ? error.message : String(error));
    }
    this.#abandon(ticket);
    this.#lanes.ended(ticket);
  }

  #abandon(ticket: Ticket): void {
    this.#repeated += this.#parts.progress.tracker.abandon(ticket);
    this.#lanes.dropAbandoned();
  }

  /** A stage is over while the record stays where it is. */
  stageOver(failure: ProcessingFailure, ticket: Ticket): void {
    if (ticket.record !== undefined) this.#write(this.#parts.failures.stageOver(ticket.record, failure, ticket));
  }

  /** One dead letter (or record for a tier) and one error record, however many of the record's writes have failed. */
  #giveUp(record: FetchedRecord, ticket: Ticket, failure: ProcessingFailure): void {
    if (ticket.isDeadLettered) return;
    ticket.isDeadLettered = true;
    if (failure.next.kind === "dead-letter") {
      this.#options.counters.errors += 1;
      this.#options.onDeadLetter(record, failure);
    } else this.#options.counters.postponed += 1;
    this.#write(this.#parts.failures.route(record, failure, ticket));
  }

  #write(entries: readonly OutboxEntry[]): void {
    for (const entry of entries) {
      entry.ticket.outstanding += 1;
      this.#outstandingBytes += entry.sizeBytes;
      this.#options.outbox.add(entry);
    }
  }
}
