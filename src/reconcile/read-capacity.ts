import type { GroupOffsets, TopicPartition } from "../kafka/offsets.ts";
import type { TopicName } from "../model/names.ts";
import type { Observed, ObservedTopic } from "../model/observed.ts";
import type { LogPosition } from "../model/start-position.ts";
import type { Capacity, MeasuredTopic } from "../plan/footprint.ts";
import type { Cluster } from "./cluster.ts";
import type { AskedPlan } from "./read-stakes.ts";

/** What a plan's footprint is about: the topics that it changes, or all that the revision creates and that exist. */
export type FootprintScope = "changes" | "all";

export interface CapacityQuestion extends AskedPlan {
  readonly observed: Observed;
  readonly scope: FootprintScope;
}

const dayMs = 24 * 60 * 60 * 1_000;

/**
 * What the cluster holds before a plan. Rates are measured by what there is: the records of the last day (by offsets at
 * its beginning and now; where the retention is shorter, of that time) at the mean size of the stored ones. Four batched
 * requests, whatever the number of topics; none where no topic is to be measured. Rejects with a `KafkaError`.
 */
export async function readCapacity(asked: CapacityQuestion, cluster: Cluster): Promise<Capacity> {
  const { survey, observed, replicasPerBroker } = asked;
  const topics = measurable(asked);
  return {
    brokers: survey.brokers,
    replicasPerBroker,
    replicas: survey.topics.reduce((sum, topic) => sum + topic.partitions * topic.replicationFactor, 0),
    replicationFactors: new Map(survey.topics.map(({ name, replicationFactor }) => [name, replicationFactor])),
    acls: observed.acls?.length,
    measured: topics.length === 0 ? new Map() : await measure(topics, cluster),
  };
}

function measurable({ plan, desired, observed, scope }: CapacityQuestion): readonly ObservedTopic[] {
  const created = desired.topics.filter(({ management }) => management === "created").map(({ name }) => name);
  const changed = plan.steps.flatMap(({ change }) =>
    change.kind === "increase-partitions" || change.kind === "alter-config" ? [change.topic] : [],
  );
  const wanted = new Set<TopicName>(scope === "all" ? created : changed);
  return observed.topics.filter(({ name }) => wanted.has(name));
}

async function measure(
  topics: readonly ObservedTopic[],
  { kafka, clock }: Cluster,
): Promise<ReadonlyMap<TopicName, MeasuredTopic>> {
  const partitions = topics.flatMap(({ name: topic, partitions: count }) =>
    Array.from({ length: count }, (_, partition) => ({ topic, partition })),
  );
  const client = kafka.client();
  try {
    const dayBefore = { kind: "timestamp", timestampMs: Math.max(0, clock.wallMs() - dayMs) } as const;
    const [starts, days, ends, sizes] = await Promise.all([
      offsetsAt(client.offsets, partitions, { kind: "earliest" }),
      offsetsAt(client.offsets, partitions, dayBefore),
      offsetsAt(client.offsets, partitions, { kind: "latest" }),
      kafka.admin.describeLogBytes(partitions),
    ]);
    const bytesOfDay = (partition: TopicPartition): number => {
      const key = keyOf(partition);
      const [start = 0, end = 0] = [starts.get(key), ends.get(key)];
      const recent = end - Math.max(start, days.get(key) ?? end);
      return end === start ? 0 : ((sizes.get(key) ?? 0) * recent) / (end - start);
    };
    const sums = new Map<TopicName, number>();
    for (const one of partitions) sums.set(one.topic, (sums.get(one.topic) ?? 0) + bytesOfDay(one));
    return new Map(topics.map((topic) => [topic.name, measured(topic, sums.get(topic.name) ?? 0)]));
  } finally {
    await client.close();
  }
}

/** A topic that keeps less than a day shows only that much of it. */
function measured({ partitions, replicationFactor, configs }: ObservedTopic, bytesOfDay: number): MeasuredTopic {
  const retentionMs = Number(configs["retention.ms"] ?? -1);
  const isShort = retentionMs > 0 && retentionMs < dayMs;
  const bytesPerDay = isShort ? (bytesOfDay * dayMs) / retentionMs : bytesOfDay;
  return { bytesPerDay, partitions, replicationFactor, configs };
}

const keyOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;

async function offsetsAt(
  offsets: GroupOffsets,
  partitions: readonly TopicPartition[],
  at: LogPosition,
): Promise<ReadonlyMap<string, number>> {
  const found = await offsets.logOffsets(partitions, at);
  return new Map(found.flatMap((log) => (log.ok ? [[keyOf(log), Number(log.offset)] as const] : [])));
}
