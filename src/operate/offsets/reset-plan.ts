/**
 * Moving a group's offsets: where to, and how that is done while engines run. Over the interfaces of `kafka/` and
 * `claims/` alone.
 */
import type { KafkaError } from "../../kafka/errors.ts";
import type { GroupOffsets, LogOffset, TopicPartition } from "../../kafka/offsets.ts";
import type { GroupId } from "../../model/names.ts";
import type { LogPosition } from "../../model/start-position.ts";

/** Where offsets go (specification, "Reset Offsets"; the names are those of Kafka's own tool). */
export type ResetStrategy =
  | { readonly strategy: "TO_EARLIEST" | "TO_LATEST" }
  /** To the first record at or after a time, in milliseconds since the epoch. */
  | { readonly strategy: "TO_DATETIME"; readonly datetimeMs: number }
  /** To the first record at or after so long before now. */
  | { readonly strategy: "BY_DURATION"; readonly durationMs: number }
  | { readonly strategy: "TO_OFFSET"; readonly offset: bigint }
  /** Forward, or back where negative, from where the group is. */
  | { readonly strategy: "SHIFT_BY"; readonly by: bigint };

/** What becomes of one partition. */
export interface PartitionReset extends TopicPartition {
  /** Undefined where the group has no offset. */
  readonly from: bigint | undefined;
  readonly to: bigint;
  readonly start: bigint;
  readonly end: bigint;
  /** The strategy asked for a place outside of the log, so its nearest end was taken. */
  readonly isClipped: boolean;
}

/** Offsets of a log that decide where a group goes. */
interface LogPlaces {
  readonly committed: bigint | undefined;
  readonly start: bigint;
  readonly end: bigint;
  /** Where the time lies that the strategy names. */
  readonly atTime: bigint;
}

/** The offset that a strategy means, before it is brought within the log. Without an offset, a shift is from the start. */
const wanted: {
  readonly [S in ResetStrategy["strategy"]]: (
    places: LogPlaces,
    strategy: Extract<ResetStrategy, { readonly strategy: S }>,
  ) => bigint;
} = {
  TO_EARLIEST: ({ start }) => start,
  TO_LATEST: ({ end }) => end,
  TO_DATETIME: ({ atTime }) => atTime,
  BY_DURATION: ({ atTime }) => atTime,
  TO_OFFSET: (_, { offset }) => offset,
  SHIFT_BY: ({ committed, start }, { by }) => (committed ?? start) + by,
};

/** Where one partition's offset goes: always to a place within the log. Pure. */
export function resetOf(partition: TopicPartition, strategy: ResetStrategy, places: LogPlaces): PartitionReset {
  const { committed, start, end } = places;
  const to = (wanted[strategy.strategy] as (places: LogPlaces, strategy: ResetStrategy) => bigint)(places, strategy);
  const within = to < start ? start : to > end ? end : to;
  return {
    topic: partition.topic,
    partition: partition.partition,
    from: committed,
    to: within,
    start,
    end,
    isClipped: within !== to,
  };
}

/** A reset as plain data. Offsets are texts: they can be larger than a number of JSON is exact. */
export const resetData = ({ topic, partition, from, to, start, end, isClipped }: PartitionReset): object => ({
  topic,
  partition,
  from: from === undefined ? null : String(from),
  to: String(to),
  start: String(start),
  end: String(end),
  clipped: isClipped,
});

export interface ResetQuestion {
  readonly group: GroupId;
  readonly partitions: readonly TopicPartition[];
  readonly strategy: ResetStrategy;
  readonly nowMs: number;
}

/** What a reset would do, from four batched requests. Rejects with a `KafkaError`. */
export async function planReset(offsets: GroupOffsets, question: ResetQuestion): Promise<readonly PartitionReset[]> {
  const { group, partitions, strategy } = question;
  if (partitions.length === 0) return [];
  const time = timeOf(question);
  const [committed, starts, ends, times] = await Promise.all([
    offsets.committed(group, partitions),
    placesAt(offsets, partitions, { kind: "earliest" }),
    placesAt(offsets, partitions, { kind: "latest" }),
    time === undefined ? new Map<string, bigint>() : placesAt(offsets, partitions, time),
  ]);
  return committed.map((found) => {
    const [start = 0n, end = 0n] = [starts.get(keyOf(found)), ends.get(keyOf(found))];
    return resetOf(found, strategy, { committed: found.offset, start, end, atTime: times.get(keyOf(found)) ?? end });
  });
}

function timeOf({ strategy, nowMs }: ResetQuestion): LogPosition | undefined {
  if (strategy.strategy === "TO_DATETIME") return { kind: "timestamp", timestampMs: strategy.datetimeMs };
  if (strategy.strategy === "BY_DURATION") return { kind: "timestamp", timestampMs: nowMs - strategy.durationMs };
  return undefined;
}

const keyOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;

async function placesAt(
  offsets: GroupOffsets,
  partitions: readonly TopicPartition[],
  at: LogPosition,
): Promise<ReadonlyMap<string, bigint>> {
  const found = await offsets.logOffsets(partitions, at);
  const failed = found.find((one): one is Extract<LogOffset, { readonly error: KafkaError }> => !one.ok);
  if (failed !== undefined) throw failed.error;
  return new Map(found.flatMap((one) => (one.ok ? [[keyOf(one), one.offset] as const] : [])));
}
