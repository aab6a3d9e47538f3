import type { CommittedOffset } from "../../kafka/offsets.ts";
import { tokenOf } from "../../model/commit-metadata.ts";

/** What an owner has committed last. */
export interface OwnCommit {
  readonly offset: bigint;
  readonly metadata: string;
}

/**
 * What the group's offset says to the owner of the slot. `ours`: it stands. `regressed`: an earlier owner's late commit,
 * or one of ours that was overtaken, or nothing at all: ours is written again. `moved`: somebody without a token, an
 * operator, has set it. `superseded`: there is a later owner, and nothing is ours any more.
 */
export type CommitVerdict = "ours" | "regressed" | "moved" | "superseded";

/** Judges a group's offset (design, section 6, "Hand-over" and "Guard"). */
export function judgeCommit(
  own: OwnCommit,
  { offset, metadata }: Pick<CommittedOffset, "offset" | "metadata">,
): CommitVerdict {
  if (offset === undefined) return "regressed";
  // A commit of ours whose answer was lost may be ahead of what we know.
  if (metadata === own.metadata) return offset < own.offset ? "regressed" : "ours";
  const [ownToken, token] = [tokenOf(own.metadata), tokenOf(metadata)];
  if (token > ownToken) return "superseded";
  if (offset === own.offset) return "ours";
  return token === 0 ? "moved" : "regressed";
}
