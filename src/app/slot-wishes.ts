import { setTimeout as pause } from "node:timers/promises";
import type { Participants } from "../claims/coordination/participants.ts";
import { readParticipants } from "../claims/coordination/participants.ts";
import { changeWishes, readWishes } from "../claims/coordination/wishes.ts";
import type { Wishes } from "../claims/coordination/wishes.ts";
import { readClaimStatus } from "../claims/status.ts";
import type { SlotStatus } from "../claims/status.ts";
import type { Checked } from "../diagnostics/checked.ts";
import { failed } from "../diagnostics/checked.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import { slotKey } from "../model/slot.ts";
import type { Slot } from "../model/slot.ts";
import { readSlots } from "./slots.ts";
import type { Servers } from "./servers.ts";

type Engine = Participants["engines"][number];

/** A slot at its new owner, whose own claim says so. */
export interface MovedSlot {
  readonly slot: Slot;
  readonly label: string;
  readonly engine: string;
  readonly token: number;
}

interface Waiting {
  /** How long to wait until the new holders have confirmed it. */
  readonly waitMs: number;
  readonly onMoved: (moved: MovedSlot) => void;
}

export interface MoveRequest extends Waiting {
  /** As `slots` shows it: topic and partition. */
  readonly slot: string;
  readonly pipeline: string | undefined;
  /** A label or an id; undefined takes an earlier wish back. */
  readonly to: string | undefined;
}

export interface DrainRequest extends Waiting {
  /** A label or an id. */
  readonly engine: string;
  readonly undo: boolean;
}

const lookEveryMs = 200;

/**
 * Asks for a slot to lie on an engine, for as long as that takes part, and waits until that engine's claim says so.
 * Rejects with a `StoreError` or a `KafkaError`.
 */
export async function moveSlot(servers: Servers, request: MoveRequest): Promise<Checked<undefined>> {
  const overview = await readSlots(servers, { pipeline: request.pipeline });
  if (!overview.ok) return overview;
  const slot = slotNamed(
    request.slot,
    overview.value.slots.map((line) => line.slot),
  );
  if (!slot.ok) return slot;
  const { engines } = overview.value.participants;
  const key = slotKey(slot.value);
  const withoutIt = (wishes: Wishes): Wishes => ({
    ...wishes,
    pinned: wishes.pinned.filter((pin) => slotKey(pin.slot) !== key),
  });
  if (request.to === undefined) {
    await changeWishes(servers.store, (wishes) => withoutIt(ofLiving(wishes, engines)));
    return done;
  }
  const target = engineNamed(request.to, engines);
  if (!target.ok) return target;
  const { engine, label } = target.value;
  await changeWishes(servers.store, (wishes) => {
    const { drained, pinned } = withoutIt(ofLiving(wishes, engines));
    return { drained, pinned: [...pinned, { slot: slot.value, engine }] };
  });
  const what = `The move of ${nameOf(slot.value)} to ${label}`;
  return confirmed(servers, request, { what, slots: new Set([key]), isDone: ({ owner }) => owner === engine });
}

/**
 * Asks for an engine to be emptied, and waits until the slots that it has are held by others. It gets no slots until the
 * wish is taken back, or its process ends. Rejects as `moveSlot` does.
 */
export async function drainEngine(servers: Servers, request: DrainRequest): Promise<Checked<undefined>> {
  const claims = await readClaimStatus(servers.store);
  const { engines } = await readParticipants(servers, claims.engines);
  const found = engineNamed(request.engine, engines);
  if (!found.ok) return found;
  const { engine, label } = found.value;
  const without = (wishes: Wishes): readonly string[] => wishes.drained.filter((one) => one !== engine);
  if (request.undo) {
    await changeWishes(servers.store, (wishes) => ({ ...ofLiving(wishes, engines), drained: without(wishes) }));
    return done;
  }
  const { drained } = await readWishes(servers.store);
  if (!engines.some((other) => other.engine !== engine && !drained.includes(other.engine)))
    return failed(diagnostic("SLW3024", { engine: label }));
  await changeWishes(servers.store, (wishes) => {
    const { drained: before, pinned } = ofLiving(wishes, engines);
    return { drained: [...new Set([...before, engine])], pinned: pinned.filter((pin) => pin.engine !== engine) };
  });
  const slots = new Set(claims.slots.flatMap((claim) => (isHeldBy(claim, engine) ? [slotKey(claim.slot)] : [])));
  return confirmed(servers, request, { what: `The drain of ${label}`, slots, isDone: ({ owner }) => owner !== engine });
}

const done: Checked<undefined> = { ok: true, value: undefined, warnings: [] };

/** Without those about engines that are gone: ids are never used again. */
function ofLiving({ drained, pinned }: Wishes, engines: readonly Engine[]): Wishes {
  const living = new Set(engines.map(({ engine }) => engine));
  return { drained: drained.filter((one) => living.has(one)), pinned: pinned.filter((pin) => living.has(pin.engine)) };
}

const nameOf = ({ topic, partition }: Slot): string => `${topic}/${partition}`;
const isHeldBy = ({ owner, state }: SlotStatus, engine: string): boolean => owner === engine && state !== "free";

interface Wish {
  readonly what: string;
  readonly slots: ReadonlySet<string>;
  readonly isDone: (claim: SlotStatus) => boolean;
}

/** Only what the new holder's claim says counts: under a living lease, and in the state `held`. */
async function confirmed(servers: Servers, { waitMs, onMoved }: Waiting, wish: Wish): Promise<Checked<undefined>> {
  const deadlineMs = performance.now() + waitMs;
  const open = new Set(wish.slots);
  for (;;) {
    const { slots, engines } = await readClaimStatus(servers.store);
    for (const claim of slots) {
      const key = slotKey(claim.slot);
      const isThere = claim.state === "held" && claim.leaseState === "active" && wish.isDone(claim);
      if (!isThere || !open.delete(key)) continue;
      onMoved({ slot: claim.slot, label: claim.label, engine: claim.owner, token: claim.token });
    }
    if (open.size === 0) return done;
    if (performance.now() > deadlineMs) {
      const { coordinator } = await readParticipants(servers, engines);
      const left = slots.filter((claim) => open.has(slotKey(claim.slot))).map(stateText);
      const state = [...left, ...(coordinator === undefined ? ["there is no coordinator"] : [])].join(", ");
      return failed(diagnostic("SLW3023", { what: wish.what, seconds: Math.round(waitMs / 1000), state }));
    }
    await pause(lookEveryMs);
  }
}

const stateText = ({ slot, label, state, leaseState }: SlotStatus): string =>
  state === "free" || leaseState !== "active"
    ? `nobody holds ${nameOf(slot)}`
    : `${nameOf(slot)} is ${state} by ${label}`;

function slotNamed(name: string, slots: readonly Slot[]): Checked<Slot> {
  const found = slots.filter((slot) => nameOf(slot) === name);
  const [first] = found;
  if (first === undefined) return failed(diagnostic("SLW3020", { slot: name, known: some(slots.map(nameOf)) }));
  if (found.length > 1)
    return failed(diagnostic("SLW3022", { name, candidates: found.map(({ pipeline }) => pipeline).join(", ") }));
  return { ok: true, value: first, warnings: [] };
}

function engineNamed(name: string, engines: readonly Engine[]): Checked<Engine> {
  const found = engines.filter(({ engine, label }) => engine === name || label === name);
  const [first] = found;
  if (first === undefined)
    return failed(diagnostic("SLW3021", { engine: name, known: some(engines.map(({ label }) => label)) }));
  if (found.length > 1)
    return failed(diagnostic("SLW3022", { name, candidates: found.map(({ engine }) => engine).join(", ") }));
  return { ok: true, value: first, warnings: [] };
}

/** The first few names: the whole list is what `slots` shows. */
function some(names: readonly string[]): string {
  const [few, rest] = [names.slice(0, 5), names.length - 5];
  return names.length === 0 ? "none" : `${few.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
