import { watch } from "node:fs/promises";
import { machineClock } from "../embedded/machine-clock.ts";
import type { Checked } from "../diagnostics/checked.ts";
import type { EngineStats } from "../engine/stats.ts";
import type { AppliedRevision, PlannedRevision } from "../reconcile/reconcile.ts";
import { applyRevision } from "../reconcile/reconcile.ts";
import { compileRoot } from "./compile-root.ts";
import type { EngineHost, EngineHostOptions } from "./engine-host.ts";
import { createEngineHost } from "./engine-host.ts";
import type { Flow } from "./flow.ts";
import { untilDrained } from "./flow.ts";
import type { Ingested } from "./ingest.ts";
import { ingestInto } from "./ingest.ts";
import type { LogLevel } from "./logger.ts";
import { createLogger } from "./logger.ts";
import { noteworthy } from "./noteworthy.ts";
import { clusterOf, planSession } from "./plan-root.ts";
import { aborted } from "./run-engine.ts";
import type { Session, SessionRequest, Shown } from "./session.ts";
import { bundlesOf, withSession } from "./session.ts";
import type { ShownRecord } from "./tail.ts";
import { tailTopics } from "./tail.ts";
import { topicsOfStep } from "./topics-of-step.ts";

/** What happens while everything runs, for whoever shows it. */
export interface UpReport {
  planned(planned: PlannedRevision, session: Session): void;
  applied(planned: PlannedRevision, applied: AppliedRevision): void;
  /** A saved state that can't be used: what ran before goes on. */
  refused(result: Checked<unknown>, textOf: Session["opened"]["textOf"]): void;
  ingested(result: Ingested): void;
  flow(flow: Flow): void;
  drained(flow: Flow): void;
  record(record: ShownRecord): void;
  /** Something that an engine tells and that somebody at a terminal wants to know. */
  note(text: string): void;
}

export interface UpRequest extends SessionRequest {
  /** A folder of texts to write into the entry step. */
  readonly documents: string | undefined;
  readonly pipeline: string | undefined;
  /** A step whose records are shown. */
  readonly tail: string | undefined;
  /** Apply again whenever a file of the root is saved. */
  readonly watch: boolean;
  /** End as soon as everything that was written has been processed. */
  readonly once: boolean;
  readonly logLevel: LogLevel;
  readonly signal: AbortSignal;
  readonly report: UpReport;
}

const drainMs = 10_000;
const settleMs = 150;

/**
 * Reconciler and engine in one process: applies the saved state of the root and runs it until the signal. Embedded
 * unless the settings name servers.
 */
export function runUp(request: UpRequest): Promise<Shown<EngineStats>> {
  return withSession({ ...request, asSaved: true }, async (session): Promise<Checked<EngineStats>> => {
    const applied = await applySaved(session, request);
    if (!applied.ok) return applied;
    const { servers, connection } = session;
    const logger = createLogger(request.logLevel);
    const onEvent: NonNullable<EngineHostOptions["onEvent"]> = (event) => {
      const text = noteworthy(event);
      if (text !== undefined) request.report.note(text);
    };
    const host = createEngineHost({ servers, connection, logger, onEvent });
    host.start();
    try {
      const result = await runUntilEnd(session, host, request);
      if (!result.ok) return result;
    } finally {
      await host.stop(drainMs);
    }
    return { ok: true, value: host.stats(), warnings: [] };
  });
}

/** Plans and applies what a session has compiled, whatever is changed in the process. */
async function applySaved(session: Session, { report, signal }: UpRequest): Promise<Checked<undefined>> {
  const planned = await planSession(session);
  if (!planned.ok) return planned;
  report.planned(planned.value, session);
  const applied = await applyRevision(planned.value, clusterOf(session.servers), { signal });
  report.applied(planned.value, applied);
  return { ok: true, value: undefined, warnings: [] };
}

/** Ends at the request's signal, with `once` when all is processed, or when what runs beside it fails. */
async function runUntilEnd(session: Session, host: EngineHost, request: UpRequest): Promise<Checked<undefined>> {
  const ending = new AbortController();
  const end = (): void => ending.abort(new Error("everything ends"));
  const { signal } = ending;
  request.signal.addEventListener("abort", end, { once: true });
  const beside = Promise.all([showTail(session, request, signal), followFiles(session, request, signal)]);
  beside.catch(end);
  try {
    const fed = await feed(session, host, { ...request, signal });
    if (fed.ok && !request.once) await aborted(signal);
    return fed;
  } finally {
    end();
    request.signal.removeEventListener("abort", end);
    await beside;
  }
}

/** Writes the documents, if there are any, and follows them to the end. */
async function feed(session: Session, host: EngineHost, request: UpRequest): Promise<Checked<undefined>> {
  const { report, signal } = request;
  if (request.documents !== undefined) {
    const { documents: folder, pipeline } = request;
    const result = await ingestInto(session, { folder, pipeline, principal: undefined, onProgress: () => undefined });
    if (!result.ok) return result;
    report.ingested(result.value);
  }
  if (request.documents === undefined && !request.once) return { ok: true, value: undefined, warnings: [] };
  const flow = await untilDrained(session.servers, host, { signal, onFlow: (now) => report.flow(now) }).catch(
    (error: unknown) => {
      if (signal.aborted) return undefined;
      throw error;
    },
  );
  if (flow !== undefined) report.drained(flow);
  return { ok: true, value: undefined, warnings: [] };
}

async function showTail(session: Session, { tail, report }: UpRequest, signal: AbortSignal): Promise<void> {
  if (tail === undefined) return;
  const found = topicsOfStep(bundlesOf(session.compiled), tail, "output");
  if (!found.ok) return report.refused(found, session.opened.textOf);
  const options = { from: "earliest", follow: true, limit: undefined, signal } as const;
  await tailTopics(session.servers, found.value.topics, { ...options, onRecord: (record) => report.record(record) });
}

/** Applies each saved state that compiles; one that doesn't is shown, and what ran before goes on. */
async function followFiles(session: Session, request: UpRequest, signal: AbortSignal): Promise<void> {
  const { folder } = session.opened;
  if (!request.watch || folder === undefined) return;
  let { revision } = session;
  try {
    for await (const _ of watch(folder, { recursive: true, signal })) {
      await machineClock.sleep(settleMs, signal);
      const root = await compileRoot(session.opened, session.environment);
      if (!root.ok) request.report.refused(root, session.opened.textOf);
      else if (root.value.revision !== revision) {
        revision = root.value.revision;
        const result = await applySaved({ ...session, ...root.value }, request);
        if (!result.ok) request.report.refused(result, session.opened.textOf);
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
