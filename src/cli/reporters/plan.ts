import type { Span } from "../../model/span.ts";
import { positionAt } from "../../diagnostics/position.ts";
import type { Plan } from "../../plan/plan-document.ts";
import { renderPlan } from "../../plan/render.ts";
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
