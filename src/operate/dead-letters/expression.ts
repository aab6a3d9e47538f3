import { Environment } from "@marcbachmann/cel-js";
import { expressionOptions, expressionVariables } from "../../model/expression-variables.ts";
import type { DecodedPayload } from "../decode.ts";
import type { DeadLetter } from "./dead-letter.ts";

const environment = Object.entries({ ...expressionVariables, error: "map<string, dyn>" }).reduce(
  (known, [name, type]) => known.registerVariable(name, type),
  new Environment(expressionOptions),
);

/** Whether a dead letter, with its decoded value, meets the expression; one that can't be evaluated on it does not. */
export type DeadLetterExpression = (letter: DeadLetter, value: DecodedPayload) => boolean;

/**
 * Compiles a CEL expression over what expressions of processors may name (of the record in the dead-letter topic) and
 * `error`, a map of `class`, `message`, `engine`, `attempts` and `redrives`. Throws an `Error` on a text that is none.
 */
export function deadLetterExpression(text: string): DeadLetterExpression {
  const evaluate = environment.parse(text);
  const checked = evaluate.check();
  if (!checked.valid) throw new Error(firstLine(checked.error));
  return (letter, value) => {
    try {
      return evaluate(variablesOf(letter, value)) === true;
    } catch {
      return false;
    }
  };
}

function variablesOf({ source, partition, record, failure }: DeadLetter, value: DecodedPayload): object {
  return {
    key: record.key?.toString("utf8") ?? null,
    value: valueOf(value),
    headers: Object.fromEntries(record.headers.map((header) => [header.key.toString(), header.value.toString("utf8")])),
    topic: source.topic,
    partition: BigInt(partition),
    offset: record.offset,
    timestamp: BigInt(Math.trunc(record.timestampMs)),
    error: {
      class: failure.errorClass,
      message: failure.message,
      engine: failure.engine ?? "",
      attempts: BigInt(failure.attempts ?? 0),
      redrives: BigInt(failure.redrives),
    },
  };
}

function valueOf(payload: DecodedPayload): unknown {
  if (payload.kind === "json") return payload.value;
  if (payload.kind === "text") return payload.text;
  return payload.kind === "hex" ? payload.hex : null;
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0] ?? message;
}
