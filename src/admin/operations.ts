import type { Checked } from "../diagnostics/checked.ts";
import type { PartitionLag } from "../operate/lag.ts";
import type { HoldProgress, HoldScope, ResetCommand } from "../operate/offsets/control.ts";
import type { PartitionReset } from "../operate/offsets/reset-plan.ts";
import type { TopicStats } from "../operate/topic-stats.ts";

/** What the admin API does, whoever does it. Each may reject with a `KafkaError` or a `StoreError`. */
export interface AdminOperations {
  pause(thing: HoldScope, waitMs: number): Promise<Checked<HoldProgress>>;
  resume(thing: HoldScope, waitMs: number): Promise<Checked<HoldProgress>>;
  reset(command: ResetCommand): Promise<Checked<readonly PartitionReset[]>>;
  groupLag(group: string): Promise<Checked<readonly PartitionLag[]>>;
  topicStats(topic: string): Promise<Checked<TopicStats>>;
  /** Resolves when Consul answers. */
  ping(): Promise<void>;
}
