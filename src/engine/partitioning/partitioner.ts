import type { Partitioning } from "../../model/bundle.ts";
import { partitionOfKey } from "../../model/murmur2.ts";

export interface PartitionerOptions {
  readonly partitioning: Partitioning;
  /** Where the first record without a key goes: slots that begin at different places spread their load. */
  readonly start: number;
  /** How many bytes without a key go to one partition before the next one is taken (sticky, as in KIP-480). */
  readonly stickyBytes: number;
}

/**
 * Chooses the partition of each record of one output. `key`: by hash where there is a key, else sticky;
 * `round-robin`: one after the other, keys don't matter. The number of partitions may change between calls.
 */
export class Partitioner {
  readonly #options: PartitionerOptions;
  #next: number;
  #bytes = 0;

  constructor(options: PartitionerOptions) {
    this.#options = options;
    this.#next = options.start;
  }

  /** A partition from 0 to `partitions - 1`; `sizeBytes` is the record's size. */
  choose(key: Uint8Array | undefined, sizeBytes: number, partitions: number): number {
    if (this.#options.partitioning === "round-robin") return this.#advance(partitions);
    if (key !== undefined) return partitionOfKey(key, partitions);
    this.#bytes += sizeBytes;
    if (this.#bytes < this.#options.stickyBytes) return this.#next % partitions;
    this.#bytes = 0;
    return this.#advance(partitions);
  }

  #advance(partitions: number): number {
    const chosen = this.#next % partitions;
    this.#next = (chosen + 1) % partitions;
    return chosen;
  }
}
