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

  /**
   * Begins a ticket with one outstanding hold, which its beginner settles after adding its writes. `nextOffset` is
   * where the partition continues behind the record.
   */
  begin(record: FetchedRecord, nextOffset: bigint): Ticket {
    const ticket = { record, nextOffset, outstanding: 1, isDeadLettered: false };
    this.#tickets.push(ticket);
    return ticket;
  }

  /** Continues at `offset` once everything begun before is settled, as after a stretch without records. */
  skipTo(offset: bigint): void {
    this.#tickets.push({ record: undefined, nextOffset: offset, outstanding: 0, isDeadLettered: false });
    this.advance();
  }

  /** Takes back the ticket that was begun last, and what was skipped behind it: its record is left to the next owner. */
  abandon(ticket: Ticket): void {
    const at = this.#tickets.lastIndexOf(ticket);
    if (at >= this.#head) this.#tickets.length = at;
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
