import type { Clock } from "../model/clock.ts";
import { followSignals } from "../model/follow-signals.ts";

/** Those who wait for the next change of something in memory. */
export class Waiters {
  readonly #waiting = new Set<() => void>();

  /** Something changed: nobody waits any longer. */
  wake(): void {
    const woken = [...this.#waiting];
    this.#waiting.clear();
    for (const resume of woken) resume();
  }

  /** Waits for the next change, but at most this long. Rejects with the reason of a signal that is aborted meanwhile. */
  async changeWithin(durationMs: number, clock: Clock, signals: readonly (AbortSignal | undefined)[]): Promise<void> {
    const stop = new AbortController();
    const either = followSignals([stop.signal, ...signals]);
    let resume = (): void => undefined;
    const changed = new Promise<void>((resolve) => {
      resume = resolve;
      this.#waiting.add(resolve);
    });
    try {
      await Promise.race([changed, clock.sleep(durationMs, either.signal)]);
    } finally {
      this.#waiting.delete(resume);
      stop.abort();
      either.release();
    }
  }
}
