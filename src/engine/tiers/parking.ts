import type { GroupOffsets, LogOffset } from "../../kafka/offsets.ts";
import type { FetchLimits, PartitionReader } from "../../kafka/reader.ts";
import type { Clock } from "../../model/clock.ts";
import type { TopicName } from "../../model/names.ts";
import { backoffMs, serverBackoff } from "../failures/backoff.ts";
import { ParkedKeys } from "./parked-keys.ts";

/** One tier of a slot where it begins. */
export interface TierPosition {
  readonly topic: TopicName;
  readonly partition: number;
  readonly delayMs: number;
  /** The committed offset. */
  readonly position: bigint;
}

export interface ParkingOptions {
  readonly tiers: readonly TierPosition[];
  readonly keys: ParkedKeys;
  readonly offsets: GroupOffsets;
  readonly clock: Clock;
  readonly random: () => number;
  /** Aborted when the engine is closed. */
  readonly closed: AbortSignal;
}

/** The parked keys of one running slot. What was written to a tier is in front of the tier's end, asked for afterwards. */
export class Parking {
  readonly #options: ParkingOptions;
  /** By tier: keys whose records are written, and whose bound isn't known yet. */
  readonly #written: Buffer[][];
  readonly #isAsking: boolean[];

  constructor(options: ParkingOptions) {
    this.#options = options;
    this.#written = options.tiers.map(() => []);
    this.#isAsking = options.tiers.map(() => false);
  }

  get size(): number {
    return this.#options.keys.size;
  }

  /** The tier that a record of this stage has to follow its key into, if any. */
  followedTier(key: Buffer | undefined, stage: number): number | undefined {
    return key !== undefined && this.#options.keys.isParked(key, stage) ? stage : undefined;
  }

  sent(tier: number, key: Buffer | undefined): void {
    if (key !== undefined) this.#options.keys.sent(tier, key);
  }

  /** The broker has what was sent. */
  written(tier: number, key: Buffer | undefined): void {
    if (key === undefined) return;
    this.#written[tier]?.push(key);
    void this.#ask(tier);
  }

  /** What was sent will not be in the tier: it went elsewhere. */
  withdrawn(tier: number, key: Buffer | undefined): void {
    if (key !== undefined) this.#options.keys.arrived(tier, key, 0n);
  }

  passed(tier: number, committed: bigint): void {
    this.#options.keys.passed(tier, committed);
  }

  /** One question at a time; a key stays parked while the broker doesn't answer. */
  async #ask(tier: number): Promise<void> {
    if (this.#isAsking[tier] === true) return;
    this.#isAsking[tier] = true;
    for (let failures = 0; (this.#written[tier] ?? []).length > 0;) {
      const keys = this.#written[tier] ?? [];
      this.#written[tier] = [];
      const end = await this.#endOf(tier);
      if (end !== undefined) {
        failures = 0;
        for (const key of keys) this.#options.keys.arrived(tier, key, end);
        continue;
      }
      this.#written[tier] = [...keys, ...(this.#written[tier] ?? [])];
      failures += 1;
      if (!(await this.#rested(failures))) return;
    }
    this.#isAsking[tier] = false;
  }

  async #endOf(tier: number): Promise<bigint | undefined> {
    const partition = this.#options.tiers[tier];
    if (partition === undefined) return undefined;
    const [end] = await this.#options.offsets.logOffsets([partition], { kind: "latest" }).catch(() => []);
    return end?.ok === true ? end.offset : undefined;
  }

  #rested(failures: number): Promise<boolean> {
    const { clock, random, closed } = this.#options;
    return clock.sleep(backoffMs(serverBackoff, failures, random), closed).then(
      () => true,
      () => false,
    );
  }
}

const scanLimits: FetchLimits = {
  maxWaitMs: 100,
  minBytes: 1,
  maxBytes: 4 * 1024 * 1024,
  maxBytesPerPartition: 1024 * 1024,
};

/**
 * The keys of everything that is in the tiers and not committed (design, section 7): read before the main partition is,
 * so that nothing overtakes what the owner before has parked. Rejects with a `KafkaError`, or when `stopped` is aborted.
 */
export async function findParkedKeys(
  kafka: { readonly reader: PartitionReader; readonly offsets: GroupOffsets },
  tiers: readonly TierPosition[],
  stopped: AbortSignal,
): Promise<ParkedKeys> {
  const keys = new ParkedKeys(tiers.map(({ position }) => position));
  const [starts, ends] = await Promise.all([
    kafka.offsets.logOffsets(tiers, { kind: "earliest" }),
    kafka.offsets.logOffsets(tiers, { kind: "latest" }),
  ]);
  for (const [tier, place] of tiers.entries()) {
    const [start, end] = [offsetOf(starts, place), offsetOf(ends, place)];
    let offset = place.position < start ? start : place.position;
    while (offset < end) {
      stopped.throwIfAborted();
      const [batch] = await kafka.reader.fetch([{ ...place, offset }], scanLimits, stopped);
      if (batch === undefined) continue;
      if (!batch.ok) throw batch.error;
      for (const record of batch.records)
        if (record.key !== undefined) keys.found(tier, record.key, record.offset + 1n);
      offset = batch.nextOffset;
    }
  }
  return keys;
}

function offsetOf(offsets: readonly LogOffset[], { topic }: TierPosition): bigint {
  const found = offsets.find((offset) => offset.topic === topic);
  if (found?.ok === true) return found.offset;
  throw found?.error ?? new Error(`the broker named no offset of ${topic}`);
}
