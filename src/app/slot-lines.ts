import type { SlotStatus } from "../claims/status.ts";
import type { Bundle } from "../model/bundle.ts";
import type { Slot } from "../model/slot.ts";
import { slotKey } from "../model/slot.ts";
import type { PartitionLag } from "../operate/lag.ts";
import { compareTexts } from "../model/compare-texts.ts";

/** One slot: a partition that a published pipeline reads, or one that a claim is left of. */
export interface SlotLine {
  readonly slot: Slot;
  /**
   * As in the claim, but: `paused` where its owner stands still, `unclaimed` where nobody ever had it, and `ownerless` where the claim names a lease that is
   * revoked or gone. A crashed owner's slot is `held` until another engine has seen it silent for 1.2 leases.
   */
  readonly state: SlotStatus["state"] | "paused" | "unclaimed" | "ownerless";
  /** Whose the claim is or was. */
  readonly claim: SlotStatus | undefined;
  /** In records; undefined where no published pipeline reads the partition any more. */
  readonly lag: bigint | undefined;
  /** What is committed of it, and its end; of one group where the pipeline reads it under several. */
  readonly offsets: Pick<PartitionLag, "committed" | "end"> | undefined;
}

/** Every slot that there is to own, and every claim that is left of one, in the order of their names. */
export function slotLines(
  bundles: readonly Bundle[],
  claims: readonly SlotStatus[],
  lag: readonly PartitionLag[],
): readonly SlotLine[] {
  const lines = new Map<string, SlotLine>();
  for (const claim of claims) {
    const { slot } = claim;
    lines.set(slotKey(slot), { slot, state: stateOf(claim), claim, lag: undefined, offsets: undefined });
  }
  for (const { pipeline, steps } of bundles) {
    const inputs = new Set(steps.flatMap((step) => step.inputs.map(({ group, topic }) => `${group} ${topic}`)));
    for (const { group, topic, partition, records, committed, end } of lag) {
      if (!inputs.has(`${group} ${topic}`)) continue;
      const slot = { pipeline, topic, partition };
      const known = lines.get(slotKey(slot)) ?? { slot, state: "unclaimed" as const, claim: undefined, lag: undefined };
      lines.set(slotKey(slot), { ...known, lag: (known.lag ?? 0n) + records, offsets: { committed, end } });
    }
  }
  return [...lines.values()].toSorted(bySlot);
}

function stateOf({ state, leaseState, paused }: SlotStatus): SlotLine["state"] {
  const isGone = leaseState === "missing" || leaseState === "revoked";
  if (isGone && state !== "free") return "ownerless";
  return state === "held" && paused === true ? "paused" : state;
}

function bySlot({ slot: a }: SlotLine, { slot: b }: SlotLine): number {
  return compareTexts(a.pipeline, b.pipeline) || compareTexts(a.topic, b.topic) || a.partition - b.partition;
}
