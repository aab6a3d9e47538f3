import { randomUUID } from "node:crypto";
import { homedir, hostname } from "node:os";
import { join } from "node:path";
import type { BundleStore, VersionedManifest } from "../claims/bundle-store.ts";
import { createBundleStore } from "../claims/bundle-store.ts";
import type { SlotManager, StopReport } from "../claims/slot-manager.ts";
import { createSlotManager } from "../claims/slot-manager.ts";
import type { SlotNote } from "../claims/slot-note.ts";
import type { HeldSlot } from "../claims/slot-owner.ts";
import { StoreError } from "../claims/store.ts";
import { machineClock } from "../embedded/machine-clock.ts";
import type { Engine } from "../engine/engine.ts";
import { createEngine } from "../engine/engine.ts";
import type { EngineEvent } from "../engine/events.ts";
import type { EngineLogger } from "../engine/options.ts";
import type { EngineStats } from "../engine/stats.ts";
import type { Servers } from "./servers.ts";
import type { Connection } from "./settings/connection.ts";

export interface EngineHostOptions {
  readonly servers: Servers;
  readonly connection: Connection;
  readonly logger: EngineLogger;
  readonly onEvent?: (event: EngineEvent) => void;
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
    modules: connection.engine.modules,
    producerProfiles: connection.producers,
    consumerProfiles: connection.consumers,
    clock: machineClock,
    engineId: randomUUID(),
    label,
    dataDirectory: connection.engine.dataDirectory ?? defaultDataDirectory(),
    logger: options.logger,
    markWriters: connection.engine.markWriters,
    ...(options.onEvent === undefined ? {} : { onEvent: options.onEvent }),
  });
  const slots = createSlotManager({
    store: servers.store,
    clock: machineClock,
    owner: engine,
    label,
    leaseMs: connection.engine.leaseMs,
    note: (note) => logNote(options.logger, note),
  });
  return hostOf({ engine, slots, bundles, logger: options.logger, label });
}

interface Parts {
  readonly engine: Engine;
  readonly slots: SlotManager;
  readonly bundles: BundleStore;
  readonly logger: EngineLogger;
  readonly label: string;
}

function hostOf(parts: Parts): EngineHost {
  const { engine, slots, label } = parts;
  const stopping = new AbortController();
  let following: Promise<void> | undefined;
  return {
    label,
    start() {
      slots.start();
      following ??= followManifest(parts, stopping.signal);
    },
    stats: () => engine.stats(),
    held: () => slots.held(),
    async stop(deadlineMs) {
      stopping.abort(new Error("the engine stops"));
      const report = await slots.stop({ deadlineMs });
      await following;
      await engine.close();
      return report;
    },
  };
}

/** Tells the slot manager what should run, whenever the manifest or a partition count changes. */
async function followManifest({ engine, slots, bundles, logger }: Parts, signal: AbortSignal): Promise<void> {
  let known: VersionedManifest | undefined;
  while (!signal.aborted) {
    try {
      known =
        known === undefined
          ? await bundles.readManifest()
          : await bundles.watchManifest(known.version, { waitMs: recountMs, signal });
      slots.setSlots(await engine.wantedSlots(known.manifest));
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
