/**
 * Operate: what an operator asks of a running system (lag, records, status), over interfaces only.
 *
 * May be imported by admin, cli and app.
 */
import type { CommittedOffset, GroupOffsets, TopicPartition } from "../kafka/offsets.ts";
import type { GroupId, TopicName } from "../model/names.ts";

/** How far a group is behind the end of one partition, in records. */
export interface PartitionLag extends TopicPartition {
  readonly group: GroupId;
  /** Undefined where the group has no offset yet. */
  readonly committed: bigint | undefined;
  readonly start: bigint;
  readonly end: bigint;
  /** From the committed offset (or the log's start, where there is none) to the end; never negative. */
  readonly records: bigint;
}

/**
 * The lag of a group over partitions, in three batched requests. Partitions that don't exist are left out.
 * Rejects with a `KafkaError`.
 */
export async function groupLag(
  offsets: GroupOffsets,
  group: GroupId,
  partitions: readonly TopicPartition[],
): Promise<readonly PartitionLag[]> {
  if (partitions.length === 0) return [];
  const [committed, starts, ends] = await Promise.all([
    offsets.committed(group, partitions),
    offsets.logOffsets(partitions, { kind: "earliest" }),
    offsets.logOffsets(partitions, { kind: "latest" }),
  ]);
  const startOf = offsetsByPartition(starts);
  const endOf = offsetsByPartition(ends);
  return committed.flatMap((found) =>
    lagOf(group, found, { start: startOf.get(key(found)), end: endOf.get(key(found)) }),
  );
}

interface LogBounds {
  readonly start: bigint | undefined;
  readonly end: bigint | undefined;
}

function lagOf(group: GroupId, committed: CommittedOffset, { start, end }: LogBounds): readonly PartitionLag[] {
  if (start === undefined || end === undefined) return [];
  const position = committed.offset === undefined || committed.offset < start ? start : committed.offset;
  const { topic, partition, offset } = committed;
  return [{ group, topic, partition, committed: offset, start, end, records: end > position ? end - position : 0n }];
}

const key = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;

type LogOffsets = Awaited<ReturnType<GroupOffsets["logOffsets"]>>;

function offsetsByPartition(found: LogOffsets): ReadonlyMap<string, bigint> {
  return new Map(found.flatMap((entry) => (entry.ok ? [[key(entry), entry.offset] as const] : [])));
}

/** All partitions of topics, from their partition counts. */
export function partitionsOf(counts: ReadonlyMap<TopicName, number>): readonly TopicPartition[] {
  return [...counts].flatMap(([topic, count]) =>
    Array.from({ length: count }, (_, partition) => ({ topic, partition })),
  );
}
