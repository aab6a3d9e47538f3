/**
 * What CEL expressions of processors may name, with CEL's types: the compiler checks expressions against this table and
 * the engine evaluates them with it. `offset` counts records, `timestamp` is in milliseconds since the epoch.
 */
export const expressionVariables = {
  key: "dyn",
  value: "dyn",
  headers: "map<string, string>",
  topic: "string",
  partition: "int",
  offset: "int",
  timestamp: "int",
} as const;

/** Options of the expression language that both sides must agree on: lists and maps may mix types, `?.` is known. */
export const expressionOptions = { homogeneousAggregateLiterals: false, enableOptionalTypes: true } as const;
