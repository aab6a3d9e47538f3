import type { ClaimStore } from "../claims/store.ts";
import type { ClusterAdmin } from "../kafka/admin.ts";
import type { GroupOffsets } from "../kafka/offsets.ts";
import type { Desired } from "../model/desired.ts";
import type { Revision } from "../model/names.ts";
import type { SchemaRegistry } from "../registry/registry.ts";
import type { Pace } from "./retry.ts";

/** How long an apply waits for what it can't hurry. */
export interface ApplyLimits {
  /** For a change to show in what the brokers say: reads lag writes. */
  readonly visibleMs: number;
  /** For engines to confirm that they run what is published; then revocations are held. */
  readonly confirmMs: number;
}

export const defaultApplyLimits: ApplyLimits = { visibleMs: 15_000, confirmMs: 45_000 };

/** What the stages of one apply share. */
export interface ApplyRun {
  readonly admin: ClusterAdmin;
  readonly offsets: GroupOffsets;
  readonly store: ClaimStore;
  readonly registry: SchemaRegistry | undefined;
  /** The state that the plan was made for: where the bundles come from. */
  readonly desired: Desired;
  /** What it is made of. */
  readonly revision: Revision;
  readonly pace: Pace;
  readonly limits: ApplyLimits;
}
