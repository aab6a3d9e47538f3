import type { Checked } from "../diagnostics/checked.ts";
import { failed } from "../diagnostics/checked.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { Bundle, BundleStep } from "../model/bundle.ts";
import type { TopicName } from "../model/names.ts";

export interface StepTopics {
  readonly pipeline: string;
  readonly step: string;
  readonly topics: readonly TopicName[];
}

export const tailedRoles = ["output", "input", "error", "dead-letter"] as const;
export type TailedRole = (typeof tailedRoles)[number];

const topicsOfRole: Readonly<Record<TailedRole, (step: BundleStep) => readonly TopicName[]>> = {
  // A sink writes nothing, so what it reads is the last that can be seen of a record.
  output: (step) => (step.outputs.length > 0 ? step.outputs : step.inputs).map(({ topic }) => topic),
  input: (step) => step.inputs.map(({ topic }) => topic),
  error: (step) => [step.errorTopic],
  "dead-letter": (step) => [step.deadLetterTopic],
};

/** The topics of a step, named as `step` where only one pipeline has it, else as `pipeline/step`. */
export function topicsOfStep(bundles: readonly Bundle[], name: string, role: TailedRole): Checked<StepTopics> {
  const all = bundles.flatMap(({ pipeline, steps }) => steps.map((step) => ({ pipeline, step })));
  const found = all.filter(({ pipeline, step }) => step.name === name || `${pipeline}/${step.name}` === name);
  const [first] = found;
  if (first === undefined || found.length > 1) {
    const known = (found.length > 1 ? found : all).map(({ pipeline, step }) => `${pipeline}/${step.name}`).join(", ");
    return failed(diagnostic("SLW7007", { name, known }));
  }
  const { pipeline, step } = first;
  return { ok: true, value: { pipeline, step: step.name, topics: topicsOfRole[role](step) }, warnings: [] };
}

/** The one step that documents enter by: of the named pipeline, or of the only pipeline that has one. */
export function entryTopic(bundles: readonly Bundle[], pipelineName: string | undefined): Checked<StepTopics> {
  const entries = bundles
    .filter(({ pipeline }) => pipelineName === undefined || pipeline === pipelineName)
    .flatMap(({ pipeline, steps }) =>
      steps.filter(({ type }) => type === "INITIAL_PIPELINE").map((step) => ({ pipeline, step })),
    );
  const [first] = entries;
  if (first === undefined || entries.length > 1) {
    const known = entries.map(({ pipeline, step }) => `${pipeline}/${step.name}`).join(", ") || "none";
    return failed(diagnostic("SLW7008", { known }));
  }
  const topics = first.step.inputs.map(({ topic }) => topic);
  return { ok: true, value: { pipeline: first.pipeline, step: first.step.name, topics }, warnings: [] };
}
