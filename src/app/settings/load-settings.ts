import { readFile } from "node:fs/promises";
import { checkSettings } from "../../compile/settings.ts";
import { mergePatch } from "../../model/merge-patch.ts";
import type { Checked } from "../../diagnostics/checked.ts";
import { checked, failed } from "../../diagnostics/checked.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type * as generated from "../../model/generated/settings.ts";
import type { Connection } from "./connection.ts";
import { completeConnection } from "./connection.ts";
import type { ReconcileSettings } from "./reconcile.ts";
import { completeReconcile } from "./reconcile.ts";
import { resolveVariables } from "./resolve-variables.ts";
import type { SettingsFile } from "./settings-file.ts";
import { parseSettingsFile } from "./settings-file.ts";
import { unusedKeys } from "./unused-keys.ts";
import { withNumbers } from "./with-numbers.ts";

export interface SettingsRequest {
  /** The file; a missing one is an error only when `required`. */
  readonly file: string;
  readonly required: boolean;
  /** A name under `connections:`, laid over the top level. */
  readonly connection: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A connection, and what the settings' top level says about following a repository. */
interface CompleteSettings extends Connection {
  readonly reconcile: ReconcileSettings;
}

/** A connection, and the text that diagnostics about it may quote: secrets are masked in it. */
export interface LoadedSettings {
  readonly checked: Checked<CompleteSettings>;
  readonly shownText: string | undefined;
}

/**
 * Reads the settings and completes the connection that is asked for. Only its own environment variables have to be
 * set. Diagnostics name places and keys, never values.
 */
export async function loadSettings(request: SettingsRequest): Promise<LoadedSettings> {
  try {
    const file = parseSettingsFile(request.file, await readFile(request.file, "utf8"));
    return { checked: readSettings(file, request), shownText: file.shownText };
  } catch (error) {
    if (isMissingFile(error) && !request.required) return { checked: withoutFile(request), shownText: undefined };
    const reason = isMissingFile(error) ? "there is no such file" : error instanceof Error ? error.message : "unknown";
    return { checked: failed(diagnostic("SLW7001", { file: request.file, reason })), shownText: undefined };
  }
}

const isMissingFile = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";

/** Without a settings file there are only the defaults, and no connection that could be named. */
function withoutFile({ connection, file }: SettingsRequest): Checked<CompleteSettings> {
  return connection === undefined
    ? { ok: true, value: { ...completeConnection({}), reconcile: completeReconcile({}) }, warnings: [] }
    : failed(diagnostic("SLW7003", { name: connection, known: `none, there is no ${file}` }));
}

/** The text and the request in, the connection out: everything but reading the file. */
function readSettings(file: SettingsFile, request: SettingsRequest): Checked<CompleteSettings> {
  if (file.problems.length > 0) return { ok: false, diagnostics: file.problems };
  const chosen = choose(file.value, request.connection);
  if (chosen === undefined) {
    const known = Object.keys(file.value.connections ?? {}).join(", ") || "none";
    return failed(diagnostic("SLW7003", { name: request.connection ?? "", known }));
  }
  const { value, missing } = resolveVariables(chosen, request.environment);
  const unresolved = missing.map(({ variable, path }) =>
    diagnostic("SLW7002", { variable }, { span: file.spanOf(path) }),
  );
  if (unresolved.length > 0) return { ok: false, diagnostics: unresolved };
  const typed = withNumbers(value);
  const problems = checkSettings(typed).map((problem) => problem.at(file.spanOf(problem.path, problem.part)));
  if (problems.length > 0) return { ok: false, diagnostics: problems };
  const settings = typed as generated.Settings;
  return complete(merged(settings, request.connection), settings.reconcile ?? {});
}

/** The settings without the connections that aren't asked for, whose variables needn't be set. */
function choose(settings: generated.Settings, connection: string | undefined): generated.Settings | undefined {
  const { connections = {}, ...base } = settings;
  if (connection === undefined) return base;
  const chosen = Object.hasOwn(connections, connection) ? connections[connection] : undefined;
  return chosen === undefined ? undefined : { ...base, connections: { [connection]: chosen } };
}

function merged(settings: generated.Settings, connection: string | undefined): generated.Connection {
  const { connections = {}, ...base } = settings;
  return connection === undefined ? base : (mergePatch(base, connections[connection] ?? {}) as generated.Connection);
}

function complete(connection: generated.Connection, reconcile: generated.Reconcile): Checked<CompleteSettings> {
  const hasKafka = (connection.kafka?.["bootstrap.servers"] ?? connection.kafka?.bootstrapServers) !== undefined;
  const hasConsul = connection.consul !== undefined;
  const diagnostics: Diagnostic[] = [...unusedKeys(connection)];
  if (hasKafka && !hasConsul) diagnostics.push(diagnostic("SLW7006", { present: "Kafka", absent: "Consul" }));
  if (hasConsul && !hasKafka) diagnostics.push(diagnostic("SLW7006", { present: "Consul", absent: "Kafka" }));
  return checked(diagnostics, () => ({
    ...completeConnection(connection),
    reconcile: completeReconcile(reconcile),
  }));
}
