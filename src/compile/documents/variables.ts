/** What is wrong with one variable in a text. */
interface VariableProblem {
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

/**
 * A text with `${name}` replaced by the variables' values and `$${` by a literal `${` (specification, "Variable
 * Resolution"). Values are not resolved again. What can't be resolved stays as it stands and is a problem.
 */
export function resolveVariables(text: string, variables: Readonly<Record<string, string>>): ResolvedText {
  const problems: VariableProblem[] = [];
  const resolved = text.replaceAll(/\$\$\{|\$\{([^}]*)\}|\$\{/g, (found: string, name: unknown, index: number) => {
    if (found === "$${") return "${";
    if (typeof name !== "string") {
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
