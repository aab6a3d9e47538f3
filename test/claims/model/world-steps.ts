/** What time, machines and the store do by themselves. */
import { claim, lease, own, phase, renewal, request, tenure } from "./layout.ts";
import type { Layout } from "./layout.ts";
import { send } from "./renewal-steps.ts";
import { acts, at, drop, guardSays, lose, mayStep, seenNew } from "./state.ts";
import type { Model, State, Step } from "./state.ts";

/** Ages beyond the longest wait say no more. */
const oldest = 12;

/** One tick of time for all; each engine's monotonic clock may miss it or run ahead, within its budget. */
export function ticks(model: Model, state: State): readonly Step[] {
  const { layout } = model;
  const paces = layout.config.leases.map((_, engine) => [
    1,
    ...(at(state, layout.slowLeft + engine) > 0 ? [0] : []),
    ...(at(state, layout.fastLeft + engine) > 0 ? [2] : []),
  ]);
  let choices: readonly (readonly number[])[] = [[]];
  for (const options of paces) choices = choices.flatMap((made) => options.map((pace) => [...made, pace]));
  return choices.map((chosen) => ({
    name: `time passes (${chosen.map((pace) => ["slow", "even", "fast"][pace]).join(", ")})`,
    orderly: chosen.every((pace) => pace === 1),
    next: (next) => pass(model, next, chosen),
  }));
}

function pass(model: Model, state: State, paces: readonly number[]): void {
  const { layout } = model;
  paces.forEach((pace, engine) => {
    if (pace === 0) state[layout.slowLeft + engine]! -= 1;
    if (pace === 2) state[layout.fastLeft + engine]! -= 1;
  });
  for (let id = 0; id < layout.leaseCount; id += 1) {
    watch(layout, state, [id, paces]);
    for (let slot = 0; slot < layout.config.slots; slot += 1)
      state[layout.own(id, slot) + own.linger] = acts(model, state, [id, slot]) ? 1 : 0;
    const now = at(state, layout.tenure(id) + tenure.phase);
    if (now !== phase.unborn && now !== phase.gone) grow(model, state, [id, paces[layout.engineOf[id] ?? 0] ?? 1]);
  }
}

function grow(model: Model, state: State, [id, pace]: readonly [number, number]): void {
  const { layout } = model;
  const life = layout.tenure(id);
  if (at(state, life + tenure.sentMono) >= 0) age(state, life + tenure.sentMono, pace);
  if (at(state, life + tenure.renewal) !== renewal.none) age(state, life + tenure.renewalMono, pace);
  for (let slot = 0; slot < layout.config.slots; slot += 1) {
    const wait = layout.own(id, slot) + own.wait;
    state[wait] = Math.max(0, at(state, wait) - pace);
  }
  const isOver = at(state, life + tenure.sentMono) >= 0 && !guardSays(model, state, life);
  if (mayStep(layout, state, id) && isOver) lose(model, state, id);
}

/** Every other engine sees a lease age that lies in the store. */
function watch(layout: Layout, state: State, [id, paces]: readonly [number, readonly number[]]): void {
  const stored = layout.storeLease(id);
  if (at(state, stored + lease.revoked) === 1) return;
  // A lease that doesn't exist is waited for once a claim names it.
  if (at(state, stored + lease.version) === 0 && !isNamed(layout, state, id)) return;
  paces.forEach((pace, engine) => {
    if (engine === layout.engineOf[id]) return;
    const place = layout.age(engine, id);
    state[place] = Math.min(oldest, at(state, place) + pace);
  });
}

function isNamed(layout: Layout, state: State, id: number): boolean {
  for (let slot = 0; slot < layout.config.slots; slot += 1) {
    const stored = layout.storeClaim(slot);
    const isHeld = at(state, stored + claim.version) > 0 && at(state, stored + claim.free) === 0;
    if (isHeld && at(state, stored + claim.lease) === id) return true;
  }
  return false;
}

/** The two ages of one moment; their difference stays when they are too old to matter. */
function age(state: State, mono: number, pace: number): void {
  const beyond = Math.max(0, at(state, mono) + pace - oldest);
  state[mono] = at(state, mono) + pace - beyond;
  state[mono + 1] = Math.min(2 * oldest, at(state, mono + 1) + 1 - beyond);
}

export function worldSteps(model: Model, state: State): readonly Step[] {
  const { layout } = model;
  const steps: Step[] = [];
  const { at: from, snapshotAt, size } = layout.store;
  if (at(state, layout.snapshotsLeft) > 0)
    steps.push({
      name: "a snapshot of the store is taken",
      orderly: false,
      next: (next) => {
        next[layout.snapshotsLeft]! -= 1;
        next.copyWithin(snapshotAt, from, from + size);
      },
    });
  if (at(state, layout.restoresLeft) > 0 && !isAnyClaimUnknown(layout, state))
    steps.push({
      name: "the store is restored from the snapshot",
      orderly: false,
      next: (next) => {
        next[layout.restoresLeft]! -= 1;
        next[layout.snapshotsLeft] = 0;
        for (let id = 0; id < layout.leaseCount; id += 1) {
          const stored = layout.storeLease(id) + lease.version;
          if (at(next, stored) !== at(next, stored - from + snapshotAt)) seenNew(layout, next, id);
        }
        next.copyWithin(from, snapshotAt, snapshotAt + size);
        next.fill(0, snapshotAt, snapshotAt + size);
      },
    });
  layout.config.leases.forEach((_, engine) => {
    const born = layout.engineOf.flatMap((of, id) => (of === engine ? [id] : []));
    const isUp = born.some((id) => at(state, layout.tenure(id) + tenure.phase) === phase.running);
    if (at(state, layout.crashesLeft) > 0 && isUp)
      steps.push({ name: `engine ${engine} crashes`, orderly: false, next: (next) => crash(model, next, born) });
    steps.push(...pauses(layout, state, { engine, isUp }));
    const next = born.find((id) => at(state, layout.tenure(id) + tenure.phase) === phase.unborn);
    const isFree = born.every((id) => at(state, layout.tenure(id) + tenure.phase) !== phase.running);
    const isGone = born.some((id) => at(state, layout.tenure(id) + tenure.phase) === phase.gone);
    if (next !== undefined && isFree && !isGone && at(state, layout.paused + engine) === 0)
      steps.push({
        name: `engine ${engine} asks for lease ${next}`,
        orderly: true,
        next: (following) => begin(model, following, { id: next, born }),
      });
  });
  return steps;
}

/** From the moment in which a claim is decided until its token is committed nothing outside the store knows of it. */
function isAnyClaimUnknown(layout: Layout, state: State): boolean {
  if (layout.config.restoresAtAnyMoment === true) return false;
  for (let id = 0; id < layout.leaseCount; id += 1) {
    if (at(state, layout.tenure(id) + tenure.request) === request.claim) return true;
    for (let slot = 0; slot < layout.config.slots; slot += 1) {
      const held = layout.own(id, slot);
      if (at(state, held + own.token) > 0 && at(state, held + own.committed) + at(state, held + own.wait) === 0)
        return true;
    }
  }
  return false;
}

function pauses(
  layout: Layout,
  state: State,
  { engine, isUp }: { readonly engine: number; readonly isUp: boolean },
): readonly Step[] {
  const place = layout.paused + engine;
  if (at(state, place) === 1)
    return [{ name: `engine ${engine} goes on`, orderly: true, mayWait: true, next: (next) => (next[place] = 0) }];
  if (!isUp || at(state, layout.faultsLeft) === 0) return [];
  const next = (following: State): void => {
    following[layout.faultsLeft]! -= 1;
    following[place] = 1;
  };
  return [{ name: `engine ${engine} is paused`, orderly: false, next }];
}

function crash(model: Model, state: State, born: readonly number[]): void {
  const { layout } = model;
  state[layout.crashesLeft]! -= 1;
  for (const id of born) {
    lose(model, state, id);
    state[layout.tenure(id) + tenure.phase] = phase.gone;
    for (let slot = 0; slot < layout.config.slots; slot += 1) drop(state, layout.own(id, slot));
  }
}

/** A process that goes on to a new lease has sent what its old guard let through. */
function begin({ layout }: Model, state: State, { id, born }: { id: number; born: readonly number[] }): void {
  for (const former of born)
    for (let slot = 0; slot < layout.config.slots; slot += 1) state[layout.own(former, slot) + own.linger] = 0;
  const life = layout.tenure(id);
  state[life + tenure.phase] = phase.running;
  state[life + tenure.sentMono] = -1;
  send(state, life, 0);
}
