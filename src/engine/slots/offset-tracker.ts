import type { FetchedRecord } from "../../kafka/reader.ts";

/** What is outstanding for one record that was read: writes that no broker has acknowledged yet. */
export interface Ticket {
  /** Undefined for a stretch of the log without records (compacted, or markers of transactions). */
  readonly record: FetchedRecord | undefined;
  /** Where the partition continues once this ticket is settled. */
  readonly nextOffset: bigint;
  outstanding: number;
  /** Its dead letter is among the writes: a second failure of the same record adds none. */
  isDeadLettered: boolean;
  /** Processing has ended, and what it caused is among the writes. */
  isProcessed: boolean;
  /** Its record is left to the next owner: nothing more is written for it. */
  isAbandoned: boolean;
}

export const newTicket = (record: FetchedRecord | undefined, nextOffset: bigint, outstanding: number): Ticket => ({
  record,
  nextOffset,
  outstanding,
  isDeadLettered: false,
  isProcessed: false,
  isAbandoned: false,
});

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

  /**
   * Begins a ticket with one outstanding hold, which its beginner settles after adding its writes. `nextOffset` is
   * where the partition continues behind the record.
   */
  begin(record: FetchedRecord, nextOffset: bigint): Ticket {
    const ticket = newTicket(record, nextOffset, 1);
    this.#tickets.push(ticket);
    return ticket;
  }

  /** Continues at `offset` once everything begun before is settled, as after a stretch without records. */
  skipTo(offset: bigint): void {
    this.#tickets.push(newTicket(undefined, offset, 0));
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
