import { setTimeout as pause } from "node:timers/promises";
import type { Participants } from "../claims/coordination/participants.ts";
import { readParticipants } from "../claims/coordination/participants.ts";
import { readClaimStatus } from "../claims/status.ts";
import type { Checked } from "../diagnostics/checked.ts";
import { failed } from "../diagnostics/checked.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import { StoreError } from "../claims/store.ts";
import { KafkaError } from "../kafka/errors.ts";
import type { KnownBundles } from "./published.ts";
import { lagOf, readPublished } from "./published.ts";
import type { SlotLine } from "./slot-lines.ts";
import { slotLines } from "./slot-lines.ts";
import { serverDiagnostic } from "./server-errors.ts";
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

interface FollowRequest extends SlotsRequest {
  /** How long to wait between two looks. */
  readonly everyMs: number;
  readonly signal: AbortSignal;
  readonly onSlots: (overview: SlotOverview) => void;
  /** The servers can't be reached now; it goes on. */
  readonly onOutage: (found: Diagnostic) => void;
}

/**
 * Looks again and again until the signal is aborted. Fails, or rejects, as `readSlots` does if already the first look
 * does; an outage later is told and waited out.
 */
export async function followSlots(servers: Servers, request: FollowRequest): Promise<Checked<undefined>> {
  const { signal, everyMs, onSlots, onOutage } = request;
  const known: KnownBundles = new Map();
  const first = await readSlots(servers, request, known);
  if (!first.ok) return first;
  onSlots(first.value);
  while (await lasted(everyMs, signal)) {
    try {
      const looked = await readSlots(servers, request, known);
      if (!looked.ok) return looked;
      onSlots(looked.value);
    } catch (error) {
      if (!isOutage(error)) throw error;
      const found = serverDiagnostic(error, servers.addresses);
      if (found !== undefined) onOutage(found);
    }
  }
  return { ok: true, value: undefined, warnings: [] };
}

const isOutage = (error: unknown): boolean =>
  (error instanceof StoreError || error instanceof KafkaError) && error.retriable;

/** Whether the time has passed without an abort. */
const lasted = (durationMs: number, signal: AbortSignal): Promise<boolean> =>
  pause(durationMs, undefined, { signal }).then(
    () => true,
    () => false,
  );
