import type { ElementOutcome } from "../../kafka/errors.ts";
import type { OffsetToCommit, TopicPartition } from "../../kafka/offsets.ts";
import { startOffsets } from "../../kafka/start-offsets.ts";
import { invariant } from "../../model/invariant.ts";
import type { GroupId } from "../../model/names.ts";
import type { ApplyRun } from "../apply-run.ts";
import { mapAtMost } from "../map-at-most.ts";
import type { PlanStepOf, StepOutcome } from "../outcome.ts";
import { changeAll, withRetries } from "../retry.ts";

type StartStep = PlanStepOf<"start-group">;

/** A plan step with the offsets of its logs, or why it can't go on. */
type Located =
  | { readonly step: StartStep; readonly offsets: readonly OffsetToCommit[] }
  | { readonly step: StartStep; readonly reason: string };

const groupsAtOnce = 8;
const keyOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;

/**
 * Gives groups their first offsets: the logs' offsets in one call for each start position, one commit a group, and only
 * for partitions that have none at that moment, so never over progress.
 */
export async function startGroups(steps: readonly StartStep[], run: ApplyRun): Promise<readonly StepOutcome[]> {
  const located: Located[] = [];
  for (const some of grouped(steps, ({ change }) => JSON.stringify(change.start)).values())
    located.push(...(await locate(some, run)));
  const groups = [...grouped(located, ({ step }) => step.change.group)];
  const outcomes = await mapAtMost(groupsAtOnce, groups, ([group, own]) => startGroup(group, own, run));
  return outcomes.flat();
}

function grouped<T, K>(items: readonly T[], keyOfItem: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOfItem(item));
    if (group === undefined) groups.set(keyOfItem(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** Where the logs of these plan steps, all of one start position, begin. Several pipelines may read one partition. */
async function locate(steps: readonly StartStep[], { offsets, pace }: ApplyRun): Promise<readonly Located[]> {
  const [first] = steps;
  invariant(first, "a group of plan steps has a first");
  const partitions = new Map(steps.flatMap(partitionsOf).map((partition) => [keyOf(partition), partition]));
  const found = new Map<string, bigint>();
  const failures = await changeAll(pace, {
    elements: [...partitions.values()],
    keyOf,
    change: async (some) =>
      (await startOffsets(offsets, some, first.change.start)).map((log): ElementOutcome<TopicPartition> => {
        const element = { topic: log.topic, partition: log.partition };
        if (!log.ok) return { element, ok: false, error: log.error };
        found.set(keyOf(log), log.offset);
        return { element, ok: true };
      }),
  });
  return steps.map((step): Located => {
    const failure = partitionsOf(step).flatMap((partition) => failures.get(keyOf(partition)) ?? [])[0];
    if (failure !== undefined) return { step, reason: failure.message };
    return { step, offsets: partitionsOf(step).map((partition) => firstOffset(partition, found)) };
  });
}

function partitionsOf({ change }: StartStep): readonly TopicPartition[] {
  return change.partitions.map((partition) => ({ topic: change.topic, partition }));
}

function firstOffset(partition: TopicPartition, found: ReadonlyMap<string, bigint>): OffsetToCommit {
  const offset = found.get(keyOf(partition));
  invariant(offset !== undefined, "the broker answers for each partition");
  return { ...partition, offset, metadata: "" };
}

async function startGroup(group: GroupId, located: readonly Located[], run: ApplyRun): Promise<readonly StepOutcome[]> {
  const failures = await changeAll(run.pace, {
    elements: located.flatMap((one) => ("offsets" in one ? one.offsets : [])),
    keyOf,
    change: (some) => commitMissing(group, some, run),
  });
  const hasMembers = [...failures.values()].some(({ kind }) => kind === "group-has-members");
  const members = hasMembers ? await liveMembers(group, run) : "";
  return located.map((one): StepOutcome => {
    const { step } = one;
    if ("reason" in one) return { kind: "failed", step, reason: one.reason };
    const failure = one.offsets.flatMap((offset) => failures.get(keyOf(offset)) ?? [])[0];
    if (failure === undefined) return { kind: "done", step };
    const reason = failure.kind === "group-has-members" ? `the group has live members: ${members}` : failure.message;
    return { kind: "failed", step, reason };
  });
}

/** Reads again what is committed, immediately before the commit: what has an offset by now is left alone. */
async function commitMissing(
  group: GroupId,
  wanted: readonly OffsetToCommit[],
  { offsets }: ApplyRun,
): Promise<readonly ElementOutcome<OffsetToCommit>[]> {
  const committed = await offsets.committed(group, wanted);
  const present = new Set(committed.filter(({ offset }) => offset !== undefined).map(keyOf));
  const missing = wanted.filter((one) => !present.has(keyOf(one)));
  const kept = wanted.filter((one) => present.has(keyOf(one)));
  const outcomes = missing.length === 0 ? [] : await offsets.commit(group, missing);
  return [...outcomes, ...kept.map((element) => ({ element, ok: true }) as const)];
}

async function liveMembers(group: GroupId, { admin, pace }: ApplyRun): Promise<string> {
  const [description] = await withRetries(pace, () => admin.describeGroups([group]));
  const members = (description?.members ?? []).map(({ clientId, host }) => `${clientId} at ${host}`);
  return members.length === 0 ? "they have left by now" : members.join(", ");
}
