import type { Participants } from "../claims/coordination/participants.ts";
import { readParticipants } from "../claims/coordination/participants.ts";
import type { RevisionLog } from "../claims/revision-log.ts";
import { readRevisionLog } from "../claims/revision-log.ts";
import type { ClaimStatus } from "../claims/status.ts";
import { readClaimStatus } from "../claims/status.ts";
import type { Manifest } from "../model/bundle.ts";
import { lackingCapabilities } from "../model/engine-capabilities.ts";
import type { PartitionLag } from "../operate/lag.ts";
import type { ReconcileStatus } from "../reconcile/loop/reconcile-status.ts";
import { readReconcileStatus } from "../reconcile/loop/reconcile-status.ts";
import type { SlotLine } from "./slot-lines.ts";
import { slotLines } from "./slot-lines.ts";
import { lagOf, readPublished } from "./published.ts";
import type { Servers } from "./servers.ts";

/** What an operator sees first: what is applied, who runs what, and how far behind it is. */
export interface Status {
  readonly revisions: RevisionLog;
  readonly manifest: Manifest;
  readonly claims: ClaimStatus;
  /** Claims and lag together. */
  readonly slots: readonly SlotLine[];
  readonly participants: Participants;
  readonly lag: readonly PartitionLag[];
  /** Pipelines that need what this version's engines lack, with what that is: engines refuse them. */
  readonly refused: Readonly<Record<string, readonly string[]>>;
  /** What the leading reconciler has written; undefined where none has ever led. */
  readonly reconcile: ReconcileStatus | undefined;
}

/** Reads the status of a cluster from Consul and Kafka. Rejects with a `StoreError` or a `KafkaError`. */
export async function readStatus(servers: Servers): Promise<Status> {
  const [revisions, claims, { manifest, bundles }, reconcile] = await Promise.all([
    readRevisionLog(servers.store),
    readClaimStatus(servers.store),
    readPublished(servers),
    readReconcileStatus(servers.store),
  ]);
  const refused = bundles.flatMap(({ pipeline, needs }): [string, readonly string[]][] => {
    const lacking = lackingCapabilities(needs ?? []);
    return lacking.length === 0 ? [] : [[pipeline, lacking]];
  });
  const [lag, participants] = await Promise.all([lagOf(servers, bundles), readParticipants(servers, claims.engines)]);
  const slots = slotLines(bundles, claims.slots, lag);
  return { revisions, manifest, claims, slots, participants, lag, refused: Object.fromEntries(refused), reconcile };
}
