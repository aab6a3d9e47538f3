import type { Hold } from "../../claims/holds.ts";
import { putHold, readHolds, removeHold } from "../../claims/holds.ts";
import type { WantedSlot } from "../../claims/slot-keeper.ts";
import type { HeldSlot } from "../../claims/slot-owner.ts";
import type { ClaimStore } from "../../claims/store.ts";
import { withTakenSlots } from "../../claims/taken-slots.ts";
import type { GroupOffsets } from "../../kafka/offsets.ts";
import type { Clock } from "../../model/clock.ts";
import { commitMetadataOf, tokenOf } from "../../model/commit-metadata.ts";
import type { GroupId } from "../../model/names.ts";
import type { PartitionReset, ResetStrategy } from "./reset-plan.ts";
import { planReset } from "./reset-plan.ts";

export interface ResetServers {
  readonly offsets: GroupOffsets;
  readonly store: ClaimStore;
  readonly clock: Clock;
}

export interface ResetRequest {
  readonly group: GroupId;
  /** The slots whose offsets move: those that the group reads, or some of them. */
  readonly slots: readonly WantedSlot[];
  readonly strategy: ResetStrategy;
  /** Never used before. */
  readonly id: string;
  readonly label: string;
  readonly leaseMs: number;
  /** How long engines may take to let go of the slots. */
  readonly waitMs: number;
  readonly random: () => number;
}

/**
 * Moves a group's offsets while engines run: withdraws its slots, so that their owners finish what is in flight and let
 * go; takes their claims; commits all offsets in one request under those claims' tokens; frees them; and lets engines
 * have them again, paused where the group was paused before. Engines go on from the new offsets. Where the slots are not
 * let go of in time nothing is changed. Rejects with a `SlotsTakenError`, a `KafkaError` or a `StoreError`.
 */
export async function resetOffsets(servers: ResetServers, request: ResetRequest): Promise<readonly PartitionReset[]> {
  const { store, clock } = servers;
  const { group, label } = request;
  const thing = { scope: "group", name: group } as const;
  const before = (await readHolds(store)).holds.find(({ scope, name }) => scope === "group" && name === group);
  await putHold(store, { ...thing, mode: "withdrawn", by: label, sinceMs: clock.wallMs() });
  try {
    return await withTakenSlots(
      {
        ...request,
        store,
        clock,
        committedToken: async ({ topic, partition }) => {
          const [found] = await servers.offsets.committed(group, [{ topic, partition }]);
          return tokenOf(found?.metadata ?? "");
        },
      },
      (held) => commitReset(servers, request, held),
    );
  } finally {
    await restore(store, before, thing);
  }
}

/** A hold that was left by a reset that did not end is not worth restoring. */
async function restore(
  store: ClaimStore,
  before: Hold | undefined,
  thing: Pick<Hold, "scope" | "name">,
): Promise<void> {
  if (before?.mode === "paused") await putHold(store, before);
  else await removeHold(store, thing);
}

async function commitReset(
  { offsets, clock }: ResetServers,
  { group, strategy, id }: ResetRequest,
  held: readonly HeldSlot[],
): Promise<readonly PartitionReset[]> {
  const tokens = new Map(held.map(({ slot, token }) => [`${slot.topic}/${slot.partition}`, token]));
  const partitions = held.map(({ slot: { topic, partition } }) => ({ topic, partition }));
  const resets = await planReset(offsets, { group, partitions, strategy, nowMs: clock.wallMs() });
  const commits = resets.map(({ topic, partition, to }) => ({
    topic,
    partition,
    offset: to,
    metadata: commitMetadataOf({ engine: id, token: tokens.get(`${topic}/${partition}`) ?? 0 }),
  }));
  const outcomes = await offsets.commit(group, commits, () => held.every(({ guard }) => guard()));
  for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
  return resets;
}
