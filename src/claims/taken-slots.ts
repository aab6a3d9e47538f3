import { slotKey } from "../model/slot.ts";
import type { Slot } from "../model/slot.ts";
import type { Clock } from "../model/clock.ts";
import type { WantedSlot } from "./slot-keeper.ts";
import type { HeldSlot, SlotOwner } from "./slot-owner.ts";
import type { ClaimStore } from "./store.ts";
import { Tenure } from "./tenure.ts";
import { Wakeup } from "./wakeup.ts";

export interface TakeRequest {
  readonly store: ClaimStore;
  readonly clock: Clock;
  readonly slots: readonly WantedSlot[];
  /** Never used before; also the id of the lease. */
  readonly id: string;
  /** For whoever looks at the claims meanwhile. */
  readonly label: string;
  readonly leaseMs: number;
  readonly committedToken: SlotOwner["committedToken"];
  /** How long their owners may take to let go of them. */
  readonly waitMs: number;
  readonly random: () => number;
}

/** Slots that their owners have not let go of in time. Nothing was done. */
export class SlotsTakenError extends Error {
  readonly slots: readonly Slot[];

  constructor(slots: readonly Slot[]) {
    super(`${slots.length} slots were not let go of in time`);
    this.name = "SlotsTakenError";
    this.slots = slots;
  }
}

/**
 * Does something with all of these slots in hand, claimed as engines claim them under a lease of its own, and frees them
 * afterwards. Take them out of what engines want first (`holds.ts`), or they stay with their owners. Slots of the dead
 * are taken when their lease has been silent for long enough. Rejects with a `SlotsTakenError`, and with what the work
 * rejects with.
 */
export async function withTakenSlots<T>(
  request: TakeRequest,
  work: (held: readonly HeldSlot[]) => Promise<T>,
): Promise<T> {
  const { clock, slots, waitMs } = request;
  const wakeup = new Wakeup(clock);
  const held = new Map<string, HeldSlot>();
  const tenure = tenureOf(request, held, () => wakeup.notify());
  const running = tenure.run();
  try {
    await tenure.leave(0);
    const untilMs = clock.monotonicMs() + waitMs;
    while (held.size < slots.length && clock.monotonicMs() < untilMs) await wakeup.wait(untilMs - clock.monotonicMs());
    const missing = slots.filter(({ slot }) => !held.has(slotKey(slot)));
    if (missing.length > 0) throw new SlotsTakenError(missing.map(({ slot }) => slot));
    return await work([...held.values()]);
  } finally {
    await tenure.stop(request.leaseMs);
    await running;
  }
}

function tenureOf(request: TakeRequest, held: Map<string, HeldSlot>, changed: () => void): Tenure {
  const { store, clock, slots, id, label, leaseMs, committedToken, random } = request;
  const wanted = new Map(slots.map((slot) => [slotKey(slot.slot), slot]));
  const forget = ({ slot }: HeldSlot): void => {
    held.delete(slotKey(slot));
    changed();
  };
  return new Tenure({
    store,
    clock,
    engine: id,
    lease: id,
    label,
    leaseMs,
    releaseMs: leaseMs,
    random,
    advice: () => ({ kind: "all", wanted }),
    roleChanged: () => undefined,
    note: () => undefined,
    owner: {
      committedToken,
      acquired: (slot) => {
        held.set(slotKey(slot.slot), slot);
        changed();
      },
      release: (slot) => Promise.resolve(forget(slot)),
      lost: forget,
    },
  });
}
