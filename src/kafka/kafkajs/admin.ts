/**
 * The driver over kafkajs: the administrative side of a cluster. What kafkajs can't do it takes from a
 * `TopicDetailsSource`. Only the composition root imports this folder.
 */
import { setTimeout as sleep } from "node:timers/promises";
import kafkajs from "kafkajs";
import type { AclBinding } from "../../model/acl.ts";
import type { TopicName } from "../../model/names.ts";
import { parseTopicName } from "../../model/names.ts";
import type { ObservedTopic } from "../../model/observed.ts";
import type {
  ClusterAdmin,
  ClusterDescription,
  GroupDescription,
  NewTopic,
  PartitionIncrease,
  ValidateOption,
} from "../admin.ts";
import type { KafkaConnection } from "../connection.ts";
import { errorOfCode } from "../error-codes.ts";
import type { ElementOutcome } from "../errors.ts";
import { KafkaError } from "../errors.ts";
import type { TopicDetails, TopicDetailsSource } from "../topic-details.ts";
import { creationChunks } from "../topic-details.ts";
import { toBindings, toEntry } from "./acls.ts";
import { toKafkaError } from "./errors.ts";
import { LazyAdmin } from "./lazy-admin.ts";

const {
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  ConfigResourceTypes,
  ConfigSource,
  KafkaJSAggregateError,
  ResourcePatternTypes,
} = kafkajs;

const describedPerRequest = 500;
const securityDisabled = 54;
const topicExists = 36;

/** Beyond this a created topic is left to whoever needs it next: it does exist. */
const visibleWithinMs = 10_000;
const visibilityPollMs = 20;

function chunksOf<T>(elements: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < elements.length; start += size) chunks.push(elements.slice(start, start + size));
  return chunks;
}

function succeeded<T>(element: T): ElementOutcome<T> {
  return { element, ok: true };
}

/** The topic that one error of an aggregate is about; kafkajs' types don't show it. */
function topicOf(error: unknown): string | undefined {
  const isNamed = error instanceof Error && "topic" in error && typeof error.topic === "string";
  return isNamed ? String(error.topic) : undefined;
}

/** Runs `change` for the elements whose check passed, and returns the outcomes in the order of the checks. */
async function applyChecked<T>(
  checks: readonly ElementOutcome<T>[],
  change: (passed: readonly T[]) => Promise<readonly ElementOutcome<T>[]>,
): Promise<readonly ElementOutcome<T>[]> {
  const passed = checks.filter((check) => check.ok).map(({ element }) => element);
  const changed = new Map((passed.length === 0 ? [] : await change(passed)).map((one) => [one.element, one]));
  return checks.map((check) => changed.get(check.element) ?? check);
}

/** A `ClusterAdmin` over kafkajs. */
export class KafkajsAdmin implements ClusterAdmin {
  readonly #admin: LazyAdmin;
  readonly #details: TopicDetailsSource;

  constructor(connection: KafkaConnection, details: TopicDetailsSource) {
    this.#admin = new LazyAdmin(connection);
    this.#details = details;
  }

  async describeCluster(): Promise<ClusterDescription> {
    const cluster = await this.#admin.use("describing the cluster", (admin) => admin.describeCluster());
    return { clusterId: cluster.clusterId, brokers: cluster.brokers.length };
  }

  async listTopics(): Promise<readonly TopicName[]> {
    const names = await this.#admin.use("listing topics", (admin) => admin.listTopics());
    return names.flatMap((name) => {
      const parsed = parseTopicName(name);
      return parsed.ok ? [parsed.value] : [];
    });
  }

  async describeTopics(names: readonly TopicName[]): Promise<readonly ObservedTopic[]> {
    const observed: ObservedTopic[] = [];
    for (const chunk of chunksOf(names, describedPerRequest)) observed.push(...(await this.#describeSome(chunk)));
    return observed;
  }

  async createTopics(
    topics: readonly NewTopic[],
    option?: ValidateOption,
  ): Promise<readonly ElementOutcome<NewTopic>[]> {
    // kafkajs drops the broker's sentence, and the outcomes too where every refused topic exists: so check first.
    const checks = await this.#details.checkCreation(topics);
    if (option?.validateOnly === true) return checks;
    return applyChecked(checks, async (passed) => {
      const outcomes: ElementOutcome<NewTopic>[] = [];
      for (const chunk of creationChunks(passed)) outcomes.push(...(await this.#createSome(chunk)));
      await this.#untilVisible(outcomes.flatMap(({ element, ok }) => (ok ? [element.name] : [])));
      return outcomes;
    });
  }

  async createPartitions(
    increases: readonly PartitionIncrease[],
    option?: ValidateOption,
  ): Promise<readonly ElementOutcome<PartitionIncrease>[]> {
    // kafkajs says what is wrong with the first element but not which one it is: so check first.
    const checks = await this.#details.checkIncrease(increases);
    if (option?.validateOnly === true) return checks;
    return applyChecked(checks, async (passed) => {
      const topicPartitions = passed.map(({ topic, partitions }) => ({ topic, count: partitions }));
      await this.#admin.use("adding partitions", (admin) => admin.createPartitions({ topicPartitions }));
      return passed.map(succeeded);
    });
  }

  alterTopicConfigs(
    ...[changes, option]: Parameters<ClusterAdmin["alterTopicConfigs"]>
  ): ReturnType<ClusterAdmin["alterTopicConfigs"]> {
    return this.#details.alterConfigs(changes, option?.validateOnly === true);
  }

  async describeAcls(): Promise<readonly AclBinding[] | undefined> {
    const everything = {
      resourceType: AclResourceTypes.ANY,
      resourcePatternType: ResourcePatternTypes.ANY,
      operation: AclOperationTypes.ANY,
      permissionType: AclPermissionTypes.ANY,
    };
    try {
      return toBindings(await this.#admin.use("describing ACLs", (admin) => admin.describeAcls(everything)));
    } catch (error) {
      if (error instanceof KafkaError && error.brokerCode === securityDisabled) return undefined;
      throw error;
    }
  }

  createAcls(acls: readonly AclBinding[]): Promise<readonly ElementOutcome<AclBinding>[]> {
    return this.#changeAcls(acls, (some) =>
      this.#admin.use("creating ACLs", (admin) => admin.createAcls({ acl: some.map(toEntry) })),
    );
  }

  deleteAcls(acls: readonly AclBinding[]): Promise<readonly ElementOutcome<AclBinding>[]> {
    return this.#changeAcls(acls, (some) =>
      this.#admin.use("deleting ACLs", (admin) => admin.deleteAcls({ filters: some.map(toEntry) })),
    );
  }

  async describeGroups(groups: Parameters<ClusterAdmin["describeGroups"]>[0]): Promise<readonly GroupDescription[]> {
    if (groups.length === 0) return [];
    const answer = await this.#admin.use("describing groups", (admin) => admin.describeGroups([...groups]));
    const byId = new Map(answer.groups.map((group) => [group.groupId, group]));
    return groups.map((group) => {
      const found = byId.get(group);
      const members = found?.members.map(({ clientId, clientHost }) => ({ clientId, host: clientHost })) ?? [];
      return { group, state: found?.state ?? "Dead", members };
    });
  }

  async close(): Promise<void> {
    await Promise.all([this.#admin.close(), this.#details.close()]);
  }

  async #describeSome(names: readonly TopicName[], attempts = 3): Promise<readonly ObservedTopic[]> {
    const details = await this.#details.describe(names);
    if (details.length === 0) return [];
    try {
      const configs = await this.#configsOf(details);
      return details.map((topic) => ({ ...topic, configs: configs.get(topic.name) ?? {} }));
    } catch (error) {
      // A topic that was deleted between the two requests fails the second one as a whole.
      const isDeleted = error instanceof KafkaError && error.kind === "unknown-topic-or-partition";
      if (!isDeleted || attempts <= 1) throw error;
      return this.#describeSome(names, attempts - 1);
    }
  }

  async #configsOf(topics: readonly TopicDetails[]): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
    const resources = topics.map(({ name }) => ({ type: ConfigResourceTypes.TOPIC, name }));
    const answer = await this.#admin.use("describing topics", (admin) =>
      admin.describeConfigs({ resources, includeSynonyms: false }),
    );
    return new Map(
      answer.resources.map(({ resourceName, configEntries }) => {
        const own = configEntries.filter(({ configSource }) => configSource === ConfigSource.TOPIC_CONFIG);
        return [resourceName, Object.fromEntries(own.map(({ configName, configValue }) => [configName, configValue]))];
      }),
    );
  }

  /**
   * A broker's metadata lags the controller's answer by some milliseconds, more under load. kafkajs' own wait isn't used:
   * it takes a topic that isn't there yet for a failed creation.
   */
  async #untilVisible(names: readonly TopicName[]): Promise<void> {
    const deadline = performance.now() + visibleWithinMs;
    let missing = names;
    while (missing.length > 0 && performance.now() < deadline) {
      const found = new Set((await this.#details.describe(missing)).map(({ name }) => name));
      missing = missing.filter((name) => !found.has(name));
      if (missing.length > 0) await sleep(visibilityPollMs);
    }
  }

  async #createSome(topics: readonly NewTopic[]): Promise<readonly ElementOutcome<NewTopic>[]> {
    const wanted = topics.map(({ name, partitions, replicationFactor, configs }) => ({
      topic: name,
      numPartitions: partitions,
      replicationFactor,
      configEntries: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
    }));
    return this.#admin.use("creating topics", async (admin) => {
      try {
        const isCreated = await admin.createTopics({ topics: wanted, waitForLeaders: false });
        if (isCreated) return topics.map(succeeded);
        // Somebody created some of them since the check, and kafkajs doesn't say which: none counts as created by us.
        return topics.map((element) => ({
          element,
          ok: false,
          error: errorOfCode(topicExists, `topic ${element.name} or another of its request exists by now`),
        }));
      } catch (error) {
        if (!(error instanceof KafkaJSAggregateError)) throw error;
        const failed = new Map<string | undefined, KafkaError>(
          error.errors.map((one) => [topicOf(one), toKafkaError(one, "creating topics")]),
        );
        return topics.map((element) => {
          const failure = failed.get(element.name);
          return failure === undefined ? succeeded(element) : { element, ok: false, error: failure };
        });
      }
    });
  }

  /** One request; where it fails each ACL alone, because kafkajs doesn't say which failed and both changes may be repeated. */
  async #changeAcls(
    acls: readonly AclBinding[],
    change: (some: readonly AclBinding[]) => Promise<unknown>,
  ): Promise<readonly ElementOutcome<AclBinding>[]> {
    if (acls.length === 0) return [];
    try {
      await change(acls);
      return acls.map(succeeded);
    } catch (error) {
      if (!(error instanceof KafkaError) || error.brokerCode === undefined) throw error;
      if (acls.length === 1) return acls.map((element) => ({ element, ok: false, error }));
      const outcomes: ElementOutcome<AclBinding>[] = [];
      for (const acl of acls) outcomes.push(...(await this.#changeAcls([acl], change)));
      return outcomes;
    }
  }
}
