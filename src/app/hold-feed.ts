import type { Hold, VersionedHolds } from "../claims/holds.ts";
import { holdOn, readHolds, watchHolds } from "../claims/holds.ts";
import type { WantedSlot } from "../claims/slot-keeper.ts";
import type { ClaimStore } from "../claims/store.ts";
import { StoreError } from "../claims/store.ts";
import { machineClock } from "../embedded/machine-clock.ts";
import type { EngineLogger } from "../engine/options.ts";

interface HoldFeedOptions {
  readonly store: ClaimStore;
  readonly logger: EngineLogger;
  /** Ends the feed. */
  readonly signal: AbortSignal;
  readonly changed: () => void;
}

const waitMs = 60_000;
const retryMs = 1_000;

/** The holds in force, followed until the signal is aborted. Unknown until they were read once. */
export class HoldFeed {
  #known: VersionedHolds | undefined;

  constructor(options: HoldFeedOptions) {
    void this.#follow(options);
  }

  get known(): readonly Hold[] | undefined {
    return this.#known?.holds;
  }

  async #follow({ store, logger, signal, changed }: HoldFeedOptions): Promise<void> {
    while (!signal.aborted) {
      try {
        const before = this.#known;
        this.#known =
          before === undefined ? await readHolds(store) : await watchHolds(store, before, { waitMs, signal });
        if (this.#known.version !== before?.version) changed();
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof StoreError)) throw error;
        logger.warn({ reason: error.message }, "the holds can't be read; what was known stays");
        await machineClock.sleep(retryMs, signal).catch(() => undefined);
      }
    }
  }
}

/** What should run under these holds: slots that are withdrawn are nobody's, and those that are paused say so. */
export function withHolds(wanted: readonly WantedSlot[], holds: readonly Hold[]): readonly WantedSlot[] {
  return wanted.flatMap((slot) => {
    const hold = holdOn(holds, { pipeline: slot.slot.pipeline, group: slot.group });
    if (hold === undefined) return [slot];
    return hold.mode === "withdrawn" ? [] : [{ ...slot, paused: true as const }];
  });
}
