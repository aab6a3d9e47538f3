import type { Clock } from "../model/clock.ts";

/** Something that a loop waits for: a call to `notify`, or a moment. */
export class Wakeup {
  readonly #clock: Clock;
  #notified = false;
  #resume: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Ends the wait under way, or the next one before it begins. */
  notify(): void {
    this.#notified = true;
    this.#resume?.();
  }

  /** Waits for `notify`, but at most this long; without a duration as long as it takes. */
  async wait(durationMs?: number): Promise<void> {
    if (!this.#notified) {
      const notified = new Promise<void>((resolve) => {
        this.#resume = resolve;
      });
      await (durationMs === undefined ? notified : within(this.#clock, notified, durationMs).catch(() => undefined));
      this.#resume = undefined;
    }
    this.#notified = false;
  }
}

/** A promise took longer than it may. It goes on by itself, and what becomes of it is not heard any more. */
class TooSlow extends Error {
  constructor(durationMs: number) {
    super(`no answer within ${Math.round(durationMs)} ms`);
    this.name = "TooSlow";
  }
}

/** The promise's outcome if it comes within the time, else a rejection with `TooSlow`. */
export async function within<T>(clock: Clock, promise: Promise<T>, durationMs: number): Promise<T> {
  const stop = new AbortController();
  const timeout = clock.sleep(durationMs, stop.signal).then(
    () => {
      throw new TooSlow(durationMs);
    },
    () => new Promise<never>(() => undefined),
  );
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    stop.abort();
  }
}
