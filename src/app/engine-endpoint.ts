import type { AddressInfo } from "node:net";
import type { Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { EngineStats } from "../engine/stats.ts";
import type { WaitReason } from "../engine/events.ts";
import type { EngineMetrics } from "./engine-metrics.ts";

export interface EngineEndpointOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly metrics: EngineMetrics;
  readonly stats: () => EngineStats;
  /** Whether the engine is handing its slots over. */
  readonly isStopping: () => boolean;
}

/** The HTTP endpoint of an engine. */
export interface EngineEndpoint {
  readonly address: string;
  close(): Promise<void>;
}

/** What says that a slot isn't connected. A target that is away is not among them: the engine itself is well. */
const disconnected: ReadonlySet<WaitReason> = new Set<WaitReason>([
  "fetch-failed",
  "produce-failed",
  "commit-failed",
  "start-failed",
  "bundle-unavailable",
  "internal-error",
]);

/** Why an engine isn't ready; none where every slot that it holds runs and is connected. */
export function unreadiness({ slots }: EngineStats): readonly string[] {
  return slots.flatMap(({ slot, state, waiting }) => {
    const place = `${slot.pipeline} ${slot.topic}/${slot.partition}`;
    const states = state === "running" ? [] : [`${place} is ${state}`];
    const reasons = waiting.filter(({ reason }) => disconnected.has(reason));
    return [...states, ...reasons.map(({ reason }) => `${place}: ${reason}`)];
  });
}

/**
 * Serves `/metrics` (Prometheus), `/health/live` and `/health/ready`. Rejects where the address can't be had. Nothing that it serves
 * is secret, but it is for the operator's network: it has no authentication.
 */
export async function openEngineEndpoint(options: EngineEndpointOptions): Promise<EngineEndpoint> {
  const server = createServer((request, response) => {
    answer(new URL(request.url ?? "/", "http://engine").pathname, response, options).catch(() => {
      if (!response.headersSent) response.statusCode = 500;
      response.end();
    });
  });
  await listening(server, options);
  const { address, port } = server.address() as AddressInfo;
  return {
    address: `${address.includes(":") ? `[${address}]` : address}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listening(server: Server, { host, port }: EngineEndpointOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve());
  });
}

async function answer(path: string, response: ServerResponse, options: EngineEndpointOptions): Promise<void> {
  const { metrics, stats, isStopping } = options;
  if (path === "/metrics") {
    const text = await metrics.text();
    response.setHeader("content-type", metrics.contentType).end(text);
  } else if (path === "/health/live") json(response, 200, { live: true });
  else if (path === "/health/ready") {
    const problems = isStopping() ? ["the engine hands its slots over"] : unreadiness(stats());
    json(response, problems.length === 0 ? 200 : 503, { ready: problems.length === 0, problems });
  } else json(response, 404, { paths: ["/metrics", "/health/live", "/health/ready"] });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.statusCode = status;
  response.setHeader("content-type", "application/json").end(`${JSON.stringify(body)}\n`);
}
