import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "../../model/clock.ts";
import { InterruptedError } from "../failures/interrupted-error.ts";
import type { EngineCounters } from "../stats.ts";
import { Wakeup } from "../wakeup.ts";
import type { LanesOptions } from "./lanes.ts";
import { Lanes } from "./lanes.ts";
import type { Ticket } from "./offset-tracker.ts";
import { settle } from "./offset-tracker.ts";
import type { Intake } from "./slot-intake.ts";
import type { SlotLife } from "./slot-life.ts";
import type { SlotProgress } from "./slot-progress.ts";
import type { SlotWork } from "./slot-work.ts";
import type { StepLine } from "./step-line.ts";
import type { Trouble } from "./trouble.ts";
import { TurnClock } from "./turn-clock.ts";

/** The parts of a running slot. They are given late because some of them tell the flow what happens. */
export interface FlowParts {
  readonly intake: Intake;
  readonly progress: SlotProgress;
  readonly work: SlotWork;
  /** The step that reads the slot's topic, with those that it hands records to. */
  readonly line: StepLine;
}

export interface SlotFlowOptions {
  readonly life: SlotLife;
  readonly trouble: Trouble;
  readonly clock: Clock;
  readonly counters: EngineCounters;
  /** The most records that are processed before other work of the process gets its turn. */
  readonly maxPollRecords: number;
  readonly order: LanesOptions;
  readonly parts: (flow: SlotFlow) => FlowParts;
}

/** Records whose writes are not yet acknowledged, before a slot stops to process. */
const maxPendingRecords = 4_000;
/** How long processing may go on before other work of the process gets its turn. */
const turnMs = 10;
const commitRetryMs = 100;
const lastCommitMs = 1_000;

/** One running slot: takes records in order, and has as many processed at a time as may be. */
export class SlotFlow {
  readonly #options: SlotFlowOptions;
  readonly #parts: FlowParts;
  readonly #work = new Wakeup();
  readonly #draining = new Wakeup();
  readonly #lanes: Lanes;
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
    const { intake, line, progress, work } = this.#parts;
    life.drain();
    intake.end();
    for (const { processor } of line.all()) processor.stopRetrying();
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
    while (mayWait() && !(this.#hasEnded && progress.tracker.pending === 0 && work.isSettled))
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
    for (const { processor } of this.#parts.line.all()) processor.interrupt();
    this.#parts.progress.forget();
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
      this.#parts.work.hasRoom &&
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
      const working = this.#parts.work.process(this.#parts.line, record, ticket);
      if (!(working instanceof Promise)) this.#processed(ticket);
      else
        working
          .then(() => this.#processed(ticket))
          .catch((error: unknown) => this.#interrupted(ticket, error))
          .finally(() => this.wake());
    } catch (error) {
      this.#interrupted(ticket, error);
    }
  }

  #processed(ticket: Ticket): void {
    ticket.isProcessed = true;
    settle(ticket);
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
}
