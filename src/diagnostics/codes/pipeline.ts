import { error } from "./row.ts";

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
    (p: { step: string; target: string }) =>
      `"${p.step}" sends to "${p.target}", which doesn't read its default input topic`,
    "Add { type: KAFKA } to the target's inputs.",
  ),
  SLW1406: error((p: { step: string; output: string }) => `The step "${p.step}" has two outputs named "${p.output}"`),
  SLW1407: error((p: { feature: string }) => `${p.feature} is not supported by this version`),
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
} as const;
