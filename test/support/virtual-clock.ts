import type { Clock } from "../../src/model/clock.ts";

interface Sleeper {
  readonly wakesAtMs: number;
  readonly order: number;
  readonly wake: () => void;
}

/** Lets everything run that needs no time: answers, continuations, and what follows from them. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}

/**
 * A clock that moves only when a test says so, and then from sleeper to sleeper in order, so that a run is the same
 * every time. Machines whose clocks disagree are views of one such clock.
 */
export class VirtualClock implements Clock {
  #nowMs = 0;
  #order = 0;
  readonly #sleepers = new Set<Sleeper>();
  /** What the wall clock is ahead of the monotonic one. */
  wallOffsetMs = 1_700_000_000_000;

  monotonicMs(): number {
    return this.#nowMs;
  }

  wallMs(): number {
    return this.#nowMs + this.wallOffsetMs;
  }

  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason as Error);
        return;
      }
      const aborted = (): void => {
        this.#sleepers.delete(sleeper);
        reject(signal?.reason as Error);
      };
      const sleeper: Sleeper = {
        wakesAtMs: this.#nowMs + Math.max(0, durationMs),
        order: (this.#order += 1),
        wake: () => {
          signal?.removeEventListener("abort", aborted);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener("abort", aborted, { once: true });
    });
  }

  /** Moves time on by `durationMs`, waking each sleeper at its moment; `observe` is called at every stop. */
  async advance(durationMs: number, observe: () => void = () => undefined): Promise<void> {
    const untilMs = this.#nowMs + durationMs;
    for (;;) {
      await settle();
      observe();
      const next = this.#next();
      if (next === undefined || next.wakesAtMs > untilMs) break;
      this.#sleepers.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.wakesAtMs);
      next.wake();
    }
    this.#nowMs = untilMs;
    observe();
  }

  /** Moves on in small steps until the condition holds; says how long that took, and gives up after `limitMs`. */
  async until(condition: () => boolean, limitMs: number, observe: () => void = () => undefined): Promise<number> {
    const startMs = this.#nowMs;
    await settle();
    while (!condition()) {
      if (this.#nowMs - startMs >= limitMs) throw new Error(`not within ${limitMs} ms of virtual time`);
      await this.advance(10, observe);
    }
    return this.#nowMs - startMs;
  }

  #next(): Sleeper | undefined {
    return [...this.#sleepers].toSorted((a, b) => a.wakesAtMs - b.wakesAtMs || a.order - b.order)[0];
  }
}
