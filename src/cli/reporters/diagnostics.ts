import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { capped } from "../../diagnostics/order.ts";
import type { JsonDiagnostic } from "../../diagnostics/render.ts";
import { diagnosticToJson, renderDiagnostics } from "../../diagnostics/render.ts";
import type { Terminal } from "../terminal.ts";
import { paintFor } from "../terminal.ts";

type TextOf = (file: string) => string | undefined;

/** Prints diagnostics to `err`, with excerpts, and a line that counts them. Prints nothing for none. */
export function reportDiagnostics(terminal: Terminal, diagnostics: readonly Diagnostic[], textOf: TextOf): void {
  if (diagnostics.length === 0) return;
  const paint = paintFor(terminal);
  const style = {
    error: (text: string) => paint("red", text),
    warning: (text: string) => paint("yellow", text),
    place: (text: string) => paint("cyan", text),
    faint: (text: string) => paint("dim", text),
    bold: (text: string) => paint("bold", text),
  };
  terminal.err(`${renderDiagnostics(capped(diagnostics), { textOf, style })}\n`);
  terminal.err(countsOf(diagnostics));
}

/** `2 errors, 1 warning`. */
function countsOf(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((found) => found.severity === "error").length;
  return [plural(errors, "error"), plural(diagnostics.length - errors, "warning")]
    .filter((part) => part !== "")
    .join(", ");
}

const plural = (count: number, noun: string): string =>
  count === 0 ? "" : `${count} ${noun}${count === 1 ? "" : "s"}`;

/** Diagnostics as plain data, all of them. */
export const diagnosticsJson = (diagnostics: readonly Diagnostic[], textOf: TextOf): readonly JsonDiagnostic[] =>
  diagnostics.map((found) => diagnosticToJson(found, textOf));
