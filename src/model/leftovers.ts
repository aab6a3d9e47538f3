import type { GroupId, PipelineName, TopicName } from "./names.ts";

/** Offsets of a pipeline's group in a topic that no step of it reads any more. */
export interface LeftoverInput {
  readonly group: GroupId;
  readonly topic: TopicName;
  readonly pipeline: PipelineName;
}

/** What applied revisions had and none asks for any more, as far as it is still there: kept until it is gone. */
export interface Leftovers {
  readonly topics: readonly TopicName[];
  readonly inputs: readonly LeftoverInput[];
}

export const noLeftovers: Leftovers = { topics: [], inputs: [] };
