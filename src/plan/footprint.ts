import type { TopicName } from "../model/names.ts";
import { ownMember } from "./own-member.ts";
import type { Plan, PlanChange } from "./plan-document.ts";

/** How much a topic takes in, and what was set on it before the plan. */
export interface MeasuredTopic {
  /** Of one copy: the records of the last day (or of the retention, where that is shorter) at their mean stored size. */
  readonly bytesPerDay: number;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly configs: Readonly<Record<string, string>>;
}

/** What a cluster holds before a plan, as far as the plan's footprint depends on it. */
export interface Capacity {
  readonly brokers: number;
  /** Partition replicas that a broker should have at most. */
  readonly replicasPerBroker: number;
  /** Partition replicas of the whole cluster. */
  readonly replicas: number;
  readonly replicationFactors: ReadonlyMap<TopicName, number>;
  /** Undefined where the brokers keep none. */
  readonly acls: number | undefined;
  readonly measured: ReadonlyMap<TopicName, MeasuredTopic>;
}

interface Change {
  readonly before: number;
  readonly after: number;
}

/** What a plan's changes take of the cluster. */
export interface Footprint {
  /** Partitions that are created or added. */
  readonly partitions: number;
  /** Partition replicas of the whole cluster. */
  readonly replicas: Change;
  readonly perBroker: { readonly replicas: number; readonly limit: number };
  /** Absent where the brokers keep none. */
  readonly acls?: Change;
  readonly disk: DiskFootprint;
}

/** Disk for the measured topics, on all brokers together. */
interface DiskFootprint {
  readonly bytesPerDay: number;
  /** What is kept once a retention has passed at this rate. */
  readonly keptBytes: Change;
  /** How many topics this is about. */
  readonly measured: number;
  /** How many of them keep everything for ever, or by a broker's default that isn't known: they are in no sum of kept bytes. */
  readonly unbounded: number;
  /** New topics, of which no rate is known. */
  readonly unmeasured: number;
}

/** The plan with its footprint. */
export function withFootprint(plan: Plan, capacity: Capacity): Plan {
  return { ...plan, footprint: footprintOf(plan, capacity) };
}

function footprintOf({ steps }: Plan, capacity: Capacity): Footprint {
  const changes = steps.map(({ change }) => change);
  const sum = (of: (change: PlanChange) => number): number => changes.reduce((total, change) => total + of(change), 0);
  const partitions = sum(addedPartitions);
  const replicas = capacity.replicas + sum((change) => addedPartitions(change) * factorOf(change, capacity));
  const acls = sum(({ kind }) => Number(kind === "grant-acl") - Number(kind === "revoke-acl"));
  return {
    partitions,
    replicas: { before: capacity.replicas, after: replicas },
    perBroker: { replicas: Math.ceil(replicas / Math.max(1, capacity.brokers)), limit: capacity.replicasPerBroker },
    ...(capacity.acls === undefined ? {} : { acls: { before: capacity.acls, after: capacity.acls + acls } }),
    disk: diskOf(changes, capacity),
  };
}

function addedPartitions(change: PlanChange): number {
  if (change.kind === "create-topic") return change.partitions;
  return change.kind === "increase-partitions" ? change.partitions - change.before : 0;
}

function factorOf(change: PlanChange, { replicationFactors }: Capacity): number {
  if (change.kind === "create-topic") return change.replicationFactor;
  return change.kind === "increase-partitions" ? (replicationFactors.get(change.topic) ?? 1) : 0;
}

function diskOf(changes: readonly PlanChange[], { measured }: Capacity): DiskFootprint {
  const after = new Map(measured);
  for (const change of changes) {
    const topic = "topic" in change ? after.get(change.topic) : undefined;
    if (topic === undefined) continue;
    if (change.kind === "alter-config")
      after.set(change.topic, { ...topic, configs: { ...topic.configs, ...change.configs } });
    if (change.kind === "increase-partitions") after.set(change.topic, { ...topic, partitions: change.partitions });
  }
  const bounded = [...after].flatMap(([name, topic]) => {
    const [was, is] = [keptBytes(measured.get(name)), keptBytes(topic)];
    return was === undefined || is === undefined ? [] : [{ was, is }];
  });
  return {
    bytesPerDay: rounded(
      [...after.values()].reduce((total, one) => total + one.bytesPerDay * one.replicationFactor, 0),
    ),
    keptBytes: {
      before: rounded(bounded.reduce((total, { was }) => total + was, 0)),
      after: rounded(bounded.reduce((total, { is }) => total + is, 0)),
    },
    measured: measured.size,
    unbounded: measured.size - bounded.length,
    unmeasured: changes.filter(({ kind }) => kind === "create-topic").length,
  };
}

const rounded = (bytes: number): number => Math.round(bytes);
const dayMs = 24 * 60 * 60 * 1_000;

/** What a topic's settings let it keep at its rate, on all brokers together; undefined without a bound that is known. */
function keptBytes(topic: MeasuredTopic | undefined): number | undefined {
  if (topic === undefined) return undefined;
  const { bytesPerDay, partitions, replicationFactor, configs } = topic;
  const limit = (key: string): number => {
    const value = Number(ownMember(configs, key) ?? -1);
    return value < 0 || Number.isNaN(value) ? Infinity : value;
  };
  const isDeleted = (ownMember(configs, "cleanup.policy") ?? "delete").includes("delete");
  const byTime = (bytesPerDay * limit("retention.ms")) / dayMs;
  const kept = Math.min(bytesPerDay === 0 ? 0 : byTime, limit("retention.bytes") * partitions);
  return isDeleted && Number.isFinite(kept) ? kept * replicationFactor : undefined;
}
