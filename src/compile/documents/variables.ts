/** What is wrong with one variable in a text. */
export interface VariableProblem {
  readonly kind: "unknown" | "unclosed";
  /** The variable's name, or the text from its beginning where it has no end. */
  readonly text: string;
  /** Where in the text it begins. */
  readonly index: number;
  readonly length: number;
}

export interface ResolvedText {
  readonly text: string;
  readonly problems: readonly VariableProblem[];
}

interface VariableReference {
  readonly name: string;
  readonly index: number;
  readonly length: number;
}

/** The variables that a text names, in order. */
export function referencesIn(text: string): VariableReference[] {
  return [...text.matchAll(variable)].flatMap((found) => {
    const name = found[1];
    return name === undefined ? [] : [{ name, index: found.index, length: found[0].length }];
  });
}

/** An escaped beginning, a variable, or the beginning of one that has no end: bounded, or many would cost their square. */
const variable = /\$\$\{|\$\{([^}]{0,200})\}|\$\{/g;

/**
 * A text with `${name}` replaced by the variables' values and `$${` by a literal `${` (specification, "Variable
 * Resolution"). Values are not resolved again. What can't be resolved stays as it stands and is a problem.
 */
export function resolveVariables(text: string, variables: Readonly<Record<string, string>>): ResolvedText {
  const problems: VariableProblem[] = [];
  const resolved = text.replaceAll(variable, (found: string, name: unknown, index: number) => {
    if (found === "$${") return "${";
    if (typeof name !== "string") {
      // Whatever comes after it lies within it.
      if (problems.at(-1)?.kind === "unclosed") return found;
      const rest = text.slice(index);
      problems.push({ kind: "unclosed", text: rest, index, length: rest.length });
      return found;
    }
    if (Object.hasOwn(variables, name)) return variables[name] ?? "";
    problems.push({ kind: "unknown", text: name, index, length: found.length });
    return found;
  });
  return { text: resolved, problems };
}
