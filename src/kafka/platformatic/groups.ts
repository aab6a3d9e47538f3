import { apiVersionsV3, createAPI, offsetDeleteV0, ResponseError, Writer } from "@platformatic/kafka";
import type { Reader } from "@platformatic/kafka";
import type { GroupId } from "../../model/names.ts";
import type { GroupDescription } from "../admin.ts";
import { errorOfCode } from "../error-codes.ts";
import type { ElementOutcome } from "../errors.ts";
import { KafkaError } from "../errors.ts";
import type { GroupSource } from "../group-source.ts";
import type { TopicPartition } from "../offsets.ts";
import type { BrokerAddress, BrokerRequests } from "./broker-connections.ts";
import { coordinatorCodes, Coordinators } from "./coordinators.ts";
import { byTopic, partitionKey } from "./metadata.ts";

const consumerGroupDescribe = 69;
/** GROUP_ID_NOT_FOUND: not consumed with this protocol. */
const groupIdNotFound = 69;
const groupAuthorizationFailed = 30;

interface DescribedGroup {
  readonly errorCode: number;
  readonly groupId: string;
  readonly state: string;
  readonly members: GroupDescription["members"];
}

/** The library reads the subscribed topics, which are a list, as one text, so this answer is read here. */
const describeRequest = createAPI<[groups: readonly string[]], readonly DescribedGroup[]>(
  consumerGroupDescribe,
  0,
  (groups) =>
    Writer.create()
      .appendArray([...groups], (writer, group) => writer.appendString(group), true, false)
      .appendBoolean(false)
      .appendTaggedFields(),
  (...[, apiKey, apiVersion, reader]) => {
    reader.readInt32();
    const groups = reader.readArray(readGroup);
    const failed = groups.find(({ errorCode }) => errorCode !== 0);
    if (failed === undefined) return groups;
    throw new ResponseError(apiKey, apiVersion, { "/groups": [failed.errorCode, null] }, groups);
  },
);

function readGroup(reader: Reader): DescribedGroup {
  const errorCode = reader.readInt16();
  reader.readNullableString();
  const groupId = reader.readString();
  const state = reader.readString();
  reader.skip(8);
  reader.readNullableString();
  const members = reader.readArray(readMember);
  reader.readInt32();
  return { errorCode, groupId, state, members };
}

function readMember(reader: Reader): GroupDescription["members"][number] {
  reader.readString();
  reader.readNullableString();
  reader.readNullableString();
  reader.readInt32();
  const clientId = reader.readString();
  const host = reader.readString();
  const subscribed = reader.readArray((inner) => inner.readString(), true, false);
  reader.readNullableString();
  const assigned = [...readAssignment(reader), ...readAssignment(reader)];
  return { clientId, host, topics: [...new Set([...subscribed, ...assigned])].toSorted() };
}

function readAssignment(reader: Reader): readonly string[] {
  const topics = reader.readArray((inner) => {
    inner.readUUID();
    const name = inner.readString();
    inner.readArray((partition) => partition.readInt32(), true, false);
    return name;
  });
  reader.readTaggedFields();
  return topics;
}

/** `GroupSource` over ConsumerGroupDescribe and OffsetDelete requests at the groups' coordinators. */
export class PlatformaticGroups implements GroupSource {
  readonly #connections: BrokerRequests;
  readonly #coordinators: Coordinators;
  #knowsNewProtocol: Promise<boolean> | undefined;

  constructor(connections: BrokerRequests) {
    this.#connections = connections;
    this.#coordinators = new Coordinators(connections);
  }

  async describe(groups: readonly GroupId[]): Promise<readonly GroupDescription[]> {
    if (groups.length === 0) return [];
    this.#knowsNewProtocol ??= this.#isSupported();
    if (!(await this.#knowsNewProtocol)) return [];
    const found: GroupDescription[] = [];
    for (const group of groups)
      found.push(...(await this.#coordinators.at(group, (at) => this.#describeAt(at, group))));
    return found;
  }

  async deleteOffsets(
    group: GroupId,
    partitions: readonly TopicPartition[],
  ): Promise<readonly ElementOutcome<TopicPartition>[]> {
    if (partitions.length === 0) return [];
    const { errorCode, codes } = await this.#coordinators.at(group, (at) => this.#deleteAt(at, group, partitions));
    return partitions.map((element): ElementOutcome<TopicPartition> => {
      const { topic, partition } = element;
      const code = errorCode === 0 ? (codes.get(partitionKey(topic, partition)) ?? -1) : errorCode;
      // A group that isn't there has no offsets.
      if (code === 0 || code === groupIdNotFound) return { element, ok: true };
      const right = code === groupAuthorizationFailed ? " needs DELETE on the group" : "";
      return { element, ok: false, error: errorOfCode(code, `group ${group}, ${topic}/${partition}${right}`) };
    });
  }

  close(): Promise<void> {
    return this.#connections.close();
  }

  async #isSupported(): Promise<boolean> {
    try {
      const { apiKeys } = await this.#connections.requestAny((connection) =>
        apiVersionsV3.api.async(connection, "sluiceway", "1"),
      );
      return apiKeys.some(({ apiKey }) => apiKey === consumerGroupDescribe);
    } catch (error) {
      this.#knowsNewProtocol = undefined;
      throw error;
    }
  }

  async #describeAt(coordinator: BrokerAddress, group: GroupId): Promise<readonly GroupDescription[]> {
    const answer = await this.#connections.request(coordinator, (connection) =>
      describeRequest.async(connection, [group]),
    );
    return answer.flatMap(({ errorCode, groupId, state, members }) => {
      if (groupId !== group || errorCode === groupIdNotFound) return [];
      if (errorCode !== 0) throw errorOfCode(errorCode, `group ${group}`);
      return [{ group, state, members }];
    });
  }

  async #deleteAt(
    coordinator: BrokerAddress,
    group: GroupId,
    partitions: readonly TopicPartition[],
  ): Promise<{ readonly errorCode: number; readonly codes: ReadonlyMap<string, number> }> {
    const topics = [...byTopic(partitions)].map(([name, some]) => ({
      name,
      partitions: some.map(({ partition }) => ({ partitionIndex: partition })),
    }));
    const answer = await this.#connections.request(coordinator, (connection) =>
      offsetDeleteV0.api.async(connection, group, topics),
    );
    if (coordinatorCodes.has(answer.errorCode)) throw errorOfCode(answer.errorCode, `group ${group}`);
    if (answer.topics.length === 0 && answer.errorCode === 0)
      throw new KafkaError("other", `the broker didn't answer for the offsets of group ${group}`);
    const codes = answer.topics.flatMap(({ name, partitions: some }) =>
      some.map(({ partitionIndex, errorCode }) => [partitionKey(name, partitionIndex), errorCode] as const),
    );
    return { errorCode: answer.errorCode, codes: new Map(codes) };
  }
}
