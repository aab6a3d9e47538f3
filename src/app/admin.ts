import { createAdminServer } from "../admin/admin-server.ts";
import type { AdminAct } from "../admin/admin-server.ts";
import { isLoopback } from "../admin/access.ts";
import type { AdminOperations } from "../admin/operations.ts";
import { readHolds } from "../claims/holds.ts";
import type { Checked } from "../diagnostics/checked.ts";
import { failed } from "../diagnostics/checked.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import { parseTopicName } from "../model/names.ts";
import type { PartitionLag } from "../operate/lag.ts";
import type { TopicStats } from "../operate/topic-stats.ts";
import { topicStats } from "../operate/topic-stats.ts";
import { pause, reset, resume } from "./control.ts";
import { lagOf, readPublished } from "./published.ts";
import { serverDiagnostic } from "./server-errors.ts";
import type { Servers } from "./servers.ts";
import type { Connection } from "./settings/connection.ts";

export interface AdminRequest {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly signal: AbortSignal;
  readonly onListening: (address: string) => void;
  readonly onAct: (act: AdminAct) => void;
}

/** Answers the admin API until the signal is aborted. Refuses an address that others reach while nobody has to say who they are. */
export async function serveAdmin(
  servers: Servers,
  { admin: { tokens } }: Pick<Connection, "admin">,
  request: AdminRequest,
): Promise<Checked<undefined>> {
  const { host, port, signal } = request;
  if (tokens.length === 0 && !isLoopback(host)) return failed(diagnostic("SLW6109", { address: host }));
  const server = createAdminServer({
    operations: operationsOf(servers),
    tokens,
    diagnose: (error) => serverDiagnostic(error, servers.addresses),
    onAct: request.onAct,
  });
  try {
    request.onListening(await server.listen({ host, port }));
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return failed(diagnostic("SLW6110", { address: `${host}:${port}`, reason }));
  }
  await new Promise<void>((ended) => {
    if (signal.aborted) ended();
    signal.addEventListener("abort", () => ended(), { once: true });
  });
  await server.close();
  return { ok: true, value: undefined, warnings: [] };
}

const operationsOf = (servers: Servers): AdminOperations => ({
  pause: (thing, waitMs) => pause(servers, thing, waitMs),
  resume: (thing, waitMs) => resume(servers, thing, waitMs),
  reset: (command) => reset(servers, command),
  groupLag: (group) => groupLag(servers, group),
  topicStats: (topic) => statsOf(servers, topic),
  ping: async () => void (await readHolds(servers.store)),
});

async function groupLag(servers: Servers, group: string): Promise<Checked<readonly PartitionLag[]>> {
  const { bundles } = await readPublished(servers);
  const inputs = bundles.flatMap(({ steps }) => steps.flatMap((step) => step.inputs));
  if (!inputs.some((input) => input.group === group)) {
    const known = [...new Set(inputs.map((input) => input.group))].join(", ") || "none";
    return failed(diagnostic("SLW6101", { group, known }));
  }
  const concerned = bundles.filter(({ steps }) =>
    steps.some((step) => step.inputs.some((each) => each.group === group)),
  );
  const lag = await lagOf(servers, concerned);
  return { ok: true, value: lag.filter((each) => each.group === group), warnings: [] };
}

async function statsOf(servers: Servers, name: string): Promise<Checked<TopicStats>> {
  const topic = parseTopicName(name);
  if (!topic.ok) return failed(diagnostic("SLW6108", { topic: name }));
  const client = servers.kafka.client();
  const reader = client.reader();
  try {
    const stats = await topicStats({ admin: servers.kafka.admin, offsets: client.offsets, reader }, topic.value);
    return stats === undefined
      ? failed(diagnostic("SLW6108", { topic: name }))
      : { ok: true, value: stats, warnings: [] };
  } finally {
    await reader.close();
    await client.close();
  }
}
