import { error } from "./row.ts";

/** 12xx: variables. */
export const variableCodes = {
  SLW1201: error({
    message: (p: { variable: string; known: string }) =>
      `Unknown variable "\${${p.variable}}"; here these exist: ${p.known}`,
    hint: "Environment variables live in the settings only. A literal ${ is written $${.",
    explanation:
      "`${name}` stands for `${clusterName}`, `${pipelineName}`, inside of a step `${stepName}`, or a variable that the cluster or the pipeline declares under `variables:`. A pipeline's own go over the cluster's, and environments can overlay both; their values may use each other. Nothing else is resolved in documents; environment variables are resolved in the settings only.",
    example: [
      'pipeline.yaml:8:24 error SLW1201 Unknown variable "${}"; here these exist: ${clusterName}, ${pipelineName}, ${stepName}',
      "  8 |       - { kafkaTopic: '${}' }",
      "    |                        ^^^",
      "  hint: Environment variables live in the settings only. A literal ${ is written $${.",
    ],
  }),
  SLW1202: error({
    message: (p: { text: string }) => `The variable that begins at "${p.text}" has no closing brace`,
    hint: "Write ${name}; a literal ${ is written $${.",
    explanation: "A `${` begins a variable, which ends with `}`. Without its end nobody can tell what was meant.",
    example: [
      'pipeline.yaml:4:45 error SLW1202 The variable that begins at "${pipelineName" has no closing brace',
      '  4 |     outputs: [{ kafkaTopic: "yappy.pipeline.${pipelineName" }]',
      "    |                                             ^^^^^^^^^^^^^^",
      "  hint: Write ${name}; a literal ${ is written $${.",
    ],
  }),
  SLW1203: error({
    message: (p: { path: string }) => `Variables refer to each other in a circle: ${p.path}`,
    hint: "Give one of them a value without the others.",
    explanation:
      "The values of declared variables may use other variables, as long as that comes to an end. The circle is reported once, at the reference that closes it.",
    example: [
      "cluster.yaml:2:71 error SLW1203 Variables refer to each other in a circle: one → two → three → one",
      '  2 | variables: { own: "${own}", one: "${two}", two: "x ${three}", three: "${one}", used: "${one}" }',
      "    |                                                                       ^^^^^^",
      "  hint: Give one of them a value without the others.",
    ],
  }),
  SLW1204: error({
    message: (p: { variable: string; maxLength: number }) =>
      `The variable "${p.variable}" has more than ${p.maxLength} characters once it is resolved`,
    explanation:
      "A variable is at most as long as a topic's name may be. So variables that are made of variables can't grow without bounds.",
    example: [
      'cluster.yaml:4:10 error SLW1204 The variable "whole" has more than 249 characters once it is resolved',
      '  4 |   whole: "${half}${half}"',
      "    |          ^^^^^^^^^^^^^^^^",
    ],
  }),
} as const;
