import type { Hold } from "../../claims/holds.ts";
import type { ResetStrategy } from "./reset-plan.ts";

/** What is paused or resumed: a group, or a pipeline with everything in it. */
export type HoldScope = Pick<Hold, "scope" | "name">;

/** How far a hold has come: every slot that it concerns stands still, or will before it is taken again. */
export interface HoldProgress {
  readonly slots: number;
  readonly confirmed: number;
}

/** Where a group's offsets are to go, and how. */
export interface ResetCommand {
  readonly group: string;
  readonly strategy: ResetStrategy;
  readonly topic: string | undefined;
  readonly partition: number | undefined;
  readonly dryRun: boolean;
  /** Also where the group belongs to the operator of a foreign topic. */
  readonly force: boolean;
  /** How long engines may take. */
  readonly waitMs: number;
}
