import type { PlanChange, PlanStepKind } from "./plan-document.ts";

/** A change of one kind. */
export type ChangeOf<K extends PlanStepKind> = Extract<PlanChange, { readonly kind: K }>;

/** What to make of a change, for each kind that there is. */
export type ByKind<R> = { readonly [K in PlanStepKind]: (change: ChangeOf<K>) => R };

/** The table's row for the change, applied to it. */
export const byKind = <R>(change: PlanChange, table: ByKind<R>): R =>
  (table[change.kind] as (change: PlanChange) => R)(change);
