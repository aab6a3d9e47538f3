import type { Slot } from "../model/slot.ts";
import type { LeaseLoss } from "./lease-guard.ts";

/** What a slot manager tells whoever wants to know, for logs and status; nothing is decided by it. */
export type SlotNote =
  | { readonly kind: "lease-held"; readonly lease: string }
  | { readonly kind: "lease-lost"; readonly lease: string; readonly loss: LeaseLoss }
  | { readonly kind: "lease-revoked"; readonly lease: string; readonly label: string }
  /** Who advises the engines now, and who gave that up. */
  | { readonly kind: "coordinator-elected" | "coordinator-resigned"; readonly lease: string; readonly token: number }
  /** A coordinator's advice: how many engines have slots, and how many slots changed hands with it. */
  | { readonly kind: "slots-assigned"; readonly engines: number; readonly changed: number }
  /** No coordinator for three leases: this engine takes what is free by itself, or has ceased to. */
  | { readonly kind: "uncoordinated" | "coordinated" }
  /** Without that the engine is found by no coordinator, for as long as it lasts. */
  | { readonly kind: "membership-failed"; readonly error: unknown }
  | { readonly kind: "slot-acquired" | "slot-released"; readonly slot: Slot; readonly token: number }
  /** The engine could not say that it has finished: what was in flight may be delivered twice. */
  | { readonly kind: "slot-abandoned"; readonly slot: Slot; readonly token: number; readonly error?: unknown }
  /** The claim was written by another hand, for example by an operator. */
  | { readonly kind: "slot-lost"; readonly slot: Slot; readonly token: number }
  /** Claimed, but the store has forgotten an earlier owner, who may still act for so long. */
  | { readonly kind: "slot-waits"; readonly slot: Slot; readonly waitMs: number }
  | { readonly kind: "store-failed"; readonly error: unknown }
  /** `committedToken` of the engine rejected, so the slot can't be claimed yet. */
  | { readonly kind: "engine-failed"; readonly slot: Slot; readonly error: unknown };
