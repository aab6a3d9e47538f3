import type { Revision } from "../../model/names.ts";
import type { LoopTiming } from "./timing.ts";
import { backoffMs, jittered } from "./timing.ts";

/**
 * What a reconciler's loop knows between two actions: a value. It is level-based: nothing says what has changed, only
 * what the branch stands for, what is in force, and when to look again. Times are monotonic milliseconds.
 */
export interface LoopState {
  /** What the branch stood for at the last look; undefined before the first that succeeded. */
  readonly head: Revision | undefined;
  /** The newest revision that compiled: it stays in force, and is kept converged, until another one compiles. */
  readonly inForce: Revision | undefined;
  /** What was in force before this process led, for as long as the head is of no use. */
  readonly remembered: Revision | undefined;
  /** Revisions that don't compile: a terminal error, not tried again until the branch moves. */
  readonly refused: readonly Revision[];
  readonly nextFetchMs: number;
  readonly nextCompileMs: number;
  readonly nextConvergeMs: number;
  readonly lastFetchMs: number | undefined;
  /** Failures in a row, by what failed. */
  readonly failures: Readonly<Record<"fetch" | "compile" | "converge", number>>;
}

export type LoopAction =
  | { readonly kind: "fetch" }
  | { readonly kind: "compile"; readonly revision: Revision }
  | { readonly kind: "converge"; readonly revision: Revision }
  | { readonly kind: "wait"; readonly untilMs: number };

/**
 * `settled`: the cluster is as the revision asks for, or what is left waits for people: only another input helps.
 * `unconfirmed`: something differs that hasn't been seen twice. `failed`: try again, later each time.
 */
export type ConvergeEnd = "settled" | "unconfirmed" | "failed";

export type LoopEvent =
  | { readonly kind: "fetched"; readonly head: Revision }
  | { readonly kind: "fetch-failed" }
  | { readonly kind: "compiled"; readonly revision: Revision }
  | { readonly kind: "refused"; readonly revision: Revision }
  | { readonly kind: "compile-failed" }
  | { readonly kind: "converged"; readonly end: ConvergeEnd }
  /** Somebody asks for a look: at the branch (a webhook), or at the cluster (an approval, a suspension). */
  | { readonly kind: "woken"; readonly by: "branch" | "cluster" };

export function initialLoopState(nowMs: number, remembered: Revision | undefined): LoopState {
  return {
    head: undefined,
    inForce: undefined,
    remembered,
    refused: [],
    nextFetchMs: nowMs,
    nextCompileMs: nowMs,
    nextConvergeMs: nowMs,
    lastFetchMs: undefined,
    failures: { fetch: 0, compile: 0, converge: 0 },
  };
}

/**
 * The revision that should be compiled next: the head; or what was in force before, while the head is refused or the
 * repository gives no answer.
 */
function candidateOf({ head, inForce, refused, remembered, failures }: LoopState): Revision | undefined {
  const isUsable = (revision: Revision | undefined): boolean => revision !== undefined && !refused.includes(revision);
  if (isUsable(head)) return head === inForce ? undefined : head;
  const isHeadOfNoUse = head !== undefined || failures.fetch > 0;
  return inForce === undefined && isHeadOfNoUse && isUsable(remembered) ? remembered : undefined;
}

/** What to do now. The branch comes first, so that nothing is done for a revision that is over. */
export function decide(state: LoopState, nowMs: number): LoopAction {
  if (nowMs >= state.nextFetchMs) return { kind: "fetch" };
  const candidate = candidateOf(state);
  if (candidate !== undefined && nowMs >= state.nextCompileMs) return { kind: "compile", revision: candidate };
  const { inForce } = state;
  if (inForce !== undefined && nowMs >= state.nextConvergeMs) return { kind: "converge", revision: inForce };
  const times = [
    state.nextFetchMs,
    ...(candidate === undefined ? [] : [state.nextCompileMs]),
    ...(inForce === undefined ? [] : [state.nextConvergeMs]),
  ];
  return { kind: "wait", untilMs: Math.min(...times) };
}

/** The moment of an event, a random number in [0, 1) for the jitter, and the intervals. */
export interface LoopMoment {
  readonly nowMs: number;
  readonly random: number;
  readonly timing: LoopTiming;
}

/** What the loop knows after an event. */
export function after(state: LoopState, event: LoopEvent, moment: LoopMoment): LoopState {
  const { nowMs, random, timing } = moment;
  switch (event.kind) {
    case "fetched":
      return fetched(state, event.head, moment);
    case "fetch-failed": {
      const counted = withFailure(state, "fetch");
      const delayMs = Math.max(timing.leastFetchMs, backoffMs(timing, counted.failures.fetch, random));
      return { ...counted, lastFetchMs: nowMs, nextFetchMs: nowMs + delayMs };
    }
    case "compiled": {
      const next = { ...state, inForce: event.revision, nextCompileMs: nowMs, nextConvergeMs: nowMs };
      return { ...next, failures: { ...state.failures, compile: 0, converge: 0 } };
    }
    case "refused":
      return {
        ...withoutFailures(state, "compile"),
        refused: [...state.refused, event.revision],
        nextCompileMs: nowMs,
      };
    case "compile-failed": {
      const counted = withFailure(state, "compile");
      return { ...counted, nextCompileMs: nowMs + backoffMs(timing, counted.failures.compile, random) };
    }
    case "converged":
      return converged(state, event.end, moment);
    case "woken":
      return event.by === "cluster"
        ? { ...state, nextConvergeMs: Math.min(state.nextConvergeMs, nowMs) }
        : { ...state, nextFetchMs: Math.min(state.nextFetchMs, earliestFetchMs(state, moment)) };
  }
}

/** However often somebody asks, the branch is looked at once in a while only. */
const earliestFetchMs = ({ lastFetchMs }: LoopState, { nowMs, timing }: LoopMoment): number =>
  lastFetchMs === undefined ? nowMs : Math.max(nowMs, lastFetchMs + timing.leastFetchMs);

function fetched(state: LoopState, head: Revision, { nowMs, random, timing }: LoopMoment): LoopState {
  const isMoved = head !== state.head;
  return {
    ...withoutFailures(state, "fetch"),
    head,
    // What was refused and isn't the head any more may compile by now, if the branch comes back to it: nobody knows.
    refused: isMoved ? state.refused.filter((one) => one === state.remembered) : state.refused,
    lastFetchMs: nowMs,
    nextFetchMs: nowMs + Math.max(timing.leastFetchMs, jittered(timing.pollMs, random)),
    nextCompileMs: isMoved ? nowMs : state.nextCompileMs,
  };
}

function converged(state: LoopState, end: ConvergeEnd, { nowMs, random, timing }: LoopMoment): LoopState {
  if (end === "failed") {
    const counted = withFailure(state, "converge");
    return { ...counted, nextConvergeMs: nowMs + backoffMs(timing, counted.failures.converge, random) };
  }
  const delayMs = end === "unconfirmed" ? timing.confirmMs : jittered(timing.driftMs, random);
  return { ...withoutFailures(state, "converge"), nextConvergeMs: nowMs + delayMs };
}

const withFailure = (state: LoopState, what: keyof LoopState["failures"]): LoopState => ({
  ...state,
  failures: { ...state.failures, [what]: state.failures[what] + 1 },
});

const withoutFailures = (state: LoopState, what: keyof LoopState["failures"]): LoopState => ({
  ...state,
  failures: { ...state.failures, [what]: 0 },
});
