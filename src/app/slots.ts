import type { Participants } from "../claims/coordination/participants.ts";
import { readParticipants } from "../claims/coordination/participants.ts";
import { readClaimStatus } from "../claims/status.ts";
import type { Checked } from "../diagnostics/checked.ts";
import { failed } from "../diagnostics/checked.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { Follow } from "./follow.ts";
import { follow } from "./follow.ts";
import type { KnownBundles } from "./published.ts";
import { lagOf, readPublished } from "./published.ts";
import type { SlotLine } from "./slot-lines.ts";
import { slotLines } from "./slot-lines.ts";
import type { Servers } from "./servers.ts";

export interface SlotOverview {
  readonly slots: readonly SlotLine[];
  readonly participants: Participants;
  /** Keys written in a format that this version can't read. */
  readonly unreadable: readonly string[];
}

export interface SlotsRequest {
  /** Only this pipeline's. */
  readonly pipeline: string | undefined;
}

/** Who has which slot, and who takes part. Rejects with a `StoreError` or a `KafkaError`. */
export async function readSlots(
  servers: Servers,
  { pipeline }: SlotsRequest,
  known?: KnownBundles,
): Promise<Checked<SlotOverview>> {
  const [claims, published] = await Promise.all([readClaimStatus(servers.store), readPublished(servers, known)]);
  const isWanted = (name: string): boolean => pipeline === undefined || name === pipeline;
  const bundles = published.bundles.filter((bundle) => isWanted(bundle.pipeline));
  const mine = claims.slots.filter(({ slot }) => isWanted(slot.pipeline));
  if (pipeline !== undefined && bundles.length + mine.length === 0) {
    const names = published.bundles.map((bundle) => bundle.pipeline).join(", ");
    return failed(diagnostic("SLW7011", { name: pipeline, known: names || "none" }));
  }
  const [participants, lag] = await Promise.all([readParticipants(servers, claims.engines), lagOf(servers, bundles)]);
  const value = { slots: slotLines(bundles, mine, lag), participants, unreadable: claims.unreadable };
  return { ok: true, value, warnings: [] };
}

interface FollowRequest extends SlotsRequest, Omit<Follow<SlotOverview>, "read"> {}

/** Looks again and again until the signal is aborted, as `follow` does. */
export function followSlots(servers: Servers, request: FollowRequest): Promise<Checked<undefined>> {
  const known: KnownBundles = new Map();
  return follow(servers, { ...request, read: () => readSlots(servers, request, known) });
}
