import { error, warning } from "./row.ts";

/** 14xx: the structure of pipelines. 15xx: processors and modules. */
export const pipelineCodes = {
  SLW1401: error((p: { target: string; pipeline: string }) => `The pipeline "${p.pipeline}" has no step "${p.target}"`),
  SLW1402: error(
    (p: { step: string }) => `The entry step "${p.step}" declares inputs, but its input is written from outside`,
    "Remove inputs:, or the stepType INITIAL_PIPELINE.",
  ),
  SLW1403: error(
    (p: { step: string }) => `The SINK step "${p.step}" declares outputs`,
    "Remove outputs:, or the stepType SINK.",
  ),
  SLW1404: error(
    (p: { topic: string; first: string; second: string }) =>
      `The steps "${p.first}" and "${p.second}" of one pipeline read the same topic "${p.topic}"`,
    "A group has one offset per partition: write to two topics instead (two outputs).",
  ),
  SLW1405: error(
    (p: { step: string; target: string; topic: string }) =>
      `"${p.step}" sends to "${p.target}" through the topic "${p.topic}", which that step doesn't read`,
    "Add the topic to the target's inputs; { type: KAFKA } is its own input topic.",
  ),
  SLW1406: error((p: { step: string; output: string }) => `The step "${p.step}" has two outputs named "${p.output}"`),
  SLW1407: error((p: { feature: string }) => `${p.feature} is not supported by this version`),
  SLW1408: error(
    (p: { step: string; source: string; topic: string }) =>
      `"${p.step}" reads "${p.topic}" from "${p.source}", which doesn't write it`,
    "Add an output to the source: { type: KAFKA } is its own output topic.",
  ),
  SLW1409: error((p: { step: string; topic: string }) => `The step "${p.step}" reads the topic "${p.topic}" twice`),
  SLW1410: warning(
    (p: { topic: string; group: string }) =>
      `"${p.topic}" belongs to its operator, and no consumerGroup is named: the group "${p.group}" waits until the operator gives it offsets`,
    "Name the operator's group with consumerGroup:, or declare the topic under topics: of the cluster to own it.",
  ),
  SLW1411: error(
    (p: { topic: string; group: string }) =>
      `The consumerGroup "${p.group}" can't be chosen for "${p.topic}", which this repository owns`,
    "The pipeline's own group reads topics that this repository owns: remove consumerGroup.",
  ),
  SLW1412: warning(
    (p: { pipeline: string }) => `The pipeline "${p.pipeline}" names producers, but has no entry step`,
    "Producers may write into the input of steps of the type INITIAL_PIPELINE only.",
  ),
  SLW1413: warning(
    (p: { steps: string; pipeline: string; topics: string }) =>
      `Nothing reaches ${p.steps} of "${p.pipeline}": no entry leads to ${p.topics}`,
    "Send to it from a step that is reached (targetStep), make it the entry (stepType: INITIAL_PIPELINE), or let it read a custom topic.",
  ),
  SLW1414: error(
    (p: { path: string; topic: string }) => `Records go round in a cycle: ${p.path} (closed by the topic "${p.topic}")`,
    "Break the cycle, or declare it with closesCycle: true on this output, where a condition ends it.",
  ),
  SLW1501: error(
    (p: { name: string; known: string }) => `There is no builtin processor "${p.name}"; these exist: ${p.known}`,
  ),
  SLW1502: error((p: { path: string }) => `The module "${p.path}" isn't in the repository`),
  SLW1503: error(
    (p: { path: string; specifier: string }) => `The module "${p.path}" imports "${p.specifier}"`,
    "A module is one self-contained .mjs file: bundle its dependencies into it; only node: imports stay.",
  ),
  SLW1504: error(
    (p: { processor: string; problem: string }) => `The configuration of ${p.processor} is wrong: ${p.problem}`,
  ),
  SLW1505: error((p: { path: string; reason: string }) => `The module "${p.path}" can't be parsed: ${p.reason}`),
  SLW1506: error(
    (p: { path: string; expression: string }) =>
      `The module "${p.path}" imports a computed name: import(${p.expression})`,
    "What a module needs must be known when it is compiled: import a node: module by its literal name.",
  ),
  SLW1507: error(
    (p: { path: string }) => `The module "${p.path}" doesn't export \`process\``,
    "Engines call it for each record: export function process(record) { … }.",
  ),
} as const;
