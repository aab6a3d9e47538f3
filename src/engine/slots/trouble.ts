import type { Slot } from "../../model/slot.ts";
import type { EngineEvent, WaitReason } from "../events.ts";

/** What keeps one slot from moving. Tells when a reason appears and when it is gone, not at each attempt between. */
export class Trouble {
  readonly #slot: Slot;
  readonly #tell: (event: EngineEvent) => void;
  readonly #reasons = new Map<WaitReason, string>();

  constructor(slot: Slot, tell: (event: EngineEvent) => void) {
    this.#slot = slot;
    this.#tell = tell;
  }

  /** Each reason with its latest message. */
  get reasons(): ReadonlyMap<WaitReason, string> {
    return this.#reasons;
  }

  appeared(reason: WaitReason, message: string): void {
    const isNew = !this.#reasons.has(reason);
    this.#reasons.set(reason, message);
    if (isNew) this.#tell({ kind: "slot-waiting", slot: this.#slot, reason, message });
  }

  gone(reason: WaitReason): void {
    if (this.#reasons.delete(reason)) this.#tell({ kind: "slot-recovered", slot: this.#slot, reason });
  }
}
