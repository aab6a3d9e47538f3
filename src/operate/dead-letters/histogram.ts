/** One bar: what happened from then on, until the next bar begins. */
export interface Bar {
  readonly fromMs: number;
  readonly count: number;
}

const mostBuckets = 512;

/**
 * How often something happened over time, in bounded memory: buckets of a second at first, of twice the length whenever
 * there are too many of them.
 */
export class Histogram {
  #bucketMs = 1_000;
  #buckets = new Map<number, number>();

  add(atMs: number): void {
    const index = Math.floor(atMs / this.#bucketMs);
    this.#buckets.set(index, (this.#buckets.get(index) ?? 0) + 1);
    while (this.#buckets.size > mostBuckets) this.#double();
  }

  /** At most so many bars of equal length over the time between `fromMs` and `toMs`, both included. */
  bars(most: number, { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): readonly Bar[] {
    const barMs = Math.max(this.#bucketMs, Math.ceil((toMs - fromMs + 1) / most));
    const counts = Array.from({ length: Math.max(1, Math.ceil((toMs - fromMs + 1) / barMs)) }, () => 0);
    for (const [index, count] of this.#buckets) {
      // A bucket lies where its middle does; those at the edges may begin before the first event.
      const middleMs = index * this.#bucketMs + this.#bucketMs / 2;
      const bar = Math.min(counts.length - 1, Math.max(0, Math.floor((middleMs - fromMs) / barMs)));
      counts[bar] = (counts[bar] ?? 0) + count;
    }
    return counts.map((count, bar) => ({ fromMs: fromMs + bar * barMs, count }));
  }

  #double(): void {
    const before = this.#buckets;
    this.#bucketMs *= 2;
    this.#buckets = new Map();
    for (const [index, count] of before) {
      const half = Math.floor(index / 2);
      this.#buckets.set(half, (this.#buckets.get(half) ?? 0) + count);
    }
  }
}
