import { Environment } from "@marcbachmann/cel-js";
import type { FetchedRecord } from "../../kafka/reader.ts";
import { expressionOptions, expressionVariables } from "../../model/expression-variables.ts";
import { ProcessingError } from "../failures/processing-error.ts";
import type { ProcessorPlace } from "./processor.ts";
import { decodeJson, decodeText } from "./text.ts";

export type ValueFormat = "json" | "text";

/** Numbers of JSON are CEL doubles, so that an expression doesn't depend on whether a number happens to be whole. */
const environment = Object.entries(expressionVariables).reduce(
  (known, [name, type]) => known.registerVariable(name, type),
  new Environment(expressionOptions),
);

/** The value of an expression for a record. Throws a `DecodeError` or an `ExpressionError`. */
export type Expression = (record: FetchedRecord & { readonly value: Buffer }) => unknown;

/**
 * Compiles a CEL expression over key, value, headers, topic, partition, offset and timestamp. Throws on a text that is
 * no such expression.
 */
export function compileExpression(text: string, format: ValueFormat, place: ProcessorPlace): Expression {
  const evaluate = environment.parse(text);
  const checked = evaluate.check();
  if (!checked.valid) throw new Error(`the expression is invalid: ${firstLine(checked.error)}`);
  const partition = BigInt(place.partition);
  const decode = format === "text" ? decodeText : decodeJson;
  return (record) => {
    const variables = {
      key: record.key === undefined ? null : record.key.toString("utf8"),
      value: decode(record.value),
      headers: Object.fromEntries(record.headers.map(({ key, value }) => [key.toString(), value.toString("utf8")])),
      topic: place.topic,
      partition,
      offset: record.offset,
      timestamp: BigInt(Math.trunc(record.timestampMs)),
    };
    try {
      return evaluate(variables) as unknown;
    } catch (error) {
      throw new ProcessingError("ExpressionError", firstLine(error));
    }
  };
}

/** The library's messages show the expression below their first line. */
function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0] ?? message;
}
