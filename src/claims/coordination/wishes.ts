import type { Clock } from "../../model/clock.ts";
import { slotKey } from "../../model/slot.ts";
import type { Slot } from "../../model/slot.ts";
import { claimSlotOf } from "../claim.ts";
import type { SlotNote } from "../slot-note.ts";
import { StoreError } from "../store.ts";
import type { ClaimStore } from "../store.ts";
import { decodeRecord, encodeRecord, isText } from "../stored-json.ts";
import type { Tuning } from "./plan-assignments.ts";

/** What operators ask of the coordinator: engines by id, which are random, so a wish ends with its engine. */
export interface Wishes {
  /** Engines that are to have no slots. */
  readonly drained: readonly string[];
  /** Slots that are to lie on one engine, for as long as that takes part. */
  readonly pinned: readonly { readonly slot: Slot; readonly engine: string }[];
}

const formatVersion = 1;
const wishesKey = "wishes";
const noWishes: Wishes = { drained: [], pinned: [] };

/** What operators have asked for. Rejects with a `StoreError`. */
export async function readWishes(store: ClaimStore): Promise<Wishes> {
  const stored = await store.get(wishesKey);
  return stored === undefined ? noWishes : decodeWishes(stored.value);
}

/** Changes the wishes; `change` is asked again where somebody else was faster. */
export async function changeWishes(store: ClaimStore, change: (wishes: Wishes) => Wishes): Promise<void> {
  for (;;) {
    const stored = await store.get(wishesKey);
    const { drained, pinned } = change(stored === undefined ? noWishes : decodeWishes(stored.value));
    const pins = pinned.map(({ slot, engine }) => ({ ...slot, engine }));
    const value = encodeRecord({ drained: [...drained], pinned: pins }, formatVersion);
    const operation = { kind: "set", key: wishesKey, value, version: stored?.version ?? 0 } as const;
    if ((await store.transact([operation])).ok) return;
  }
}

function decodeWishes(value: Uint8Array): Wishes {
  const { drained, pinned } = decodeRecord(value, formatVersion) ?? {};
  if (!Array.isArray(drained) || !drained.every(isText) || !Array.isArray(pinned))
    throw new StoreError("other", `"${wishesKey}" is not in a format that this version reads`);
  const pins = (pinned as readonly unknown[]).flatMap((pin) => {
    if (typeof pin !== "object" || pin === null) return [];
    const record = pin as Readonly<Record<string, unknown>>;
    const [slot, engine] = [claimSlotOf(record), record["engine"]];
    return slot !== undefined && isText(engine) ? [{ slot, engine }] : [];
  });
  return { drained, pinned: pins };
}

/** What else is taken into account, with the wishes. */
export function tuningWith(tuning: Tuning, { drained, pinned }: Wishes): Tuning {
  const pins = pinned.map(({ slot, engine }) => [slotKey(slot), engine] as const);
  return {
    ...tuning,
    drained: new Set([...(tuning.drained ?? []), ...drained]),
    pinned: new Map([...(tuning.pinned ?? []), ...pins]),
  };
}

export interface WishFeedOptions {
  readonly store: ClaimStore;
  readonly clock: Clock;
  readonly leaseMs: number;
  /** From 0 up to 1, for jitter. */
  readonly random: () => number;
  readonly note: (note: SlotNote) => void;
  readonly signal: AbortSignal;
  readonly changed: () => void;
}

/** Follows the wishes, for a coordinator. */
export class WishFeed {
  readonly #options: WishFeedOptions;
  #latest: Wishes | undefined;

  constructor(options: WishFeedOptions) {
    this.#options = options;
    void this.#follow();
  }

  /** Undefined until they were read: until then nothing is moved against them. */
  get latest(): Wishes | undefined {
    return this.#latest;
  }

  async #follow(): Promise<void> {
    const { store, clock, leaseMs, random, note, signal, changed } = this.#options;
    let sinceVersion = 0;
    while (!signal.aborted) {
      // Consul answers a query for a key that doesn't exist at writes beside it.
      let pauseMs = (leaseMs / 20) * (1 + random());
      try {
        const listing = await store.watch(wishesKey, { sinceVersion, waitMs: 60_000, signal });
        sinceVersion = listing.version;
        const stored = listing.values.find(({ key }) => key === wishesKey);
        this.#latest = stored === undefined ? noWishes : decodeWishes(stored.value);
      } catch (error) {
        if (signal.aborted) return;
        sinceVersion = 0;
        // What this version can't read it can't heed.
        if (error instanceof StoreError && error.kind === "other") this.#latest ??= noWishes;
        note({ kind: "store-failed", error });
        pauseMs = leaseMs * (1 + random());
      }
      changed();
      await clock.sleep(pauseMs, signal).catch(() => undefined);
    }
  }
}
