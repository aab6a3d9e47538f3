import type { FetchedRecord } from "../../kafka/reader.ts";
import type { RetryPolicy } from "../../model/bundle.ts";
import type { Clock } from "../../model/clock.ts";
import type { TargetWait } from "../events.ts";
import { backoffMs, serverBackoff } from "../failures/backoff.ts";
import type { StepBreaker } from "../failures/circuit-breaker.ts";
import { classOf } from "../failures/failure-class.ts";
import { InterruptedError } from "../failures/interrupted-error.ts";
import type { ObserveTime } from "../timings.ts";
import { asError, ProcessingError } from "../failures/processing-error.ts";
import { FollowsKey, ProcessingFailure } from "../failures/processing-failure.ts";
import type { AttemptPlace, NextAttempt } from "../failures/retry-plan.ts";
import { nextAttempt, toDeadLetters } from "../failures/retry-plan.ts";
import { LazyAttempt } from "../processors/lazy-attempt.ts";
import type { Emission, Processor } from "../processors/processor.ts";
import { retryStateOf } from "../tiers/retried-record.ts";
import type { Ticket } from "./offset-tracker.ts";
import type { OneAtATime } from "./one-at-a-time.ts";

export interface RecordProcessorOptions {
  readonly processor: Processor;
  readonly outputs: ReadonlySet<string>;
  readonly retry: RetryPolicy;
  /** 0 for the step's input, n for the retry topic of the n-th tier. */
  readonly stage: number;
  /** The tier that a record has to follow its key into, if any (`order: topic-with-key`). */
  readonly followedTier?: (record: FetchedRecord) => number | undefined;
  /** Shared by the flows of one slot, where it has several: one of them processes at a time. */
  readonly exclusive?: OneAtATime;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly random: () => number;
  /** Of the step's target; undefined where nothing is called that could be away. */
  readonly breaker?: StepBreaker;
  /** The record waits because the step can't work, or goes on: told with the reason, again with each attempt between. */
  readonly onWaiting: (reason: TargetWait, message: string) => void;
  readonly onGoingOn: () => void;
  readonly observeTime: ObserveTime | undefined;
  /** Told about each failed attempt that is followed by another. */
  readonly onRetry: (error: Error, attempt: number) => void;
  /** A stage is over while the record stays where it is (`order: block`). */
  readonly onStageOver: (failure: ProcessingFailure, ticket: Ticket) => void;
}

export type Result = readonly Emission[] | ProcessingFailure | FollowsKey;

/** Processes the records of one slot: attempts with a time limit, back-off between them, then failure. */
export class RecordProcessor {
  readonly #options: RecordProcessorOptions;
  readonly #noRetries = new AbortController();
  /** Of the attempts under way. */
  readonly #interrupts = new Set<(reason: Error) => void>();

  constructor(options: RecordProcessorOptions) {
    this.#options = options;
  }

  /**
   * What the record became, or why it could not be processed. Not a promise where neither waiting nor a retry was
   * needed. Rejects with an `InterruptedError` when the slot stops meanwhile.
   */
  process(record: FetchedRecord, ticket: Ticket): Result | Promise<Result> {
    const followed = this.#options.followedTier?.(record);
    if (followed !== undefined) return new FollowsKey(followed);
    try {
      const emissions = this.#attempt(record);
      return emissions instanceof Promise ? this.#await(record, emissions, ticket) : emissions;
    } catch (error) {
      return this.#recover(record, error, ticket);
    }
  }

  /** The slot is handed over: attempts under way may end, but no other follows. */
  stopRetrying(): void {
    this.#noRetries.abort(new InterruptedError("the slot is handed over"));
  }

  /** The slot is lost, or its deadline has passed: attempts under way are given up. */
  interrupt(): void {
    this.stopRetrying();
    for (const interrupt of this.#interrupts) interrupt(new InterruptedError("the slot stopped"));
  }

  async #await(record: FetchedRecord, emissions: Promise<readonly Emission[]>, ticket: Ticket): Promise<Result> {
    try {
      return await emissions;
    } catch (error) {
      return await this.#recover(record, error, ticket);
    }
  }

  async #recover(record: FetchedRecord, thrown: unknown, ticket: Ticket): Promise<Result> {
    const { retry, clock, stage } = this.#options;
    let { place, firstFailureMs } = beforeAttempts(record, stage);
    for (let error = asError(thrown); ;) {
      if (classOf(error) === "fatal") {
        const outcome = await this.#waitOut(record, error);
        if (!(outcome instanceof Error)) return outcome;
        error = outcome;
      }
      if (error instanceof InterruptedError) throw error;
      place = { ...place, attempts: place.attempts + 1 };
      firstFailureMs ??= clock.wallMs();
      const failed = { attempts: place.attempts, firstFailureMs };
      const next = classOf(error) === "poison" ? toDeadLetters : nextAttempt(retry, place);
      if (next.kind === "tier" || next.kind === "dead-letter") return new ProcessingFailure(error, failed, next);
      if (next.kind === "next-stage") {
        this.#options.onStageOver(new ProcessingFailure(error, failed), ticket);
        place = { stage: place.stage + 1, enteredWith: place.attempts, attempts: place.attempts };
      }
      this.#options.onRetry(error, place.attempts);
      await clock.sleep(this.#delayMs(next, place), this.#noRetries.signal);
      const outcome = await this.#attemptOutcome(record);
      if (!(outcome instanceof Error)) return outcome;
      error = outcome;
    }
  }

  /**
   * Tries for as long as the step can't work: none of these attempts counts. Resolves with what the record became, or
   * with a failure of another class.
   */
  async #waitOut(record: FetchedRecord, first: Error): Promise<readonly Emission[] | Error> {
    const { clock, random, breaker } = this.#options;
    let error = first;
    for (let failures = 1; classOf(error) === "fatal"; failures += 1) {
      const probeInMs = breaker?.probeInMs;
      this.#options.onWaiting(probeInMs === undefined ? "target-unavailable" : "circuit-open", error.message);
      await clock.sleep(probeInMs ?? backoffMs(serverBackoff, failures, random), this.#noRetries.signal);
      const outcome = await this.#attemptOutcome(record, { isProbe: true });
      if (outcome instanceof Error) error = outcome;
      else {
        this.#options.onGoingOn();
        return outcome;
      }
    }
    this.#options.onGoingOn();
    return error;
  }

  async #attemptOutcome(
    record: FetchedRecord,
    how: { readonly isProbe?: boolean } = {},
  ): Promise<readonly Emission[] | Error> {
    try {
      return await this.#attempt(record, how);
    } catch (error) {
      return asError(error);
    }
  }

  #delayMs(next: NextAttempt, { attempts, enteredWith }: AttemptPlace): number {
    return next.kind === "next-stage"
      ? next.delayMs
      : backoffMs(this.#options.retry, attempts - enteredWith, this.#options.random);
  }

  #attempt(
    record: FetchedRecord,
    { isProbe = false }: { readonly isProbe?: boolean } = {},
  ): readonly Emission[] | Promise<readonly Emission[]> {
    const { exclusive, breaker, processor } = this.#options;
    const health = isProbe ? processor.checkHealth?.bind(processor) : undefined;
    const now =
      health === undefined ? () => this.#attemptNow(record) : async () => health().then(() => this.#attemptNow(record));
    const act = breaker === undefined ? now : () => breaker.run(now);
    return exclusive === undefined ? act() : exclusive.run(act);
  }

  #attemptNow(record: FetchedRecord): readonly Emission[] | Promise<readonly Emission[]> {
    const attempt = new LazyAttempt();
    const emissions = this.#options.processor.process(record, attempt);
    if (emissions instanceof Promise) return this.#within(emissions, attempt);
    return this.#checked(emissions);
  }

  /** The promise's end, but no later than the step's timeout or the slot's end. */
  #within(emissions: Promise<readonly Emission[]>, attempt: LazyAttempt): Promise<readonly Emission[]> {
    const { clock, timeoutMs, observeTime } = this.#options;
    const startMs = clock.monotonicMs();
    const timedOut = (): Error =>
      new ProcessingError("ProcessorTimeoutError", `no result in ${timeoutMs} ms`, { retriable: true });
    let timer = new AbortController();
    let interrupt: (reason: Error) => void = () => undefined;
    return new Promise<readonly Emission[]>((resolve, reject) => {
      const giveUp = (reason: Error): void => {
        attempt.abort(reason);
        reject(reason);
      };
      interrupt = giveUp;
      this.#interrupts.add(interrupt);
      const begin = (): void => {
        timer.abort();
        timer = new AbortController();
        clock.sleep(timeoutMs, timer.signal).then(
          () => (attempt.isWaiting ? begin() : giveUp(timedOut())),
          () => undefined,
        );
      };
      attempt.timer = { begin, pause: () => timer.abort() };
      begin();
      emissions.then(resolve, reject);
    })
      .then((found) => this.#checked(found))
      .finally(() => {
        this.#interrupts.delete(interrupt);
        attempt.timer = undefined;
        timer.abort();
        observeTime?.("process", (clock.monotonicMs() - startMs) / 1_000);
      });
  }

  #checked(emissions: readonly Emission[]): readonly Emission[] {
    for (const { output } of emissions)
      if (output !== undefined && !this.#options.outputs.has(output))
        throw new ProcessingError("InvalidOutputError", `the step has no output "${output}"`);
    return emissions;
  }
}

/** How far the attempts at a record have come when it is first tried at a stage. */
function beforeAttempts(
  record: FetchedRecord,
  stage: number,
): { place: AttemptPlace; firstFailureMs: number | undefined } {
  const { attempts, firstFailureMs } = retryStateOf(record) ?? { attempts: 0, firstFailureMs: undefined };
  return { place: { stage, enteredWith: attempts, attempts }, firstFailureMs };
}
