import { canonicalJson } from "../model/canonical-json.ts";
import type { Digest } from "../model/names.ts";
import type { GivenApproval } from "./approvals.ts";
import type { PlanInput } from "./plan-input.ts";
import type { EarlierState } from "./previous.ts";

/** What stops a whole plan until somebody approves it by its id. */
export interface PlanGuard {
  readonly id: "guard/shrunken-state";
  /** Of what would be gone. */
  readonly digest: Digest;
  readonly gone: number;
  readonly total: number;
  readonly approval?: GivenApproval;
}

/** A smaller state says nothing: half of two pipelines is one. */
const leastResources = 10;
const mostGone = 0.5;

/**
 * Whether the revision asks for so much less than the last applied one that a mistake is likelier than a wish: a folder
 * that was moved, a bad merge, a wrong `--path`. An empty state always does.
 */
export function shrinkGuard({ desired, previous, hash }: PlanInput): PlanGuard | undefined {
  if (previous.lastApplied === undefined || previous.lastApplied === desired) return undefined;
  const before = resourcesOf(previous.lastApplied);
  const after = new Set(resourcesOf(desired));
  const gone = before.filter((name) => !after.has(name)).toSorted();
  const isEmpty = after.size === 0 && before.length > 0;
  const isMuch = before.length >= leastResources && gone.length > before.length * mostGone;
  if (!isEmpty && !isMuch) return undefined;
  const digest = hash(new TextEncoder().encode(canonicalJson(gone)));
  return { id: "guard/shrunken-state", digest, gone: gone.length, total: before.length };
}

const resourcesOf = ({ pipelines, topics }: EarlierState): readonly string[] => [
  ...pipelines.map(({ name }) => `pipeline ${name}`),
  ...topics.filter(({ management }) => management === "created").map(({ name }) => `topic ${name}`),
];
