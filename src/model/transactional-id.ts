import type { PipelineName } from "./names.ts";

/**
 * What the transactional ids of a pipeline's slots begin with: `sluiceway.<pipeline>.`, followed by the slot's topic, a
 * dot and its partition. A pipeline's name has no dot, so that none begins like another's.
 */
export function transactionalIdPrefix(pipeline: PipelineName): string {
  return `sluiceway.${pipeline}.`;
}
