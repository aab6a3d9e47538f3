import type { ClusterAdmin, GroupDescription } from "../kafka/admin.ts";
import { KafkaError } from "../kafka/errors.ts";
import type { GroupOffsets, TopicPartition } from "../kafka/offsets.ts";
import type { TopicDetails } from "../kafka/topic-details.ts";
import type { Desired } from "../model/desired.ts";
import type { GroupId, TopicName } from "../model/names.ts";
import type { ObservedForeignGroup, ObservedGroupInput } from "../model/observed.ts";
import type { StartableInput } from "../plan/groups.ts";
import { mapAtMost } from "./map-at-most.ts";

/** A topic that a group reads, read or is to read. */
interface GroupTopic {
  readonly group: GroupId;
  readonly topic: TopicName;
}

/** How many groups are asked for their offsets at once; each is one request. */
const groupsAtOnce = 8;

/** Which partitions have an offset, one request a group. Topics that don't exist are left out. */
export async function observeGroups(
  offsets: GroupOffsets,
  topics: readonly TopicDetails[],
  inputs: readonly GroupTopic[],
): Promise<readonly ObservedGroupInput[]> {
  const groups = byGroup(topics, inputs);
  return (await mapAtMost(groupsAtOnce, groups, (one) => committedOf(offsets, one))).flat();
}

/** The same of groups of earlier revisions: one that may not be seen is left out, since nothing waits for it. */
export async function observeLeftInputs(
  offsets: GroupOffsets,
  topics: readonly TopicDetails[],
  inputs: readonly GroupTopic[],
): Promise<readonly ObservedGroupInput[]> {
  const read = (one: AskedGroup): Promise<readonly ObservedGroupInput[]> =>
    committedOf(offsets, one).catch((error: unknown) => {
      if (refusalOf(error) === undefined) throw error;
      return [];
    });
  return (await mapAtMost(groupsAtOnce, byGroup(topics, inputs), read)).flat();
}

/** Somebody else's groups: operators' groups that are read from, and groups whose offsets are to be taken over. */
export function foreignInputs(desired: Desired, startable: readonly StartableInput[]): readonly GroupTopic[] {
  return [
    ...(desired.operatorGroups ?? []).map(({ group, topic }) => ({ group, topic })),
    ...startable.flatMap(({ topic, start }) => (start.kind === "from-group" ? [{ group: start.group, topic }] : [])),
  ];
}

interface GroupServers {
  readonly admin: ClusterAdmin;
  readonly offsets: GroupOffsets;
}

/** What is to be known of somebody else's groups; one that may not be seen says so. */
export async function observeForeignGroups(
  { admin, offsets }: GroupServers,
  topics: readonly TopicDetails[],
  inputs: readonly GroupTopic[],
): Promise<readonly ObservedForeignGroup[]> {
  const found = await mapAtMost(groupsAtOnce, byGroup(topics, inputs), async (asked) => {
    try {
      const [committed, [described]] = await Promise.all([
        committedOf(offsets, asked),
        admin.describeGroups([asked.group]),
      ]);
      return committed.map((one) => ({ ...one, state: described?.state ?? "Dead", members: membersOf(described) }));
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      const { group } = asked;
      return asked.topics.map(({ name: topic }) => {
        return { group, topic, committedPartitions: [], state: "", members: [], refusal };
      });
    }
  });
  return found.flat();
}

const membersOf = (described: GroupDescription | undefined): readonly string[] =>
  (described?.members ?? []).map(({ clientId, host }) => `${clientId} at ${host}`).toSorted();

const refusalOf = (error: unknown): string | undefined =>
  error instanceof KafkaError && error.kind === "not-authorized" ? error.message : undefined;

interface AskedGroup {
  readonly group: GroupId;
  readonly topics: readonly TopicDetails[];
}

function byGroup(topics: readonly TopicDetails[], inputs: readonly GroupTopic[]): readonly AskedGroup[] {
  const known = new Map(topics.map((topic) => [topic.name, topic]));
  const groups = new Map<GroupId, Map<TopicName, TopicDetails>>();
  for (const { group, topic } of inputs) {
    const details = known.get(topic);
    if (details === undefined) continue;
    const own = groups.get(group) ?? new Map<TopicName, TopicDetails>();
    groups.set(group, own.set(topic, details));
  }
  return [...groups].map(([group, own]) => ({ group, topics: [...own.values()] }));
}

async function committedOf(
  offsets: GroupOffsets,
  { group, topics }: AskedGroup,
): Promise<readonly ObservedGroupInput[]> {
  const partitions = topics.flatMap(({ name: topic, partitions: count }) =>
    Array.from({ length: count }, (_, partition): TopicPartition => ({ topic, partition })),
  );
  const committed = (await offsets.committed(group, partitions)).filter(({ offset }) => offset !== undefined);
  return topics.map(({ name: topic }) => ({
    group,
    topic,
    committedPartitions: committed.filter((one) => one.topic === topic).map(({ partition }) => partition),
  }));
}
