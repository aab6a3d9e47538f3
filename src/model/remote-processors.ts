const maxConcurrent = {
  type: "integer",
  minimum: 1,
  maximum: 10_000,
  description: "Calls of the step that an engine has under way at a time. Default 16.",
} as const;

const settings = {
  type: "object",
  description: "What the service is told of this step with each record: anything. Nothing secret belongs here.",
} as const;

/** JSON Schema 2020-12 of the `config` of processors in other processes; the compiler checks it against this table. */
export const remoteProcessors = {
  http: {
    configSchema: {
      type: "object",
      additionalProperties: false,
      properties: {
        method: { enum: ["POST", "PUT"], description: "How the service is called. Default POST." },
        headers: {
          type: "object",
          maxProperties: 50,
          propertyNames: { pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$" },
          additionalProperties: { type: "string", pattern: "^[\\x20-\\x7e]*$", maxLength: 4000 },
          description: "Headers of each request. They are in the repository: nothing secret belongs here.",
        },
        maxConcurrent,
        settings,
      },
    },
  },
  grpc: {
    configSchema: {
      type: "object",
      additionalProperties: false,
      properties: {
        maxConcurrent,
        settings,
        healthCheck: {
          type: "boolean",
          description: "Whether grpc.health.v1 is asked before what has failed is tried again. Default true.",
        },
      },
    },
  },
} as const satisfies Readonly<Record<string, { readonly configSchema: Readonly<Record<string, unknown>> }>>;

export type RemoteProcessorKind = keyof typeof remoteProcessors;
