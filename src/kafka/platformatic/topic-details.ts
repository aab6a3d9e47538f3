import { setTimeout as delay } from "node:timers/promises";
import {
  ConfigResourceTypes,
  ConfigSources,
  createPartitionsV3,
  describeConfigsV4,
  describeLogDirsV4,
  incrementalAlterConfigsV1,
  IncrementalAlterConfigOperationTypes,
} from "@platformatic/kafka";
import type { TopicName } from "../../model/names.ts";
import type { ClusterSurvey, NewTopic, PartitionIncrease, TopicConfigChange, TopicToDelete } from "../admin.ts";
import { errorOfCode } from "../error-codes.ts";
import type { ElementOutcome } from "../errors.ts";
import { KafkaError } from "../errors.ts";
import type { TopicPartition } from "../offsets.ts";
import type { TopicDetails, TopicDetailsSource } from "../topic-details.ts";
import { creationChunks } from "../topic-details.ts";
import type { BrokerRequests } from "./broker-connections.ts";
import { createTopics } from "./create-topics-request.ts";
import { deleteTopics } from "./delete-topics.ts";
import type { TopicLayout } from "./metadata.ts";
import { byLeader, byTopic, Metadata, partitionKey } from "./metadata.ts";

/** Below the connection's request timeout, so that the broker's own answer comes first. */
const timeoutMs = 25_000;
const describedPerRequest = 500;
/** Requests that wait at the broker on each connection, so that it has work while an answer is read here. */
const requestsAhead = 3;
const unknownTopicOrPartition = 3;
const topicAuthorizationFailed = 29;
const clusterAuthorizationFailed = 31;

interface Answered {
  readonly name: string;
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
}

interface Asked<T> {
  readonly elements: readonly T[];
  readonly nameOf: (element: T) => TopicName;
  /** The right that the request needs, for people: `CREATE on the topic or the cluster`. */
  readonly right: string;
}

function outcomesOf<T>({ elements, nameOf, right }: Asked<T>, answers: readonly Answered[]): ElementOutcome<T>[] {
  const byName = new Map(answers.map((answer) => [answer.name, answer]));
  return elements.map((element): ElementOutcome<T> => {
    const name = nameOf(element);
    const answer = byName.get(name);
    if (answer === undefined)
      return { element, ok: false, error: new KafkaError("other", `the broker didn't answer for topic ${name}`) };
    if (answer.errorCode === 0) return { element, ok: true };
    return { element, ok: false, error: topicError(name, answer, right) };
  });
}

function topicError(name: string, { errorCode, errorMessage }: Omit<Answered, "name">, right: string): KafkaError {
  const isRefused = errorCode === topicAuthorizationFailed || errorCode === clusterAuthorizationFailed;
  const sentence = isRefused ? `needs ${right}` : (errorMessage ?? "");
  return errorOfCode(errorCode, sentence === "" ? `topic ${name}` : `topic ${name}: ${sentence}`);
}

const detailsOf = (name: TopicName, { id, leaders, replicationFactor }: TopicLayout): TopicDetails => ({
  name,
  id,
  partitions: leaders.length,
  replicationFactor,
});

/** The connections that requests are spread over: a broker answers those of one connection one after the other. */
export interface TopicDetailsLanes {
  /** For questions; several of them are asked at the same time. */
  readonly questions: readonly [BrokerRequests, ...BrokerRequests[]];
  /** For changes, which may take long. */
  readonly changes: BrokerRequests;
}

/** `TopicDetailsSource` over Metadata, DescribeConfigs, CreateTopics, CreatePartitions and IncrementalAlterConfigs. */
export class PlatformaticTopicDetails implements TopicDetailsSource {
  readonly #lanes: TopicDetailsLanes;
  readonly #metadata: Metadata;

  constructor(lanes: TopicDetailsLanes) {
    this.#lanes = lanes;
    this.#metadata = new Metadata(lanes.questions[0]);
  }

  async survey(): Promise<ClusterSurvey> {
    const { clusterId, brokers, topics } = await this.#metadata.readAll();
    return { clusterId, brokers, topics: [...topics].map(([name, layout]) => detailsOf(name, layout)) };
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
      details.push(detailsOf(name, layout));
    }
    return details;
  }

  async configs(
    names: readonly TopicName[],
    keys?: readonly string[],
  ): Promise<ReadonlyMap<TopicName, Readonly<Record<string, string>>>> {
    const found = new Map<TopicName, Readonly<Record<string, string>>>();
    const chunks: (readonly TopicName[])[] = [];
    for (let start = 0; start < names.length; start += describedPerRequest)
      chunks.push(names.slice(start, start + describedPerRequest));
    const waiting = chunks.values();
    const work = async (connections: BrokerRequests): Promise<void> => {
      for (const chunk of waiting)
        for (const [name, configs] of await configsAt(connections, chunk, keys)) found.set(name, configs);
    };
    const workers = Array.from({ length: requestsAhead }, () => this.#lanes.questions).flat();
    await Promise.all(workers.slice(0, chunks.length).map(work));
    return found;
  }

  async logBytes(partitions: readonly TopicPartition[]): Promise<ReadonlyMap<string, number>> {
    const places = await this.#metadata.locate(partitions);
    const placed = partitions.flatMap((partition, index) => {
      const place = places[index];
      return place?.ok === true ? [{ partition, leader: place.leader }] : [];
    });
    const sizes = new Map<string, number>();
    await Promise.all(
      byLeader(placed, ({ leader }) => leader).map(async ({ leader, elements }) => {
        const asked = byTopic(elements.map(({ partition }) => partition));
        const topics = [...asked].map(([name, some]) => ({ name, partitions: some.map(({ partition }) => partition) }));
        const { results } = await this.#lanes.questions[0].request(leader, (connection) =>
          describeLogDirsV4.api.async(connection, topics),
        );
        for (const found of results.flatMap((directory) => directory.topics))
          for (const { partitionIndex, partitionSize, isFutureKey } of found.partitions)
            if (!isFutureKey) sizes.set(partitionKey(found.name, partitionIndex), Number(partitionSize));
      }),
    );
    return sizes;
  }

  async create(topics: readonly NewTopic[], validateOnly: boolean): Promise<readonly ElementOutcome<NewTopic>[]> {
    const outcomes: ElementOutcome<NewTopic>[] = [];
    for (const chunk of creationChunks(topics)) {
      const wanted = chunk.map((topic) => ({
        name: topic.name,
        numPartitions: topic.partitions,
        replicationFactor: topic.replicationFactor,
        assignments: [],
        configs: Object.entries(topic.configs).map(([name, value]) => ({ name, value })),
      }));
      const answer = await this.#lanes.changes.requestAny((connection) =>
        createTopics.async(connection, wanted, timeoutMs, validateOnly),
      );
      const asked = {
        elements: chunk,
        nameOf: ({ name }: NewTopic) => name,
        right: "CREATE on the topic or the cluster",
      };
      outcomes.push(...outcomesOf(asked, answer.topics));
    }
    if (!validateOnly) await this.#untilLed(outcomes.flatMap(({ ok, element }) => (ok ? [element.name] : [])));
    return outcomes;
  }

  async increase(
    increases: readonly PartitionIncrease[],
    validateOnly: boolean,
  ): Promise<readonly ElementOutcome<PartitionIncrease>[]> {
    if (increases.length === 0) return [];
    const wanted = increases.map(({ topic, partitions }) => ({ name: topic, count: partitions, assignments: null }));
    const answer = await this.#lanes.changes.requestAny((connection) =>
      createPartitionsV3.api.async(connection, wanted, timeoutMs, validateOnly),
    );
    const nameOf = ({ topic }: PartitionIncrease): TopicName => topic;
    if (!validateOnly) for (const { topic } of increases) this.#metadata.forget(topic);
    return outcomesOf({ elements: increases, nameOf, right: "ALTER on the topic" }, answer.results);
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
    const answer = await this.#lanes.changes.requestAny((connection) =>
      incrementalAlterConfigsV1.api.async(connection, resources, validateOnly),
    );
    const answers = answer.responses.map((one) => ({ ...one, name: one.resourceName }));
    const nameOf = ({ topic }: TopicConfigChange): TopicName => topic;
    return outcomesOf({ elements: changes, nameOf, right: "ALTER_CONFIGS on the topic" }, answers);
  }

  delete(topics: readonly TopicToDelete[]): Promise<readonly ElementOutcome<TopicToDelete>[]> {
    for (const { name } of topics) this.#metadata.forget(name);
    return deleteTopics(this.#lanes.changes, topics);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#lanes.questions, this.#lanes.changes].map((lane) => lane.close()));
  }

  /** What is created has leaders as soon as the broker has heard of it from its controller: mostly at once. */
  async #untilLed(names: readonly TopicName[]): Promise<void> {
    let missing = names;
    for (let waitMs = 10; missing.length > 0 && waitMs < maxLeaderWaitMs; waitMs *= 2) {
      const read = await this.#metadata.read(missing);
      missing = missing.filter((name) => !isLed(read.get(name)));
      if (missing.length > 0) await delay(waitMs);
    }
  }
}

const maxLeaderWaitMs = 5_000;

const isLed = (layout: TopicLayout | KafkaError | undefined): boolean =>
  layout !== undefined && !(layout instanceof Error) && layout.leaders.every((leader) => leader !== undefined);

async function configsAt(
  connections: BrokerRequests,
  names: readonly TopicName[],
  keys: readonly string[] | undefined,
): Promise<readonly (readonly [TopicName, Readonly<Record<string, string>>])[]> {
  const resources = names.map((name) => ({
    resourceType: ConfigResourceTypes.TOPIC,
    resourceName: name,
    configurationKeys: keys === undefined ? null : [...keys],
  }));
  const { results } = await connections.requestAny((connection) =>
    describeConfigsV4.api.async(connection, resources, false, false),
  );
  const wanted = new Map<string, TopicName>(names.map((name) => [name, name]));
  return results.flatMap(({ resourceName, errorCode, errorMessage, configs }) => {
    const name = wanted.get(resourceName);
    // Deleted since it was listed.
    if (name === undefined || errorCode === unknownTopicOrPartition) return [];
    if (errorCode !== 0) throw topicError(name, { errorCode, errorMessage }, "DESCRIBE_CONFIGS on the topic");
    const own = configs.filter(({ configSource }) => configSource === ConfigSources.TOPIC_CONFIG);
    return [[name, Object.fromEntries(own.map((one) => [one.name, one.value ?? ""]))] as const];
  });
}
