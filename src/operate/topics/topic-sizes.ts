import { KafkaError } from "../../kafka/errors.ts";
import type { Kafka } from "../../kafka/kafka.ts";
import type { LogOffset } from "../../kafka/offsets.ts";
import type { TopicDetails } from "../../kafka/topic-details.ts";
import { partitionsOfTopic } from "./topic-servers.ts";

export interface TopicSize {
  /** Between the logs' starts and ends; undefined where that can't be read. */
  readonly records: bigint | undefined;
  /** On the leaders' disks; undefined where that can't be read. */
  readonly bytes: number | undefined;
}

/** How much is in topics, in three batched requests a broker. Rejects with a `KafkaError` where none answers. */
export async function topicSizes(
  kafka: Kafka,
  topics: readonly TopicDetails[],
): Promise<ReadonlyMap<string, TopicSize>> {
  const partitions = topics.flatMap(partitionsOfTopic);
  const client = kafka.client();
  try {
    const [starts, ends, bytes] = await Promise.all([
      client.offsets.logOffsets(partitions, { kind: "earliest" }),
      client.offsets.logOffsets(partitions, { kind: "latest" }),
      kafka.admin.describeLogBytes(partitions).catch(unlessRefused),
    ]);
    const [from, to] = [byPartition(starts), byPartition(ends)];
    return new Map(topics.map((topic) => [topic.name, sizeOf(topic, { from, to, bytes })]));
  } finally {
    await client.close();
  }
}

/** To see sizes is a right of its own. */
function unlessRefused(error: unknown): undefined {
  if (error instanceof KafkaError && error.kind === "not-authorized") return undefined;
  throw error;
}

const byPartition = (found: readonly LogOffset[]): ReadonlyMap<string, bigint> =>
  new Map(found.flatMap((one) => (one.ok ? [[`${one.topic}/${one.partition}`, one.offset] as const] : [])));

interface Sizes {
  readonly from: ReadonlyMap<string, bigint>;
  readonly to: ReadonlyMap<string, bigint>;
  readonly bytes: ReadonlyMap<string, number> | undefined;
}

function sizeOf(topic: TopicDetails, { from, to, bytes }: Sizes): TopicSize {
  const keys = partitionsOfTopic(topic).map(({ topic: name, partition }) => `${name}/${partition}`);
  const isRead = keys.every((key) => from.has(key) && to.has(key));
  return {
    records: isRead ? keys.reduce((sum, key) => sum + (to.get(key) ?? 0n) - (from.get(key) ?? 0n), 0n) : undefined,
    bytes: bytes === undefined ? undefined : keys.reduce((sum, key) => sum + (bytes.get(key) ?? 0), 0),
  };
}
