import type { Digest, GroupId, PipelineName, StepName, TopicName } from "../../model/names.ts";

/** Where a record failed. */
export interface FailurePlace {
  readonly pipeline: PipelineName;
  readonly step: StepName;
  readonly group: GroupId;
  readonly topic: TopicName;
  readonly partition: number;
  readonly engine: string;
  /** The bundle that runs there. */
  readonly bundle: Digest;
}
