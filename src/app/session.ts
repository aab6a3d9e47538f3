import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Compiled } from "../compile/compile.ts";
import type { Checked } from "../diagnostics/checked.ts";
import { failed } from "../diagnostics/checked.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { Bundle } from "../model/bundle.ts";
import type { Revision } from "../model/names.ts";
import type { KnownStates } from "../reconcile/read-previous.ts";
import { compileRoot } from "./compile-root.ts";
import { openKnownStates } from "./known-states.ts";
import type { OpenedRepository, RootRequest } from "./open-repository.ts";
import { openRepository } from "./open-repository.ts";
import { serverDiagnostic } from "./server-errors.ts";
import type { Servers } from "./servers.ts";
import { openServers } from "./servers.ts";
import type { Connection } from "./settings/connection.ts";
import { loadSettings } from "./settings/load-settings.ts";

interface SettingsRequest {
  /** Default: `sluiceway.settings.yaml` in the root's folder, else here; it may be missing there. */
  readonly settings?: string | undefined;
}

export interface SessionRequest extends RootRequest, SettingsRequest {
  readonly environment?: string | undefined;
}

/** What commands work with that need more than the configuration: a compiled revision and the servers it is for. */
export interface Session {
  readonly opened: OpenedRepository;
  readonly environment: string | undefined;
  readonly revision: Revision;
  readonly compiled: Compiled;
  readonly connection: Connection;
  readonly servers: Servers;
  /** What earlier revisions of the root asked for. */
  readonly known: KnownStates;
}

/** A result together with what its diagnostics quote. */
export interface Shown<T> {
  readonly result: Checked<T>;
  readonly textOf: (file: string) => string | undefined;
}

const settingsName = "sluiceway.settings.yaml";

/**
 * Compiles the root, loads the settings of the environment's connection, opens the servers and runs the work with
 * them. Closes everything afterwards. What Kafka or Consul refuse becomes a diagnostic; anything else is thrown.
 */
export async function withSession<T>(
  request: SessionRequest,
  work: (session: Session) => Promise<Checked<T>>,
): Promise<Shown<T>> {
  const opened = await openRepository(request);
  try {
    const root = await compileRoot(opened, request.environment);
    if (!root.ok) return { result: root, textOf: opened.textOf };
    const { revision, compiled } = root.value;
    const known = openKnownStates({ place: opened.place, environment: request.environment });
    const inner = await withServers(
      {
        settings: request.settings ?? settingsIn(opened.folder),
        connection: compiled.connection,
        named: request.settings !== undefined,
      },
      (connection, servers) =>
        work({ opened, environment: request.environment, revision, compiled, connection, servers, known }),
    );
    const textOf = (file: string): string | undefined => inner.textOf(file) ?? opened.textOf(file);
    return { result: withWarnings(root.warnings, inner.result), textOf };
  } finally {
    await opened.repository.close();
  }
}

/** The settings' file in a root's folder, else here. */
export const settingsIn = (folder: string | undefined): string =>
  folder !== undefined && existsSync(join(folder, settingsName)) ? join(folder, settingsName) : settingsName;

const withWarnings = <T>(warnings: readonly Diagnostic[], result: Checked<T>): Checked<T> =>
  result.ok
    ? { ...result, warnings: [...warnings, ...result.warnings] }
    : { ok: false, diagnostics: [...warnings, ...result.diagnostics] };

export interface ServersRequest {
  readonly settings: string;
  /** A name under `connections:`; undefined means the settings' top level. */
  readonly connection: string | undefined;
  /** Whether the user named the file, so that it has to exist. */
  readonly named: boolean;
}

/** Loads settings, opens their servers, runs the work with them and closes them. */
export async function withServers<T>(
  request: ServersRequest,
  work: (connection: Connection, servers: Servers) => Promise<Checked<T>>,
): Promise<Shown<T>> {
  const { checked: settings, shownText } = await loadSettings({
    file: request.settings,
    required: request.named,
    connection: request.connection,
    environment: process.env,
  });
  const textOf = (file: string): string | undefined => (file === request.settings ? shownText : undefined);
  if (!settings.ok) return { result: settings, textOf };
  const servers = await openServers(settings.value);
  if (!servers.ok) return { result: servers, textOf };
  try {
    return { result: withWarnings(settings.warnings, await work(settings.value, servers.value)), textOf };
  } catch (error) {
    const found = serverDiagnostic(error, servers.value.addresses);
    if (found === undefined) throw error;
    return { result: failed(found), textOf };
  } finally {
    await servers.value.close();
  }
}

/** Fails where a command makes no sense without servers that other processes can reach. */
export function requireRealServers(servers: Servers, command: string): Checked<undefined> {
  return servers.kind === "real"
    ? { ok: true, value: undefined, warnings: [] }
    : failed(diagnostic("SLW7005", { command }));
}

/** The bundles of a compiled revision, as engines will read them. */
export function bundlesOf(compiled: Compiled): readonly Bundle[] {
  return compiled.desired.pipelines.map(
    ({ bundle }) => JSON.parse(Buffer.from(bundle.bytes).toString("utf8")) as Bundle,
  );
}
