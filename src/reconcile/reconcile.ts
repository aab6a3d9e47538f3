/**
 * Reconciling: from a compiled revision to a cluster that is as the revision asks for.
 *
 * `observe.ts` reads the cluster, `plan/` compares, `apply.ts` does what the plan says, stage by stage (`stages/`), and
 * this file keeps the book of revisions around them. Everything goes through the interfaces of kafka and claims. May be
 * imported by admin, cli and app.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { readApprovals } from "../claims/approval-log.ts";
import { pinCluster, readClusterPin } from "../claims/cluster-pin.ts";
import type { RevisionLog } from "../claims/revision-log.ts";
import {
  forgetRevisions,
  readRevisionLog,
  recordApplied,
  recordAttempt,
  unknownRevision,
} from "../claims/revision-log.ts";
import { recordLeftovers } from "../claims/leftover-log.ts";
import type { Checked } from "../diagnostics/checked.ts";
import { failed } from "../diagnostics/checked.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { Desired } from "../model/desired.ts";
import type { Revision } from "../model/names.ts";
import type { Observed } from "../model/observed.ts";
import type { Approval } from "../model/approval.ts";
import { withApprovals } from "../plan/approvals.ts";
import { leftoversAfter } from "../plan/leftovers.ts";
import { withBrokerAnswers } from "../plan/broker-answers.ts";
import type { Capacity } from "../plan/footprint.ts";
import { withFootprint } from "../plan/footprint.ts";
import { inForce } from "../plan/forbidden.ts";
import { plan } from "../plan/plan.ts";
import type { Plan } from "../plan/plan-document.ts";
import type { Previous } from "../plan/previous.ts";
import type { ApplyOptions, ApplyResult } from "./apply.ts";
import { apply, isDue } from "./apply.ts";
import type { Cluster } from "./cluster.ts";
import { askBroker } from "./ask-broker.ts";
import type { Questions } from "./observe.ts";
import { askCluster, observe } from "./observe.ts";
import type { History } from "./read-previous.ts";
import type { FootprintScope } from "./read-capacity.ts";
import { readCapacity } from "./read-capacity.ts";
import { readPrevious } from "./read-previous.ts";
import type { Pace } from "./retry.ts";
import { withRetries } from "./retry.ts";

/** A compiled revision, and where the revisions before it are. */
export interface RevisionRequest extends History {
  readonly revision: Revision;
  readonly desired: Desired;
  readonly footprint?: FootprintRequest | undefined;
}

/** What a plan's footprint is about, and the limit that it is held against. */
interface FootprintRequest {
  /** Default: what the plan changes, which costs next to nothing. */
  readonly scope?: FootprintScope | undefined;
  /** Partition replicas that a broker should have at most. */
  readonly partitionsPerBroker?: number | undefined;
}

/** Kafka's own advice for one broker; above it leader elections and restarts take long. */
const usualPartitionsPerBroker = 4_000;

/** A revision, the cluster, and what revisions before it asked for. */
export interface RevisionView {
  readonly revision: Revision;
  readonly desired: Desired;
  readonly observed: Observed;
  readonly previous: Previous;
  /** The log that `previous` was read by. */
  readonly log: RevisionLog;
}

/** A plan with everything that it was made from. */
export interface PlannedRevision extends RevisionView {
  readonly plan: Plan;
  /** What the plan's footprint was worked out from. */
  readonly capacity?: Capacity;
  /** Whether the plan holds only some of what would have to be done; the revision is never recorded as applied then. */
  readonly isPartial?: boolean;
}

/**
 * Plans a compiled revision for a cluster; writes nothing. What is wrong with single resources is in the plan's
 * diagnostics. Fails where the repository of the earlier revisions can't be read; rejects with a `KafkaError` or a
 * `StoreError`.
 */
export async function planRevision(request: RevisionRequest, cluster: Cluster): Promise<Checked<PlannedRevision>> {
  const { desired } = request;
  const questions = askCluster(cluster, desired);
  const [viewed, stored] = await Promise.all([view(request, cluster, questions), readApprovals(cluster.store)]);
  if (!viewed.ok) return viewed;
  const nowMs = cluster.clock.wallMs();
  const input = { ...viewed.value, desired: withRulesInForce(desired, nowMs) };
  const compared = plan({ ...input, hash: request.compile.hash });
  const survey = await questions.survey;
  const { scope = "changes", partitionsPerBroker: replicasPerBroker = usualPartitionsPerBroker } =
    request.footprint ?? {};
  const asked = { plan: compared, desired, survey, replicasPerBroker };
  const { observed } = viewed.value;
  const [answers, capacity] = await Promise.all([
    askBroker(asked, cluster),
    readCapacity({ ...asked, observed, scope }, cluster),
  ]);
  const answered = withFootprint(withBrokerAnswers(compared, answers), capacity);
  const judged = withApprovals(answered, [...(desired.approvals ?? []), ...stored], nowMs);
  return { ok: true, value: { ...viewed.value, plan: judged, capacity }, warnings: [] };
}

/** A compiled revision beside the cluster as it is: what a plan is made from. Fails and rejects as `planRevision` does. */
export function viewRevision(request: RevisionRequest, cluster: Cluster): Promise<Checked<RevisionView>> {
  return view(request, cluster, askCluster(cluster, request.desired));
}

async function view(request: RevisionRequest, cluster: Cluster, questions: Questions): Promise<Checked<RevisionView>> {
  const { revision, desired } = request;
  const log = await readRevisionLog(cluster.store);
  const reading = readPrevious(log, { ...request, compiled: { revision, desired } });
  const [read] = await Promise.all([reading, makeWhole(desired, questions)]);
  if (!read.ok) return read;
  const previous = { ...read.value, leftovers: await questions.leftovers };
  const scope = { desired, previous };
  const [observed, pinned] = await Promise.all([observe(cluster, scope, questions), readClusterPin(cluster.store)]);
  if (pinned !== undefined && pinned !== observed.clusterId)
    return failed(diagnostic("SLW2013", { pinned, found: observed.clusterId }));
  return { ok: true, value: { revision, ...scope, observed, log }, warnings: [] };
}

const withRulesInForce = (desired: Desired, nowMs: number): Desired =>
  desired.forbidden === undefined ? desired : { ...desired, forbidden: inForce(desired.forbidden, nowMs) };

/**
 * Makes what is made when it is asked for first, while the brokers are busy with what takes them longest: the
 * configurations, which are asked for once the topics are known.
 */
async function makeWhole({ pipelines, acls, groups }: Desired, { survey }: Questions): Promise<number> {
  await survey.catch(() => undefined);
  await nextTurn();
  return pipelines.reduce((sum, { bundle }) => sum + bundle.bytes.length, acls.length + groups.length);
}

export interface AppliedRevision extends ApplyResult {
  /** Whether the cluster is now as the revision asks for, and the revision recorded as the last applied one. */
  readonly isApplied: boolean;
}

/**
 * Applies a planned revision. It is recorded as attempted before the first write, so that what it grants is known to be
 * ours even if it breaks off, and as applied only when nothing is left to do (design, section 5). Rejects as `apply`
 * does.
 */
export async function applyRevision(
  planned: PlannedRevision,
  cluster: Cluster,
  options: ApplyOptions = {},
): Promise<AppliedRevision> {
  const { revision, log } = planned;
  const pace: Pace = { clock: cluster.clock, signal: options.signal };
  const approvals = await approvalsFor(planned, cluster, { pace, given: options.approvals });
  if (isRecorded(planned) && !hasDueSteps(planned, approvals, cluster.clock.wallMs()))
    return { outcomes: [], diagnostics: [], isDone: true, isApplied: true };
  const known = new Set([log.lastApplied, ...log.attempted, revision]);
  const begun = await withRetries(pace, () => recordAttempt(cluster.store, revision));
  await withRetries(pace, () => pinCluster(cluster.store, planned.plan.clusterId));
  const result = await apply(planned, cluster, { ...options, approvals });
  const isComplete =
    result.isDone && planned.isPartial !== true && isWhole(planned.plan) && unknownRevision(begun, known) === undefined;
  if (isComplete) await withRetries(pace, () => recordLeftovers(cluster.store, leftoversAfter(planned)));
  const ended = isComplete ? await withRetries(pace, () => recordSuccess(planned, cluster, known)) : begun;
  const other = unknownRevision(ended, known);
  const diagnostics: readonly Diagnostic[] = other === undefined ? [] : [diagnostic("SLW3005", { revision, other })];
  const isApplied = isComplete && planned.plan.withheld.length === 0 && other === undefined;
  return { ...result, diagnostics: [...result.diagnostics, ...diagnostics], isApplied };
}

interface ApprovalSources {
  readonly pace: Pace;
  readonly given: readonly Approval[] | undefined;
}

/** What has been approved, with the call, in the revision's documents, and in the store. */
async function approvalsFor(
  { plan: planned, desired }: PlannedRevision,
  { store }: Cluster,
  { pace, given = [] }: ApprovalSources,
): Promise<readonly Approval[]> {
  if (planned.steps.length === 0) return [];
  const stored = await withRetries(pace, () => readApprovals(store));
  return [...given, ...(desired.approvals ?? []), ...stored];
}

const hasDueSteps = ({ plan: { steps } }: PlannedRevision, approvals: readonly Approval[], nowMs: number): boolean =>
  steps.some((step) => isDue(step, approvals, nowMs));

/** Whether there is nothing to do, not even to write down. */
function isRecorded({ plan: planned, revision, log, isPartial }: PlannedRevision): boolean {
  if (isPartial === true) return false;
  return !planned.hasChanges && isWhole(planned) && log.lastApplied === revision && log.attempted.length === 0;
}

/** Whether a plan holds everything that the revision asks for, except what waits for lost revisions to be forgotten. */
function isWhole({ blocked, diagnostics }: Plan): boolean {
  return blocked.length === 0 && diagnostics.every(({ severity }) => severity !== "error");
}

/**
 * Writes down that the revision is applied. Where revocations wait because an earlier revision is lost, that one is
 * forgotten instead: the next round knows all earlier revisions that are left, and revokes.
 */
function recordSuccess(
  { plan: planned, previous, revision }: PlannedRevision,
  { store }: Cluster,
  known: ReadonlySet<Revision | undefined>,
): Promise<RevisionLog> {
  return planned.withheld.length > 0 ? forgetRevisions(store, previous.lost) : recordApplied(store, revision, known);
}
