import type { ClusterAdmin } from "../kafka/admin.ts";
import type { GroupOffsets } from "../kafka/offsets.ts";
import type { PartitionFetch, PartitionReader } from "../kafka/reader.ts";
import type { TopicName } from "../model/names.ts";

/** One partition as it lies in the cluster. */
interface PartitionStats {
  readonly partition: number;
  readonly start: bigint;
  readonly end: bigint;
  readonly records: bigint;
  /** Of the log on its leader's disk; undefined where the broker doesn't tell this principal. */
  readonly bytes: number | undefined;
  /** When its oldest record was written, in milliseconds since the epoch; undefined where it has none. */
  readonly oldestMs: number | undefined;
}

export interface TopicStats {
  readonly topic: TopicName;
  readonly id: string;
  readonly partitions: readonly PartitionStats[];
  readonly replicationFactor: number;
  readonly records: bigint;
  readonly bytes: number;
  readonly oldestMs: number | undefined;
  /** What is set on the topic itself. */
  readonly configs: Readonly<Record<string, string>>;
}

export interface StatsSource {
  readonly admin: ClusterAdmin;
  readonly offsets: GroupOffsets;
  readonly reader: PartitionReader;
}

/**
 * What a topic holds, in batched requests: how many of them doesn't depend on its partitions. Records are counted by
 * offsets, so those that compaction or aborted transactions took away count. Undefined where there is no such topic.
 * Rejects with a `KafkaError`.
 */
export async function topicStats(source: StatsSource, topic: TopicName): Promise<TopicStats | undefined> {
  const { admin, offsets } = source;
  const [details] = await admin.describeTopicDetails([topic]);
  if (details === undefined) return undefined;
  const partitions = Array.from({ length: details.partitions }, (_, partition) => ({ topic, partition }));
  const [starts, ends, bytes, configs] = await Promise.all([
    offsets.logOffsets(partitions, { kind: "earliest" }),
    offsets.logOffsets(partitions, { kind: "latest" }),
    admin.describeLogBytes(partitions),
    admin.describeTopicConfigs([topic]),
  ]);
  const [startOf, endOf] = [offsetsOf(starts), offsetsOf(ends)];
  const filled = partitions
    .map((place) => ({ ...place, offset: startOf.get(place.partition) ?? 0n }))
    .filter(({ partition, offset }) => offset < (endOf.get(partition) ?? 0n));
  const oldest = await oldestOf(source.reader, filled);
  const stats = partitions.map(({ partition }): PartitionStats => {
    const [start, end] = [startOf.get(partition) ?? 0n, endOf.get(partition) ?? 0n];
    const [size, oldestMs] = [bytes.get(`${topic}/${partition}`), oldest.get(partition)];
    return { partition, start, end, records: end - start, bytes: size, oldestMs };
  });
  return {
    topic,
    id: details.id,
    partitions: stats,
    replicationFactor: details.replicationFactor,
    records: stats.reduce((sum, { records }) => sum + records, 0n),
    bytes: stats.reduce((sum, { bytes: size = 0 }) => sum + size, 0),
    oldestMs: oldest.size === 0 ? undefined : Math.min(...oldest.values()),
    configs: configs.get(topic) ?? {},
  };
}

type LogOffsets = Awaited<ReturnType<GroupOffsets["logOffsets"]>>;

const offsetsOf = (found: LogOffsets): ReadonlyMap<number, bigint> =>
  new Map(found.flatMap((entry) => (entry.ok ? [[entry.partition, entry.offset] as const] : [])));

/** The timestamp of the record at each of these places, in one fetch of a few bytes each. */
async function oldestOf(
  reader: PartitionReader,
  places: readonly PartitionFetch[],
): Promise<ReadonlyMap<number, number>> {
  if (places.length === 0) return new Map();
  const limits = { maxWaitMs: 0, minBytes: 1, maxBytes: 16 * 1024 * 1024, maxBytesPerPartition: 1 };
  const batches = await reader.fetch(places, limits);
  return new Map(
    batches.flatMap((batch) => {
      const first = batch.ok ? batch.records[0] : undefined;
      return first === undefined ? [] : [[batch.partition, first.timestampMs] as const];
    }),
  );
}
