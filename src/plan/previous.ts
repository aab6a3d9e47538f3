import type { Desired } from "../model/desired.ts";
import type { Revision } from "../model/names.ts";

/** What earlier revisions asked of the cluster: the ground for what is ours (design, section 5). */
export interface Previous {
  /** The last revision of which nothing failed or was held. */
  readonly lastApplied: Desired | undefined;
  /** Every revision attempted since, oldest first. */
  readonly attempted: readonly Desired[];
  /** Revisions that can't be read any more: while there are any, nothing is revoked. */
  readonly lost: readonly Revision[];
}

/** Before the first apply. */
export const nothingBefore: Previous = { lastApplied: undefined, attempted: [], lost: [] };

/** The readable states before this one, oldest first. */
export function earlierStates({ lastApplied, attempted }: Previous): readonly Desired[] {
  return lastApplied === undefined ? attempted : [lastApplied, ...attempted];
}
