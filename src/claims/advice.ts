import type { WantedSlot } from "./slot-keeper.ts";

/**
 * What an engine goes by. `alone`: there is no coordinator, so it computes its share of these slots. `assigned`: it
 * takes these slots. `all`: it takes these slots as well, and nobody else is there to revoke the leases of the dead.
 * `keep`: nothing was said yet, so it goes on with what it has.
 */
export type Advice =
  | { readonly kind: "alone" | "assigned" | "all"; readonly wanted: ReadonlyMap<string, WantedSlot> }
  | { readonly kind: "keep" };

/** Whether all claims and leases concern it, because it decides for itself. */
export const decidesAlone = ({ kind }: Advice): boolean => kind === "alone" || kind === "all";
