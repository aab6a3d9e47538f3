import { error, warning } from "./row.ts";

/** 2057 to 2062: subjects of the schema registry. */
export const registryCodes = {
  SLW2057: error({
    message: (p: { subject: string; latest: number; reason: string }) =>
      `The registry would refuse the schema as the next version of "${p.subject}", after ${p.latest}: ${p.reason}`,
    hint: "Change the schema so that it is compatible, or use another subject.",
    explanation:
      "While planning, the registry is asked whether the declared schema is compatible with what the subject has, by the subject's own compatibility level. It isn't, so the pipelines that need it wait.",
    example: [
      'orders.yaml:5:15 error SLW2057 The registry would refuse the schema as the next version of "orders-value", after 3: it is incompatible',
      "  5 |       schema: { type: AVRO, file: order.avsc, subject: orders-value }",
      "    |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
      "  hint: Change the schema so that it is compatible, or use another subject.",
    ],
  }),
  SLW2058: warning({
    message: (p: { count: number }) =>
      `The settings name no schema registry: ${p.count} declared subjects are neither compared nor registered`,
    hint: "Name one under schemaRegistry of the connection.",
    explanation:
      "Payload schemas with a file and a subject are registered by an apply. Without a registry the plan leaves them out.",
    example: [
      "warning SLW2058 The settings name no schema registry: 3 declared subjects are neither compared nor registered",
      "  hint: Name one under schemaRegistry of the connection.",
    ],
  }),
  SLW2059: error({
    message: (p: { subject: string }) => `Two different schemas are declared for the subject "${p.subject}"`,
    hint: "Name the same file in both places, or give each its own subject.",
    explanation:
      "A subject has one schema at a time. Two steps that write under one subject declare different files, so which of them is to be its latest version can't be told.",
    example: [
      'orders.yaml:5:15 error SLW2059 Two different schemas are declared for the subject "orders-value"',
      "  hint: Name the same file in both places, or give each its own subject.",
      "  see billing.yaml:7:15 declares the other",
    ],
  }),
  SLW2060: error({
    message: (p: { address: string; reason: string }) =>
      `The schema registry can't be reached at ${p.address}: ${p.reason}`,
    explanation:
      "The registry's HTTP API didn't answer in time, or refused the connection. It is asked before anything is applied, and only where subjects are declared.",
    example: ["error SLW2060 The schema registry can't be reached at http://registry:8081: connection refused"],
  }),
  SLW2061: error({
    message: (p: { reason: string }) => `The schema registry refused a request: ${p.reason}`,
    explanation: "The registry answered, and said no: often for want of rights.",
    example: [
      "error SLW2061 The schema registry refused a request: the subject orders-value: User cannot access the resource.",
    ],
  }),
  SLW2062: warning({
    message: (p: { subject: string; imports: string }) =>
      `The schema of the subject "${p.subject}" isn't registered by an apply, because it imports ${p.imports}`,
    hint: "Register it, with its references, by other means; or write it as one file.",
    explanation:
      "Schemas of several files are registered with references to the subjects of their imports. An apply doesn't make those, so it leaves such a schema alone.",
    example: [
      'warning SLW2062 The schema of the subject "orders-value" isn\'t registered by an apply, because it imports money.proto',
      "  hint: Register it, with its references, by other means; or write it as one file.",
    ],
  }),
} as const;
