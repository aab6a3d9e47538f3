import type { DesiredGroup, DesiredOperatorGroup, GroupInput } from "../../model/desired.ts";
import type { GroupId } from "../../model/names.ts";
import { consumerGroupOf } from "../../model/names.ts";
import type { Configuration, InputConfig, PipelineConfig, StepConfig } from "../read/configuration.ts";
import { sortedBy } from "../sorted.ts";
import { isOwned } from "./topics.ts";

/**
 * The group whose offsets an input reads from: the pipeline's own on topics that this repository owns, the operator's
 * on others (specification, "Whitelisted Topics"), which without a name is expected under the pipeline's.
 */
export function groupOf(
  input: InputConfig,
  pipeline: PipelineConfig,
  configuration: Configuration,
): { readonly id: GroupId; readonly owner: "pipeline" | "operator" } {
  const [use] = configuration.usesByTopic.get(input.topic) ?? [];
  const standard = use?.standard;
  const own = consumerGroupOf(pipeline.name);
  return isOwned({ topic: input.topic, standard }, configuration)
    ? { id: own, owner: "pipeline" }
    : { id: input.consumerGroup ?? own, owner: "operator" };
}

/** The pipelines' own groups with what each reads; operators' groups are never among them. */
export function desiredGroups(configuration: Configuration): DesiredGroup[] {
  const groups = configuration.pipelines.map((pipeline) => {
    const inputs = pipeline.steps.flatMap((step) => [
      ...step.inputs
        .filter((input) => groupOf(input, pipeline, configuration).owner === "pipeline")
        .flatMap(inputStarts),
      ...retryStarts(step),
    ]);
    return {
      id: consumerGroupOf(pipeline.name),
      pipeline: pipeline.name,
      inputs: sortedBy(inputs, (input) => input.topic),
      source: pipeline.span,
    };
  });
  return sortedBy(
    groups.filter((group) => group.inputs.length > 0),
    (group) => group.id,
  );
}

/** The operators' groups from which pipelines read, each once a pipeline and topic. */
export function desiredOperatorGroups(configuration: Configuration): DesiredOperatorGroup[] {
  const found = configuration.pipelines.flatMap((pipeline) =>
    pipeline.steps.flatMap((step) =>
      step.inputs.flatMap((input): DesiredOperatorGroup[] => {
        const { id, owner } = groupOf(input, pipeline, configuration);
        if (owner === "pipeline") return [];
        return [{ group: id, topic: input.topic, pipeline: pipeline.name, source: input.span }];
      }),
    ),
  );
  return sortedBy(found, ({ group, topic, pipeline }) => JSON.stringify([group, topic, pipeline]));
}

/** A topic under a new name begins at its start, whatever is said about the input: the group was in the old one. */
function inputStarts({ topic, start, migratesFrom }: InputConfig): GroupInput[] {
  if (migratesFrom === undefined) return [{ topic, start }];
  return [
    { topic, start: { kind: "earliest" } },
    { topic: migratesFrom, start },
  ];
}

/** What is in a retry topic was put there by the pipeline: none of it may be skipped. */
function retryStarts({ retry }: StepConfig): GroupInput[] {
  if (retry.tiers === undefined || retry.tiers.order === "block") return [];
  return retry.tiers.topics
    .flatMap(({ topic, migratesFrom }) => [topic, ...(migratesFrom === undefined ? [] : [migratesFrom])])
    .map((topic) => ({ topic, start: { kind: "earliest" } }));
}
