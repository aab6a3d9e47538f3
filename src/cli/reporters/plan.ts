import type { Span } from "../../model/span.ts";
import { positionAt } from "../../diagnostics/position.ts";
import type { Plan } from "../../plan/plan-document.ts";
import { renderPlan } from "../../plan/render.ts";
import type { SavedComparison } from "../../plan/saved-plan.ts";
import type { Terminal } from "../terminal.ts";
import { paintFor } from "../terminal.ts";

/** A plan as text, with the places of its reasons. */
export function planText(terminal: Terminal, plan: Plan, textOf: (file: string) => string | undefined): string {
  const paint = paintFor(terminal);
  const style = {
    add: (text: string) => paint("green", text),
    change: (text: string) => paint("yellow", text),
    remove: (text: string) => paint("red", text),
    faint: (text: string) => paint("dim", text),
    bold: (text: string) => paint("bold", text),
  };
  const placeOf = ({ file, start }: Span): string | undefined => {
    const text = textOf(file);
    return text === undefined ? undefined : `${file}:${positionAt(text, start).line}`;
  };
  return renderPlan(plan, { style, placeOf });
}

/** The documents that would approve what waits, with what to do with them. */
export function approvalsText(approvals: string | undefined): readonly string[] {
  return approvals === undefined
    ? []
    : [`To approve, run \`sluiceway approve ID\` or commit below the configuration root:\n\n${approvals.trimEnd()}`];
}

/** How a saved plan stands to the plan of now. */
export function comparisonText({ moved, added, steps }: SavedComparison): string {
  const lines = [
    ...moved.map((what) => `  ! ${what}`),
    ...added.map(({ id }) => `  + ${id} isn't in the saved plan, and nothing in it waits for it`),
  ];
  const verdict =
    moved.length === 0 ? `The saved plan can be applied: ${steps.length} plan steps.` : "The saved plan is stale.";
  return [...lines, verdict].join("\n");
}
