import { randomUUID } from "node:crypto";
import type { NewTopic } from "../../kafka/admin.ts";
import { errorOfCode } from "../../kafka/error-codes.ts";
import type { KafkaError } from "../../kafka/errors.ts";
import type { TopicName } from "../../model/names.ts";
import { parseTopicName } from "../../model/names.ts";
import { PartitionLog } from "./partition-log.ts";
import { canonicalConfigs, topicConfigProblem } from "./topic-configs.ts";

/** A topic and its partitions' logs. */
export interface EmbeddedTopic {
  readonly name: TopicName;
  readonly id: string;
  readonly replicationFactor: number;
  readonly configs: Readonly<Record<string, string>>;
  readonly partitions: readonly PartitionLog[];
}

const defaultMaxMessageBytes = 1_048_588;

/** The largest batch that the topic takes (`max.message.bytes`). */
export function maxMessageBytesOf(topic: EmbeddedTopic): number {
  return Number(topic.configs["max.message.bytes"] ?? defaultMaxMessageBytes);
}

const collisionKey = (name: string): string => name.replaceAll(".", "_");
const newLogs = (count: number): PartitionLog[] => Array.from({ length: count }, () => new PartitionLog());

/** The topics of the embedded broker. Each change is checked as a Kafka 4.1 controller would, and made only if it may. */
export class Topics {
  readonly #topics = new Map<TopicName, EmbeddedTopic>();
  readonly #brokers: number;

  constructor(brokers: number) {
    this.#brokers = brokers;
  }

  names(): readonly TopicName[] {
    return [...this.#topics.keys()];
  }

  find(name: TopicName): EmbeddedTopic | undefined {
    return this.#topics.get(name);
  }

  log(name: TopicName, partition: number): PartitionLog | undefined {
    return this.#topics.get(name)?.partitions[partition];
  }

  /** Creates a topic, or returns why not. */
  create(topic: NewTopic, validateOnly: boolean): KafkaError | undefined {
    const problem = this.#creationProblem(topic);
    if (problem !== undefined || validateOnly) return problem;
    this.#topics.set(topic.name, {
      name: topic.name,
      id: randomUUID(),
      replicationFactor: topic.replicationFactor,
      configs: canonicalConfigs(topic.configs),
      partitions: newLogs(topic.partitions),
    });
    return undefined;
  }

  /** Adds partitions up to `count`, or returns why not. */
  increase(name: TopicName, count: number, validateOnly: boolean): KafkaError | undefined {
    const topic = this.#topics.get(name);
    if (topic === undefined) return unknownTopic(name);
    const current = topic.partitions.length;
    if (count <= current) return errorOfCode(37, `topic ${name} has ${current} partitions, not fewer than ${count}`);
    if (!validateOnly)
      this.#topics.set(name, { ...topic, partitions: [...topic.partitions, ...newLogs(count - current)] });
    return undefined;
  }

  /** Sets configuration keys and leaves the others, or returns why not. */
  configure(name: TopicName, set: Readonly<Record<string, string>>, validateOnly: boolean): KafkaError | undefined {
    const topic = this.#topics.get(name);
    if (topic === undefined) return unknownTopic(name);
    const problem = topicConfigProblem(set);
    if (problem !== undefined) return errorOfCode(40, `topic ${name}: ${problem}`);
    if (!validateOnly) this.#topics.set(name, { ...topic, configs: { ...topic.configs, ...canonicalConfigs(set) } });
    return undefined;
  }

  delete(name: TopicName): boolean {
    return this.#topics.delete(name);
  }

  #creationProblem(topic: NewTopic): KafkaError | undefined {
    const name = parseTopicName(topic.name);
    if (!name.ok) return errorOfCode(17, name.problem);
    if (this.#topics.has(topic.name)) return errorOfCode(36, `topic ${topic.name} already exists`);
    const key = collisionKey(topic.name);
    const other = this.names().find((existing) => collisionKey(existing) === key);
    if (other !== undefined) return errorOfCode(17, `topic ${topic.name} collides with the existing topic ${other}`);
    if (!Number.isSafeInteger(topic.partitions) || topic.partitions < 1)
      return errorOfCode(37, `topic ${topic.name}: the number of partitions must be larger than 0`);
    if (topic.replicationFactor < 1 || topic.replicationFactor > this.#brokers)
      return errorOfCode(
        38,
        `topic ${topic.name}: replication factor ${topic.replicationFactor} with ${this.#brokers} broker(s)`,
      );
    const problem = topicConfigProblem(topic.configs);
    return problem === undefined ? undefined : errorOfCode(40, `topic ${topic.name}: ${problem}`);
  }
}

/** The error for a topic that doesn't exist. */
export function unknownTopic(name: TopicName): KafkaError {
  return errorOfCode(3, `topic ${name} doesn't exist`);
}
