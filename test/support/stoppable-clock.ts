import type { Clock } from "../../src/model/clock.ts";

/** A machine's clocks: time passes for it as for all, but it can be stopped, and its wall clock can be set. */
export class StoppableClock implements Clock {
  readonly #shared: Clock;
  readonly #stopped: (() => void)[] = [];
  #running = true;
  wallStepMs = 0;

  constructor(shared: Clock) {
    this.#shared = shared;
  }

  monotonicMs(): number {
    return this.#shared.monotonicMs();
  }

  wallMs(): number {
    return this.#shared.wallMs() + this.wallStepMs;
  }

  async sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    await this.#shared.sleep(durationMs, signal);
    if (!this.#running) await new Promise<void>((resolve) => this.#stopped.push(resolve));
  }

  stop(): void {
    this.#running = false;
  }

  goOn(): void {
    this.#running = true;
    for (const resume of this.#stopped.splice(0)) resume();
  }
}
