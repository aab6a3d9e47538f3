import { ProcessingError } from "../failures/processing-error.ts";
import type { ValueFormat } from "./expression.ts";
import { compileExpression } from "./expression.ts";
import type { Processor, ProcessorPlace } from "./processor.ts";
import { nothing } from "./processor.ts";
import { hasValue } from "./has-value.ts";

export interface FilterConfig {
  readonly when: string;
  readonly format?: ValueFormat;
}

/** Emits, unchanged, the records for which the expression is true. Tombstones pass through. */
export function createFilter(config: FilterConfig, place: ProcessorPlace): Processor {
  const when = compileExpression(config.when, config.format ?? "json", place);
  return {
    process(record) {
      if (!hasValue(record)) return [record];
      const result = when(record);
      if (typeof result !== "boolean")
        throw new ProcessingError("ExpressionError", `the expression must give true or false, not ${kindOf(result)}`);
      return result ? [record] : nothing;
    },
  };
}

function kindOf(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`;
}
