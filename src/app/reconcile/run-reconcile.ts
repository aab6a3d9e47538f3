/**
 * `sluiceway reconcile`: the repository, the servers and the daemon, put together.
 */
import { join } from "node:path";
import { machineClock } from "../../embedded/machine-clock.ts";
import type { Checked } from "../../diagnostics/checked.ts";
import { failed } from "../../diagnostics/checked.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { DaemonOptions } from "../../reconcile/loop/daemon.ts";
import { Daemon } from "../../reconcile/loop/daemon.ts";
import type { ReconcileEvent } from "../../reconcile/loop/events.ts";
import type { ReconcileStatus } from "../../reconcile/loop/reconcile-status.ts";
import { backoffMs } from "../../reconcile/loop/timing.ts";
import { lockOwner } from "../lock-owner.ts";
import type { OpenedRepository } from "../open-repository.ts";
import { openRepository } from "../open-repository.ts";
import { clusterOf } from "../plan-root.ts";
import type { ServerAddresses } from "../server-errors.ts";
import { serverDiagnostic } from "../server-errors.ts";
import type { SessionRequest, Shown } from "../session.ts";
import { settingsIn, withServers } from "../session.ts";
import type { Servers } from "../servers.ts";
import { loadSettings } from "../settings/load-settings.ts";
import type { ReconcileSettings } from "../settings/reconcile.ts";
import { eventJson } from "./event-log.ts";
import { eventSink } from "./event-sink.ts";
import type { Serving } from "./serve.ts";
import { serve } from "./serve.ts";
import type { ChosenConnection } from "./revision-source.ts";
import { connectionOfHead, revisionSource } from "./revision-source.ts";

export interface ReconcileRequest extends SessionRequest {
  /** A connection of the settings, instead of the one that the environment's document names. */
  readonly connection?: string | undefined;
  /** One round, and an end. */
  readonly once: boolean;
  readonly signal: AbortSignal;
  /** Each event as a line of JSON. */
  readonly onLine: (line: string) => void;
}

/** Undefined after a daemon's end. */
export type ReconcileResult = ReconcileStatus | undefined;

/**
 * Follows a branch until the signal, or does one round. What a server or the repository doesn't answer is tried again
 * for ever, except with `once`.
 */
export async function runReconcile(request: ReconcileRequest): Promise<Shown<ReconcileResult>> {
  const named = request.settings !== undefined;
  const file = request.settings ?? settingsIn(localFolder(request));
  const loaded = await loadSettings({ file, required: named, connection: undefined, environment: process.env });
  const shownText = (name: string): string | undefined => (name === file ? loaded.shownText : undefined);
  if (!loaded.checked.ok) return { result: loaded.checked, textOf: shownText };
  const { reconcile } = loaded.checked.value;
  const ref = request.ref ?? "HEAD";
  const opened = await openRepository({ ...request, ref, following: { access: reconcile.access } });
  try {
    const chosen = await choose(opened, request, reconcile);
    if (!chosen.ok) return { result: chosen, textOf: opened.textOf };
    const inner = await withServers({ settings: file, connection: chosen.value.connection, named }, (_, servers) =>
      follow({ opened, servers, reconcile }, request),
    );
    return { ...inner, textOf: (name) => inner.textOf(name) ?? opened.textOf(name) };
  } finally {
    await opened.repository.close();
  }
}

/** Where a root that is a folder has its settings; a bare repository and a URL have none. */
const localFolder = ({ root = ".", path = "" }: ReconcileRequest): string | undefined =>
  /^[a-z+]+:\/\//i.test(root) ? undefined : join(root, path);

/** A daemon waits for a head that says which connection it is for. */
async function choose(
  opened: OpenedRepository,
  request: ReconcileRequest,
  { timing }: ReconcileSettings,
): Promise<Checked<ChosenConnection>> {
  const { connection, once, signal, onLine, environment } = request;
  if (connection !== undefined) return { ok: true, value: { connection }, warnings: [] };
  for (let failures = 1; ; failures += 1) {
    const chosen = await connectionOfHead(opened, environment);
    if (chosen.ok || once || signal.aborted) return chosen;
    onLine(lineOf({ kind: "failed", what: "fetch", diagnostics: chosen.diagnostics }, opened));
    const delayMs = Math.min(timing.pollMs, backoffMs(timing, failures, Math.random()));
    await machineClock.sleep(delayMs, signal).catch(() => undefined);
  }
}

interface Followed {
  readonly opened: OpenedRepository;
  readonly servers: Servers;
  readonly reconcile: ReconcileSettings;
}

async function follow(followed: Followed, request: ReconcileRequest): Promise<Checked<ReconcileResult>> {
  const { opened, reconcile } = followed;
  const sink = eventSink(reconcile.events);
  let serving: Serving | undefined;
  const onEvent = (event: ReconcileEvent): void => {
    serving?.metrics.count(event);
    const line = lineOf(event, opened);
    request.onLine(line);
    sink.send(line);
  };
  const daemon = new Daemon(daemonOptions(followed, request, onEvent));
  try {
    if (request.once) return await onceOf(daemon);
    serving = await serve({ ...followed, daemon });
    if (serving.address !== undefined) request.onLine(listeningLine(serving.address));
    await daemon.run();
    return { ok: true, value: undefined, warnings: [] };
  } finally {
    await serving?.close();
    await sink.close();
  }
}

async function onceOf(daemon: Daemon): Promise<Checked<ReconcileResult>> {
  const reconciler = await daemon.once();
  if (reconciler !== undefined) return { ok: true, value: reconciler.status(), warnings: [] };
  const { label: holder = "", sinceMs = 0 } = daemon.state.leader ?? {};
  return failed(diagnostic("SLW5002", { holder, since: new Date(sinceMs).toISOString() }));
}

function daemonOptions(
  { opened, servers, reconcile }: Followed,
  request: ReconcileRequest,
  onEvent: DaemonOptions["onEvent"],
): DaemonOptions {
  return {
    source: revisionSource(opened, request.environment),
    cluster: clusterOf(servers),
    owner: lockOwner(),
    timing: reconcile.timing,
    environment: request.environment,
    onEvent,
    explain: explainerOf(servers.addresses),
    random: Math.random,
    leaseMs: reconcile.leaseMs,
    signal: request.signal,
  };
}

const explainerOf =
  (addresses: ServerAddresses): DaemonOptions["explain"] =>
  (error) =>
    serverDiagnostic(error, addresses);

const lineOf = (event: ReconcileEvent, { textOf }: OpenedRepository): string =>
  eventJson(event, { timeMs: machineClock.wallMs(), textOf });

const listeningLine = (address: string): string =>
  JSON.stringify({ time: new Date(machineClock.wallMs()).toISOString(), event: "listening", address });
