import type { TextOf } from "../../plan/to-json.ts";
import type { LockOwner } from "../apply-lock.ts";
import { driftOf, findingsOf, mostListed, pipelinesOf } from "./describe-round.ts";
import type { Round } from "./converge.ts";
import type { LoopState } from "./loop-state.ts";
import type { Knowledge } from "./reconciler.ts";
import type { ReconcileStatus } from "./reconcile-status.ts";

interface About {
  readonly owner: LockOwner;
  readonly repository: string;
  readonly ref: string;
  readonly environment: string | null;
  readonly nowMs: number;
  readonly textOf: TextOf;
}

const orphanCode = "SLW2003";
/** The status has to fit into one value of the store: beyond this, pipelines are only counted. */
const mostPipelines = 500;

/** How everything stands, for whoever asks: what the loop knows, and what its last round has found. */
export function statusOf(state: LoopState, known: Knowledge, about: About): ReconcileStatus {
  const { owner, nowMs, textOf, ...rest } = about;
  const { attempt, applied, failure, refused, desired, tracker } = known;
  return {
    ...rest,
    leader: { id: owner.id, label: owner.label, sinceMs: known.sinceMs },
    atMs: nowMs,
    head: state.head ?? null,
    inForce: state.inForce ?? null,
    refused: refused ?? null,
    lastAttempted: attempt ?? null,
    lastApplied: applied,
    failure: failure ?? null,
    pipelineCount: desired?.pipelines.length ?? 0,
    ...(known.round === undefined ? nothingSeen(known, textOf) : seenIn(known.round, known, about)),
    heals: tracker.heals,
  };
}

type Seen = Pick<
  ReconcileStatus,
  "findings" | "pipelines" | "pipelinesLeftOut" | "drift" | "driftCount" | "orphans" | "orphanCount" | "suspended"
>;

const nothingSeen = ({ warnings }: Knowledge, textOf: TextOf): Seen => ({
  findings: findingsOf(warnings, textOf),
  pipelines: {},
  pipelinesLeftOut: 0,
  drift: [],
  driftCount: 0,
  orphans: [],
  orphanCount: 0,
  suspended: {},
});

function seenIn(round: Round, known: Knowledge, { nowMs, textOf }: About): Seen {
  const { look } = round;
  if (look === undefined) return nothingSeen(known, textOf);
  const { diagnostics } = look.planned.plan;
  const healed = new Set(round.healed);
  const drift = driftOf(look, nowMs).filter(({ id }) => !healed.has(id));
  const pipelines = pipelinesOf(round, drift);
  const orphans = diagnostics
    .filter(({ code }) => code === orphanCode)
    .map(({ message }) => /"([^"]+)"/.exec(message)?.[1] ?? message);
  const others = diagnostics.filter(({ code }) => code !== orphanCode);
  return {
    findings: findingsOf([...known.warnings, ...others], textOf),
    pipelines: Object.fromEntries([...pipelines].slice(0, mostPipelines)),
    pipelinesLeftOut: Math.max(0, pipelines.size - mostPipelines),
    drift: drift.slice(0, mostListed),
    driftCount: drift.length,
    orphans: orphans.slice(0, mostListed),
    orphanCount: orphans.length,
    suspended: look.controls.suspended,
  };
}
