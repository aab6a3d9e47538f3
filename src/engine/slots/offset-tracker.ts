import type { FetchedRecord } from "../../kafka/reader.ts";

/** What is outstanding for one record that was read: writes that no broker has acknowledged yet. */
export interface Ticket {
  /** Undefined for a stretch of the log without records (compacted, or markers of transactions). */
  readonly record: FetchedRecord | undefined;
  /** Where the partition continues once this ticket is settled. */
  readonly nextOffset: bigint;
  /** Of the record that this one was made of in the same process; undefined where it was read. */
  readonly parent: Ticket | undefined;
  outstanding: number;
  /** Its dead letter is among the writes: a second failure of the same record adds none. */
  isDeadLettered: boolean;
  /** Processing has ended, and what it caused is among the writes. */
  isProcessed: boolean;
  /** Its record is left to the next owner: nothing more is written for it. */
  isAbandoned: boolean;
}

/**
 * A ticket with one outstanding hold, which its beginner settles after adding its writes. With a parent: of a record that
 * was made of the parent's, which has one outstanding more until this one is settled.
 */
export function newTicket(record: FetchedRecord | undefined, nextOffset: bigint, parent?: Ticket): Ticket {
  return { record, nextOffset, parent, outstanding: 1, isDeadLettered: false, isProcessed: false, isAbandoned: false };
}

/** One of the ticket's writes is acknowledged, or its hold ends. */
export function settle(ticket: Ticket): void {
  let settled: Ticket | undefined = ticket;
  while (settled !== undefined) {
    settled.outstanding -= 1;
    if (settled.outstanding > 0) return;
    settled = settled.parent;
  }
}

/** Whether nothing more is to be written for it. */
export function isAbandoned(ticket: Ticket): boolean {
  return ticket.isAbandoned || (ticket.parent !== undefined && isAbandoned(ticket.parent));
}

/**
 * Which offset of one partition may be committed: everything before it is settled. Tickets are begun in the order of
 * the partition and may be settled in any order; the committable offset only passes settled tickets, without gaps.
 */
export class OffsetTracker {
  #tickets: Ticket[] = [];
  #head = 0;
  #committable: bigint;

  constructor(position: bigint) {
    this.#committable = position;
  }

  /** The next record to read after a restart, if everything settled so far is committed. */
  get committable(): bigint {
    return this.#committable;
  }

  /** How many tickets are not passed yet. */
  get pending(): number {
    return this.#tickets.length - this.#head;
  }

  /** Begins a ticket. `nextOffset` is where the partition continues behind the record. */
  begin(record: FetchedRecord, nextOffset: bigint): Ticket {
    const ticket = newTicket(record, nextOffset);
    this.#tickets.push(ticket);
    return ticket;
  }

  /** Continues at `offset` once everything begun before is settled, as after a stretch without records. */
  skipTo(offset: bigint): void {
    const gap = newTicket(undefined, offset);
    settle(gap);
    this.#tickets.push(gap);
    this.advance();
  }

  /**
   * Takes back a ticket and everything behind it: these records are left to the next owner. Returns how many of them
   * are processed already, and will be processed once more.
   */
  abandon(ticket: Ticket): number {
    const at = this.#tickets.lastIndexOf(ticket);
    if (at < this.#head) return 0;
    const abandoned = this.#tickets.splice(at);
    for (const one of abandoned) one.isAbandoned = true;
    return abandoned.filter((one) => one.isProcessed).length;
  }

  /** Passes settled tickets; true when the committable offset changed. Call it after a batch of settlements. */
  advance(): boolean {
    const before = this.#head;
    for (;;) {
      const ticket = this.#tickets[this.#head];
      if (ticket === undefined || ticket.outstanding > 0) break;
      this.#committable = ticket.nextOffset;
      this.#head += 1;
    }
    const moved = this.#head > before;
    if (this.#head === this.#tickets.length) this.#forgetAll();
    else if (this.#head > compactAfter) this.#compact();
    return moved;
  }

  #forgetAll(): void {
    this.#tickets = [];
    this.#head = 0;
  }

  #compact(): void {
    this.#tickets = this.#tickets.slice(this.#head);
    this.#head = 0;
  }
}

/** Passed tickets are dropped in blocks of this size, so that dropping costs little per ticket. */
const compactAfter = 4096;
