import { setImmediate as nextTurn } from "node:timers/promises";
import type { KafkaError } from "../../kafka/errors.ts";
import type { FetchedRecord } from "../../kafka/reader.ts";
import type { Clock } from "../../model/clock.ts";
import { ProcessingError } from "../failures/processing-error.ts";
import { ProcessingFailure } from "../failures/processing-failure.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { OutboxEntry, OutboxOwner } from "../outbox/outbox-entry.ts";
import type { EngineCounters } from "../stats.ts";
import { Wakeup } from "../wakeup.ts";
import type { FailureRouter } from "./failure-router.ts";
import type { Ticket } from "./offset-tracker.ts";
import type { OutputRouter } from "./output-router.ts";
import type { RecordProcessor } from "./record-processor.ts";
import { InterruptedError } from "./record-processor.ts";
import type { SlotIntake } from "./slot-intake.ts";
import type { SlotLife } from "./slot-life.ts";
import type { SlotProgress } from "./slot-progress.ts";
import type { Trouble } from "./trouble.ts";
import { TurnClock } from "./turn-clock.ts";

/** The parts of a running slot. They are given late because some of them tell the flow what happens. */
export interface FlowParts {
  readonly intake: SlotIntake;
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

/** One running slot: takes records in order, processes them one at a time, and writes what they became. */
export class SlotFlow implements OutboxOwner {
  readonly #options: SlotFlowOptions;
  readonly #parts: FlowParts;
  readonly #work = new Wakeup();
  readonly #draining = new Wakeup();
  readonly #blocked = new Set<string>();
  #outstandingBytes = 0;
  #hasEnded = false;

  constructor(options: SlotFlowOptions) {
    this.#options = options;
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
    while (mayWait() && !(this.#hasEnded && progress.tracker.pending === 0)) await this.#draining.wait();
    while (mayWait() && progress.offsetToCommit !== undefined) {
      await progress.commitNow();
      if (progress.offsetToCommit !== undefined) await clock.sleep(commitRetryMs);
    }
    if (isOver) await Promise.race([progress.commitNow(), clock.sleep(lastCommitMs)]);
    timer.abort();
    this.stop();
    return progress.tracker.pending;
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
    } else if (entry.purpose === "dead-letter") counters.deadLetters += 1;
  }

  progressed(): void {
    this.#parts.progress.advance();
    this.wake();
  }

  refused(entry: OutboxEntry, error: KafkaError): boolean {
    const { record } = entry.ticket;
    if (entry.purpose !== "output" || record === undefined) return false;
    const name = error.kind === "record-too-large" ? "RecordTooLargeError" : "InvalidRecordError";
    const cause = new ProcessingError(name, `an output is refused: ${error.message}`, { cause: error });
    this.#giveUp(record, entry.ticket, new ProcessingFailure(cause, 1, this.#options.clock.wallMs()));
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
    const { life } = this.#options;
    try {
      while (life.isRunning) {
        if (this.#mayProcess()) {
          await this.#turn();
          await nextTurn();
        } else await this.#work.wait();
      }
    } catch (error) {
      if (!(error instanceof InterruptedError))
        this.#options.trouble.appeared("internal-error", error instanceof Error ? error.message : String(error));
    } finally {
      this.#hasEnded = true;
      this.#draining.notify();
    }
  }

  #mayProcess(): boolean {
    return (
      this.#parts.intake.buffered > 0 &&
      this.#options.life.isRunning &&
      this.#blocked.size === 0 &&
      this.#outstandingBytes < maxOutstandingBytes &&
      this.#parts.progress.tracker.pending < maxPendingRecords
    );
  }

  async #turn(): Promise<void> {
    const { clock, counters, maxPollRecords } = this.#options;
    const { intake, progress, processor } = this.#parts;
    const turn = new TurnClock(clock, turnMs);
    try {
      for (let count = 0; count < maxPollRecords && this.#mayProcess(); count += 1) {
        const record = intake.shift();
        if (record === undefined) return;
        counters.recordsIn += 1;
        counters.bytesIn += record.value?.length ?? 0;
        const ticket = progress.tracker.begin(record, intake.nextOffset);
        try {
          const result = processor.process(record);
          // Awaiting what is no promise would cost each record a turn of the microtask queue.
          this.#settle(record, ticket, result instanceof Promise ? await result : result);
        } catch (error) {
          // Interrupted, or a bug of ours: nothing may commit past this record, which is the next owner's.
          progress.tracker.abandon(ticket);
          throw error;
        }
        if (turn.isOver()) return;
      }
    } finally {
      progress.advance();
    }
  }

  #settle(record: FetchedRecord, ticket: Ticket, result: Awaited<ReturnType<RecordProcessor["process"]>>): void {
    if (result instanceof ProcessingFailure) this.#giveUp(record, ticket, result);
    else this.#write(this.#parts.router.route(record, result, ticket));
    ticket.outstanding -= 1;
  }

  /** One dead letter and one error record, however many of the record's writes have failed. */
  #giveUp(record: FetchedRecord, ticket: Ticket, failure: ProcessingFailure): void {
    if (ticket.isDeadLettered) return;
    ticket.isDeadLettered = true;
    this.#options.counters.errors += 1;
    this.#options.onDeadLetter(record, failure);
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
