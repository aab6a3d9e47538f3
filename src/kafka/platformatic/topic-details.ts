import {
  ConfigResourceTypes,
  createPartitionsV3,
  createTopicsV7,
  incrementalAlterConfigsV1,
  IncrementalAlterConfigOperationTypes,
} from "@platformatic/kafka";
import type { TopicName } from "../../model/names.ts";
import type { NewTopic, PartitionIncrease, TopicConfigChange } from "../admin.ts";
import { errorOfCode } from "../error-codes.ts";
import type { ElementOutcome } from "../errors.ts";
import { KafkaError } from "../errors.ts";
import type { TopicDetails, TopicDetailsSource } from "../topic-details.ts";
import { creationChunks } from "../topic-details.ts";
import type { BrokerRequests } from "./broker-connections.ts";
import { Metadata } from "./metadata.ts";

/** Below the connection's request timeout, so that the broker's own answer comes first. */
const timeoutMs = 8_000;

interface Answered {
  readonly name: string;
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
}

function outcomesOf<T>(
  elements: readonly T[],
  nameOf: (element: T) => TopicName,
  answers: readonly Answered[],
): readonly ElementOutcome<T>[] {
  const byName = new Map(answers.map((answer) => [answer.name, answer]));
  return elements.map((element): ElementOutcome<T> => {
    const name = nameOf(element);
    const answer = byName.get(name);
    if (answer === undefined)
      return { element, ok: false, error: new KafkaError("other", `the broker didn't answer for topic ${name}`) };
    if (answer.errorCode === 0) return { element, ok: true };
    const sentence = answer.errorMessage ?? "";
    const detail = sentence === "" ? `topic ${name}` : `topic ${name}: ${sentence}`;
    return { element, ok: false, error: errorOfCode(answer.errorCode, detail) };
  });
}

/** `TopicDetailsSource` over Metadata, CreateTopics, CreatePartitions and IncrementalAlterConfigs requests. */
export class PlatformaticTopicDetails implements TopicDetailsSource {
  readonly #connections: BrokerRequests;
  readonly #metadata: Metadata;

  constructor(connections: BrokerRequests) {
    this.#connections = connections;
    this.#metadata = new Metadata(connections);
  }

  async describe(names: readonly TopicName[]): Promise<readonly TopicDetails[]> {
    const details: TopicDetails[] = [];
    const read = await this.#metadata.read(names);
    for (const name of names) {
      const layout = read.get(name);
      if (layout === undefined) continue;
      if (layout instanceof Error) {
        if (layout.kind !== "unknown-topic-or-partition") throw layout;
        continue;
      }
      const { id, leaders, replicationFactor } = layout;
      details.push({ name, id, partitions: leaders.length, replicationFactor });
    }
    return details;
  }

  async checkCreation(topics: readonly NewTopic[]): Promise<readonly ElementOutcome<NewTopic>[]> {
    const outcomes: ElementOutcome<NewTopic>[] = [];
    for (const chunk of creationChunks(topics)) {
      const wanted = chunk.map((topic) => ({
        name: topic.name,
        numPartitions: topic.partitions,
        replicationFactor: topic.replicationFactor,
        assignments: [],
        configs: Object.entries(topic.configs).map(([name, value]) => ({ name, value })),
      }));
      const answer = await this.#connections.requestAny((connection) =>
        createTopicsV7.api.async(connection, wanted, timeoutMs, true),
      );
      outcomes.push(...outcomesOf(chunk, (topic) => topic.name, answer.topics));
    }
    return outcomes;
  }

  async checkIncrease(increases: readonly PartitionIncrease[]): Promise<readonly ElementOutcome<PartitionIncrease>[]> {
    if (increases.length === 0) return [];
    const wanted = increases.map(({ topic, partitions }) => ({ name: topic, count: partitions, assignments: null }));
    const answer = await this.#connections.requestAny((connection) =>
      createPartitionsV3.api.async(connection, wanted, timeoutMs, true),
    );
    return outcomesOf(increases, ({ topic }) => topic, answer.results);
  }

  async alterConfigs(
    changes: readonly TopicConfigChange[],
    validateOnly: boolean,
  ): Promise<readonly ElementOutcome<TopicConfigChange>[]> {
    if (changes.length === 0) return [];
    const resources = changes.map(({ topic, set }) => ({
      resourceType: ConfigResourceTypes.TOPIC,
      resourceName: topic,
      configs: Object.entries(set).map(([name, value]) => ({
        name,
        configOperation: IncrementalAlterConfigOperationTypes.SET,
        value,
      })),
    }));
    const answer = await this.#connections.requestAny((connection) =>
      incrementalAlterConfigsV1.api.async(connection, resources, validateOnly),
    );
    const answers = answer.responses.map((one) => ({ ...one, name: one.resourceName }));
    return outcomesOf(changes, ({ topic }) => topic, answers);
  }

  async close(): Promise<void> {
    await this.#connections.close();
  }
}
