import type { StartPosition } from "../model/start-position.ts";
import type { GroupOffsets, LogOffset, TopicPartition } from "./offsets.ts";

/**
 * The offsets at which a group without offsets begins to read these partitions: at a position of their logs, or where
 * another group has got to; a partition in which that one has no offset begins at its log's start. Rejects with a
 * `KafkaError`.
 */
export async function startOffsets(
  offsets: GroupOffsets,
  partitions: readonly TopicPartition[],
  start: StartPosition,
): Promise<readonly LogOffset[]> {
  if (start.kind !== "from-group") return offsets.logOffsets(partitions, start);
  const committed = await offsets.committed(start.group, partitions);
  const taken = committed.flatMap(({ topic, partition, offset }) =>
    offset === undefined ? [] : [{ topic, partition, ok: true as const, offset }],
  );
  const known = new Set(taken.map(({ topic, partition }) => `${topic}/${partition}`));
  const rest = partitions.filter(({ topic, partition }) => !known.has(`${topic}/${partition}`));
  return rest.length === 0 ? taken : [...taken, ...(await offsets.logOffsets(rest, { kind: "earliest" }))];
}
