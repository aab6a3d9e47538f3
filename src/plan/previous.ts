import type { DesiredAcl, DesiredTopic } from "../model/desired.ts";
import type { Leftovers } from "../model/leftovers.ts";
import type { Digest, PipelineName, Revision, TopicName } from "../model/names.ts";

/** What a plan has to know of an earlier revision: a desired state, or what was kept of one. */
export interface EarlierState {
  readonly topics: readonly Pick<DesiredTopic, "name" | "management">[];
  readonly acls: readonly Pick<DesiredAcl, "binding" | "neededBy">[];
  readonly groups: readonly {
    readonly pipeline: PipelineName;
    readonly inputs: readonly { readonly topic: TopicName }[];
  }[];
  readonly pipelines: readonly { readonly name: PipelineName; readonly bundle: { readonly digest: Digest } }[];
}

/** What earlier revisions asked of the cluster: the ground for what is ours (design, section 5). */
export interface Previous {
  /** The last revision of which nothing failed or was held. */
  readonly lastApplied: EarlierState | undefined;
  /** Every revision attempted since, oldest first. */
  readonly attempted: readonly EarlierState[];
  /** Revisions that can't be read any more: while there are any, nothing is revoked. */
  readonly lost: readonly Revision[];
  /** What revisions before those left behind; undefined where nothing is. */
  readonly leftovers?: Leftovers;
}

/** Before the first apply. */
export const nothingBefore: Previous = { lastApplied: undefined, attempted: [], lost: [] };

/** The readable states before this one, oldest first. */
export function earlierStates({ lastApplied, attempted }: Previous): readonly EarlierState[] {
  return lastApplied === undefined ? attempted : [lastApplied, ...attempted];
}
