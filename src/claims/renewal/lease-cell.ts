import type { LeaseLoss, SentAt } from "../lease-guard.ts";
import { leaseLosses } from "../lease-guard.ts";

/** What a reader sees of a lease that another thread renews. */
export interface CellReading {
  /** When the newest renewal that succeeded was sent; undefined before the first. */
  readonly sent: SentAt | undefined;
  readonly loss: LeaseLoss | undefined;
}

/** Where the numbers lie. Two rooms for a moment: the writer fills the one that nobody is sent to, then turns the sign. */
const at = { generation: 0, loss: 1, rooms: 2 };
const cellLength = at.rooms + 4;
const toMicros = (ms: number): bigint => BigInt(Math.floor(ms * 1_000));

/**
 * What the renewing thread knows of one lease, in memory that the engine's thread reads at any moment, also in the
 * middle of a computation that lets no message in. One writer, any number of readers.
 */
export class LeaseCell {
  readonly buffer: SharedArrayBuffer;
  readonly #words: BigInt64Array;

  constructor(buffer = new SharedArrayBuffer(cellLength * 8)) {
    this.buffer = buffer;
    this.#words = new BigInt64Array(buffer);
  }

  /** Rounded down to microseconds, so that nobody acts longer by it. */
  renewed({ monotonicMs, wallMs }: SentAt): void {
    const next = Atomics.load(this.#words, at.generation) + 1n;
    const room = roomOf(next);
    Atomics.store(this.#words, room, toMicros(monotonicMs));
    Atomics.store(this.#words, room + 1, toMicros(wallMs));
    Atomics.store(this.#words, at.generation, next);
  }

  lost(loss: LeaseLoss): void {
    Atomics.store(this.#words, at.loss, BigInt(leaseLosses.indexOf(loss) + 1));
  }

  read(): CellReading {
    const loss = leaseLosses[Number(Atomics.load(this.#words, at.loss)) - 1];
    for (;;) {
      const generation = Atomics.load(this.#words, at.generation);
      if (generation === 0n) return { sent: undefined, loss };
      const room = roomOf(generation);
      const sent = { monotonicMs: this.#msAt(room), wallMs: this.#msAt(room + 1) };
      if (Atomics.load(this.#words, at.generation) === generation) return { sent, loss };
    }
  }

  #msAt(index: number): number {
    return Number(Atomics.load(this.#words, index)) / 1_000;
  }
}

const roomOf = (generation: bigint): number => at.rooms + 2 * Number(generation % 2n);

/** When a thread last came back to its event loop, in memory that another thread reads. */
export class ProgressCell {
  readonly buffer: SharedArrayBuffer;
  readonly #words: BigInt64Array;

  constructor(buffer = new SharedArrayBuffer(8)) {
    this.buffer = buffer;
    this.#words = new BigInt64Array(buffer);
  }

  moved(monotonicMs: number): void {
    Atomics.store(this.#words, 0, toMicros(monotonicMs));
  }

  /** On the monotonic clock that both threads share. */
  lastMs(): number {
    return Number(Atomics.load(this.#words, 0)) / 1_000;
  }
}
