import type { GroupId, TopicName } from "../model/names.ts";
import type { LogPosition } from "../model/start-position.ts";
import type { ElementOutcome, KafkaError } from "./errors.ts";
import type { Guard } from "./guard.ts";

export interface TopicPartition {
  readonly topic: TopicName;
  readonly partition: number;
}

/** An offset to commit: the next record to read. `metadata` is kept beside it by the broker (at most 4 KB). */
export interface OffsetToCommit extends TopicPartition {
  readonly offset: bigint;
  readonly metadata: string;
}

/** A partition's committed offset; `offset` is undefined where the group has none. */
export interface CommittedOffset extends TopicPartition {
  readonly offset: bigint | undefined;
  readonly metadata: string;
}

/** A partition's offset at a position of its log, or the error for this partition alone. */
export type LogOffset =
  | (TopicPartition & { readonly ok: true; readonly offset: bigint })
  | (TopicPartition & { readonly ok: false; readonly error: KafkaError });

/**
 * Offsets of groups without joining them: a simple consumer (generation -1). One request carries all partitions of a
 * group. Methods reject with a `KafkaError`.
 */
export interface GroupOffsets {
  /** The committed offsets of exactly these partitions, read with `require_stable`. */
  committed(group: GroupId, partitions: readonly TopicPartition[]): Promise<readonly CommittedOffset[]>;
  /**
   * Commits offsets. Outcomes are per partition: `group-has-members` while the group has live members.
   * The guard is asked immediately before the request is written.
   */
  commit(
    group: GroupId,
    offsets: readonly OffsetToCommit[],
    guard?: Guard,
  ): Promise<readonly ElementOutcome<OffsetToCommit>[]>;
  /** Offsets at a position. `timestamp`: of the first record at or after it, or the log's end where there is none. */
  logOffsets(partitions: readonly TopicPartition[], at: LogPosition): Promise<readonly LogOffset[]>;
}
