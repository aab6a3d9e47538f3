import type { Checked } from "../diagnostics/checked.ts";
import type { EngineStats } from "../engine/stats.ts";
import type { StopReport } from "../claims/slot-manager.ts";
import { failed } from "../diagnostics/checked.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { EngineEndpoint } from "./engine-endpoint.ts";
import { openEngineEndpoint } from "./engine-endpoint.ts";
import type { EngineHost } from "./engine-host.ts";
import { createEngineHost } from "./engine-host.ts";
import { EngineMetrics } from "./engine-metrics.ts";
import type { LogLevel } from "./logger.ts";
import { createLogger } from "./logger.ts";
import type { ServersRequest, Shown } from "./session.ts";
import { requireRealServers, withServers } from "./session.ts";

export interface EngineRunRequest extends ServersRequest {
  readonly logLevel: LogLevel;
  /** How long a hand-over of all slots may take at the end. */
  readonly drainMs: number;
  /** Where metrics and health are served; undefined: nowhere. */
  readonly http: { readonly host: string; readonly port: number } | undefined;
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
    const metrics = new EngineMetrics();
    const host = createEngineHost({ servers, connection, logger, observeTime: metrics.observe });
    metrics.follow(() => host.stats());
    const endpoint = await endpointOf(request, { metrics, host });
    if (!endpoint.ok) return endpoint;
    host.start();
    if (endpoint.value !== undefined) logger.info({ address: endpoint.value.address }, "metrics and health are served");
    logger.info({ engine: host.label }, "engine started");
    await aborted(request.signal);
    logger.info({ engine: host.label }, "draining");
    const stopped = await host.stop(request.drainMs);
    await endpoint.value?.close();
    return { ok: true, value: { label: host.label, stats: host.stats(), stopped }, warnings: [] };
  });
}

async function endpointOf(
  { http, signal }: EngineRunRequest,
  { metrics, host }: { readonly metrics: EngineMetrics; readonly host: EngineHost },
): Promise<Checked<EngineEndpoint | undefined>> {
  if (http === undefined) return { ok: true, value: undefined, warnings: [] };
  try {
    const stats = (): EngineStats => host.stats();
    const value = await openEngineEndpoint({ ...http, metrics, stats, isStopping: () => signal.aborted });
    return { ok: true, value, warnings: [] };
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return failed(diagnostic("SLW4020", { address: `${http.host}:${http.port}`, reason }));
  }
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
