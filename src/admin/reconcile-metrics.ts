import { Counter, Gauge, Registry } from "prom-client";
import type { DaemonState } from "../reconcile/loop/daemon.ts";
import type { ReconcileEvent } from "../reconcile/loop/events.ts";

/** What Prometheus reads of a reconciler: counted from its events, and measured when it is asked. */
export interface ReconcileMetrics {
  count(event: ReconcileEvent): void;
  countHook(result: string): void;
  /** In Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
}

export function createReconcileMetrics(stateOf: () => DaemonState): ReconcileMetrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: readonly string[] = []): Counter =>
    new Counter({ name: `sluiceway_reconcile_${name}`, help, labelNames: [...labelNames], registers });
  const gauge = (name: string, help: string, labelNames: readonly string[] = []): Gauge =>
    new Gauge({ name: `sluiceway_reconcile_${name}`, help, labelNames: [...labelNames], registers });
  const applies = counter("applies_total", "Applies, by what came of them.", ["result"]);
  const failures = counter("failures_total", "Failures that are tried again, by what failed.", ["what"]);
  const refusals = counter("refused_revisions_total", "Revisions that don't compile.");
  const heals = counter("healed_total", "Differences that were put right.");
  const hooks = counter("hooks_total", "Calls of Git servers, by what became of them.", ["result"]);
  const leading = gauge("leading", "1 on the reconciler that leads.");
  const drift = gauge("drift", "Differences from the last applied revision that two reads have found.", ["kind"]);
  const pipelines = gauge("pipelines", "Pipelines, by how they stand.", ["state"]);
  const orphans = gauge("orphans", "Topics that an earlier revision declared and this one doesn't.");
  const failing = gauge("failing", "1 while something is tried again and again.");
  const applied = gauge("last_applied_revision", "1, labelled with the last applied revision.", ["revision"]);
  const appliedAt = gauge("last_applied_timestamp_seconds", "When a revision was last recorded as applied.");
  const gauges = { leading, drift, pipelines, orphans, failing, applied, appliedAt };
  return {
    contentType: registry.contentType,
    countHook: (result) => hooks.inc({ result }),
    count(event) {
      if (event.kind === "applied") applies.inc({ result: event.attempt.result });
      else if (event.kind === "failed") failures.inc({ what: event.what });
      else if (event.kind === "refused") refusals.inc();
      else if (event.kind === "healed") heals.inc(event.ids.length);
    },
    text() {
      measure(stateOf(), gauges);
      return registry.metrics();
    },
  };
}

type Gauges = Readonly<
  Record<"leading" | "drift" | "pipelines" | "orphans" | "failing" | "applied" | "appliedAt", Gauge>
>;

function measure({ role, status }: DaemonState, gauges: Gauges): void {
  for (const one of Object.values(gauges)) one.reset();
  gauges.leading.set(role === "leading" ? 1 : 0);
  if (status === undefined) return;
  for (const kind of ["topics", "acls", "groups", "pipelines"]) {
    const found = status.drift.filter((one) => one.kind === kind && one.isConfirmed);
    gauges.drift.set({ kind }, found.length);
  }
  const states = Object.values(status.pipelines).map(({ state }) => state);
  gauges.pipelines.set({ state: "synced" }, status.pipelineCount - states.length - status.pipelinesLeftOut);
  for (const state of states) gauges.pipelines.inc({ state });
  gauges.orphans.set(status.orphanCount);
  gauges.failing.set(status.failure === null ? 0 : 1);
  if (status.lastApplied === null) return;
  gauges.applied.set({ revision: status.lastApplied.revision }, 1);
  gauges.appliedAt.set(status.lastApplied.atMs / 1000);
}
