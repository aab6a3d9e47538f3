import type { ProducerProfile } from "../../kafka/kafka.ts";
import type { OutboxEntry, OutboxOwner } from "./outbox-entry.ts";

/** What one request carries for one partition: below the broker's default `max.message.bytes` of about 1 MB. */
const maxBatchBytes = 512 * 1024;
const maxBatchRecords = 16_384;

/** The most that one request carries for one partition, in bytes. */
export function requestBytesOf({ batchBytes }: Pick<ProducerProfile, "batchBytes">): number {
  return Math.max(batchBytes, maxBatchBytes);
}

/** The records that wait for one partition, in the order in which they are to be written. */
export class PartitionQueue {
  readonly name: string;
  inFlight = false;
  /** Waits out a back-off after a failure. */
  resting = false;
  /** Failed requests since the last success. */
  failures = 0;
  /** Owners that were told that this partition is blocked. */
  readonly blockedOwners = new Set<OutboxOwner>();
  readonly #requestBytes: number;
  #entries: OutboxEntry[] = [];
  #head = 0;
  #bytes = 0;
  #batchRecords = maxBatchRecords;

  constructor(name: string, requestBytes: number) {
    this.name = name;
    this.#requestBytes = requestBytes;
  }

  get isEmpty(): boolean {
    return this.#head === this.#entries.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  push(entry: OutboxEntry): void {
    this.#entries.push(entry);
    this.#bytes += entry.sizeBytes;
  }

  /** The next entries that fit into one request, at least one if there is one; those of lost slots are dropped. */
  take(mayWrite: (owner: OutboxOwner) => boolean): OutboxEntry[] {
    const taken: OutboxEntry[] = [];
    let bytes = 0;
    while (taken.length < this.#batchRecords) {
      const entry = this.#entries[this.#head];
      if (entry === undefined || (taken.length > 0 && bytes + entry.sizeBytes > this.#requestBytes)) break;
      this.#head += 1;
      this.#bytes -= entry.sizeBytes;
      if (!mayWrite(entry.owner)) continue;
      taken.push(entry);
      bytes += entry.sizeBytes;
    }
    this.#forgetTaken();
    return taken;
  }

  /** Puts entries that failed back to the front: nothing may overtake them. */
  restore(entries: readonly OutboxEntry[]): void {
    if (entries.length === 0) return;
    this.#entries = [...entries, ...this.#entries.slice(this.#head)];
    this.#head = 0;
    for (const entry of entries) this.#bytes += entry.sizeBytes;
  }

  /** Halves what a request carries, to find the records that are too large by themselves. */
  narrow(requestRecords: number): void {
    this.#batchRecords = Math.max(1, Math.floor(requestRecords / 2));
  }

  widen(): void {
    this.#batchRecords = Math.min(maxBatchRecords, this.#batchRecords * 2);
  }

  #forgetTaken(): void {
    if (this.isEmpty) this.#entries = [];
    else if (this.#head >= maxBatchRecords) this.#entries = this.#entries.slice(this.#head);
    else return;
    this.#head = 0;
  }
}
