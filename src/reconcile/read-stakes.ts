import type { ClusterSurvey } from "../kafka/admin.ts";
import type { GroupOffsets, TopicPartition } from "../kafka/offsets.ts";
import type { Desired } from "../model/desired.ts";
import type { GroupId, TopicName } from "../model/names.ts";
import type { LogPosition } from "../model/start-position.ts";
import type { Plan } from "../plan/plan-document.ts";
import type { Stake } from "../plan/stake.ts";
import type { Cluster } from "./cluster.ts";
import { mapAtMost } from "./map-at-most.ts";
import type { PlanStepOf } from "./outcome.ts";

/** What a plan was made from, as far as the broker's answers need it. */
export interface AskedPlan {
  readonly plan: Plan;
  readonly desired: Desired;
  readonly survey: ClusterSurvey;
  /** Partition replicas that a broker should have at most. */
  readonly replicasPerBroker: number;
}

type AlterStep = PlanStepOf<"alter-config">;
type ChangeStep = PlanStepOf<"increase-partitions" | "alter-config">;
type SizeStep = PlanStepOf<"create-topic" | "increase-partitions">;

const groupsAtOnce = 8;

/**
 * What the plan steps that change topics put at stake: records that a shorter retention, a smaller size or compaction
 * would drop, groups that read the topic, writers whose order by key more partitions break, and the cluster's partition
 * replicas where they exceed the limit. By plan step. Rejects with a `KafkaError`.
 */
export async function readStakes(
  asked: AskedPlan,
  { kafka, clock }: Cluster,
): Promise<ReadonlyMap<string, readonly Stake[]>> {
  const { plan, desired, survey } = asked;
  const changes = plan.steps.filter(isChange);
  const stakes = new Map<string, Stake[]>();
  const add = (id: string, found: readonly Stake[]): void => {
    if (found.length > 0) stakes.set(id, [...(stakes.get(id) ?? []), ...found]);
  };
  for (const [id, stake] of overLimit(asked)) add(id, [stake]);
  if (changes.length === 0) return stakes;
  const client = kafka.client();
  try {
    const counts = new Map(survey.topics.map(({ name, partitions }) => [name, partitions]));
    const partitions = changes.flatMap(({ change: { topic } }) => partitionsOf(topic, counts.get(topic) ?? 0));
    const logs = await readLogs(client.offsets, partitions);
    const sizes = await kafka.admin.describeLogBytes(partitions);
    const alterations = changes.filter((step): step is AlterStep => step.change.kind === "alter-config");
    for (const step of alterations)
      add(step.id, await dropped(step, { offsets: client.offsets, logs, sizes, nowMs: clock.wallMs() }));
    const groups = await readingGroups(asked, { kafka, offsets: client.offsets, logs });
    for (const { id, change } of changes) {
      add(id, groups.get(change.topic) ?? []);
      if (change.kind === "increase-partitions") add(id, keyOrder(change.topic, desired));
    }
    return stakes;
  } finally {
    await client.close();
  }
}

const isChange = (step: Plan["steps"][number]): step is ChangeStep =>
  step.change.kind === "increase-partitions" || step.change.kind === "alter-config";
const isSize = (step: Plan["steps"][number]): step is SizeStep =>
  step.change.kind === "create-topic" || step.change.kind === "increase-partitions";

function partitionsOf(topic: TopicName, count: number): readonly TopicPartition[] {
  return Array.from({ length: count }, (_, partition) => ({ topic, partition }));
}

/** What is about the cluster's limit stands on each plan step that adds to it, once it is exceeded. */
function overLimit({ plan, survey, replicasPerBroker }: AskedPlan): readonly (readonly [string, Stake])[] {
  const factors = new Map(survey.topics.map(({ name, replicationFactor }) => [name, replicationFactor]));
  const present = survey.topics.reduce((sum, topic) => sum + topic.partitions * topic.replicationFactor, 0);
  const steps = plan.steps.filter(isSize);
  const added = steps.reduce((sum, { change }) => {
    if (change.kind === "create-topic") return sum + change.partitions * change.replicationFactor;
    return sum + (change.partitions - change.before) * (factors.get(change.topic) ?? 1);
  }, 0);
  const [replicas, limit] = [present + added, replicasPerBroker * survey.brokers];
  return replicas <= limit ? [] : steps.map(({ id }) => [id, { kind: "partition-limit", replicas, limit }] as const);
}

interface Log {
  readonly start: bigint;
  readonly end: bigint;
}

const keyOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;

async function offsetsAt(
  offsets: GroupOffsets,
  partitions: readonly TopicPartition[],
  at: LogPosition,
): Promise<ReadonlyMap<string, bigint>> {
  const found = await offsets.logOffsets(partitions, at);
  return new Map(found.flatMap((log) => (log.ok ? [[keyOf(log), log.offset] as const] : [])));
}

async function readLogs(
  offsets: GroupOffsets,
  partitions: readonly TopicPartition[],
): Promise<ReadonlyMap<string, Log & TopicPartition>> {
  const [starts, ends] = await Promise.all([
    offsetsAt(offsets, partitions, { kind: "earliest" }),
    offsetsAt(offsets, partitions, { kind: "latest" }),
  ]);
  return new Map(
    partitions.flatMap((partition) => {
      const [start, end] = [starts.get(keyOf(partition)), ends.get(keyOf(partition))];
      return start === undefined || end === undefined
        ? []
        : [[keyOf(partition), { ...partition, start, end }] as const];
    }),
  );
}

interface Evidence {
  readonly offsets: GroupOffsets;
  readonly logs: ReadonlyMap<string, Log & TopicPartition>;
  /** Bytes of each log by its key. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly nowMs: number;
}

/** What a change of settings would drop. Kafka drops whole segments, so it may be less, and later. */
async function dropped({ change }: AlterStep, evidence: Evidence): Promise<readonly Stake[]> {
  const { topic, configs, before } = change;
  const logs = [...evidence.logs.values()].filter((log) => log.topic === topic);
  const stakes: Stake[] = [];
  const retentionMs = lowered("retention.ms", { configs, before });
  if (retentionMs !== undefined) {
    const timestampMs = Math.max(0, evidence.nowMs - retentionMs);
    const kept = await offsetsAt(evidence.offsets, logs, { kind: "timestamp", timestampMs });
    stakes.push(
      ...loss("retention", {
        topic,
        logs,
        evidence,
        recordsOf: (log) => (kept.get(keyOf(log)) ?? log.start) - log.start,
      }),
    );
  }
  const retentionBytes = lowered("retention.bytes", { configs, before });
  if (retentionBytes !== undefined) {
    const recordsOf = (log: Log & TopicPartition): bigint => {
      const size = evidence.sizes.get(keyOf(log)) ?? 0;
      const share = size > retentionBytes ? (size - retentionBytes) / size : 0;
      return BigInt(Math.floor(Number(log.end - log.start) * share));
    };
    stakes.push(...loss("size", { topic, logs, evidence, recordsOf }));
  }
  const isCompacted = configs["cleanup.policy"]?.includes("compact") === true;
  const wasCompacted = before["cleanup.policy"]?.includes("compact") === true;
  if (isCompacted && !wasCompacted)
    stakes.push(...loss("compaction", { topic, logs, evidence, recordsOf: ({ start, end }) => end - start }));
  return stakes;
}

/** The new limit where it is one (a negative one isn't) and may be lower than what holds now. */
function lowered(
  key: string,
  { configs, before }: Pick<AlterStep["change"], "configs" | "before">,
): number | undefined {
  const limit = Number(configs[key] ?? -1);
  const present = Number(before[key] ?? -1);
  return limit >= 0 && (present < 0 || limit < present) ? limit : undefined;
}

interface Loss {
  readonly topic: TopicName;
  readonly logs: readonly (Log & TopicPartition)[];
  readonly evidence: Evidence;
  readonly recordsOf: (log: Log & TopicPartition) => bigint;
}

function loss(
  cause: Extract<Stake, { readonly kind: "records-dropped" }>["cause"],
  { topic, logs, evidence, recordsOf }: Loss,
): readonly Stake[] {
  let [records, bytes] = [0, 0];
  for (const log of logs) {
    const [dropping, all] = [Number(recordsOf(log)), Number(log.end - log.start)];
    records += dropping;
    bytes += all === 0 ? 0 : Math.round(((evidence.sizes.get(keyOf(log)) ?? 0) * dropping) / all);
  }
  return records === 0 ? [] : [{ kind: "records-dropped", topic, cause, records, bytes }];
}

interface GroupSources {
  readonly kafka: Cluster["kafka"];
  readonly offsets: GroupOffsets;
  readonly logs: Evidence["logs"];
}

/** The pipelines' groups of the changed topics, and every group with live members that has offsets in them. */
async function readingGroups(
  { desired }: AskedPlan,
  { kafka: { admin }, offsets, logs }: GroupSources,
): Promise<ReadonlyMap<TopicName, readonly Stake[]>> {
  const topics = new Set([...logs.values()].map(({ topic }) => topic));
  const own = desired.groups.filter(({ inputs }) => inputs.some(({ topic }) => topics.has(topic))).map(({ id }) => id);
  const described = await admin.describeGroups([...new Set([...own, ...(await admin.listGroups())])]);
  const members = new Map(described.map((one) => [one.group, one.members.length]));
  const ours = new Set<GroupId>(own);
  const readers = described
    .map(({ group }) => group)
    .filter((group) => ours.has(group) || (members.get(group) ?? 0) > 0);
  const found = await mapAtMost(groupsAtOnce, readers, async (group) => {
    const lags = lagByTopic(await offsets.committed(group, [...logs.values()]), logs);
    return [...lags].map(([topic, lag]) => ({ topic, lag, group }));
  });
  const stakes = new Map<TopicName, Stake[]>();
  for (const { topic, lag, group } of found.flat()) {
    const stake = { kind: "live-group", topic, group, members: members.get(group) ?? 0, lag } as const;
    stakes.set(topic, [...(stakes.get(topic) ?? []), stake]);
  }
  return stakes;
}

/** How far a group is behind, for the topics in which it has offsets. */
function lagByTopic(
  committed: readonly (TopicPartition & { readonly offset: bigint | undefined })[],
  logs: Evidence["logs"],
): ReadonlyMap<TopicName, number> {
  const lags = new Map<TopicName, number>();
  for (const one of committed) {
    const log = logs.get(keyOf(one));
    if (one.offset === undefined || log === undefined) continue;
    const behind = Number(log.end - (one.offset > log.start ? one.offset : log.start));
    lags.set(one.topic, (lags.get(one.topic) ?? 0) + Math.max(0, behind));
  }
  return lags;
}

/** Who may write the topic: records of one key lie in two partitions once it has more. */
function keyOrder(topic: TopicName, { acls }: Desired): readonly Stake[] {
  const writers = acls
    .map(({ binding }) => binding)
    .filter(({ operation, resourceType }) => operation === "write" && resourceType === "topic")
    .filter(({ patternType, resourceName }) =>
      patternType === "prefixed" ? topic.startsWith(resourceName) : resourceName === topic,
    );
  const producers = [...new Set(writers.map(({ principal }) => String(principal)))].toSorted();
  return producers.length === 0 ? [] : [{ kind: "key-order", topic, producers }];
}
