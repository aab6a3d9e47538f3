import type { HeldSlot } from "../../claims/slot-owner.ts";
import { startOffsets } from "../../kafka/start-offsets.ts";
import type { TopicPartition } from "../../kafka/offsets.ts";
import type { Bundle, BundleInput, BundleStep } from "../../model/bundle.ts";
import { invariant } from "../../model/invariant.ts";
import type { StepName } from "../../model/names.ts";
import { consumerGroupOf } from "../../model/names.ts";
import type { ReadingStep } from "../bundle-files.ts";
import { fusedSteps, readingStepOf, tiersOf, writtenTopicsOf } from "../bundle-files.ts";
import { commitMetadataOf } from "../../model/commit-metadata.ts";
import type { Connection } from "../connections.ts";
import type { EngineContext } from "../engine-context.ts";
import type { WaitReason } from "../events.ts";
import { backoffMs, serverBackoff } from "../failures/backoff.ts";
import { createProcessor } from "../processors/create-processor.ts";
import { InvalidModuleError } from "../processors/modules/invalid-module-error.ts";
import type { Processor } from "../processors/processor.ts";
import { Refusal } from "../refusal.ts";
import type { ParkedKeys } from "../tiers/parked-keys.ts";
import type { TierPosition } from "../tiers/parking.ts";
import { findParkedKeys } from "../tiers/parking.ts";
import type { SlotLife } from "./slot-life.ts";
import type { StartedStep } from "./started-step.ts";
import type { Trouble } from "./trouble.ts";

/** Everything that a slot needs before its first fetch. */
export interface StartedSlot extends ReadingStep {
  readonly bundle: Bundle;
  readonly connection: Connection;
  /** The step that reads the slot's topic, and those that run in this process behind it. */
  readonly first: StartedStep;
  /** The committed offset, which carries our token. */
  readonly position: bigint;
  readonly metadata: string;
  /** The same partition of each retry topic, and the keys that have records there (`order: topic-with-key`). */
  readonly tiers: readonly TierPosition[];
  readonly parkedKeys: ParkedKeys | undefined;
}

export interface SlotStartOptions {
  readonly context: EngineContext;
  readonly life: SlotLife;
  readonly trouble: Trouble;
  /** Aborted when the slot stops, before it runs or after. */
  readonly stopped: AbortSignal;
}

/** Why a slot can't start yet; it is tried again. */
class NotYet extends Error {
  readonly reason: WaitReason;

  constructor(reason: WaitReason, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.reason = reason;
  }
}

/**
 * Prepares a slot: bundle, processors, partition counts of its outputs, and its position, committed again with our token
 * before the first fetch (design, section 6). Tries again for as long as the slot isn't stopped. Rejects with a
 * `Refusal`, or when `stopped` is aborted.
 */
export async function startSlot(options: SlotStartOptions): Promise<StartedSlot> {
  const { context, life } = options;
  const { held } = life;
  const bundle = await persist(options, "bundle-unavailable", () => context.bundles.load(held.digest));
  const reading = readingOf(bundle, held);
  const connection = context.connections.of(bundle.principal);
  const first = await startSteps(options, { bundle, step: reading.step, connection });
  const metadata = commitMetadataOf({ engine: context.options.engineId, token: held.token });
  const place = { ...reading, connection, metadata };
  const position = await persist(options, "start-failed", () => takePosition(options, place));
  const tiers = await persist(options, "start-failed", () => takeTiers(options, { ...place, bundle }));
  const parkedKeys = await persist(options, "start-failed", () => parkedKeysOf(options, place, tiers));
  return { ...reading, bundle, connection, first, position, metadata, tiers, parkedKeys };
}

interface StepsToStart {
  readonly bundle: Bundle;
  readonly step: BundleStep;
  readonly connection: Connection;
}

/** Makes the processors of a step and of those behind it in this process, and asks for the partitions that they write. */
async function startSteps(options: SlotStartOptions, { bundle, step, connection }: StepsToStart): Promise<StartedStep> {
  const started = new Map<StepName, StartedStep>();
  // Targets come before the steps that hand records to them.
  for (const one of fusedSteps(bundle, step).toReversed()) {
    const processor = await persist(options, "bundle-unavailable", () => processorOf(options, one));
    const producing = connection.producing(one.producerProfile);
    await persist(options, "start-failed", () => producing.counts.load(writtenTopicsOf(one)));
    const inner = (one.internalOutputs ?? []).flatMap(({ name, targetStep }) => {
      const target = started.get(targetStep);
      return target === undefined ? [] : [{ output: name, step: target }];
    });
    started.set(one.name, { step: one, processor, producing, inner });
  }
  const first = started.get(step.name);
  invariant(first, "the step itself is among the steps that begin with it");
  return first;
}

/** The slot's partition of each retry topic, in the pipeline's own group: what is there was put there by the pipeline. */
async function takeTiers(
  options: SlotStartOptions,
  place: Place & { readonly bundle: Bundle },
): Promise<readonly TierPosition[]> {
  const { partition } = options.life.held.slot;
  const group = consumerGroupOf(place.bundle.pipeline);
  const { counts } = place.connection.producing(place.step.producerProfile);
  return Promise.all(
    tiersOf(place.step).map(async ({ topic, delayMs }) => {
      if (counts.of(topic) <= partition)
        throw new Error(`${topic} has no partition ${partition}: it needs as many as the step's input`);
      const input: BundleInput = { topic, group, groupOwner: "pipeline", start: { kind: "earliest" } };
      return { topic, partition, delayMs, position: await takePosition(options, { ...place, input }) };
    }),
  );
}

async function parkedKeysOf(
  { stopped }: SlotStartOptions,
  { step, connection }: Place,
  tiers: readonly TierPosition[],
): Promise<ParkedKeys | undefined> {
  if (step.retry.tiers?.order !== "topic-with-key") return undefined;
  const reader = connection.client.reader();
  try {
    return await findParkedKeys({ reader, offsets: connection.client.offsets }, tiers, stopped);
  } finally {
    await reader.close();
  }
}

function readingOf(bundle: Bundle, { slot }: HeldSlot): ReadingStep {
  const reading = readingStepOf(bundle, slot.topic);
  if (reading === undefined || bundle.pipeline !== slot.pipeline)
    throw new Refusal("topic-not-named", `no step of the compiled pipeline ${bundle.pipeline} reads ${slot.topic}`);
  return reading;
}

async function processorOf({ context, life, stopped }: SlotStartOptions, step: BundleStep): Promise<Processor> {
  const { slot } = life.held;
  if (step.processor.kind === "module" && context.options.modules === "deny")
    throw new Refusal("modules-denied", `step ${step.name} runs a module, which this engine's settings deny`);
  const place = { pipeline: slot.pipeline, step: step.name, topic: slot.topic, partition: slot.partition };
  try {
    return await createProcessor(step, place, { modules: context.modules, remote: context.remote, ended: stopped });
  } catch (cause) {
    const isFinal = step.processor.kind === "builtin" || cause instanceof InvalidModuleError;
    if (isFinal && cause instanceof Error)
      throw new Refusal("invalid-processor", `step ${step.name}: ${cause.message}`, { cause });
    throw cause;
  }
}

type Place = ReadingStep & { readonly connection: Connection; readonly metadata: string };

/** The position in a topic of the slot's, committed again with our token. */
async function takePosition(options: SlotStartOptions, place: Place): Promise<bigint> {
  const committed = await place.connection.group(place.input.group).committed(partitionOf(options, place));
  const offset = committed.offset ?? (await firstPosition(options, place));
  await commitPosition(options, place, offset);
  return offset;
}

const partitionOf = ({ life }: SlotStartOptions, { input }: Place): TopicPartition => ({
  topic: input.topic,
  partition: life.held.slot.partition,
});

async function firstPosition(options: SlotStartOptions, place: Place): Promise<bigint> {
  const { input, connection } = place;
  const { topic, partition } = partitionOf(options, place);
  if (input.groupOwner === "operator")
    throw new NotYet(
      "operator-group-without-offset",
      `the group ${input.group} has no offset for ${topic}/${partition}: its operator has to set one`,
    );
  const [found] = await startOffsets(connection.client.offsets, [{ topic, partition }], input.start);
  invariant(found, "the broker answers for each partition");
  if (!found.ok) throw found.error;
  return found.offset;
}

/** Commits through the group's session, so that slots that start together share the request. */
async function commitPosition(options: SlotStartOptions, place: Place, offset: bigint): Promise<void> {
  const { life } = options;
  const outcome: { error?: Error; isDone?: boolean } = {};
  const session = place.connection.group(place.input.group);
  const member = {
    ...partitionOf(options, place),
    metadata: place.metadata,
    get offsetToCommit() {
      return outcome.isDone === true ? undefined : offset;
    },
    mayCommit: () => life.mayAct(),
    committed: () => {
      outcome.isDone = true;
    },
    commitFailed: (error: Error & { readonly kind: string }) => {
      outcome.error =
        error.kind === "group-has-members" ? new NotYet("group-has-members", error.message, { cause: error }) : error;
    },
  };
  await session.commitNow(member);
  session.forget(member);
  if (outcome.isDone === true) return;
  throw outcome.error ?? new Error("the position could not be committed yet");
}

/** Tries until it succeeds, with back-off; tells why it waits. */
async function persist<T>(options: SlotStartOptions, reason: WaitReason, act: () => Promise<T>): Promise<T> {
  const { context, trouble, stopped } = options;
  let current: WaitReason | undefined;
  for (let failures = 1; ; failures += 1) {
    stopped.throwIfAborted();
    try {
      const value = await act();
      if (current !== undefined) trouble.gone(current);
      return value;
    } catch (error) {
      if (error instanceof Refusal) throw error;
      stopped.throwIfAborted();
      const now = error instanceof NotYet ? error.reason : reason;
      if (current !== undefined && current !== now) trouble.gone(current);
      current = now;
      trouble.appeared(now, error instanceof Error ? error.message : String(error));
    }
    await context.options.clock.sleep(backoffMs(serverBackoff, failures, context.random), stopped);
  }
}
