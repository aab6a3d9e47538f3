import type { PipelineName, TopicName } from "./names.ts";

/** One partition of a topic that a pipeline reads: what an engine claims (design, section 6). */
export interface Slot {
  readonly pipeline: PipelineName;
  readonly topic: TopicName;
  readonly partition: number;
}

/** A text that is equal for equal slots and only for them, and can be part of a key in Consul. */
export function slotKey(slot: Slot): string {
  return `${slot.pipeline}/${slot.topic}/${slot.partition}`;
}
