import type { Ordering } from "../../model/bundle.ts";
import { murmur2 } from "../../model/murmur2.ts";
import type { Ticket } from "./offset-tracker.ts";

export interface LanesOptions {
  readonly ordering: Ordering;
  /** How many records are processed at a time at most; 1 under `ordering: partition`. */
  readonly concurrency: number;
}

/** Keys share a lane where their hashes agree in these bits: far more lanes than records that are under way. */
const laneMask = 0xfff;
/** What waits behind busy lanes, at most: more of a key that is slow is not taken, and with it nothing else. */
const maxParkedRecords = 1_000;
const maxParkedBytes = 1024 * 1024;

/**
 * Which records of one partition may be processed at the same time. Under `ordering: key` the records of one key go
 * through one lane, one after the other; a record without a key has no order to keep, nor has any under `none`. Under
 * `partition` there is one record at a time, so that nothing is ever parked. Pure: who asks does the processing.
 */
export class Lanes {
  readonly #concurrency: number;
  readonly #isByKey: boolean;
  /** The lanes with a record under way or due, and what waits behind it. */
  readonly #busy = new Map<number, Ticket[]>();
  readonly #due: Ticket[] = [];
  #running = 0;
  #parked = 0;
  #parkedBytes = 0;
  #lastStarted = -1n;

  constructor({ ordering, concurrency }: LanesOptions) {
    this.#concurrency = ordering === "partition" ? 1 : concurrency;
    this.#isByKey = ordering === "key";
  }

  get isIdle(): boolean {
    return this.#running === 0 && this.#parked === 0;
  }

  get running(): number {
    return this.#running;
  }

  /** Whether another record may be taken. */
  get hasRoom(): boolean {
    return this.#running < this.#concurrency && this.#parked < maxParkedRecords && this.#parkedBytes < maxParkedBytes;
  }

  /** Whether `next` has one. */
  get hasDue(): boolean {
    return this.#due.length > 0 && this.#running < this.#concurrency;
  }

  /** Takes the next record of the partition. True: it is to be processed now; false: it waits for its lane. */
  add(ticket: Ticket): boolean {
    const lane = this.#laneOf(ticket);
    const waiting = lane === undefined ? undefined : this.#busy.get(lane);
    if (waiting !== undefined) {
      waiting.push(ticket);
      this.#park(ticket, 1);
      return false;
    }
    if (lane !== undefined) this.#busy.set(lane, []);
    this.#running += 1;
    this.#lastStarted = ticket.nextOffset;
    return true;
  }

  /** A record whose lane has become free, to be processed now. */
  next(): Ticket | undefined {
    if (!this.hasDue) return undefined;
    const ticket = this.#due.shift();
    if (ticket === undefined) return undefined;
    this.#park(ticket, -1);
    this.#running += 1;
    if (ticket.nextOffset > this.#lastStarted) this.#lastStarted = ticket.nextOffset;
    return ticket;
  }

  /** A record that `add` or `next` gave is processed, or given up: its lane goes on. */
  ended(ticket: Ticket): void {
    this.#running -= 1;
    const lane = this.#laneOf(ticket);
    if (lane !== undefined) this.#goOn(lane);
  }

  /** Forgets what waits and won't be processed here: its tickets are abandoned. */
  dropAbandoned(): void {
    const due = this.#due.splice(0);
    for (const ticket of due) if (!ticket.isAbandoned) this.#due.push(ticket);
    for (const [lane, waiting] of this.#busy)
      this.#busy.set(
        lane,
        waiting.filter((ticket) => !ticket.isAbandoned),
      );
    for (const ticket of due) if (ticket.isAbandoned) this.#goOn(this.#laneOf(ticket) ?? 0);
    this.#parked = 0;
    this.#parkedBytes = 0;
    for (const ticket of this.#waiting()) this.#park(ticket, 1);
  }

  /**
   * The first of the records that lie behind everything that was begun: from it on the partition can be left to
   * another owner without any record processed twice.
   */
  firstUntouched(): Ticket | undefined {
    let first: Ticket | undefined;
    for (const ticket of this.#waiting())
      if (ticket.nextOffset > this.#lastStarted && (first === undefined || ticket.nextOffset < first.nextOffset))
        first = ticket;
    return first;
  }

  #laneOf({ record }: Ticket): number | undefined {
    const key = this.#isByKey ? record?.key : undefined;
    return key === undefined ? undefined : murmur2(key) & laneMask;
  }

  #goOn(lane: number): void {
    const following = this.#busy.get(lane)?.shift();
    if (following === undefined) this.#busy.delete(lane);
    else this.#due.push(following);
  }

  *#waiting(): Iterable<Ticket> {
    yield* this.#due;
    for (const waiting of this.#busy.values()) yield* waiting;
  }

  #park({ record }: Ticket, sign: 1 | -1): void {
    this.#parked += sign;
    this.#parkedBytes += sign * ((record?.key?.length ?? 0) + (record?.value?.length ?? 0));
  }
}
