import { randomUUID } from "node:crypto";
import { machineClock } from "../../embedded/machine-clock.ts";
import type { ControlNote, Controls } from "../../reconcile/loop/controls.ts";
import { askForRound, changeControls, everything } from "../../reconcile/loop/controls.ts";
import { whoAmI } from "../lock-owner.ts";
import type { Servers } from "../servers.ts";

/** What an operator wants of the reconciler. */
export interface Wish {
  readonly kind: keyof Controls;
  /** Undefined: everything. */
  readonly target: string | undefined;
  readonly isWanted: boolean;
  readonly reason?: string | undefined;
  /** How long it holds; undefined: until it is taken back. */
  readonly forMs?: number | undefined;
}

/** Writes a wish down; the leading reconciler notices at once. Rejects with a `StoreError`. */
export async function tellReconciler({ store }: Servers, wish: Wish): Promise<ControlNote | undefined> {
  const { kind, target = everything, isWanted, reason, forMs } = wish;
  const nowMs = machineClock.wallMs();
  const note: ControlNote = {
    by: whoAmI(),
    sinceMs: nowMs,
    ...(reason === undefined ? {} : { reason }),
    ...(forMs === undefined ? {} : { untilMs: nowMs + forMs }),
  };
  await changeControls(store, { kind, notes: { [target]: isWanted ? note : undefined }, nowMs });
  return isWanted ? note : undefined;
}

/** Asks the leading reconciler to look at the branch and the cluster now. Rejects with a `StoreError`. */
export const askReconciler = ({ store }: Servers): Promise<void> => askForRound(store, randomUUID());
