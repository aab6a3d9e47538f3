import { Environment, ParseError } from "@marcbachmann/cel-js";
import { expressionOptions, expressionVariables } from "../../model/expression-variables.ts";

/** What is wrong with an expression, and where in its text. */
export interface CelProblem {
  readonly message: string;
  readonly index: number;
  readonly length: number;
}

let made: Environment | undefined;
const environment = (): Environment =>
  (made ??= Object.entries(expressionVariables).reduce(
    (extended, [name, type]) => extended.registerVariable(name, type),
    new Environment(expressionOptions),
  ));

/**
 * A member of the value compared with a literal: what most conditions are, and sound whatever the value is. Words that
 * the language keeps for itself are left to the library.
 */
const plainCondition =
  /^value(?:\.(?!(?:as|break|const|continue|else|false|for|function|if|import|in|let|loop|package|namespace|null|return|true|var|void|while)\b)[A-Za-z_][A-Za-z0-9_]{0,60}){1,8} (?:(?:==|!=) (?:true|false)|(?:==|!=|<=?|>=?) (?:0|[1-9][0-9]{0,8}|"[A-Za-z0-9_ .:-]{0,100}"))$/;

/** Whether an expression is a condition that needs no further look: a test holds this to what the library says. */
export const isPlainCondition = (expression: string): boolean => plainCondition.test(expression);

/** What is wrong with a CEL expression, or undefined. A condition must give true or false, as far as that is known. */
export function celProblem(expression: string, isCondition: boolean): CelProblem | undefined {
  if (isPlainCondition(expression)) return undefined;
  const whole = { index: 0, length: expression.length };
  try {
    const checked = environment().parse(expression).check();
    if (!checked.valid) return problemFrom(checked.error, whole);
    if (!isCondition || checked.type === undefined || ["bool", "dyn"].includes(checked.type)) return undefined;
    return { message: `must give true or false, but gives ${checked.type}`, ...whole };
  } catch (error) {
    if (error instanceof ParseError) return problemFrom(error, whole);
    return { message: "can't be read as CEL", ...whole };
  }
}

function problemFrom(
  error: Pick<ParseError, "message" | "node"> | undefined,
  whole: { readonly index: number; readonly length: number },
): CelProblem {
  const [summary = "can't be read as CEL"] = (error?.message ?? "").split("\n").filter((line) => line !== "");
  const { start, end } = error?.node ?? {};
  if (start === undefined || start > whole.length) return { message: summary, ...whole };
  return { message: summary, index: start, length: Math.max(0, Math.min(end ?? start, whole.length) - start) };
}
