import { error } from "./row.ts";

/** 15xx: processors and modules. */
export const processorCodes = {
  SLW1501: error({
    message: (p: { name: string; known: string }) =>
      `There is no builtin processor "${p.name}"; these exist: ${p.known}`,
    explanation: "Every engine has the same few builtin processors. Anything else is a `module:` of the repository.",
    example: [
      'pipeline.yaml:6:27 error SLW1501 There is no builtin processor "constructor"; these exist: passthrough, chunker, filter, map, route',
      "  6 |     processor: { builtin: constructor }",
      "    |                           ^^^^^^^^^^^",
    ],
  }),
  SLW1502: error({
    message: (p: { path: string }) => `The module "${p.path}" isn't in the repository`,
    explanation:
      "The path is relative to the configuration root and leads to a file of the same revision; paths that leave the root lead nowhere.",
    example: [
      'pipeline.yaml:6:26 error SLW1502 The module "../secrets.mjs" isn\'t in the repository',
      "  6 |     processor: { module: ../secrets.mjs }",
      "    |                          ^^^^^^^^^^^^^^",
      "  hint: Paths are relative to the configuration root.",
    ],
  }),
  SLW1503: error({
    message: (p: { path: string; specifier: string }) => `The module "${p.path}" imports "${p.specifier}"`,
    hint: "A module is one self-contained .mjs file: bundle its dependencies into it; only node: imports stay.",
    explanation:
      "Engines install nothing: a module carries everything that it needs, except for what Node.js brings along under `node:`.",
    example: [
      'pipeline.yaml:4:26 error SLW1503 The module "a.mjs" imports "lodash"',
      "  4 |     processor: { module: a.mjs }",
      "    |                          ^^^^^",
      "  hint: A module is one self-contained .mjs file: bundle its dependencies into it; only node: imports stay.",
      "  see a.mjs:2:21 is the import",
      '  2 | import lodash from "lodash";',
      "    |                     ------",
    ],
  }),
  SLW1504: error({
    message: (p: { processor: string; problem: string }) =>
      `The configuration of ${p.processor} is wrong: ${p.problem}`,
    explanation:
      "A builtin processor's `config` is checked against its schema, and its expressions are parsed as CEL with the variables key, value, headers, topic, partition, offset and timestamp.",
    example: [
      'pipeline.yaml:15:16 error SLW1504 The configuration of the builtin processor "map" is wrong: value: Unknown variable: valeu',
      '  15 |         value: valeu.text + "!"',
      "     |                ^^^^^",
    ],
  }),
  SLW1505: error({
    message: (p: { path: string; reason: string }) => `The module "${p.path}" can't be parsed: ${p.reason}`,
    explanation: "The module has to be an ECMAScript module in UTF-8; the place where reading it stops is shown.",
    example: [
      "pipeline.yaml:4:26 error SLW1505 The module \"a.mjs\" can't be parsed: it isn't a JavaScript module",
      "  4 |     processor: { module: a.mjs }",
      "    |                          ^^^^^",
      "  see a.mjs:3:1 is where reading it stops",
      "  3 |",
      "    | -",
    ],
  }),
  SLW1506: error({
    message: (p: { path: string; expression: string }) =>
      `The module "${p.path}" imports a computed name: import(${p.expression})`,
    hint: "What a module needs must be known when it is compiled: import a node: module by its literal name.",
    explanation: "What a module imports is checked before it is shipped, which needs literal names in `import()`.",
    example: [
      'pipeline.yaml:6:26 error SLW1506 The module "b.mjs" imports a computed name: import(name)',
      "  6 |     processor: { module: b.mjs }",
      "    |                          ^^^^^",
      "  hint: What a module needs must be known when it is compiled: import a node: module by its literal name.",
      "  see b.mjs:2:29 is the import",
      "  2 | export default await import(name);",
      "    |                             ----",
    ],
  }),
  SLW1507: error({
    message: (p: { path: string }) => `The module "${p.path}" doesn't export \`process\``,
    hint: "Engines call it for each record: export function process(record) { … }.",
    explanation:
      "A module is called through one function for each record; its named export is `process` (a default export isn't looked at).",
    example: [
      'pipeline.yaml:4:26 error SLW1507 The module "a.mjs" doesn\'t export `process`',
      "  4 |     processor: { module: a.mjs }",
      "    |                          ^^^^^",
      "  hint: Engines call it for each record: export function process(record) { … }.",
    ],
  }),
  SLW1509: error({
    message: (p: { service: string; pipeline: string }) =>
      `The pipeline "${p.pipeline}" may not call the gRPC service "${p.service}": the cluster doesn't list it`,
    hint: "Add the service to allowedGrpcServices of the cluster.",
    explanation:
      "As with topics, the cluster's document lists what pipelines may use: `allowedGrpcServices` names the gRPC services that they may call.",
    example: [
      'pipeline.yaml:5:35 error SLW1509 The pipeline "search" may not call the gRPC service "sentiment-servce": the cluster doesn\'t list it',
      "  5 |     processor: { grpc: { service: sentiment-servce } }",
      "    |                                   ^^^^^^^^^^^^^^^^",
      '  hint: Did you mean "sentiment-service"?',
    ],
  }),
  SLW1510: error({
    message: (p: { path: string }) => `The schema file "${p.path}" isn't in the repository`,
    explanation:
      "The path is relative to the configuration root and leads to a file of the same revision; paths that leave the root lead nowhere.",
    example: [
      'pipeline.yaml:5:33 error SLW1510 The schema file "schemas/documnet.schema.json" isn\'t in the repository',
      "  5 |     schema: { type: JSON, file: schemas/documnet.schema.json }",
      "    |                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
      '  hint: Did you mean "schemas/document.schema.json"?',
    ],
  }),
  SLW1508: error({
    message: (p: { output: string; step: string; known: string }) =>
      `The step "${p.step}" has no output "${p.output}"; it has: ${p.known}`,
    explanation:
      "The builtin `route` sends records to outputs of its step by their names: `name` of the output, else its target step, `output` for the own output topic, or the topic.",
    example: [
      'pipeline.yaml:5:114 error SLW1508 The step "a" has no output "rest"; it has: invoices, orders',
      "  5 | …: invoices, order: order }, otherwise: rest } }",
      "    |                                         ^^^^",
    ],
  }),
  SLW1511: error({
    message: (p: { path: string; problem: string }) => `The schema file "${p.path}" ${p.problem}`,
    explanation:
      "A schema file is read when it is compiled: Protobuf with everything that it imports, JSON Schema and Avro as JSON. Imports are paths in the configuration root, or beside the file.",
    example: [
      'pipeline.yaml:9:48 error SLW1511 The schema file "schemas/uses.proto" isn\'t valid JSON',
      "  9 |       - { name: d, schema: { type: AVRO, file: schemas/uses.proto } }",
      "    |                                                ^^^^^^^^^^^^^^^^^^",
    ],
  }),
  SLW1512: error({
    message: (p: { writer: string; reader: string; topic: string; problem: string }) =>
      `What "${p.writer}" writes to ${p.topic} isn't what "${p.reader}" reads: ${p.problem}`,
    hint: "Correct one of the two schemas, or convert the records in a step between.",
    explanation:
      "Both sides declare what the records look like, and some record that the writer may write can't be read. Protobuf is compared by field numbers and encodings; Avro by its schema resolution, full names aside; JSON Schema by types, required and further members, items, enumerations and `const`, `anyOf` of the writer and `allOf` of the reader. Of JSON Schema nothing else is compared: no other combination (`oneOf`, `not`, `if`), no limits, no patterns and no references to other files; what depends on these is taken to fit. Schemas that only a registry has are compared there.",
    example: [
      'pipeline.yaml:8:39 error SLW1512 What "search/a" writes to shared isn\'t what "analytics/count" reads: the value may lack "count", which is required',
      "  8 |       - { kafkaTopic: shared, schema: { type: JSON, file: schemas/v1.schema.json } }",
      "    |                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
      "  hint: Correct one of the two schemas, or convert the records in a step between.",
      '  see analytics.yaml:5:44 is what "analytics/count" reads',
      "  5 |     inputs: [{ kafkaTopic: shared, schema: { type: JSON, file: schemas/counted.schema.json } }]",
      "    |                                            -------------------------------------------------",
    ],
  }),
} as const;
