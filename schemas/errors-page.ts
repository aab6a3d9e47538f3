import type { ExplainedCode } from "../src/diagnostics/codes.ts";
import { explainedCodes } from "../src/diagnostics/codes.ts";

const introduction = `<!-- Generated from src/diagnostics/codes/ by \`npm run generate\`; do not edit. -->

# Errors and warnings

Every finding has a code, a place and, where we know one, a hint. A code is never reused and never changes its meaning. \`<words>\` in a message stand for what is at fault. \`sluiceway explain SLW1401\` prints a section of this page.
`;

/** docs/errors.md: a section for each code of the table. */
export function errorsPage(): string {
  const ranges = explainedCodes().map(({ about, codes }) => [`## ${about}\n`, ...codes.map(sectionOf)].join("\n"));
  return [introduction, ...ranges].join("\n");
}

function sectionOf({ code, severity, form, explanation, hint, example }: ExplainedCode): string {
  const paragraphs = [
    `### ${code}`,
    `${severity === "error" ? "Error" : "Warning"}: ${codeSpan(form)}`,
    explanation,
    ...(hint === undefined ? [] : [`Hint: ${escaped(hint)}`]),
    ["```text", ...example, "```"].join("\n"),
  ];
  return `${paragraphs.join("\n\n")}\n`;
}

/** An inline code span of CommonMark: fences longer than any run of backticks inside, a space where one is at an end. */
function codeSpan(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map((run) => run[0].length);
  const fence = "`".repeat(Math.max(0, ...runs) + 1);
  const space = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return fence + space + text + space + fence;
}

/** Text in which nothing but code in backticks means anything to Markdown. */
function escaped(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith("`") ? part : part.replaceAll(/[*<]/g, String.raw`\$&`)))
    .join("");
}
