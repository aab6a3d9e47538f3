import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import type { Span } from "../../model/span.ts";
import type { Variables } from "./declared-variables.ts";
import type { VariableProblem } from "./variables.ts";

const maxShownNames = 10;
const maxShownText = 60;

const cut = (text: string): string => (text.length > maxShownText ? `${text.slice(0, maxShownText)}…` : text);

/** What is wrong with a variable at a place where `variables` are known. */
export function variableProblem(problem: VariableProblem, span: Span, variables: Variables): Diagnostic {
  if (problem.kind === "unclosed") return diagnostic("SLW1202", { text: cut(problem.text) }, { span });
  const names = Object.keys(variables);
  const shown = names.slice(0, maxShownNames).map((name) => `\${${name}}`);
  const known = [...shown, ...(names.length > maxShownNames ? ["…"] : [])].join(", ");
  return diagnostic(
    "SLW1201",
    { variable: cut(problem.text), known },
    { span, hint: specialHint(problem.text) ?? didYouMean(problem.text, names) },
  );
}

function specialHint(name: string): string | undefined {
  if (name === "stepName") return "The name of a step is known below that step only.";
  return /^[A-Z][A-Z0-9_]*$/.test(name)
    ? `"${name}" looks like a variable of the environment; those live in the settings (sluiceway.settings.yaml) only.`
    : undefined;
}
