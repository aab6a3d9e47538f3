/** One tier's keys. */
class TierKeys {
  /** Records on their way into the tier, whose place in it isn't known yet. */
  readonly #inTransit = new Map<string, number>();
  /** The offset in front of which the last record of the key lies. */
  readonly #bounds = new Map<string, bigint>();
  /** The same in the order in which they are passed. */
  #queue: { readonly key: string; readonly bound: bigint }[] = [];
  #committed: bigint;

  constructor(committed: bigint) {
    this.#committed = committed;
  }

  get size(): number {
    return this.#inTransit.size + this.#bounds.size;
  }

  has(key: string): boolean {
    return this.#inTransit.has(key) || this.#bounds.has(key);
  }

  sent(key: string): void {
    this.#inTransit.set(key, (this.#inTransit.get(key) ?? 0) + 1);
  }

  arrived(key: string, bound: bigint): void {
    const others = (this.#inTransit.get(key) ?? 0) - 1;
    if (others > 0) this.#inTransit.set(key, others);
    else this.#inTransit.delete(key);
    this.found(key, bound);
  }

  found(key: string, bound: bigint): void {
    if (bound <= this.#committed || bound <= (this.#bounds.get(key) ?? 0n)) return;
    this.#bounds.set(key, bound);
    this.#queue.push({ key, bound });
  }

  passed(committed: bigint): void {
    this.#committed = committed;
    let count = 0;
    for (const { key, bound } of this.#queue) {
      if (bound > committed) break;
      if (this.#bounds.get(key) === bound) this.#bounds.delete(key);
      count += 1;
    }
    if (count > 0) this.#queue = this.#queue.slice(count);
  }
}

/**
 * Which keys have records in the retry tiers of one slot, so that later records of the same key don't overtake them
 * (`order: topic-with-key`). A key is parked in a tier from the moment a record of it is sent there until the tier's
 * committed offset has passed it: until then a crash would process it again, behind whatever had overtaken it.
 *
 * Pure. Tiers count from 0; bounds of one tier are given in ascending order.
 */
export class ParkedKeys {
  readonly #tiers: readonly TierKeys[];

  /** `committed`: the committed offset of each tier. */
  constructor(committed: readonly bigint[]) {
    this.#tiers = committed.map((offset) => new TierKeys(offset));
  }

  /** How many keys are parked; one in several tiers counts in each. */
  get size(): number {
    return this.#tiers.reduce((sum, tier) => sum + tier.size, 0);
  }

  /** Whether the key has a record in this tier or a later one. */
  isParked(key: Buffer, fromTier: number): boolean {
    const text = textOf(key);
    for (let tier = fromTier; tier < this.#tiers.length; tier += 1)
      if (this.#tiers[tier]?.has(text) === true) return true;
    return false;
  }

  /** A record of the key is on its way into the tier. */
  sent(tier: number, key: Buffer): void {
    this.#tiers[tier]?.sent(textOf(key));
  }

  /** It has arrived: it, and every copy of it, lies in front of `bound`. */
  arrived(tier: number, key: Buffer, bound: bigint): void {
    this.#tiers[tier]?.arrived(textOf(key), bound);
  }

  /** A record of the key was found in the tier, in front of `bound`. */
  found(tier: number, key: Buffer, bound: bigint): void {
    this.#tiers[tier]?.found(textOf(key), bound);
  }

  /** The tier's offset is committed up to here. */
  passed(tier: number, committed: bigint): void {
    this.#tiers[tier]?.passed(committed);
  }
}

/** A key as a text that is equal for equal bytes and no others. */
const textOf = (key: Buffer): string => key.toString("latin1");
