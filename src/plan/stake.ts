import type { GroupId, TopicName } from "../model/names.ts";

/**
 * What one plan step puts at stake, as the broker tells it while planning. It moves all the time, so it is shown and
 * never part of what an approval is bound to.
 */
export type Stake =
  /** Records that a shorter retention or compaction would drop, by the logs' offsets and sizes now. */
  | {
      readonly kind: "records-dropped";
      readonly topic: TopicName;
      readonly cause: "retention" | "size" | "compaction";
      readonly records: number;
      readonly bytes: number;
    }
  /** A group that reads the topic now. */
  | {
      readonly kind: "live-group";
      readonly topic: TopicName;
      readonly group: GroupId;
      readonly members: number;
      /** Records between its offsets and the ends of the partitions. */
      readonly lag: number;
    }
  /** Who writes the topic by key: after more partitions, records of one key lie in two of them. */
  | { readonly kind: "key-order"; readonly topic: TopicName; readonly producers: readonly string[] }
  /** Who can't do any more what an ACL allowed. */
  | { readonly kind: "access-lost"; readonly principal: string; readonly right: string }
  /** The cluster's partition replicas after the plan, beside the limit that holds for it. */
  | { readonly kind: "partition-limit"; readonly replicas: number; readonly limit: number };
