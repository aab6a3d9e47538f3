import type { GroupDescription, GroupMember } from "../../kafka/admin.ts";
import { errorOfCode } from "../../kafka/error-codes.ts";
import type { KafkaError } from "../../kafka/errors.ts";
import type { OffsetToCommit, TopicPartition } from "../../kafka/offsets.ts";
import type { GroupId } from "../../model/names.ts";

/** A client that joined a group's protocol. */
export type LiveMember = Omit<GroupMember, "topics"> & Partial<GroupMember>;

interface GroupState {
  readonly offsets: Map<string, { readonly offset: bigint; readonly metadata: string }>;
  readonly members: Set<LiveMember>;
}

/** The broker's `offset.metadata.max.bytes`. */
const maxMetadataLength = 4096;
const keyOf = (partition: TopicPartition): string => `${partition.topic}/${partition.partition}`;

/** Groups of the embedded broker: offsets committed by simple consumers, and live members that tests put there. */
export class Groups {
  readonly #groups = new Map<GroupId, GroupState>();

  committed(
    group: GroupId,
    partition: TopicPartition,
  ): { readonly offset: bigint; readonly metadata: string } | undefined {
    return this.#groups.get(group)?.offsets.get(keyOf(partition));
  }

  /** Commits as a simple consumer (generation -1), or returns why not: never while the group has live members. */
  commit(group: GroupId, offset: OffsetToCommit): KafkaError | undefined {
    const state = this.#groups.get(group);
    if (state !== undefined && state.members.size > 0)
      return errorOfCode(25, `group ${group} has live members: a commit from outside is refused`);
    if (offset.metadata.length > maxMetadataLength)
      return errorOfCode(12, `the metadata of ${keyOf(offset)} in group ${group} exceeds ${maxMetadataLength} bytes`);
    this.#stateOf(group).offsets.set(keyOf(offset), { offset: offset.offset, metadata: offset.metadata });
    return undefined;
  }

  /** Deletes a committed offset, or returns why not: never while a member is subscribed to the topic. */
  deleteOffset(group: GroupId, partition: TopicPartition): KafkaError | undefined {
    const state = this.#groups.get(group);
    const isSubscribed = [...(state?.members ?? [])].some(({ topics }) => topics?.includes(partition.topic) !== false);
    if (isSubscribed) return errorOfCode(86, `group ${group}, ${keyOf(partition)}`);
    state?.offsets.delete(keyOf(partition));
    return undefined;
  }

  /** Forgets the offsets of a deleted topic. */
  forgetTopic(topic: string): void {
    for (const { offsets } of this.#groups.values())
      for (const key of offsets.keys()) if (key.startsWith(`${topic}/`)) offsets.delete(key);
  }

  /** Groups that have offsets or live members. */
  ids(): readonly GroupId[] {
    return [...this.#groups.keys()].filter((group) => this.describe(group).state !== "Dead");
  }

  describe(group: GroupId): GroupDescription {
    const state = this.#groups.get(group);
    const members = [...(state?.members ?? [])].map((member) => ({ topics: [], ...member }));
    if (members.length > 0) return { group, state: "Stable", members };
    return { group, state: state !== undefined && state.offsets.size > 0 ? "Empty" : "Dead", members };
  }

  /** Puts a live member into a group until the returned function is called. */
  addMember(group: GroupId, member: LiveMember): () => void {
    const { members } = this.#stateOf(group);
    members.add(member);
    return () => {
      members.delete(member);
    };
  }

  #stateOf(group: GroupId): GroupState {
    const existing = this.#groups.get(group);
    if (existing !== undefined) return existing;
    const created: GroupState = { offsets: new Map(), members: new Set() };
    this.#groups.set(group, created);
    return created;
  }
}
