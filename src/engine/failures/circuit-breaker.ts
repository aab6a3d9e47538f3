import type { CircuitBreakerPolicy, IBreaker } from "cockatiel";
import { BrokenCircuitError, CircuitState, circuitBreaker, handleWhen } from "cockatiel";
import type { Clock } from "../../model/clock.ts";
import { backoffCeilingMs } from "./backoff.ts";
import { classOf } from "./failure-class.ts";
import { InterruptedError } from "./interrupted-error.ts";
import { ProcessingError } from "./processing-error.ts";

/** When a breaker opens and probes. */
export interface BreakerLimits {
  /** Attempts of this long are looked at. */
  readonly windowMs: number;
  /** With fewer attempts in the window nothing is decided. */
  readonly minAttempts: number;
  /** Opens when as great a part of them has failed. */
  readonly ratio: number;
  /** Between opening and the first probe, and at most between two probes. */
  readonly firstProbeMs: number;
  readonly maxProbeMs: number;
}

export const defaultBreakerLimits: BreakerLimits = {
  windowMs: 60_000,
  minAttempts: 10,
  ratio: 0.5,
  firstProbeMs: 1_000,
  maxProbeMs: 30_000,
};

/** Counts attempts in slices of the window; slices that are too old are dropped, however little is going on. */
export class FailureRatio implements IBreaker {
  state: unknown;
  readonly #limits: BreakerLimits;
  readonly #clock: Clock;
  #slices: { readonly index: number; failures: number; attempts: number }[] = [];

  constructor(limits: BreakerLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  success(state: CircuitState): void {
    if (state === CircuitState.HalfOpen) this.#slices = [];
    this.#slice().attempts += 1;
  }

  failure(): boolean {
    const slice = this.#slice();
    slice.attempts += 1;
    slice.failures += 1;
    const attempts = this.#slices.reduce((sum, one) => sum + one.attempts, 0);
    const failures = this.#slices.reduce((sum, one) => sum + one.failures, 0);
    return attempts >= this.#limits.minAttempts && failures >= this.#limits.ratio * attempts;
  }

  #slice(): { failures: number; attempts: number } {
    const index = Math.floor((this.#clock.monotonicMs() / this.#limits.windowMs) * slicesAWindow);
    const last = this.#slices.at(-1);
    if (last?.index === index) return last;
    this.#slices = this.#slices.filter((slice) => slice.index > index - slicesAWindow);
    const slice = { index, failures: 0, attempts: 0 };
    this.#slices.push(slice);
    return slice;
  }
}

const slicesAWindow = 12;

/** The breaker is open: no attempt was made. */
export class CircuitOpenError extends ProcessingError {
  readonly fatal = true;

  constructor(message: string) {
    super("CircuitOpenError", message, { retriable: true });
  }
}

export interface BreakerState {
  /** What is called: an address, a service, or the step's module. */
  readonly target: string;
  readonly state: "closed" | "open" | "half-open";
  /** Of the last time that it opened; undefined while it has never been open. */
  readonly lastFailure: string | undefined;
  /** How often it has opened. */
  readonly opened: number;
}

/**
 * The breaker of one step and target, shared by the step's slots (specification, "Circuit Breaker"). Poison doesn't
 * count: a target that refuses a record works. While it is open one attempt at a time is a probe; the others wait.
 */
export class StepBreaker {
  readonly #target: string;
  readonly #clock: Clock;
  readonly #policy: CircuitBreakerPolicy;
  #probeAtMs = 0;
  #lastFailure: string | undefined;
  #opened = 0;

  constructor(target: string, clock: Clock, limits: BreakerLimits = defaultBreakerLimits) {
    this.#target = target;
    this.#clock = clock;
    const { firstProbeMs: initialBackoffMs, maxProbeMs: maxBackoffMs } = limits;
    const pauseMs = (attempt: number): number =>
      backoffCeilingMs({ initialBackoffMs, maxBackoffMs, multiplier: 2 }, attempt);
    const pauseOf = ({ attempt }: { readonly attempt: number }) => {
      const duration = pauseMs(attempt);
      this.#probeAtMs = clock.monotonicMs() + duration;
      return { duration, next: pauseOf };
    };
    this.#policy = circuitBreaker(handleWhen(isOfTheTarget), {
      halfOpenAfter: { next: pauseOf },
      breaker: new FailureRatio(limits, clock),
    });
    this.#policy.onBreak((reason) => {
      this.#opened += 1;
      if ("error" in reason) this.#lastFailure = reason.error.message;
    });
  }

  get state(): BreakerState {
    const { state } = this.#policy;
    const names = { [CircuitState.Open]: "open", [CircuitState.HalfOpen]: "half-open" } as const;
    return {
      target: this.#target,
      state: state === CircuitState.Open || state === CircuitState.HalfOpen ? names[state] : "closed",
      lastFailure: this.#lastFailure,
      opened: this.#opened,
    };
  }

  /** How long until the next probe may be made; undefined while the breaker isn't open. */
  get probeInMs(): number | undefined {
    if (this.#policy.state !== CircuitState.Open) return undefined;
    return Math.max(1, Math.ceil(this.#probeAtMs - this.#clock.monotonicMs()));
  }

  /**
   * Makes an attempt, or rejects with a `CircuitOpenError`. Gives no promise where the attempt gives none: while the
   * breaker is closed it only hears of the end.
   */
  run<T>(act: () => T | Promise<T>): T | Promise<T> {
    if (this.#policy.state !== CircuitState.Closed) return this.#probe(act);
    try {
      const result = act();
      if (result instanceof Promise) return this.#heard(result);
      this.#hear();
      return result;
    } catch (error) {
      this.#hear(error);
      throw error;
    }
  }

  async #heard<T>(running: Promise<T>): Promise<T> {
    try {
      const result = await running;
      this.#hear();
      return result;
    } catch (error) {
      this.#hear(error);
      throw error;
    }
  }

  async #probe<T>(act: () => T | Promise<T>): Promise<T> {
    try {
      return await this.#policy.execute(async () => act());
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      const message = `${this.#target} is not called for now: ${this.#lastFailure ?? "too many attempts failed"}`;
      throw new CircuitOpenError(message);
    }
  }

  /** The end of an attempt that was made while the breaker was closed. */
  #hear(error?: unknown): void {
    if (this.#policy.state !== CircuitState.Closed) return;
    const end = error === undefined ? () => undefined : () => Promise.reject(error);
    this.#policy.execute(end).catch(() => undefined);
  }
}

/** Whether a failure may be the target's; one that interrupts a slot or blames the record is not. */
function isOfTheTarget(error: Error): boolean {
  return !(error instanceof InterruptedError) && classOf(error) !== "poison";
}

/** The breakers of one engine, by step and target. Each is made when it is first asked for. */
export class Breakers {
  readonly #clock: Clock;
  readonly #limits: BreakerLimits;
  readonly #breakers = new Map<
    string,
    { readonly pipeline: string; readonly step: string; readonly breaker: StepBreaker }
  >();

  constructor(clock: Clock, limits: BreakerLimits = defaultBreakerLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  of(pipeline: string, step: string, target: string): StepBreaker {
    const key = JSON.stringify([pipeline, step, target]);
    const known = this.#breakers.get(key);
    if (known !== undefined) return known.breaker;
    const breaker = new StepBreaker(target, this.#clock, this.#limits);
    this.#breakers.set(key, { pipeline, step, breaker });
    return breaker;
  }

  states(): readonly (BreakerState & { readonly pipeline: string; readonly step: string })[] {
    return [...this.#breakers.values()].map(({ pipeline, step, breaker }) => ({ pipeline, step, ...breaker.state }));
  }
}
