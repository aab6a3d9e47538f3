import type { ExplainedCode } from "../../diagnostics/codes.ts";
import type { Paint } from "../terminal.ts";

/** Everything that the table says about one code, as a section of docs/errors.md has it. */
export function renderExplanation(explained: ExplainedCode, paint: Paint): string {
  const { code, severity, form, explanation, hint, example } = explained;
  const colour = severity === "error" ? "red" : "yellow";
  const paragraphs = [
    `${paint(colour, severity)} ${paint("bold", code)}: ${form}`,
    explanation,
    ...(hint === undefined ? [] : [`${paint("dim", "Hint:")} ${hint}`]),
    [paint("dim", "Example:"), ...example.map((line) => `  ${line}`)].join("\n"),
  ];
  return paragraphs.join("\n\n");
}

/** A line for each code, below what its range is about. */
export function renderCodeList(
  ranges: readonly { readonly about: string; readonly codes: readonly ExplainedCode[] }[],
  paint: Paint,
): string {
  return ranges
    .map(({ about, codes }) => [paint("bold", about), ...codes.map((row) => lineOf(row))].join("\n"))
    .join("\n\n");
}

const lineOf = ({ code, severity, form }: ExplainedCode): string => `  ${code}  ${severity.padEnd(7)}  ${form}`;
