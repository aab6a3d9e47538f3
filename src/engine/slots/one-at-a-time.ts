/** Lets one thing run at a time, in the order of asking; what gives no promise has ended when it returns. */
export class OneAtATime {
  #last: Promise<unknown> | undefined;

  run<T>(act: () => T | Promise<T>): T | Promise<T> {
    if (this.#last === undefined) {
      const result = act();
      return result instanceof Promise ? this.#track(result) : result;
    }
    return this.#track(this.#last.then(act));
  }

  #track<T>(running: Promise<T>): Promise<T> {
    const ended: Promise<unknown> = running
      .catch(() => undefined)
      .then(() => {
        if (this.#last === ended) this.#last = undefined;
      });
    this.#last = ended;
    return running;
  }
}
