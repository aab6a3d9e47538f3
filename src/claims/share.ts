import { assignSlots } from "./assign-slots.ts";
import type { AssignableEngine } from "./assign-slots.ts";
import type { SlotView } from "./slot-view.ts";
import type { WantedSlot } from "./slot-keeper.ts";

/** What an engine without a coordinator decides its share from. */
export interface ShareInput {
  readonly engine: string;
  readonly lease: string;
  readonly view: Pick<SlotView, "claims" | "leases">;
  /** What this engine could run, by slot key. */
  readonly wanted: ReadonlyMap<string, WantedSlot>;
  /** Slots in this engine's hands, or about to be. */
  readonly mine: Iterable<string>;
}

/**
 * This engine's share where there is no coordinator: every engine with a living lease gets an equal one, and engines
 * that read the same leases and claims agree without talking to each other.
 */
export function shareOf(input: ShareInput): ReadonlySet<string> {
  const leases = new Set([input.lease]);
  for (const [id, { record }] of input.view.leases)
    if (record?.state === "active" && record.engine !== input.engine) leases.add(id);
  const current = new Map<string, string>();
  for (const [key, { claim }] of input.view.claims)
    if (claim !== undefined && claim.state !== "free") current.set(key, claim.lease);
  for (const key of input.mine) current.set(key, input.lease);
  const engines = [...leases].map((id): AssignableEngine => ({ id, modules: true }));
  const slots = [...input.wanted].map(([key, { slot }]) => ({
    key,
    group: slot.pipeline,
    weight: 1,
    needsModules: false,
  }));
  const owners = assignSlots({ slots, engines, current });
  return new Set([...owners].flatMap(([key, lease]) => (lease === input.lease ? [key] : [])));
}
