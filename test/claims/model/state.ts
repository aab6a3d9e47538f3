/** A state of the model, and what is true of it. */
import { own, phase, request, tenure } from "./layout.ts";
import type { Layout } from "./layout.ts";
import type { Rules } from "./rules.ts";

export type State = Int8Array;

export interface Model {
  readonly layout: Layout;
  readonly rules: Rules;
}

/** One atomic step of the protocol, of the network or of the world; `next` changes the state that it is given. */
export interface Step {
  readonly name: string;
  readonly next: (state: State) => void;
  /** Part of the orderly schedule, in which nothing fails. */
  readonly orderly: boolean;
  /** Time may pass before it, since a fault has delayed it. */
  readonly mayWait?: boolean;
}

export function initialState({ layout }: Model): State {
  const state = new Int8Array(layout.size);
  const { config } = layout;
  state[layout.claimsLeft] = config.claims;
  state[layout.faultsLeft] = config.faults;
  state[layout.crashesLeft] = config.crashes;
  state[layout.restoresLeft] = config.restores;
  state[layout.snapshotsLeft] = config.snapshots;
  config.slowTicks.forEach((ticks, engine) => (state[layout.slowLeft + engine] = ticks));
  config.fastTicks.forEach((ticks, engine) => (state[layout.fastLeft + engine] = ticks));
  return state;
}

export const at = (state: State, place: number): number => state[place] ?? 0;

/** Whether the engine acts for the slot under this lease: its guard says yes, its token is committed, no wait is left. */
export function acts({ layout, rules }: Model, state: State, [id, slot]: readonly [number, number]): boolean {
  const [life, held] = [layout.tenure(id), layout.own(id, slot)];
  if (at(state, held + own.token) === 0 || at(state, held + own.committed) === 0) return false;
  if (at(state, held + own.wait) > 0 || !isAlive(state, life, rules)) return false;
  return at(state, life + tenure.sentMono) >= 0 && guardSays({ layout, rules }, state, life);
}

/** A lost lease's slots are dropped, so only the mutation asks its guard again. */
export function isAlive(state: State, life: number, rules: Rules): boolean {
  const now = at(state, life + tenure.phase);
  return now === phase.running || (rules.mutation.renewalRevives === true && now === phase.lost);
}

export const guardSays = ({ rules }: Model, state: State, life: number): boolean =>
  rules.guard(at(state, life + tenure.sentMono), at(state, life + tenure.sentWall));

export const mayStep = (layout: Layout, state: State, id: number): boolean =>
  at(state, layout.tenure(id) + tenure.phase) === phase.running && !isPaused(layout, state, id);

export const isPaused = (layout: Layout, state: State, id: number): boolean =>
  at(state, layout.paused + (layout.engineOf[id] ?? 0)) === 1;

/** The wait is over and the owner's token is not committed yet. */
export function mayCommit(layout: Layout, state: State, [id, slot]: readonly [number, number]): boolean {
  const held = layout.own(id, slot);
  return at(state, held + own.token) > 0 && at(state, held + own.committed) + at(state, held + own.wait) === 0;
}

export function isAnothers(layout: Layout, state: State, [id, slot]: readonly [number, number]): boolean {
  const held = layout.own(id, slot);
  return at(state, held + own.token) > 0 && at(state, held + own.version) !== at(state, layout.storeClaim(slot));
}

export function lose({ layout, rules }: Model, state: State, id: number): void {
  const life = layout.tenure(id);
  state[life + tenure.phase] = phase.lost;
  state[life + tenure.version] = 0;
  if (rules.mutation.renewalRevives === true) return;
  state[life + tenure.sentMono] = -1;
  state[life + tenure.sentWall] = 0;
  for (let slot = 0; slot < layout.config.slots; slot += 1) drop(state, layout.own(id, slot));
}

/** Lets go of a slot; what left the guard a moment ago may still be on its way to the socket. */
export function drop(state: State, held: number): void {
  const linger = at(state, held + own.linger);
  state.fill(0, held, held + own.size);
  state[held + own.linger] = linger;
}

/** The lease was written: every engine sees it change. */
export function seenNew(layout: Layout, state: State, id: number): void {
  layout.config.leases.forEach((_, engine) => (state[layout.age(engine, id)] = 0));
}

export function delays(
  layout: Layout,
  state: State,
  { place, what }: { readonly place: number; readonly what: string },
): readonly Step[] {
  if (at(state, place) === 1 || at(state, layout.faultsLeft) === 0) return [];
  const next = (following: State): void => {
    following[layout.faultsLeft]! -= 1;
    following[place] = 1;
  };
  return [{ name: `${what} is delayed`, orderly: false, next }];
}

/** Versions only grow. Only which are equal matters, so `canonical` keeps the numbers small. */
export const newVersion = (state: State, places: readonly number[]): number =>
  Math.max(...places.map((place) => at(state, place))) + 1;

export function requestVersions(layout: Layout, state: State, slot: number): readonly number[] {
  const places = expectations(layout, state, (kind, target) => kind === request.claim && target === slot);
  for (let id = 0; id < layout.leaseCount; id += 1) {
    const life = layout.tenure(id);
    if (at(state, life + tenure.freeing) === slot + 1) places.push(life + tenure.freeExpects);
  }
  return places;
}

function revokedVersions(layout: Layout, state: State, other: number): readonly number[] {
  return expectations(layout, state, (kind, target) => kind === request.revoke && target === other);
}

function expectations(layout: Layout, state: State, isMeant: (kind: number, target: number) => boolean): number[] {
  const places: number[] = [];
  for (let id = 0; id < layout.leaseCount; id += 1) {
    const life = layout.tenure(id);
    const kind = at(state, life + tenure.request);
    if (kind !== request.none && isMeant(kind, at(state, life + tenure.target))) places.push(life + tenure.expects);
  }
  return places;
}

/** Equal states have equal bytes afterwards: versions are replaced by their ranks. */
export function canonical({ layout }: Model, state: State): State {
  for (let id = 0; id < layout.leaseCount; id += 1)
    rank(state, layout.leaseVersions[id]!, revokedVersions(layout, state, id));
  for (let slot = 0; slot < layout.config.slots; slot += 1)
    rank(state, layout.claimVersions[slot]!, requestVersions(layout, state, slot));
  return state;
}

function rank(state: State, places: readonly number[], more: readonly number[]): void {
  let used = 0;
  for (const place of places) used |= 1 << at(state, place);
  for (const place of more) used |= 1 << at(state, place);
  // Dense already, as in most states.
  if (((used | 1) & ((used | 1) + 1)) === 0) return;
  for (const place of places) state[place] = rankOf(used, at(state, place));
  for (const place of more) state[place] = rankOf(used, at(state, place));
}

function rankOf(used: number, value: number): number {
  if (value === 0) return 0;
  let count = 1;
  for (let below = used & ((1 << value) - 1) & ~1; below !== 0; below &= below - 1) count += 1;
  return count;
}
