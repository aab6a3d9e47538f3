import { ProcessingError } from "../failures/processing-error.ts";
import type { ValueFormat } from "./expression.ts";
import { compileExpression } from "./expression.ts";
import { hasValue } from "./has-value.ts";
import type { Processor, ProcessorPlace } from "./processor.ts";

export interface MapConfig {
  readonly value: string;
  readonly format?: ValueFormat;
}

/**
 * Emits the expression's result as the record's value: as JSON, or, under `format: text`, a string as it is. Null makes
 * a tombstone. Key and headers stay. Tombstones pass through.
 */
export function createMap(config: MapConfig, place: ProcessorPlace): Processor {
  const format = config.format ?? "json";
  const value = compileExpression(config.value, format, place);
  return {
    process(record) {
      if (!hasValue(record)) return [record];
      return [{ key: record.key, value: encode(value(record), format), headers: record.headers }];
    },
  };
}

function encode(result: unknown, format: ValueFormat): Buffer | undefined {
  if (result === null) return undefined;
  if (result instanceof Uint8Array) return Buffer.from(result);
  if (format === "text" && typeof result === "string") return Buffer.from(result);
  const json = JSON.stringify(result, plainMember) as string | undefined;
  if (json === undefined)
    throw new ProcessingError("ExpressionError", `a result of type ${typeof result} can't be written as JSON`);
  return Buffer.from(json);
}

/** CEL's ints are bigints and its maps may be `Map`s, for which JSON has no form of its own. */
function plainMember(_name: string, member: unknown): unknown {
  if (typeof member === "bigint") return exactNumber(member);
  if (member instanceof Map) return Object.fromEntries(member);
  return member;
}

function exactNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number))
    throw new ProcessingError("ExpressionError", "an integer beyond 2^53 can't be written as JSON without loss");
  return number;
}
