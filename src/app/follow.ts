import { setTimeout as pause } from "node:timers/promises";
import type { Checked } from "../diagnostics/checked.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { StoreError } from "../claims/store.ts";
import { KafkaError } from "../kafka/errors.ts";
import { serverDiagnostic } from "./server-errors.ts";
import type { Servers } from "./servers.ts";

export interface Follow<T> {
  readonly read: () => Promise<Checked<T>>;
  /** How long to wait between two looks. */
  readonly everyMs: number;
  readonly signal: AbortSignal;
  readonly onLook: (value: T) => void;
  /** The servers can't be reached now; it goes on. */
  readonly onOutage: (found: Diagnostic) => void;
}

/**
 * Looks again and again until the signal is aborted. Fails, or rejects, as `read` does if already the first look does;
 * an outage later is told and waited out.
 */
export async function follow<T>(servers: Servers, request: Follow<T>): Promise<Checked<undefined>> {
  const { read, signal, everyMs, onLook, onOutage } = request;
  const first = await read();
  if (!first.ok) return first;
  onLook(first.value);
  while (await lasted(everyMs, signal)) {
    try {
      const looked = await read();
      if (!looked.ok) return looked;
      onLook(looked.value);
    } catch (error) {
      if (!isOutage(error)) throw error;
      const found = serverDiagnostic(error, servers.addresses);
      if (found !== undefined) onOutage(found);
    }
  }
  return { ok: true, value: undefined, warnings: [] };
}

const isOutage = (error: unknown): boolean =>
  (error instanceof StoreError || error instanceof KafkaError) && error.retriable;

/** Whether the time has passed without an abort. */
const lasted = (durationMs: number, signal: AbortSignal): Promise<boolean> =>
  pause(durationMs, undefined, { signal }).then(
    () => true,
    () => false,
  );
