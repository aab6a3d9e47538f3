import { randomUUID } from "node:crypto";
import { homedir, hostname } from "node:os";
import { join } from "node:path";
import type { BundleStore, VersionedManifest } from "../claims/bundle-store.ts";
import { createBundleStore } from "../claims/bundle-store.ts";
import type { SlotManager, StopReport } from "../claims/slot-manager.ts";
import { createSlotManager } from "../claims/slot-manager.ts";
import type { SlotNote } from "../claims/slot-note.ts";
import type { HeldSlot } from "../claims/slot-owner.ts";
import type { WantedSlot } from "../claims/slot-keeper.ts";
import type { ClaimStore } from "../claims/store.ts";
import { StoreError } from "../claims/store.ts";
import { machineClock } from "../embedded/machine-clock.ts";
import type { Engine } from "../engine/engine.ts";
import { createEngine } from "../engine/engine.ts";
import type { EngineEvent } from "../engine/events.ts";
import type { EngineLogger } from "../engine/options.ts";
import type { ObserveTime } from "../engine/timings.ts";
import type { EngineStats } from "../engine/stats.ts";
import { HoldFeed, withHolds } from "./hold-feed.ts";
import type { Renewals } from "./renewals/open-renewals.ts";
import type { Servers } from "./servers.ts";
import type { Connection } from "./settings/connection.ts";

export interface EngineHostOptions {
  readonly servers: Servers;
  readonly connection: Connection;
  readonly logger: EngineLogger;
  readonly onEvent?: (event: EngineEvent) => void;
  readonly observeTime?: ObserveTime;
}

/** One engine of this process: its slot manager, and the manifest that tells both what should run. */
export interface EngineHost {
  readonly label: string;
  start(): void;
  stats(): EngineStats;
  held(): readonly HeldSlot[];
  /** Hands every slot over, at most for `deadlineMs`, and closes the engine. */
  stop(deadlineMs: number): Promise<StopReport>;
}

/** How often partition counts are asked for again; a new manifest is seen at once. */
const recountMs = 5_000;
const retryMs = 1_000;

/** Where an engine keeps modules and its processors' data unless the settings say otherwise. */
const defaultDataDirectory = (): string =>
  join(process.env["XDG_STATE_HOME"] ?? join(homedir(), ".local", "state"), "sluiceway");

/** Puts an engine together: it does nothing until it is started. */
export function createEngineHost(options: EngineHostOptions): EngineHost {
  const { servers, connection } = options;
  const label = connection.engine.label ?? `${hostname()}-${process.pid}`;
  const bundles = createBundleStore(servers.store);
  const engine = createEngine({
    kafka: servers.kafka,
    readFile: (digest) => readPublished(bundles, digest),
    services: servers.services,
    modules: connection.engine.modules,
    producerProfiles: connection.producers,
    consumerProfiles: connection.consumers,
    clock: machineClock,
    engineId: randomUUID(),
    label,
    dataDirectory: connection.engine.dataDirectory ?? defaultDataDirectory(),
    logger: options.logger,
    markWriters: connection.engine.markWriters,
    ...(options.observeTime === undefined ? {} : { observeTime: options.observeTime }),
    ...(options.onEvent === undefined ? {} : { onEvent: options.onEvent }),
  });
  const renewals = servers.openRenewals?.({ hangMs: connection.engine.hangMs });
  const following = new Following((signal) =>
    followManifest({ engine, slots, bundles, store: servers.store, logger: options.logger }, signal),
  );
  const slots = createSlotManager({
    store: servers.store,
    membership: servers.membership,
    member: memberOf(connection),
    needsSlots: (needed) => following.set(needed),
    clock: machineClock,
    owner: engine,
    label,
    leaseMs: connection.engine.leaseMs,
    note: (note) => logNote(options.logger, note),
    ...(renewals === undefined ? {} : { openLease: (lease) => renewals.open(lease) }),
  });
  return hostOf({ engine, slots, following, label, renewals });
}

const memberOf = ({ engine: { modules, zone } }: Connection) => ({
  modules: modules === "allow",
  ...(zone === undefined ? {} : { zone }),
});

interface HostParts {
  readonly engine: Engine;
  readonly slots: SlotManager;
  readonly following: Following;
  readonly label: string;
  readonly renewals: Renewals | undefined;
}

interface ManifestParts {
  readonly engine: Engine;
  readonly slots: SlotManager;
  readonly bundles: BundleStore;
  readonly store: ClaimStore;
  readonly logger: EngineLogger;
}

/** Does something for as long as it is needed: a standby engine reads no manifest. */
class Following {
  readonly #follow: (signal: AbortSignal) => Promise<void>;
  #current: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;

  constructor(follow: (signal: AbortSignal) => Promise<void>) {
    this.#follow = follow;
  }

  set(needed: boolean): void {
    if (!needed) {
      this.#current?.stop.abort(new Error("it is not needed any more"));
      this.#current = undefined;
    } else if (this.#current === undefined) {
      const stop = new AbortController();
      this.#current = { stop, ended: this.#follow(stop.signal) };
    }
  }

  async stop(): Promise<void> {
    const ended = this.#current?.ended;
    this.set(false);
    await ended;
  }
}

function hostOf({ engine, slots, following, label, renewals }: HostParts): EngineHost {
  return {
    label,
    start: () => slots.start(),
    stats: () => engine.stats(),
    held: () => slots.held(),
    async stop(deadlineMs) {
      const report = await slots.stop({ deadlineMs });
      await following.stop();
      await renewals?.close();
      await engine.close();
      return report;
    },
  };
}

/** Tells the slot manager what should run, whenever the manifest, a partition count or a hold changes. */
async function followManifest(parts: ManifestParts, signal: AbortSignal): Promise<void> {
  const { engine, slots, bundles, logger } = parts;
  let known: VersionedManifest | undefined;
  let wanted: readonly WantedSlot[] | undefined;
  const holds = new HoldFeed({ ...parts, signal, changed: () => tell() });
  const tell = (): void => {
    if (!signal.aborted && wanted !== undefined && holds.known !== undefined)
      slots.setSlots(withHolds(wanted, holds.known));
  };
  while (!signal.aborted) {
    try {
      known =
        known === undefined
          ? await bundles.readManifest()
          : await bundles.watchManifest(known.version, { waitMs: recountMs, signal });
      wanted = await engine.wantedSlots(known.manifest);
      tell();
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof StoreError)) throw error;
      logger.warn({ reason: error.message }, "the manifest can't be read; what runs goes on");
      await machineClock.sleep(retryMs, signal).catch(() => undefined);
    }
  }
}

async function readPublished(
  bundles: BundleStore,
  digest: Parameters<BundleStore["readFile"]>[0],
): Promise<Uint8Array> {
  const bytes = await bundles.readFile(digest);
  if (bytes === undefined) throw new Error(`nothing is published under ${digest}`);
  return bytes;
}

function logNote(logger: EngineLogger, note: SlotNote): void {
  logger.info({ note }, `slots: ${note.kind}`);
}
