import type { Span } from "../model/span.ts";
import type { StartPosition } from "../model/start-position.ts";
import type { Plan, PlanChange, PlanStep, PlanStepKind } from "./plan-document.ts";

/** How the parts of a rendered plan are coloured. */
export interface PlanStyle {
  readonly add: (text: string) => string;
  readonly change: (text: string) => string;
  readonly remove: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly bold: (text: string) => string;
}

const asItIs = (text: string): string => text;
/** No colours. */
export const plainPlanStyle: PlanStyle = { add: asItIs, change: asItIs, remove: asItIs, faint: asItIs, bold: asItIs };

export interface PlanRenderOptions {
  readonly style?: PlanStyle;
  /** `file:line` of a span, or undefined where the text isn't at hand. */
  readonly placeOf?: (span: Span) => string | undefined;
}

interface KindWords {
  readonly symbol: "+" | "~" | "-";
  readonly heading: string;
  /** Finishes "N … to …" of the summary. */
  readonly summary: (count: number) => string;
}

const plural = (noun: string, count: number): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

const words: Readonly<Record<PlanStepKind, KindWords>> = {
  "create-topic": { symbol: "+", heading: "Topics", summary: (count) => `${plural("topic", count)} to create` },
  "grant-acl": { symbol: "+", heading: "Grants", summary: (count) => `${plural("ACL", count)} to grant` },
  "start-group": {
    symbol: "+",
    heading: "Consumer groups",
    summary: (count) => `${plural("group input", count)} to start`,
  },
  "publish-bundle": {
    symbol: "~",
    heading: "Pipelines",
    summary: (count) => `${plural("pipeline", count)} to publish`,
  },
  "retire-bundle": {
    symbol: "-",
    heading: "Retired pipelines",
    summary: (count) => `${plural("pipeline", count)} to retire`,
  },
  "revoke-acl": { symbol: "-", heading: "Revocations", summary: (count) => `${plural("ACL", count)} to revoke` },
};

/** A plan for people: its plan steps by kind, in the order of an apply, what is blocked, and a line that sums it up. */
export function renderPlan(plan: Plan, options: PlanRenderOptions = {}): string {
  const style = options.style ?? plainPlanStyle;
  const kinds = Object.keys(words) as PlanStepKind[];
  const sections = kinds.flatMap((kind) => renderKind(plan, kind, options));
  const blocked = plan.blocked.map(
    ({ pipeline, reason }) => `  ${style.remove("!")} ${pipeline} is not published: ${reason}`,
  );
  return [
    ...sections,
    ...(blocked.length === 0 ? [] : [[style.bold("Blocked"), ...blocked].join("\n")]),
    summaryOf(plan, style),
  ].join("\n\n");
}

function renderKind(plan: Plan, kind: PlanStepKind, options: PlanRenderOptions): readonly string[] {
  const style = options.style ?? plainPlanStyle;
  const steps = plan.steps.filter(({ change }) => change.kind === kind);
  if (steps.length === 0) return [];
  return [[style.bold(words[kind].heading), ...steps.map((step) => renderStep(step, options))].join("\n")];
}

function renderStep(step: PlanStep, { style = plainPlanStyle, placeOf }: PlanRenderOptions): string {
  const { symbol } = symbolOf(step.change);
  const colour = { "+": style.add, "~": style.change, "-": style.remove }[symbol];
  const place = step.source === undefined ? undefined : placeOf?.(step.source);
  const why = place === undefined ? step.reason : `${step.reason}, ${place}`;
  return `  ${colour(symbol)} ${describeChange(step.change)} ${style.faint(`(${why})`)}`;
}

/** A bundle that replaces none is something new. */
function symbolOf(change: PlanChange): { readonly symbol: "+" | "~" | "-" } {
  return change.kind === "publish-bundle" && change.before === undefined ? { symbol: "+" } : words[change.kind];
}

/** One change as a phrase: also what an apply's progress and outcomes say. */
export function describeChange(change: PlanChange): string {
  switch (change.kind) {
    case "create-topic":
      return `${change.topic}  ${topicSettings(change)}`;
    case "grant-acl":
    case "revoke-acl":
      return `${change.acl.principal} ${change.acl.permission === "deny" ? "must not" : "may"} ${change.acl.operation} ${change.acl.resourceType} ${change.acl.resourceName}${change.acl.patternType === "prefixed" ? "*" : ""}`;
    case "start-group":
      return `${change.group} on ${change.topic}, ${plural("partition", change.partitions.length)} from ${startText(change.start)}`;
    case "publish-bundle":
      return `${change.pipeline}  ${change.before === undefined ? "" : `${shortDigest(change.before)} → `}${shortDigest(change.digest)}`;
    case "retire-bundle":
      return `${change.pipeline}  ${shortDigest(change.before)}`;
  }
}

function topicSettings(change: Extract<PlanChange, { readonly kind: "create-topic" }>): string {
  const configs = Object.entries(change.configs).map(([key, value]) => `${key}=${value}`);
  const replicas = change.replicationFactor === 1 ? "1 replica" : `${change.replicationFactor} replicas`;
  return [plural("partition", change.partitions), replicas, ...configs].join(", ");
}

const startText = (start: StartPosition): string =>
  start.kind === "timestamp" ? new Date(start.timestampMs).toISOString() : start.kind;

const shortDigest = (digest: string): string => digest.replace("sha256:", "").slice(0, 12);

function summaryOf(plan: Plan, style: PlanStyle): string {
  const revision = plan.revision.slice(0, 12);
  if (!plan.hasChanges)
    return plan.blocked.length === 0
      ? `${style.bold("No changes.")} The cluster matches revision ${revision}.`
      : `${style.bold("No changes")} that can be made now for revision ${revision}.`;
  const counts = (Object.keys(words) as PlanStepKind[]).flatMap((kind) => {
    const count = plan.steps.filter(({ change }) => change.kind === kind).length;
    return count === 0 ? [] : [words[kind].summary(count)];
  });
  return `${style.bold("Plan:")} ${counts.join(", ")} (revision ${revision}).`;
}
