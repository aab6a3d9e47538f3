import type { TopicName } from "../../model/names.ts";
import { parseStandardTopic } from "../../model/standard-topic.ts";
import type { SourceDocument } from "../../source/document.ts";
import { resolveDocument } from "../documents/resolve-document.ts";
import type { SelectedDocuments } from "../documents/select-documents.ts";
import type { SourceText } from "../documents/source-text.ts";
import { memberOf } from "../schema/path-text.ts";
import { sortedBy } from "../sorted.ts";
import type { Configuration, PipelineConfig, StepConfig, TopicUse } from "./configuration.ts";
import { readCluster } from "./read-cluster.ts";
import type { ReadContext } from "./read-context.ts";
import { readPipeline } from "./read-pipeline.ts";

/** Resolves variables and names of the selected documents; what can't be resolved is reported and left out. */
export function readConfiguration(
  selected: SelectedDocuments,
  context: ReadContext & { readonly sourceText: SourceText },
): Configuration {
  const clusterName = String(memberOf(selected.cluster.value, "clusterName"));
  const resolve = (document: SourceDocument, variables: Readonly<Record<string, string>>): SourceDocument =>
    resolveDocument(document, { variables: { clusterName, ...variables }, ...context });
  const cluster = readCluster(resolve(selected.cluster, {}), context);
  const pipelines = selected.pipelines.map((document) => {
    const pipelineName = String(memberOf(document.value, "pipelineName"));
    return readPipeline(resolve(document, { pipelineName }), { ...context, prefix: cluster.prefix });
  });
  const sorted = sortedBy(pipelines, (pipeline) => pipeline.name);
  const uses = sorted.flatMap((pipeline) => pipeline.steps.flatMap((step) => usesOf(pipeline, step, cluster.prefix)));
  const usesByTopic = new Map<TopicName, TopicUse[]>();
  for (const use of uses) {
    const known = usesByTopic.get(use.topic);
    if (known === undefined) usesByTopic.set(use.topic, [use]);
    else known.push(use);
  }
  const pipelinesByName = new Map(sorted.map((pipeline) => [pipeline.name, pipeline]));
  return { cluster, pipelines: sorted, pipelinesByName, uses, usesByTopic };
}

/** Every topic that a step reads or writes, its error and dead-letter topics included. */
function usesOf(pipeline: PipelineConfig, step: StepConfig, prefix: string): TopicUse[] {
  const common = { pipeline, step, partitioning: undefined, closesCycle: false };
  const own = [step.ownTopics.error, step.ownTopics["dead-letter"]];
  const accesses = [
    ...step.inputs.map(({ topic, span, isNamed }) => ({ ...common, topic, span, isNamed, access: "read" as const })),
    ...step.outputs.map(({ topic, span, isNamed, partitioning, closesCycle }) => {
      const declared = { topic, span, isNamed, partitioning, closesCycle };
      return { ...common, ...declared, access: "write" as const };
    }),
    ...own.map((topic) => ({ ...common, topic, span: step.span, isNamed: false, access: "write" as const })),
  ];
  return accesses.map((access) => ({ ...access, standard: parseStandardTopic(prefix, access.topic) }));
}
