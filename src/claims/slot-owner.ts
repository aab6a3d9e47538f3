import type { Digest } from "../model/names.ts";
import type { Slot } from "../model/slot.ts";

/** A slot that this engine holds, with the token of its claim. */
export interface HeldSlot {
  readonly slot: Slot;
  /** The bundle that the slot runs; another digest is a hand-over of the slot. */
  readonly digest: Digest;
  /** Stand still: the offset is kept alive, but nothing is read, processed or written. */
  readonly paused?: true;
  /** Grows with every claim of the slot; goes into the metadata of each commit. */
  readonly token: number;
  /**
   * Whether the engine may still act for the slot: asked before each produce and each commit (design, section 6).
   * Once false it stays false.
   */
  readonly guard: () => boolean;
}

/** What the slot manager asks of the engine. */
export interface SlotOwner {
  /**
   * The greatest token in the metadata of the slot's committed offset, or 0. Asked before the slot is claimed, with the
   * bundle that it is to run.
   */
  committedToken(slot: Slot, digest: Digest): Promise<number>;
  /** The slot is ours: begin to read from its committed offset. */
  acquired(held: HeldSlot): void;
  /** Hand the slot over: finish what is in flight, commit, resolve. Afterwards the claim is marked free. */
  release(held: HeldSlot): Promise<void>;
  /** The slot is lost: drop everything at once; the guard already says no. */
  lost(held: HeldSlot): void;
}
