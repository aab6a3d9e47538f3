import type { Clock } from "../../model/clock.ts";

/** Records between two looks at the clock, at most: a look costs as much as a tenth of a small record's whole way. */
const maxStride = 32;
/** Looks that are further apart than this come with each record. */
const slowMs = 1;

/** Says when a turn's time is over, without looking at the clock for each record while records are fast. */
export class TurnClock {
  readonly #clock: Clock;
  readonly #endsAtMs: number;
  #lookedAtMs: number;
  #stride = 1;
  #left = 1;

  constructor(clock: Clock, turnMs: number) {
    this.#clock = clock;
    this.#lookedAtMs = clock.monotonicMs();
    this.#endsAtMs = this.#lookedAtMs + turnMs;
  }

  /** Asked after each record. */
  isOver(): boolean {
    this.#left -= 1;
    if (this.#left > 0) return false;
    const nowMs = this.#clock.monotonicMs();
    this.#stride = nowMs - this.#lookedAtMs < slowMs ? Math.min(maxStride, this.#stride * 2) : 1;
    this.#left = this.#stride;
    this.#lookedAtMs = nowMs;
    return nowMs >= this.#endsAtMs;
  }
}
