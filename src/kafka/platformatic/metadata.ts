import { metadataV12 } from "@platformatic/kafka";
import type { TopicName } from "../../model/names.ts";
import { parseTopicName } from "../../model/names.ts";
import { errorOfCode } from "../error-codes.ts";
import type { KafkaError } from "../errors.ts";
import type { TopicPartition } from "../offsets.ts";
import type { BrokerAddress, BrokerRequests } from "./broker-connections.ts";

export interface TopicLayout {
  readonly id: string;
  readonly replicationFactor: number;
  /** The leader of each partition by its number; undefined while there is none. */
  readonly leaders: readonly (BrokerAddress | undefined)[];
}

/** Where a partition is, or why that isn't known. */
export type Placement =
  | { readonly ok: true; readonly topicId: string; readonly leader: BrokerAddress }
  | { readonly ok: false; readonly error: KafkaError };

const leaderNotAvailable = 5;
const unknownTopicOrPartition = 3;
const maxAgeMs = 60_000;

type Known = TopicLayout | KafkaError;
type MetadataAnswer = Awaited<ReturnType<typeof metadataV12.api.async>>;

function layoutOf(topic: MetadataAnswer["topics"][number], brokers: ReadonlyMap<number, BrokerAddress>): TopicLayout {
  const leaders: (BrokerAddress | undefined)[] = [];
  for (const partition of topic.partitions) leaders[partition.partitionIndex] = brokers.get(partition.leaderId);
  return { id: topic.topicId, replicationFactor: topic.partitions[0]?.replicaNodes.length ?? 0, leaders };
}

export interface WholeCluster {
  readonly clusterId: string;
  /** How many there are. */
  readonly brokers: number;
  readonly topics: ReadonlyMap<TopicName, TopicLayout>;
}

/** Topics' ids and leaders, remembered for a minute or until somebody notices that they are stale. */
export class Metadata {
  readonly #connections: BrokerRequests;
  readonly #known = new Map<TopicName, { readonly layout: TopicLayout; readonly readAtMs: number }>();

  constructor(connections: BrokerRequests) {
    this.#connections = connections;
  }

  /** Asks a broker: the layout of each topic, or its error (`unknown-topic-or-partition`, `not-authorized`, …). */
  async read(names: readonly TopicName[]): Promise<ReadonlyMap<TopicName, Known>> {
    const found = new Map<TopicName, Known>();
    if (names.length === 0) return found;
    const wanted = new Map<string, TopicName>(names.map((name) => [name, name]));
    const answer = await this.#connections.requestAny((connection) =>
      metadataV12.api.async(connection, [...wanted.keys()], false, false),
    );
    const brokers = new Map(answer.brokers.map(({ nodeId, host, port }) => [nodeId, { host, port }]));
    for (const topic of answer.topics) {
      const name = wanted.get(topic.name ?? "");
      if (name === undefined) continue;
      const isFailed = topic.errorCode !== 0 && topic.errorCode !== leaderNotAvailable;
      if (isFailed) {
        this.#known.delete(name);
        found.set(name, errorOfCode(topic.errorCode, `topic ${name}`, { right: "DESCRIBE" }));
      } else {
        const layout = layoutOf(topic, brokers);
        this.#known.set(name, { layout, readAtMs: performance.now() });
        found.set(name, layout);
      }
    }
    return found;
  }

  /** Asks a broker for the cluster and all topics that have no error. */
  async readAll(): Promise<WholeCluster> {
    const answer = await this.#connections.requestAny((connection) =>
      metadataV12.api.async(connection, null, false, false),
    );
    const brokers = new Map(answer.brokers.map(({ nodeId, host, port }) => [nodeId, { host, port }]));
    const topics = new Map<TopicName, TopicLayout>();
    for (const topic of answer.topics) {
      const name = parseTopicName(topic.name ?? "");
      if (!name.ok || (topic.errorCode !== 0 && topic.errorCode !== leaderNotAvailable)) continue;
      topics.set(name.value, layoutOf(topic, brokers));
    }
    return { clusterId: answer.clusterId ?? "", brokers: brokers.size, topics };
  }

  /** Where partitions are; asks a broker about topics that aren't known, or not with so many partitions. */
  async locate(partitions: readonly TopicPartition[]): Promise<readonly Placement[]> {
    const missing = partitions.filter(({ topic, partition }) => this.#fresh(topic)?.leaders[partition] === undefined);
    const read = await this.read([...new Set(missing.map(({ topic }) => topic))]);
    return partitions.map(({ topic, partition }) => {
      const known = read.get(topic) ?? this.#fresh(topic);
      const what = `${topic}/${partition}`;
      if (known === undefined) return { ok: false, error: errorOfCode(unknownTopicOrPartition, what) };
      if (known instanceof Error) return { ok: false, error: known };
      if (partition < 0 || partition >= known.leaders.length)
        return { ok: false, error: errorOfCode(unknownTopicOrPartition, `${what} doesn't exist`) };
      const leader = known.leaders[partition];
      return leader === undefined
        ? { ok: false, error: errorOfCode(leaderNotAvailable, what) }
        : { ok: true, topicId: known.id, leader };
    });
  }

  /** Lets the next `locate` ask again. */
  forget(topic: TopicName): void {
    this.#known.delete(topic);
  }

  #fresh(topic: TopicName): TopicLayout | undefined {
    const known = this.#known.get(topic);
    return known !== undefined && performance.now() - known.readAtMs < maxAgeMs ? known.layout : undefined;
  }
}

/** The codes of an answer after which the partition's place has to be looked up again, and then may work. */
const staleCodes: ReadonlySet<number> = new Set([3, 5, 6, 9, 56, 74, 75, 100]);

/** The error of one partition in an answer; where the place was stale it is forgotten and a retry can help. */
export function partitionError(metadata: Metadata, partition: TopicPartition, code: number): KafkaError {
  const what = `${partition.topic}/${partition.partition}`;
  if (!staleCodes.has(code)) return errorOfCode(code, what);
  metadata.forget(partition.topic);
  return errorOfCode(code, what, { retriable: true });
}

/** Elements by the broker that leads them. */
export function byLeader<T>(
  elements: readonly T[],
  leaderOf: (element: T) => BrokerAddress,
): readonly { readonly leader: BrokerAddress; readonly elements: readonly T[] }[] {
  const groups = new Map<string, { readonly leader: BrokerAddress; readonly elements: T[] }>();
  for (const element of elements) {
    const leader = leaderOf(element);
    const key = `${leader.host}:${leader.port}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { leader, elements: [element] });
    else group.elements.push(element);
  }
  return [...groups.values()];
}

/** Elements by their topic, in the order of each topic's first one. */
export function byTopic<T extends TopicPartition>(elements: readonly T[]): ReadonlyMap<TopicName, readonly T[]> {
  const groups = new Map<TopicName, T[]>();
  for (const element of elements) {
    const group = groups.get(element.topic);
    if (group === undefined) groups.set(element.topic, [element]);
    else group.push(element);
  }
  return groups;
}

/** A partition as a map's key. */
export const partitionKey = (topic: string, partition: number): string => `${topic}/${partition}`;
