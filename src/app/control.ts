import { randomUUID } from "node:crypto";
import { setTimeout as pauseFor } from "node:timers/promises";
import type { Hold } from "../claims/holds.ts";
import { putHold, readHolds, removeHold } from "../claims/holds.ts";
import type { WantedSlot } from "../claims/slot-keeper.ts";
import { readClaimStatus } from "../claims/status.ts";
import { SlotsTakenError } from "../claims/taken-slots.ts";
import type { Checked } from "../diagnostics/checked.ts";
import { failed } from "../diagnostics/checked.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import { machineClock } from "../embedded/machine-clock.ts";
import type { BundleInput } from "../model/bundle.ts";
import type { Digest, GroupId, PipelineName, TopicName } from "../model/names.ts";
import { slotKey } from "../model/slot.ts";
import type { HoldProgress, HoldScope, ResetCommand } from "../operate/offsets/control.ts";
import type { PartitionReset } from "../operate/offsets/reset-plan.ts";
import { planReset } from "../operate/offsets/reset-plan.ts";
import { resetOffsets } from "../operate/offsets/reset-offsets.ts";
import type { Published } from "./published.ts";
import { readPublished } from "./published.ts";
import type { Servers } from "./servers.ts";
import { whoAmI } from "./lock-owner.ts";

const pollMs = 200;

/**
 * Pauses a group or a pipeline for every engine, and waits for the slots to confirm it, at most so long. The pause stays
 * in force when that is not long enough. Can be done twice. Rejects with a `StoreError` or a `KafkaError`.
 */
export async function pause(servers: Servers, thing: HoldScope, waitMs: number): Promise<Checked<HoldProgress>> {
  const slots = await slotsUnder(servers, thing);
  if (!slots.ok) return slots;
  const known = (await readHolds(servers.store)).holds.some((hold) => isOn(hold, thing) && hold.mode === "paused");
  if (!known) await putHold(servers.store, { ...thing, mode: "paused", by: whoAmI(), sinceMs: machineClock.wallMs() });
  const progress = await confirmed(servers, { slots: slots.value, waitMs, isPaused: true });
  const warnings =
    progress.confirmed === progress.slots ? [] : [diagnostic("SLW6102", { thing: nameOf(thing), ...progress })];
  return { ok: true, value: progress, warnings };
}

/** Ends a pause, and waits for the slots to run again. Can be done twice. Rejects as `pause` does. */
export async function resume(servers: Servers, thing: HoldScope, waitMs: number): Promise<Checked<HoldProgress>> {
  const slots = await slotsUnder(servers, thing);
  if (!slots.ok) return slots;
  await removeHold(servers.store, thing);
  return { ok: true, value: await confirmed(servers, { slots: slots.value, waitMs, isPaused: false }), warnings: [] };
}

/**
 * Moves a group's offsets, or says where they would go. Nothing is changed unless all of the slots were in hand.
 * Rejects as `pause` does.
 */
export async function reset(servers: Servers, command: ResetCommand): Promise<Checked<readonly PartitionReset[]>> {
  const chosen = await chosenSlots(servers, command);
  if (!chosen.ok) return chosen;
  const { group, slots } = chosen.value;
  const client = servers.kafka.client();
  try {
    if (command.dryRun) {
      const partitions = slots.map(({ slot: { topic, partition } }) => ({ topic, partition }));
      const question = { group, partitions, strategy: command.strategy, nowMs: machineClock.wallMs() };
      return { ok: true, value: await planReset(client.offsets, question), warnings: [] };
    }
    const value = await resetOffsets(
      { offsets: client.offsets, store: servers.store, clock: machineClock },
      {
        group,
        slots,
        strategy: command.strategy,
        id: randomUUID(),
        label: `reset by ${whoAmI()}`,
        leaseMs: 5_000,
        waitMs: command.waitMs,
        random: Math.random,
      },
    );
    return { ok: true, value, warnings: [] };
  } catch (error) {
    if (!(error instanceof SlotsTakenError)) throw error;
    const names = error.slots.map(({ topic, partition }) => `${topic}/${partition}`).join(", ");
    return failed(diagnostic("SLW6104", { slots: names, waitedMs: command.waitMs }));
  } finally {
    await client.close();
  }
}

/** The hold on a pipeline's entry, if there is one. Rejects with a `StoreError`. */
export async function entryHold(servers: Servers, pipeline: string): Promise<Hold | undefined> {
  return (await readHolds(servers.store)).holds.find((hold) => isOn(hold, { scope: "pipeline", name: pipeline }));
}

const isOn = (hold: Hold, { scope, name }: HoldScope): boolean => hold.scope === scope && hold.name === name;
const nameOf = ({ scope, name }: HoldScope): string => `The ${scope} ${name}`;

interface ReadInput {
  readonly pipeline: PipelineName;
  readonly digest: Digest;
  readonly input: BundleInput;
}

function inputsOf({ manifest, bundles }: Published): readonly ReadInput[] {
  const digests = manifest.pipelines as Readonly<Record<string, Digest>>;
  return bundles.flatMap(({ pipeline, steps }) => {
    const digest = digests[pipeline];
    if (digest === undefined) return [];
    return steps.flatMap(({ inputs }) => inputs.map((input) => ({ pipeline, digest, input })));
  });
}

async function slotsUnder(servers: Servers, { scope, name }: HoldScope): Promise<Checked<readonly WantedSlot[]>> {
  const published = await readPublished(servers);
  const inputs = inputsOf(published);
  const concerned = inputs.filter(({ pipeline, input }) => name === (scope === "group" ? input.group : pipeline));
  if (concerned.length === 0) return failed(unknownThing({ scope, name }, inputs));
  return { ok: true, value: await slotsOf(servers, concerned), warnings: [] };
}

function unknownThing({ scope, name }: HoldScope, inputs: readonly ReadInput[]): ReturnType<typeof diagnostic> {
  const known = (names: readonly string[]): string => [...new Set(names)].join(", ") || "none";
  return scope === "group"
    ? diagnostic("SLW6101", { group: name, known: known(inputs.map(({ input }) => input.group)) })
    : diagnostic("SLW7011", { name, known: known(inputs.map(({ pipeline }) => pipeline)) });
}

async function slotsOf(servers: Servers, inputs: readonly ReadInput[]): Promise<readonly WantedSlot[]> {
  const client = servers.kafka.client();
  const reader = client.reader();
  try {
    const counts = await reader.partitionCounts([...new Set<TopicName>(inputs.map(({ input }) => input.topic))]);
    return inputs.flatMap(({ pipeline, digest, input: { topic, group } }) =>
      Array.from({ length: counts.get(topic) ?? 0 }, (_, partition) => ({
        slot: { pipeline, topic, partition },
        digest,
        group,
      })),
    );
  } finally {
    await reader.close();
    await client.close();
  }
}

interface ChosenSlots {
  readonly group: GroupId;
  readonly slots: readonly WantedSlot[];
}

async function chosenSlots(servers: Servers, command: ResetCommand): Promise<Checked<ChosenSlots>> {
  const inputs = inputsOf(await readPublished(servers));
  const ofGroup = inputs.filter(({ input }) => input.group === command.group);
  const [first] = ofGroup;
  if (first === undefined) return failed(unknownThing({ scope: "group", name: command.group }, inputs));
  const foreign = ofGroup.filter(({ input }) => input.groupOwner === "operator").map(({ input }) => input.topic);
  if (foreign.length > 0 && !command.force)
    return failed(diagnostic("SLW6103", { group: command.group, topics: foreign.join(", ") }));
  const all = await slotsOf(servers, ofGroup);
  const slots = all.filter(
    ({ slot }) =>
      (command.topic === undefined || slot.topic === command.topic) &&
      (command.partition === undefined || slot.partition === command.partition),
  );
  if (slots.length > 0) return { ok: true, value: { group: first.input.group, slots }, warnings: [] };
  const place = [command.topic ?? "*", command.partition ?? "*"].join("/");
  const known = [...new Set(all.map(({ slot }) => slot.topic))].map(
    (topic) => `${topic} (${all.filter(({ slot }) => slot.topic === topic).length} partitions)`,
  );
  return failed(diagnostic("SLW6107", { place, known: known.join(", ") }));
}

interface Confirmation {
  readonly slots: readonly WantedSlot[];
  readonly waitMs: number;
  readonly isPaused: boolean;
}

/** Waits until every slot stands still, or runs again; one without a living owner stands still. */
async function confirmed(servers: Servers, { slots, waitMs, isPaused }: Confirmation): Promise<HoldProgress> {
  const untilMs = machineClock.monotonicMs() + waitMs;
  const keys = new Set(slots.map(({ slot }) => slotKey(slot)));
  for (;;) {
    const { slots: claims } = await readClaimStatus(servers.store);
    const running = claims.filter(
      ({ slot, state, leaseState, paused }) =>
        keys.has(slotKey(slot)) && state !== "free" && leaseState !== "revoked" && paused !== true,
    );
    const done = isPaused ? keys.size - running.length : running.length;
    if (done === keys.size || machineClock.monotonicMs() >= untilMs) return { slots: keys.size, confirmed: done };
    await pauseFor(pollMs);
  }
}
