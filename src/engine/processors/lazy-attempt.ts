import type { Attempt } from "./processor.ts";

interface AttemptTimer {
  begin(): void;
  pause(): void;
}

/** An attempt that makes its abort signal only for processors that ask for it. */
export class LazyAttempt implements Attempt {
  #controller: AbortController | undefined;
  #timer: AttemptTimer | undefined;
  #isWaiting = (): boolean => false;

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    return this.#controller.signal;
  }

  abort(reason: Error): void {
    this.#controller?.abort(reason);
  }

  begun(): void {
    this.#timer?.begin();
  }

  paused(): void {
    this.#timer?.pause();
  }

  waits(isWaiting: () => boolean): void {
    this.#isWaiting = isWaiting;
  }

  get isWaiting(): boolean {
    return this.#isWaiting();
  }

  /** What measures the attempt's time; undefined when it has ended. */
  set timer(timer: AttemptTimer | undefined) {
    this.#timer = timer;
  }
}
