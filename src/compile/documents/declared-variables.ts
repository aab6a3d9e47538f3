import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../model/span.ts";
import type { SourceDocument } from "../../source/document.ts";
import { memberOf } from "../schema/path-text.ts";
import { sortedBy } from "../sorted.ts";
import type { SourceText } from "./source-text.ts";
import { variableProblem } from "./variable-problem.ts";
import { referencesIn, resolveVariables } from "./variables.ts";

export type Variables = Readonly<Record<string, string>>;

interface VariableContext {
  /** What is known before: the built-in variables, and those of the cluster. */
  readonly outer: Variables;
  readonly sourceText: SourceText;
  readonly report: (found: Diagnostic) => void;
}

const builtinNames = ["clusterName", "pipelineName", "stepName"];
/** As long as a topic's name can be; it also bounds what variables of variables of variables can grow to. */
const maxLength = 249;

/**
 * The outer variables with those of a document's `variables:` over them, resolved. Values may use outer variables and
 * each other; one that can't be resolved is reported once, where it is declared and not again where it is used.
 */
export function withDeclaredVariables(document: SourceDocument, context: VariableContext): Variables {
  const declared = memberOf(document.value, "variables");
  if (typeof declared !== "object" || declared === null) return context.outer;
  const texts = new Map<string, string>();
  for (const [name, value] of sortedBy(Object.entries(declared), ([key]) => key)) {
    const problem = nameProblem(name);
    const span = document.spanOf(["variables", name], "key");
    if (problem === undefined) texts.set(name, String(value));
    else context.report(diagnostic("SLW1301", { name, problem }, { span }));
  }
  const scope = new VariableScope(document, texts, context);
  for (const name of texts.keys()) scope.resolve(name, []);
  return scope.variables;
}

function nameProblem(name: string): string | undefined {
  if (builtinNames.includes(name)) return "the variable is built in";
  if (/^[a-z][A-Za-z0-9_-]{0,99}$/.test(name)) return undefined;
  return /^[A-Z][A-Z0-9_]*$/.test(name)
    ? "names in upper case are those of the environment, which only the settings can use"
    : 'a variable begins with a small letter and consists of letters, digits, "-" and "_", at most 100 of them';
}

/** The variables of one document while they are resolved, each once. */
class VariableScope {
  readonly variables: Record<string, string>;
  readonly #document: SourceDocument;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #context: VariableContext;
  readonly #begun = new Set<string>();
  readonly #failed = new Set<string>();

  constructor(document: SourceDocument, texts: ReadonlyMap<string, string>, context: VariableContext) {
    this.variables = { ...context.outer };
    this.#document = document;
    this.#texts = texts;
    this.#context = context;
  }

  /** `path` holds the variables whose values led here. The schema bounds how many there are, and so its depth. */
  resolve(name: string, path: readonly string[]): void {
    const text = this.#texts.get(name);
    if (text === undefined || this.#begun.has(name)) return;
    this.#begun.add(name);
    const value = this.#valueOf({ name, text, path: [...path, name] });
    if (value === undefined) this.#failed.add(name);
    // A variable that is left over is known to be reported already.
    this.variables[name] = value ?? `\${${name}}`;
  }

  /** Undefined after what is wrong has been reported, here or where it arises. */
  #valueOf({ name, text, path }: BegunVariable): string | undefined {
    if (text.length > maxLength) return this.#reportLength(name);
    let isSound = true;
    for (const reference of referencesIn(text)) {
      const around = path.indexOf(reference.name);
      if (around === -1) this.resolve(reference.name, path);
      else this.#reportCycle(path.slice(around), { name, text, part: reference });
      if (around !== -1 || this.#failed.has(reference.name)) isSound = false;
    }
    if (!isSound) return undefined;
    const value = resolveVariables(text, this.variables);
    for (const problem of value.problems)
      this.#context.report(variableProblem(problem, this.#within({ name, text, part: problem }), this.variables));
    if (value.problems.length > 0) return undefined;
    return value.text.length > maxLength ? this.#reportLength(name) : value.text;
  }

  #reportLength(name: string): undefined {
    this.#context.report(diagnostic("SLW1204", { variable: name, maxLength }, { span: this.#spanOf(name) }));
  }

  #reportCycle(names: readonly string[], place: Place): void {
    const path = [...names, names[0] ?? ""].join(" → ");
    this.#context.report(diagnostic("SLW1203", { path }, { span: this.#within(place) }));
  }

  #within({ name, text, part }: Place): Span {
    return this.#context.sourceText.within(this.#spanOf(name), text, part);
  }

  #spanOf(name: string): Span {
    return this.#document.spanOf(["variables", name]);
  }
}

interface BegunVariable {
  readonly name: string;
  readonly text: string;
  /** The variables whose values led here, and this one. */
  readonly path: readonly string[];
}

interface Place {
  readonly name: string;
  readonly text: string;
  readonly part: { readonly index: number; readonly length: number };
}
