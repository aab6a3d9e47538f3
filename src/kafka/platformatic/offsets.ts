import { listOffsetsV7, offsetCommitV8, offsetFetchV8 } from "@platformatic/kafka";
import type { GroupId } from "../../model/names.ts";
import type { LogPosition } from "../../model/start-position.ts";
import { errorOfCode } from "../error-codes.ts";
import type { ElementOutcome } from "../errors.ts";
import { KafkaError } from "../errors.ts";
import type { Guard } from "../guard.ts";
import type { CommittedOffset, GroupOffsets, LogOffset, OffsetToCommit, TopicPartition } from "../offsets.ts";
import type { BrokerAddress, BrokerRequests } from "./broker-connections.ts";
import { coordinatorCodes, Coordinators } from "./coordinators.ts";
import { byLeader, byTopic, Metadata, partitionError, partitionKey } from "./metadata.ts";

const readUncommitted = 0;
const consumerReplica = -1;
const latest = -1n;
const earliest = -2n;
const noOffset = -1n;

const groupAuthorizationFailed = 30;

function timestampOf(position: LogPosition): bigint {
  switch (position.kind) {
    case "earliest":
      return earliest;
    case "latest":
      return latest;
    case "timestamp":
      return BigInt(Math.ceil(position.timestampMs));
  }
}

/** `GroupOffsets` over FindCoordinator, OffsetCommit (generation -1), OffsetFetch and ListOffsets requests. */
export class PlatformaticOffsets implements GroupOffsets {
  readonly #connections: BrokerRequests;
  readonly #metadata: Metadata;
  readonly #coordinators: Coordinators;

  constructor(connections: BrokerRequests) {
    this.#connections = connections;
    this.#metadata = new Metadata(connections);
    this.#coordinators = new Coordinators(connections);
  }

  async committed(group: GroupId, partitions: readonly TopicPartition[]): Promise<readonly CommittedOffset[]> {
    if (partitions.length === 0) return [];
    const topics = [...byTopic(partitions)].map(([name, ofTopic]) => ({
      name,
      partitionIndexes: ofTopic.map(({ partition }) => partition),
    }));
    const answered = await this.#coordinators.at(group, async (coordinator) => {
      const answer = await this.#connections.request(coordinator, (connection) =>
        offsetFetchV8.api.async(connection, [{ groupId: group, memberEpoch: -1, topics }], true),
      );
      return this.#readCommitted(group, answer);
    });
    return partitions.map(({ topic, partition }) => {
      const found = answered.get(partitionKey(topic, partition));
      return { topic, partition, offset: found?.offset, metadata: found?.metadata ?? "" };
    });
  }

  async commit(
    group: GroupId,
    offsets: readonly OffsetToCommit[],
    guard?: Guard,
  ): Promise<readonly ElementOutcome<OffsetToCommit>[]> {
    if (offsets.length === 0) return [];
    try {
      const codes = await this.#coordinators.at(group, (coordinator) =>
        this.#commitAt(coordinator, { group, offsets, guard }),
      );
      return offsets.map((element): ElementOutcome<OffsetToCommit> => {
        const code = codes.get(partitionKey(element.topic, element.partition));
        if (code === 0) return { element, ok: true };
        return {
          element,
          ok: false,
          error: errorOfCode(code ?? -1, `group ${group}, ${element.topic}/${element.partition}`, { right: "READ" }),
        };
      });
    } catch (error) {
      // What concerns the group concerns each of its partitions; only an unanswered request rejects.
      const isAnswered =
        error instanceof KafkaError &&
        (error.kind === "guard-refused" || error.brokerCode === groupAuthorizationFailed);
      if (!isAnswered) throw error;
      return offsets.map((element) => ({ element, ok: false, error }));
    }
  }

  async logOffsets(partitions: readonly TopicPartition[], at: LogPosition): Promise<readonly LogOffset[]> {
    const found = await this.#listOffsets(partitions, timestampOf(at));
    const beyond = found.filter((one) => one.ok && one.offset === noOffset);
    if (beyond.length === 0) return found;
    const ends = new Map(
      (await this.#listOffsets(beyond, latest)).map((one) => [partitionKey(one.topic, one.partition), one]),
    );
    return found.map((one) => ends.get(partitionKey(one.topic, one.partition)) ?? one);
  }

  #readCommitted(
    group: GroupId,
    answer: Awaited<ReturnType<typeof offsetFetchV8.api.async>>,
  ): ReadonlyMap<string, { readonly offset: bigint | undefined; readonly metadata: string }> {
    const found = new Map<string, { readonly offset: bigint | undefined; readonly metadata: string }>();
    for (const { errorCode, topics } of answer.groups) {
      if (errorCode !== 0) throw errorOfCode(errorCode, `group ${group}`, { right: "DESCRIBE" });
      for (const { name, partitions } of topics)
        for (const one of partitions) {
          if (one.errorCode !== 0)
            throw errorOfCode(one.errorCode, `group ${group}, ${name}/${one.partitionIndex}`, { right: "DESCRIBE" });
          const offset = one.committedOffset === noOffset ? undefined : one.committedOffset;
          found.set(partitionKey(name, one.partitionIndex), { offset, metadata: one.metadata ?? "" });
        }
    }
    return found;
  }

  async #commitAt(
    coordinator: BrokerAddress,
    commit: {
      readonly group: GroupId;
      readonly offsets: readonly OffsetToCommit[];
      readonly guard: Guard | undefined;
    },
  ): Promise<ReadonlyMap<string, number>> {
    const topics = [...byTopic(commit.offsets)].map(([name, ofTopic]) => ({
      name,
      partitions: ofTopic.map(({ partition, offset, metadata }) => ({
        partitionIndex: partition,
        committedOffset: offset,
        committedLeaderEpoch: -1,
        committedMetadata: metadata,
      })),
    }));
    const answer = await this.#connections.request(coordinator, (connection) => {
      if (commit.guard?.() === false)
        throw new KafkaError("guard-refused", `the guard refused to commit offsets of group ${commit.group}`);
      return offsetCommitV8.api.async(connection, commit.group, -1, "", null, topics);
    });
    const codes = new Map(
      answer.topics.flatMap(({ name, partitions }) =>
        partitions.map(({ partitionIndex, errorCode }) => [partitionKey(name, partitionIndex), errorCode] as const),
      ),
    );
    const passing = [...codes.values()].find((code) => coordinatorCodes.has(code));
    if (passing !== undefined) throw errorOfCode(passing, `group ${commit.group}`, { right: "READ" });
    return codes;
  }

  async #listOffsets(partitions: readonly TopicPartition[], timestamp: bigint): Promise<readonly LogOffset[]> {
    const places = await this.#metadata.locate(partitions);
    const placed = partitions.flatMap((partition, index) => {
      const place = places[index];
      return place?.ok === true ? [{ partition, leader: place.leader }] : [];
    });
    const answered = new Map<string, LogOffset>();
    await Promise.all(
      byLeader(placed, ({ leader }) => leader).map(async ({ leader, elements }) => {
        const asked = elements.map(({ partition }) => partition);
        for (const one of await this.#listOffsetsAt(leader, asked, timestamp))
          answered.set(partitionKey(one.topic, one.partition), one);
      }),
    );
    return partitions.map(({ topic, partition }, index): LogOffset => {
      const place = places[index];
      if (place?.ok === false) return { topic, partition, ok: false, error: place.error };
      const error = new KafkaError("other", `the broker didn't answer for ${topic}/${partition}`);
      return answered.get(partitionKey(topic, partition)) ?? { topic, partition, ok: false, error };
    });
  }

  async #listOffsetsAt(
    leader: BrokerAddress,
    partitions: readonly TopicPartition[],
    timestamp: bigint,
  ): Promise<readonly LogOffset[]> {
    const topics = [...byTopic(partitions)];
    const asked = topics.map(([name, ofTopic]) => ({
      name,
      partitions: ofTopic.map(({ partition }) => ({ partitionIndex: partition, currentLeaderEpoch: -1, timestamp })),
    }));
    try {
      const answer = await this.#connections.request(leader, (connection) =>
        listOffsetsV7.api.async(connection, consumerReplica, readUncommitted, asked),
      );
      const names = new Map<string, TopicPartition["topic"]>(topics.map(([name]) => [name, name]));
      return answer.topics.flatMap(({ name, partitions: ofTopic }) => {
        const topic = names.get(name);
        if (topic === undefined) return [];
        return ofTopic.map(({ partitionIndex, errorCode, offset }): LogOffset => {
          const partition = { topic, partition: partitionIndex };
          if (errorCode === 0) return { ...partition, ok: true, offset };
          return { ...partition, ok: false, error: partitionError(this.#metadata, partition, errorCode) };
        });
      });
    } catch (error) {
      if (!(error instanceof KafkaError) || error.kind === "closed") throw error;
      for (const { topic } of partitions) this.#metadata.forget(topic);
      return partitions.map(({ topic, partition }) => ({ topic, partition, ok: false, error }));
    }
  }
}
