/**
 * The engine: executes compiled pipelines on the slots that it is given. Per slot: fetch, process, produce, commit; at
 * least once, in the order of the partition (design, section 7).
 *
 * It works through the interfaces of `kafka/` and `claims/` alone, knows no driver, and may be imported by admin and
 * app. `app/` gives it bundles and the slot manager.
 */
import type { WantedSlot } from "../claims/slot-keeper.ts";
import type { HeldSlot, SlotOwner } from "../claims/slot-owner.ts";
import type { Manifest } from "../model/bundle.ts";
import type { Digest } from "../model/names.ts";
import type { Slot } from "../model/slot.ts";
import { slotKey } from "../model/slot.ts";
import { BundleFiles, readingStepOf } from "./bundle-files.ts";
import { tokenOf } from "../model/commit-metadata.ts";
import { Connections } from "./connections.ts";
import type { EngineContext } from "./engine-context.ts";
import { eventLog } from "./event-log.ts";
import { Breakers } from "./failures/circuit-breaker.ts";
import type { EngineOptions } from "./options.ts";
import { ModuleThreads } from "./processors/modules/module-threads.ts";
import { RemoteClients } from "./processors/remote/remote-clients.ts";
import { SlotRun } from "./slots/slot-run.ts";
import type { EngineStats } from "./stats.ts";
import { newCounters } from "./stats.ts";
import { WantedSlots } from "./wanted-slots.ts";

export interface Engine extends SlotOwner {
  /**
   * One slot per partition of each topic that a step of the manifest's pipelines reads; those of modules are marked,
   * since an engine whose settings deny modules doesn't take them. Topics that don't exist have none and are reported. Call it again to find new partitions. Never
   * rejects: while a broker or the store can't be asked, what was known serves.
   */
  wantedSlots(manifest: Manifest): Promise<readonly WantedSlot[]>;
  stats(): EngineStats;
  /** Drops the slots that are still held, and closes every connection. Release slots first: this doesn't wait for them. */
  close(): Promise<void>;
}

function contextOf(options: EngineOptions, closed: AbortSignal): EngineContext {
  const random = options.random ?? Math.random;
  return {
    options,
    bundles: new BundleFiles(options.readFile),
    modules: new ModuleThreads(options),
    connections: new Connections({ engine: options, random, closed }),
    remote: new RemoteClients({ services: options.services, clock: options.clock }),
    breakers: new Breakers(options.clock, options.breakerLimits),
    counters: newCounters(),
    random,
    closed,
    tell: eventLog(options),
  };
}

class SlotEngine implements Engine {
  readonly #closing = new AbortController();
  readonly #context: EngineContext;
  readonly #wanted: WantedSlots;
  readonly #runs = new Map<string, SlotRun>();

  constructor(options: EngineOptions) {
    this.#context = contextOf(options, this.#closing.signal);
    this.#wanted = new WantedSlots(this.#context);
  }

  wantedSlots(manifest: Manifest): Promise<readonly WantedSlot[]> {
    return this.#wanted.list(manifest);
  }

  async committedToken(slot: Slot, digest: Digest): Promise<number> {
    const bundle = await this.#context.bundles.load(digest);
    const reading = readingStepOf(bundle, slot.topic);
    if (reading === undefined) throw new Error(`the bundle ${digest} of ${slot.pipeline} doesn't read ${slot.topic}`);
    const session = this.#context.connections.of(bundle.principal).group(reading.input.group);
    return tokenOf((await session.committed(slot)).metadata);
  }

  acquired(held: HeldSlot): void {
    const key = slotKey(held.slot);
    this.#runs.get(key)?.lost();
    const run: SlotRun = new SlotRun(held, this.#context, () => {
      if (this.#find(held) === run) this.acquired(held);
    });
    this.#runs.set(key, run);
  }

  async release(held: HeldSlot): Promise<void> {
    const run = this.#find(held);
    await run?.release();
    this.#forget(run);
  }

  lost(held: HeldSlot): void {
    const run = this.#find(held);
    run?.lost();
    this.#forget(run);
  }

  stats(): EngineStats {
    const { counters, breakers } = this.#context;
    const slots = [...this.#runs.values()].map((run) => run.stats());
    return { ...counters, slots, breakers: breakers.states() };
  }

  async close(): Promise<void> {
    for (const run of this.#runs.values()) run.lost();
    this.#runs.clear();
    this.#closing.abort(new Error("the engine was closed"));
    this.#context.remote.close();
    await Promise.all([this.#context.connections.close(), this.#context.modules.close()]);
  }

  /** The run of this very claim: an older claim of the same slot is not meant. */
  #find(held: HeldSlot): SlotRun | undefined {
    const run = this.#runs.get(slotKey(held.slot));
    return run?.held.token === held.token ? run : undefined;
  }

  #forget(run: SlotRun | undefined): void {
    if (run !== undefined && this.#find(run.held) === run) this.#runs.delete(slotKey(run.held.slot));
  }
}

/** An engine without slots: it does nothing until it is given some. */
export function createEngine(options: EngineOptions): Engine {
  return new SlotEngine(options);
}
