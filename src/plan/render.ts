import type { AclBinding } from "../model/acl.ts";
import { formatDuration } from "../model/duration.ts";
import type { Span } from "../model/span.ts";
import type { StartPosition } from "../model/start-position.ts";
import type { AccessChange } from "./access/effective-access.ts";
import { actionOf } from "./action.ts";
import type { ByKind } from "./by-kind.ts";
import { byKind } from "./by-kind.ts";
import { ownMember } from "./own-member.ts";
import type { Plan, PlanChange, PlanStep, PlanStepKind } from "./plan-document.ts";
import { planStepKinds } from "./plan-document.ts";
import { footprintLines } from "./render-footprint.ts";
import { describeStake } from "./describe-stake.ts";
import { compareTexts } from "../model/compare-texts.ts";

/** How the parts of a rendered plan are coloured. */
interface PlanStyle {
  readonly add: (text: string) => string;
  readonly change: (text: string) => string;
  readonly remove: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly bold: (text: string) => string;
}

const asItIs = (text: string): string => text;
/** No colours. */
const plainPlanStyle: PlanStyle = { add: asItIs, change: asItIs, remove: asItIs, faint: asItIs, bold: asItIs };

export interface PlanRenderOptions {
  readonly style?: PlanStyle;
  /** `file:line` of a span, or undefined where the text isn't at hand. */
  readonly placeOf?: (span: Span) => string | undefined;
}

/**
 * A plan for people: its plan steps by pipeline, each in the order of an apply, with `+`, `~` or `-` and the reason;
 * what is blocked or withheld; and a line that sums it up. The diagnostics are the caller's to print.
 */
export function renderPlan(plan: Plan, options: PlanRenderOptions = {}): string {
  const style = options.style ?? plainPlanStyle;
  const due = plan.steps.filter(({ isOffered }) => isOffered !== true);
  const sections = [...byPipelines(due)].map(([heading, steps]) =>
    [style.bold(heading), ...steps.map((step) => stepLine(step, options))].join("\n"),
  );
  const offered = plan.steps.filter(({ isOffered }) => isOffered === true).map((step) => stepLine(step, options));
  const offers = offered.length === 0 ? [] : [[style.bold("Offered, done only if approved"), ...offered].join("\n")];
  return [...sections, ...offers, ...waitingSections(plan, style), summaryOf(plan, style)].join("\n\n");
}

/** Shared plan steps first, because the pipelines' own wait for them; otherwise by name. */
function byPipelines(steps: readonly PlanStep[]): ReadonlyMap<string, readonly PlanStep[]> {
  const sections = new Map<string, PlanStep[]>();
  const isShared = ({ pipelines }: PlanStep): boolean => pipelines.length !== 1;
  const ordered = steps.toSorted(
    (a, b) => Number(isShared(b)) - Number(isShared(a)) || compareTexts(nameOf(a), nameOf(b)),
  );
  for (const step of ordered) {
    const section = sections.get(nameOf(step));
    if (section === undefined) sections.set(nameOf(step), [step]);
    else section.push(step);
  }
  return sections;
}

const nameOf = ({ pipelines }: PlanStep): string => (pipelines.length === 0 ? "cluster" : pipelines.join(", "));
function waitingSections(plan: Plan, style: PlanStyle): readonly string[] {
  const mark = style.change("!");
  const blocked = plan.blocked.map(({ pipeline, reason }) => `  ${mark} ${pipeline} isn't published: ${reason}`);
  const withheld = plan.withheld.map(({ change, reason }) => `  ${mark} ${describeChange(change)}: ${reason}`);
  const lost = plan.access
    .filter(({ effect }) => effect === "loses")
    .map((change) => `  ${style.remove("-")} ${accessText(change)}`);
  return [
    ...(lost.length === 0 ? [] : [[style.bold("Access lost"), ...lost].join("\n")]),
    ...(blocked.length === 0 ? [] : [[style.bold("Blocked"), ...blocked].join("\n")]),
    ...(withheld.length === 0 ? [] : [[style.bold("Withheld"), ...withheld].join("\n")]),
    ...footprintSection(plan, style),
  ];
}

function footprintSection({ footprint }: Plan, style: PlanStyle): readonly string[] {
  const lines = footprint === undefined ? [] : footprintLines(footprint);
  return lines.length === 0 ? [] : [[style.bold("Footprint"), ...lines.map((line) => `  ${line}`)].join("\n")];
}

/** `User:crawler: write on topic orders`. */
export function accessText({ principal, operation, resourceType, resourceName, neededBy }: AccessChange): string {
  const needed = neededBy.length === 0 ? "" : ` (needed by ${neededBy.join(", ")})`;
  return `${principal}: ${operation} on ${resourceType} ${resourceName}${needed}`;
}

function stepLine(step: PlanStep, { style = plainPlanStyle, placeOf }: PlanRenderOptions): string {
  const symbol = symbolOf(step.change);
  const colour = { "+": style.add, "~": style.change, "-": style.remove }[symbol];
  const place = step.source === undefined ? undefined : placeOf?.(step.source);
  const why = place === undefined ? step.reason : `${step.reason}, ${place}`;
  const line = `  ${colour(symbol)} ${describeChange(step.change)}  ${style.faint(`# ${why}`)}`;
  return [line, ...remarksOn(step).map((remark) => `      ${style.change("!")} ${remark}`)].join("\n");
}

/** What a reviewer has to weigh. */
export function remarksOn(step: PlanStep): readonly string[] {
  const { risk, verdict, notReverted, stakes, refusal } = step;
  return [
    ...(refusal === undefined ? [] : [`the broker would refuse it: ${refusal}`]),
    ...(verdict.kind === "forbidden" ? [`forbidden by the policy ${verdict.policy}`] : []),
    ...(verdict.kind === "needs-approval" ? [`${risk}: ${approvalText(step)}`] : []),
    ...(notReverted === undefined ? [] : [`going back doesn't bring back: ${notReverted}`]),
    ...stakes.map(describeStake),
  ];
}

function approvalText({ id, digest, approval }: PlanStep): string {
  if (approval === undefined) return `needs an approval of ${id} (${shortDigest(digest)})`;
  const until = approval.expires === undefined ? "" : ` until ${approval.expires}`;
  const why = approval.reason === undefined ? "" : `: ${approval.reason}`;
  return `approved by ${approval.by}${until}${why}`;
}

const symbols = { add: "+", change: "~", remove: "-" } as const;

/** As users of Terraform know it. */
export const symbolOf = (change: PlanChange): "+" | "~" | "-" => symbols[actionOf(change)];

/** A change in a few words: `create topic orders: 6 partitions, 3 replicas`. */
export const describeChange = (change: PlanChange): string => byKind(change, descriptions);

const descriptions: ByKind<string> = {
  "create-topic": (change) => `create topic ${change.topic}: ${topicSettings(change)}`,
  "increase-partitions": (change) =>
    `add partitions to topic ${change.topic}: ${change.before} -> ${change.partitions}`,
  "alter-config": (change) => `alter topic ${change.topic}: ${configChanges(change)}`,
  "grant-acl": (change) => `grant ${rightOf(change.acl)}`,
  "revoke-acl": (change) => `revoke ${rightOf(change.acl)}`,
  "end-quarantine": (change) => `end the quarantine of topic ${change.topic}`,
  "delete-offsets": (change) =>
    `delete offsets of group ${change.group} on ${change.topic}: ${plural(change.partitions.length, "partition")}`,
  "register-schema": (change) =>
    `register schema of ${change.subject}: ${change.type}, ${change.before === undefined ? "a new subject" : `after version ${change.before}`}`,
  "start-group": (change) =>
    `start group ${change.group} on ${change.topic}: ${plural(change.partitions.length, "partition")} from ${startText(change.start)}`,
  "publish-bundle": (change) =>
    `publish ${change.pipeline}: ${change.before === undefined ? "" : `${shortDigest(change.before)} -> `}${shortDigest(change.digest)}`,
  "retire-bundle": (change) => `retire ${change.pipeline}: ${shortDigest(change.before)}`,
};

function rightOf({ principal, permission, operation, ...acl }: AclBinding): string {
  const resource = acl.patternType === "prefixed" ? `${acl.resourceName}*` : acl.resourceName;
  const host = acl.host === "*" ? "" : ` from ${acl.host}`;
  return `${principal} ${permission === "deny" ? "no " : ""}${operation} on ${acl.resourceType} ${resource}${host}`;
}

function topicSettings(change: Extract<PlanChange, { readonly kind: "create-topic" }>): string {
  const configs = Object.entries(change.configs)
    .toSorted(([a], [b]) => compareTexts(a, b))
    .map(([key, value]) => `${key}=${value}${durationOf(key, value)}`);
  return [plural(change.partitions, "partition"), plural(change.replicationFactor, "replica"), ...configs].join(", ");
}

function configChanges({ before, configs }: Extract<PlanChange, { readonly kind: "alter-config" }>): string {
  return Object.entries(configs)
    .toSorted(([a], [b]) => compareTexts(a, b))
    .map(([key, value]) => {
      const old = ownMember(before, key) ?? undefined;
      const was = old === undefined ? "(broker default)" : `${old}${durationOf(key, old)}`;
      return `${key} ${was} -> ${value}${durationOf(key, value)}`;
    })
    .join(", ");
}

/** The milliseconds of a setting as people count them: ` (7d)`. */
function durationOf(key: string, value: string): string {
  const durationMs = key.endsWith(".ms") && /^\d+$/.test(value) ? Number(value) : 0;
  return durationMs > 0 && Number.isSafeInteger(durationMs) ? ` (${formatDuration(durationMs)})` : "";
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

const startText = (start: StartPosition): string =>
  start.kind === "timestamp"
    ? new Date(start.timestampMs).toISOString()
    : start.kind === "from-group"
      ? `where ${start.group} is`
      : start.kind;

const shortDigest = (digest: string): string => digest.replace("sha256:", "").slice(0, 12);

/** What the plan comes to, in one sentence. */
export function summaryOf(plan: Plan, style: PlanStyle = plainPlanStyle): string {
  const revision = plan.revision.replace(/^(dir-)?(.{12}).*$/, "$1$2");
  if (plan.hasChanges)
    return `${style.bold("Plan:")} ${describeCounts(plan.steps.filter(({ isOffered }) => isOffered !== true))}.`;
  if (plan.blocked.length + plan.withheld.length > 0)
    return `${style.bold("No changes")} can be made now, but revision ${revision} is not complete.`;
  return plan.diagnostics.length === 0
    ? `${style.bold("No changes.")} The cluster matches revision ${revision}.`
    : `${style.bold("No changes.")} Revision ${revision} is applied; ${plural(plan.diagnostics.length, "finding")} left to people.`;
}

const phrases: Readonly<Record<PlanStepKind, readonly [one: string, many: string]>> = {
  "create-topic": ["topic to create", "topics to create"],
  "increase-partitions": ["topic to get more partitions", "topics to get more partitions"],
  "alter-config": ["topic to alter", "topics to alter"],
  "end-quarantine": ["quarantine to end", "quarantines to end"],
  "grant-acl": ["ACL to grant", "ACLs to grant"],
  "register-schema": ["schema to register", "schemas to register"],
  "start-group": ["group input to start", "group inputs to start"],
  "publish-bundle": ["pipeline to publish", "pipelines to publish"],
  "retire-bundle": ["pipeline to retire", "pipelines to retire"],
  "revoke-acl": ["ACL to revoke", "ACLs to revoke"],
  "delete-offsets": ["group input to forget", "group inputs to forget"],
};

/** `12 topics to create, 30 ACLs to grant`. */
function describeCounts(steps: readonly PlanStep[]): string {
  return planStepKinds
    .map((kind) => ({ kind, count: steps.filter(({ change }) => change.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${phrases[kind][count === 1 ? 0 : 1]}`)
    .join(", ");
}
