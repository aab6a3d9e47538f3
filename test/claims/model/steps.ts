import { decisions, noticeSteps, requestSteps } from "./engine-steps.ts";
import { renewalSteps } from "./renewal-steps.ts";
import { ticks, worldSteps } from "./world-steps.ts";
import { own, request, tenure } from "./layout.ts";
import { at, mayStep } from "./state.ts";
import type { Model, State, Step } from "./state.ts";

/**
 * Every step that may come next. What an engine decides is decided from the store as it is, and reaches the store later:
 * by then it may be old. A decision from an older read can only fail its compare-and-set, and an engine that reads a
 * lease late can only steal later, so reads need no steps of their own; only that an owner sees late that its claim is
 * another's makes a difference.
 */
export function stepsFrom(model: Model, state: State): readonly Step[] {
  const { layout } = model;
  if (isDecided(model, state)) return [];
  const steps: Step[] = [...worldSteps(model, state)];
  for (let id = 0; id < layout.leaseCount; id += 1) {
    steps.push(...renewalSteps(model, state, id), ...requestSteps(model, state, id));
    if (!mayStep(layout, state, id)) continue;
    steps.push(...noticeSteps(model, state, id), ...decisions(model, state, id));
  }
  // Engines and network are prompt; what a fault has delayed or paused may wait.
  const isUrgent = steps.some(({ orderly, mayWait }) => orderly && mayWait !== true);
  return isUrgent ? steps : [...steps, ...ticks(model, state)];
}

/** No further claim can come, and no slot is in two hands: from here on owners can only become fewer. */
function isDecided({ layout, rules }: Model, state: State): boolean {
  if (at(state, layout.claimsLeft) > 0 || rules.mutation.renewalRevives === true) return false;
  for (let slot = 0; slot < layout.config.slots; slot += 1) {
    let hands = 0;
    for (let id = 0; id < layout.leaseCount; id += 1) {
      if (at(state, layout.tenure(id) + tenure.request) === request.claim) return false;
      if (at(state, layout.own(id, slot) + own.token) > 0) hands += 1;
    }
    if (hands > 1) return false;
  }
  return true;
}
