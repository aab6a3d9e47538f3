import type { FetchedRecord } from "../../kafka/reader.ts";
import type { RetryPolicy } from "../../model/bundle.ts";
import type { Clock } from "../../model/clock.ts";
import { backoffMs } from "../failures/backoff.ts";
import { asError, mayRetry, ProcessingError } from "../failures/processing-error.ts";
import { ProcessingFailure } from "../failures/processing-failure.ts";
import type { Attempt, Emission, Processor } from "../processors/processor.ts";

export interface RecordProcessorOptions {
  readonly processor: Processor;
  readonly outputs: ReadonlySet<string>;
  readonly retry: RetryPolicy;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly random: () => number;
  /** Told about each failed attempt that is followed by another. */
  readonly onRetry: (error: Error, attempt: number) => void;
}

type Result = readonly Emission[] | ProcessingFailure;

/** The slot stopped while a record was being processed: the record belongs to the next owner. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";
}

/** An attempt that makes its abort signal only for processors that ask for it. */
class LazyAttempt implements Attempt {
  #controller: AbortController | undefined;

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    return this.#controller.signal;
  }

  abort(reason: Error): void {
    this.#controller?.abort(reason);
  }
}

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
  process(record: FetchedRecord): Result | Promise<Result> {
    try {
      const emissions = this.#attempt(record);
      return Array.isArray(emissions) ? emissions : this.#await(record, emissions as Promise<readonly Emission[]>);
    } catch (error) {
      return this.#recover(record, error);
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

  async #await(record: FetchedRecord, emissions: Promise<readonly Emission[]>): Promise<Result> {
    try {
      return await emissions;
    } catch (error) {
      return await this.#recover(record, error);
    }
  }

  async #recover(record: FetchedRecord, thrown: unknown): Promise<Result> {
    const { retry, clock, random } = this.#options;
    const firstFailureMs = clock.wallMs();
    let error = asError(thrown);
    for (let attempts = 1; ; attempts += 1) {
      if (error instanceof InterruptedError) throw error;
      if (attempts >= retry.maxAttempts || !mayRetry(error))
        return new ProcessingFailure(error, attempts, firstFailureMs);
      this.#options.onRetry(error, attempts);
      await clock.sleep(backoffMs(retry, attempts, random), this.#noRetries.signal);
      try {
        return await this.#attempt(record);
      } catch (again) {
        error = asError(again);
      }
    }
  }

  #attempt(record: FetchedRecord): readonly Emission[] | Promise<readonly Emission[]> {
    const attempt = new LazyAttempt();
    const emissions = this.#options.processor.process(record, attempt);
    if (emissions instanceof Promise) return this.#within(emissions, attempt);
    return this.#checked(emissions);
  }

  /** The promise's end, but no later than the step's timeout or the slot's end. */
  #within(emissions: Promise<readonly Emission[]>, attempt: LazyAttempt): Promise<readonly Emission[]> {
    const { clock, timeoutMs } = this.#options;
    const timer = new AbortController();
    let interrupt: (reason: Error) => void = () => undefined;
    return new Promise<readonly Emission[]>((resolve, reject) => {
      const giveUp = (reason: Error): void => {
        attempt.abort(reason);
        reject(reason);
      };
      interrupt = giveUp;
      this.#interrupts.add(interrupt);
      clock.sleep(timeoutMs, timer.signal).then(
        () => giveUp(new ProcessingError("ProcessorTimeoutError", `no result in ${timeoutMs} ms`, { retriable: true })),
        () => undefined,
      );
      emissions.then(resolve, reject);
    })
      .then((found) => this.#checked(found))
      .finally(() => {
        this.#interrupts.delete(interrupt);
        timer.abort();
      });
  }

  #checked(emissions: readonly Emission[]): readonly Emission[] {
    for (const { output } of emissions)
      if (output !== undefined && !this.#options.outputs.has(output))
        throw new ProcessingError("InvalidOutputError", `the step has no output "${output}"`);
    return emissions;
  }
}
