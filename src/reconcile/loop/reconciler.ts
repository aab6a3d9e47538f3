import type { Checked } from "../../diagnostics/checked.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { canonicalJson } from "../../model/canonical-json.ts";
import type { Desired } from "../../model/desired.ts";
import { invariant } from "../../model/invariant.ts";
import type { Revision } from "../../model/names.ts";
import type { TextOf } from "../../plan/to-json.ts";
import type { LockOwner } from "../apply-lock.ts";
import type { ApplyLimits } from "../apply-run.ts";
import type { Cluster } from "../cluster.ts";
import { LockLostError } from "../guarded-cluster.ts";
import type { History } from "../read-previous.ts";
import type { Round } from "./converge.ts";
import { converge } from "./converge.ts";
import { attemptOf, driftOf, findingsOf } from "./describe-round.ts";
import type { DriftTracker } from "./drift-tracker.ts";
import { emptyTracker } from "./drift-tracker.ts";
import type { ReconcileEvent } from "./events.ts";
import type { AppliedState } from "./find-drift.ts";
import type { LoopAction, LoopEvent, LoopState } from "./loop-state.ts";
import { after, decide, initialLoopState } from "./loop-state.ts";
import type { AttemptStatus, FailureStatus, Findings, ReconcileStatus } from "./reconcile-status.ts";
import { writeReconcileStatus } from "./reconcile-status.ts";
import { statusOf } from "./status-of.ts";
import type { LoopTiming } from "./timing.ts";

/** Where revisions come from. Nothing of it rejects: what can't be read is a diagnostic. */
export interface RevisionSource {
  /** Where earlier revisions are read from. */
  readonly history: History;
  /** For people: the repository without credentials, and the branch. */
  readonly label: string;
  readonly ref: string;
  /** What the branch stands for now. */
  head(): Promise<Checked<Revision>>;
  compile(revision: Revision): Promise<Checked<Desired>>;
  /** Whether the later revision descends from the earlier one; undefined where nobody knows. */
  follows(earlier: Revision, later: Revision): Promise<boolean | undefined>;
  readonly textOf: TextOf;
}

export interface ReconcilerOptions {
  readonly source: RevisionSource;
  /** Its requests ask first whether this process still leads. */
  readonly cluster: Cluster;
  readonly owner: LockOwner;
  readonly timing: LoopTiming;
  readonly limits?: Partial<ApplyLimits> | undefined;
  readonly environment: string | undefined;
  readonly onEvent: (event: ReconcileEvent) => void;
  /** The diagnostic for what a server answered; undefined for an error that is our own bug. */
  readonly explain: (error: unknown) => Diagnostic | undefined;
  readonly random: () => number;
  readonly signal?: AbortSignal | undefined;
}

/** What a reconciler remembers beside the loop's state: what it compiled, and what it shows. */
export interface Knowledge {
  readonly sinceMs: number;
  readonly desired: Desired | undefined;
  readonly refused: (Findings & { readonly revision: Revision }) | undefined;
  readonly warnings: readonly Diagnostic[];
  readonly attempt: AttemptStatus | undefined;
  readonly applied: ReconcileStatus["lastApplied"];
  readonly appliedState: AppliedState | undefined;
  readonly failure: FailureStatus | undefined;
  readonly round: Round | undefined;
  readonly tracker: DriftTracker;
  readonly waiting: string | undefined;
}

/** Diagnostics that say that a repository gave no answer: the revision itself may be good. */
const unreadable: ReadonlySet<string> = new Set(["SLW1002", "SLW1003"]);

/**
 * One leader's reconciler: does the actions that the loop's state asks for, one at a time, and writes down how it all
 * stands. `step` does the next action, or says until when there is none.
 */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  #state: LoopState;
  #known: Knowledge;
  #rounds = 0;
  #written = "";

  constructor(options: ReconcilerOptions, before: ReconcileStatus | undefined, remembered: Revision | undefined) {
    const { clock } = options.cluster;
    this.#options = options;
    this.#state = initialLoopState(clock.monotonicMs(), before?.inForce ?? remembered);
    this.#known = {
      sinceMs: clock.wallMs(),
      desired: undefined,
      refused: undefined,
      warnings: [],
      attempt: before?.lastAttempted ?? undefined,
      applied: before?.lastApplied ?? null,
      appliedState: undefined,
      failure: undefined,
      round: undefined,
      tracker: { ...emptyTracker, heals: before?.heals ?? {} },
      waiting: undefined,
    };
  }

  get state(): LoopState {
    return this.#state;
  }

  status(): ReconcileStatus {
    const { source, owner, environment, cluster } = this.#options;
    const { label, ref, textOf } = source;
    const about = { owner, repository: label, ref, environment: environment ?? null, nowMs: cluster.clock.wallMs() };
    return statusOf(this.#state, this.#known, { ...about, textOf });
  }

  /** What was known when the last action had ended. */
  get lastRound(): Round | undefined {
    return this.#known.round;
  }

  /** Somebody asks for a look. */
  wake(by: "branch" | "cluster"): void {
    this.#happened({ kind: "woken", by });
  }

  /** Does the next action and returns it. Rejects with a `LockLostError`, the signal's reason, or our own bug. */
  async step(): Promise<LoopAction> {
    const action = decide(this.#state, this.#options.cluster.clock.monotonicMs());
    if (action.kind === "wait") return action;
    if (action.kind === "fetch") await this.#fetch();
    else if (action.kind === "compile") await this.#compile(action.revision);
    else await this.#converge(action.revision);
    await this.#writeStatus();
    return action;
  }

  async #fetch(): Promise<void> {
    const { source, onEvent } = this.#options;
    const before = this.#state.head;
    const head = await source.head();
    if (!head.ok) return this.#failed("fetch", head.diagnostics);
    this.#succeeded("fetch");
    if (head.value !== before) {
      onEvent({ kind: "head", revision: head.value, before });
      const earlier = before ?? this.#state.remembered;
      const isForward = earlier === undefined || earlier === head.value || (await source.follows(earlier, head.value));
      if (isForward === false && earlier !== undefined)
        onEvent({ kind: "warning", diagnostic: diagnostic("SLW5001", { before: earlier, now: head.value }) });
    }
    if (this.#known.refused?.revision !== head.value) this.#learn({ refused: undefined });
    this.#happened({ kind: "fetched", head: head.value });
  }

  async #compile(revision: Revision): Promise<void> {
    const { source, onEvent } = this.#options;
    const compiled = await source.compile(revision);
    if (!compiled.ok) {
      const { diagnostics } = compiled;
      const errors = diagnostics.filter(({ severity }) => severity === "error");
      if (errors.every(({ code }) => unreadable.has(code))) return this.#failed("compile", diagnostics);
      this.#succeeded("compile");
      if (revision === this.#state.head)
        this.#learn({ refused: { revision, ...findingsOf(diagnostics, source.textOf) } });
      onEvent({ kind: "refused", revision, diagnostics });
      return this.#happened({ kind: "refused", revision });
    }
    this.#succeeded("compile");
    this.#learn({ desired: compiled.value, warnings: compiled.warnings, waiting: undefined });
    onEvent({ kind: "in-force", revision, pipelines: compiled.value.pipelines.length });
    this.#happened({ kind: "compiled", revision });
  }

  async #converge(revision: Revision): Promise<void> {
    const { source, cluster, owner, timing, limits, signal, explain } = this.#options;
    const { desired, tracker, waiting } = this.#known;
    invariant(desired, "what is in force is compiled");
    try {
      const round = await converge({
        revision: { ...source.history, revision, desired },
        applied: this.#known.appliedState,
        cluster,
        owner: { ...owner, id: `${owner.id}/${(this.#rounds += 1)}` },
        tracker,
        confirmMs: timing.confirmMs,
        waiting,
        signal,
        limits,
      });
      this.#converged(revision, round);
    } catch (error) {
      if (error instanceof LockLostError || signal?.aborted === true) throw error;
      const found = explain(error);
      if (found === undefined) throw error;
      this.#failed("converge", [found]);
    }
  }

  #converged(revision: Revision, round: Round): void {
    const { onEvent, cluster } = this.#options;
    const nowMs = cluster.clock.wallMs();
    const wasSynced = this.#isSynced();
    const attempt = attemptOf(round, nowMs);
    this.#tellDrift(round, nowMs);
    this.#learn({ round, tracker: round.tracker, waiting: round.waiting });
    if (attempt !== undefined) {
      this.#learn({ attempt });
      onEvent({ kind: "applied", attempt, diagnostics: round.diagnostics });
    }
    if (isRecorded(round, revision)) this.#recorded(revision, nowMs);
    if (round.end === "failed") return this.#failed("converge", round.diagnostics);
    this.#succeeded("converge");
    if (!wasSynced && this.#isSynced()) onEvent({ kind: "synced", revision });
    this.#happened({ kind: "converged", end: round.end });
  }

  /** The revision is the last applied one. */
  #recorded(revision: Revision, nowMs: number): void {
    const { applied, desired } = this.#known;
    if (applied?.revision !== revision) this.#learn({ applied: { revision, atMs: nowMs } });
    if (desired !== undefined) this.#learn({ appliedState: { revision, desired } });
  }

  /** Whether everything is as the revision in force asks for. */
  #isSynced(): boolean {
    const { inForce } = this.#state;
    const { applied, failure, round } = this.#known;
    if (failure !== undefined || inForce === undefined || applied?.revision !== inForce) return false;
    // What was seen to differ once may be a read that lags.
    return round?.look?.planned.revision === inForce && round.end !== "failed";
  }

  /** What is confirmed and was not before, and what was put right. */
  #tellDrift(round: Round, nowMs: number): void {
    const { onEvent } = this.#options;
    const { look, healed } = round;
    if (look === undefined) return;
    const before = this.#known.tracker.seen;
    const found = driftOf(look, nowMs).filter(
      ({ id, isConfirmed }) => isConfirmed && before.get(id)?.isConfirmed !== true,
    );
    if (found.length > 0) onEvent({ kind: "drift", found });
    if (healed.length > 0) onEvent({ kind: "healed", ids: healed });
  }

  #failed(what: FailureStatus["what"], diagnostics: readonly Diagnostic[]): void {
    const { onEvent, source, cluster } = this.#options;
    const { failure } = this.#known;
    const isSame = failure?.what === what;
    const { diagnostics: shown } = findingsOf(diagnostics, source.textOf);
    const attempts = this.#state.failures[what] + 1;
    const sinceMs = isSame ? failure.sinceMs : cluster.clock.wallMs();
    this.#learn({ failure: { what, attempts, sinceMs, diagnostics: shown } });
    onEvent({ kind: "failed", what, diagnostics });
    if (what === "converge") this.#happened({ kind: "converged", end: "failed" });
    else this.#happened({ kind: `${what}-failed` });
  }

  #succeeded(what: FailureStatus["what"]): void {
    if (this.#known.failure?.what === what) this.#learn({ failure: undefined });
  }

  #learn(news: Partial<Knowledge>): void {
    this.#known = { ...this.#known, ...news };
  }

  #happened(event: LoopEvent): void {
    const { cluster, random, timing } = this.#options;
    const nowMs = cluster.clock.monotonicMs();
    this.#state = after(this.#state, event, { nowMs, random: random(), timing });
  }

  /** Writes the status where anything but its time has changed. What the store refuses is tried again at the next action. */
  async #writeStatus(): Promise<void> {
    const { cluster, explain, onEvent } = this.#options;
    const status = this.status();
    const text = canonicalJson({ ...status, atMs: 0 });
    if (text === this.#written) return;
    try {
      await writeReconcileStatus(cluster.store, status);
      this.#written = text;
    } catch (error) {
      if (error instanceof LockLostError) throw error;
      const found = explain(error);
      if (found === undefined) throw error;
      onEvent({ kind: "failed", what: "store", diagnostics: [found] });
    }
  }
}

/** Whether the revision is recorded as applied, by this round or before it. */
function isRecorded({ applied, look }: Round, revision: Revision): boolean {
  if (applied !== undefined) return applied.isApplied;
  const log = look?.planned.log;
  return log?.lastApplied === revision && log.attempted.length === 0;
}
