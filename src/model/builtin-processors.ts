/** JSON Schema 2020-12 of a builtin processor's `config`. */
export interface BuiltinProcessor {
  readonly summary: string;
  readonly configSchema: Readonly<Record<string, unknown>>;
  /** Members of `config` that hold CEL expressions, parsed at compile time. */
  readonly expressions: readonly string[];
  /** What a schema can't say: the member at fault and what is wrong, for a `config` that the schema accepts. */
  readonly check?: (
    config: Readonly<Record<string, unknown>>,
  ) => { readonly member: string; readonly problem: string } | undefined;
}

/** The longest piece of the chunker, in characters, where `maxChars` isn't set. */
const defaultMaxChars = 1000;

const format = {
  enum: ["json", "text"],
  description: "How a record's value is decoded: `json` (undecodable values are dead letters) or `text` (UTF-8).",
} as const;

/** The processors that every engine has; the compiler checks `config` against this table and the engine runs them. */
export const builtinProcessors = {
  passthrough: {
    summary: "Emits each record unchanged.",
    configSchema: { type: "object", additionalProperties: false, properties: {} },
    expressions: [],
  },
  chunker: {
    summary: "Splits a text into pieces at word boundaries; each piece keeps the key and says its place in headers.",
    configSchema: {
      type: "object",
      additionalProperties: false,
      properties: {
        maxChars: { type: "integer", minimum: 1, maximum: 1_000_000, description: "Longest piece, in characters." },
        overlapChars: { type: "integer", minimum: 0, description: "Characters repeated from the piece before." },
      },
    },
    expressions: [],
    check: ({ maxChars = defaultMaxChars, overlapChars = 0 }) =>
      Number(overlapChars) < Number(maxChars)
        ? undefined
        : {
            member: "overlapChars",
            problem: `overlapChars (${String(overlapChars)}) must be smaller than maxChars (${String(maxChars)})`,
          },
  },
  filter: {
    summary: "Emits the records for which a CEL expression is true.",
    configSchema: {
      type: "object",
      additionalProperties: false,
      required: ["when"],
      properties: { when: { type: "string", minLength: 1, description: "CEL over key, value, headers." }, format },
    },
    expressions: ["when"],
  },
  map: {
    summary: "Emits the result of a CEL expression as the record's new value.",
    configSchema: {
      type: "object",
      additionalProperties: false,
      required: ["value"],
      properties: { value: { type: "string", minLength: 1, description: "CEL over key, value, headers." }, format },
    },
    expressions: ["value"],
  },
  route: {
    summary: "Sends each record to the output that is named for one of its headers, or for a field of its JSON value.",
    configSchema: {
      type: "object",
      additionalProperties: false,
      required: ["routes"],
      properties: {
        header: { type: "string", minLength: 1, description: "The header that decides." },
        field: { type: "string", minLength: 1, description: "The member of the value that decides, such as `a.b`." },
        routes: {
          type: "object",
          minProperties: 1,
          additionalProperties: { type: "string" },
          description: "The output's name for each text of the header or field.",
        },
        otherwise: { type: "string", minLength: 1, description: "The output for everything else; else dead letters." },
      },
    },
    expressions: [],
    check: ({ header, field }) =>
      (header === undefined) === (field === undefined)
        ? { member: header === undefined ? "routes" : "field", problem: "needs exactly one of `header` and `field`" }
        : undefined,
  },
} as const satisfies Readonly<Record<string, BuiltinProcessor>>;

export type BuiltinProcessorName = keyof typeof builtinProcessors;
