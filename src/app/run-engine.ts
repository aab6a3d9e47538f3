import type { Checked } from "../diagnostics/checked.ts";
import type { EngineStats } from "../engine/stats.ts";
import type { StopReport } from "../claims/slot-manager.ts";
import { createEngineHost } from "./engine-host.ts";
import type { LogLevel } from "./logger.ts";
import { createLogger } from "./logger.ts";
import type { ServersRequest, Shown } from "./session.ts";
import { requireRealServers, withServers } from "./session.ts";

export interface EngineRunRequest extends ServersRequest {
  readonly logLevel: LogLevel;
  /** How long a hand-over of all slots may take at the end. */
  readonly drainMs: number;
  /** Aborted: drain and end. */
  readonly signal: AbortSignal;
}

export interface EngineRunResult {
  readonly label: string;
  readonly stats: EngineStats;
  readonly stopped: StopReport;
}

/** Runs an engine until it is told to stop, then hands its slots over. Unreachable servers are tried again for ever. */
export function runEngine(request: EngineRunRequest): Promise<Shown<EngineRunResult>> {
  return withServers(request, async (connection, servers): Promise<Checked<EngineRunResult>> => {
    const real = requireRealServers(servers, "sluiceway engine");
    if (!real.ok) return real;
    const logger = createLogger(request.logLevel);
    const host = createEngineHost({ servers, connection, logger });
    host.start();
    logger.info({ engine: host.label }, "engine started");
    await aborted(request.signal);
    logger.info({ engine: host.label }, "draining");
    const stopped = await host.stop(request.drainMs);
    return { ok: true, value: { label: host.label, stats: host.stats(), stopped }, warnings: [] };
  });
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
