import type { GroupId } from "../model/names.ts";
import type { GroupDescription } from "./admin.ts";
import type { ElementOutcome } from "./errors.ts";
import type { TopicPartition } from "./offsets.ts";

/** What kafkajs can't do about groups: those of the newer protocol, and offsets of single partitions. */
export interface GroupSource {
  /**
   * Those of these groups that are consumed with the newer protocol (KIP-848), which DescribeGroups doesn't see. None where
   * the brokers are older than it.
   */
  describe(groups: readonly GroupId[]): Promise<readonly GroupDescription[]>;
  /** Deletes committed offsets (OffsetDelete, KIP-496): one request. */
  deleteOffsets(
    group: GroupId,
    partitions: readonly TopicPartition[],
  ): Promise<readonly ElementOutcome<TopicPartition>[]>;
  close(): Promise<void>;
}
