import { footprintLines } from "./render-footprint.ts";
import type { Plan, PlanStep } from "./plan-document.ts";
import { accessText, describeChange, remarksOn, summaryOf, symbolOf } from "./render.ts";

/** Long plans don't fit into a comment of a forge (GitHub's limit is 65,536 characters). */
const maxLines = 200;

/**
 * A plan as Markdown, for a comment on a pull request: the summary, then its plan steps, what is risky first.
 * `approvals` are the documents by which what waits would be approved.
 */
export function planMarkdown(plan: Plan, approvals?: string): string {
  const offered = plan.steps.filter(({ isOffered }) => isOffered === true);
  const due = plan.steps.filter(({ isOffered }) => isOffered !== true);
  const risky = due.filter(({ risk, refusal }) => risk !== "safe" || refusal !== undefined);
  const others = due.filter((step) => !risky.includes(step));
  return [
    `### ${summaryOf(plan).replace(/\.$/, "")}`,
    ...(risky.length === 0 ? [] : [`#### Needs attention\n\n${listOf(risky)}`]),
    ...(others.length === 0
      ? []
      : [`<details><summary>${others.length} safe</summary>\n\n${listOf(others)}\n\n</details>`]),
    ...(offered.length === 0 ? [] : [`#### Offered, done only if approved\n\n${listOf(offered)}`]),
    ...listed(
      "Blocked",
      plan.blocked.map(({ pipeline, reason }) => `${code(pipeline)} isn't published: ${escaped(reason)}`),
    ),
    ...listed(
      "Withheld",
      plan.withheld.map(({ change, reason }) => `${code(describeChange(change))}: ${escaped(reason)}`),
    ),
    ...listed("Footprint", plan.footprint === undefined ? [] : footprintLines(plan.footprint)),
    ...accessSection(plan),
    ...(approvals === undefined
      ? []
      : [`<details><summary>To approve: commit this</summary>\n\n${fenced(approvals)}\n\n</details>`]),
    ...listed(
      "Findings",
      plan.diagnostics.map(({ code: name, severity, message }) => `${severity} ${name}: ${escaped(message)}`),
    ),
  ].join("\n\n");
}

function accessSection({ access }: Plan): readonly string[] {
  const rows = access
    .toSorted((a, b) => Number(a.effect === "gains") - Number(b.effect === "gains"))
    .map((change) => `- ${change.effect} ${code(accessText(change))}`);
  if (rows.length === 0) return [];
  const left = rows.length - maxLines;
  const shown = [...rows.slice(0, maxLines), ...(left > 0 ? [`- … and ${left} more`] : [])];
  return [`<details><summary>Access: ${rows.length} changes</summary>\n\n${shown.join("\n")}\n\n</details>`];
}

function listOf(steps: readonly PlanStep[]): string {
  const lines = steps
    .slice(0, maxLines)
    .flatMap((step) => [
      `- ${code(`${symbolOf(step.change)} ${describeChange(step.change)}`)} ${escaped(step.reason)}`,
      ...remarksOn(step).map((remark) => `  - ${escaped(remark)}`),
    ]);
  const left = steps.length - maxLines;
  return [...lines, ...(left > 0 ? [`- … and ${left} more`] : [])].join("\n");
}

function listed(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [[`#### ${title}`, "", ...items.map((item) => `- ${item}`)].join("\n")];
}

/** A block of YAML; ids may hold backticks, but never three at the beginning of a line. */
const fenced = (yaml: string): string => `\`\`\`yaml\n${yaml.trimEnd()}\n\`\`\``;

/** Inline code that may itself hold a backtick. */
const code = (text: string): string => (text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``);

/** Text that Markdown takes as it stands: names from the configuration are anybody's. */
const escaped = (text: string): string =>
  text.replaceAll(/[\\`*_{}[\]<>()#|~@]/g, (character) => `\\${character}`).replaceAll(/\s+/g, " ");
