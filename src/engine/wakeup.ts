/** Lets one loop sleep until somebody has work for it. A notification before the wait is kept; several count as one. */
export class Wakeup {
  #notified = false;
  #resolve: (() => void) | undefined;

  notify(): void {
    const resolve = this.#resolve;
    if (resolve === undefined) {
      this.#notified = true;
      return;
    }
    this.#resolve = undefined;
    resolve();
  }

  async wait(): Promise<void> {
    if (!this.#notified)
      await new Promise<void>((resolve) => {
        this.#resolve = resolve;
      });
    this.#notified = false;
  }
}
