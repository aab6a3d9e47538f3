import type { Config } from "./layout.ts";
import { Layout, own, phase, tenure } from "./layout.ts";
import type { Mutation } from "./rules.ts";
import { rulesOf } from "./rules.ts";
import { acts, canonical, initialState } from "./state.ts";
import type { Model, State } from "./state.ts";
import { stepsFrom } from "./steps.ts";

export interface Found {
  readonly states: number;
  readonly transitions: number;
  /** The shortest way to a state that must not be, with what is wrong there; undefined if there is none. */
  readonly violation: { readonly what: string; readonly steps: readonly string[] } | undefined;
  /** The longest that an orderly schedule needed from any state that was tried, in ticks. */
  readonly slowestTicks: number;
}

export interface SearchOptions {
  readonly mutation?: Mutation;
  /** From every so-manieth state an orderly schedule has to give each slot an owner within the bound. */
  readonly livenessEvery?: number;
  readonly boundTicks?: number;
  readonly limit?: number;
}

/** Breadth first over every state of the model, each looked at once. */
export function search(config: Config, options: SearchOptions = {}): Found {
  const model: Model = { layout: new Layout(config), rules: rulesOf(options.mutation) };
  const first = canonical(model, initialState(model));
  const states: State[] = [first];
  const parents: number[] = [-1];
  const names: string[] = [""];
  const seen = new Set<string>([keyOf(first)]);
  let transitions = 0;
  let slowestTicks = 0;
  const pathTo = (index: number): readonly string[] =>
    index <= 0 ? [] : [...pathTo(parents[index] ?? -1), names[index] ?? ""];
  const found = (what: string, index: number): Found => ({
    states: states.length,
    transitions,
    slowestTicks,
    violation: { what, steps: pathTo(index) },
  });
  for (let index = 0; index < states.length; index += 1) {
    const state = states[index]!;
    if (options.livenessEvery !== undefined && index % options.livenessEvery === 0) {
      const ticks = ticksToOwned(model, state, options.boundTicks ?? 0);
      if (ticks === undefined) return found(`a slot has no owner within ${options.boundTicks} ticks`, index);
      slowestTicks = Math.max(slowestTicks, ticks);
    }
    for (const step of stepsFrom(model, state)) {
      const next = state.slice();
      step.next(next);
      canonical(model, next);
      transitions += 1;
      const key = keyOf(next);
      if (seen.has(key)) continue;
      seen.add(key);
      states.push(next);
      parents.push(index);
      names.push(step.name);
      const wrong = wrongIn(model, next);
      if (wrong !== undefined) return found(wrong, states.length - 1);
    }
    if (states.length > (options.limit ?? Infinity)) throw new Error(`more than ${options.limit} states`);
  }
  return { states: states.length, transitions, slowestTicks, violation: undefined };
}

const keyOf = (state: State): string => Buffer.from(state.buffer, state.byteOffset, state.length).toString("latin1");

/** What must never be: two that act for a slot, or may have a moment ago; an owner under a token that was passed. */
function wrongIn(model: Model, state: State): string | undefined {
  const { layout } = model;
  for (let slot = 0; slot < layout.config.slots; slot += 1) {
    const acting: number[] = [];
    for (let id = 0; id < layout.leaseCount; id += 1) {
      const isActing = acts(model, state, [id, slot]);
      if (isActing || state[layout.own(id, slot) + own.linger] === 1) acting.push(id);
      const isOld = isActing && (state[layout.own(id, slot) + own.token] ?? 0) < (state[layout.committed(slot)] ?? 0);
      if (isOld) return `slot ${slot} is acted for under lease ${id} though a later token was committed`;
    }
    if (acting.length > 1) return `slot ${slot} is acted for under leases ${acting.join(" and ")}`;
  }
  return undefined;
}

/**
 * Lets everything go on in order, all steps of a tick before the next tick, until each slot has an owner that acts. 0
 * where nobody could be it: no engine lives, or the model's bounds on leases and claims are used up.
 */
function ticksToOwned(model: Model, from: State, boundTicks: number): number | undefined {
  const { layout } = model;
  const state = from.slice();
  // The bound on claims is the model's; a schedule that goes on in order needs no more than these.
  state[layout.claimsLeft] = 3 * layout.config.slots;
  for (let ticks = 0; ticks <= boundTicks; ticks += 1) {
    for (let guard = 0; guard < 200; guard += 1) {
      const step = stepsFrom(model, state).find(({ orderly, name }) => orderly && !name.startsWith("time passes"));
      if (step === undefined) break;
      step.next(state);
      canonical(model, state);
    }
    if (!isAnyCapable(model, state) || isOwned(model, state)) return ticks;
    stepsFrom(model, state)
      .find(({ orderly, name }) => orderly && name.startsWith("time passes"))
      ?.next(state);
    canonical(model, state);
  }
  return undefined;
}

const isOwned = (model: Model, state: State): boolean =>
  Array.from({ length: model.layout.config.slots }, (_, slot) => slot).every((slot) =>
    model.layout.engineOf.some((_, id) => acts(model, state, [id, slot])),
  );

const isAnyCapable = ({ layout }: Model, state: State): boolean =>
  layout.engineOf.some((_, id) => state[layout.tenure(id) + tenure.phase] === phase.running);
