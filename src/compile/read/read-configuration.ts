import type { TopicName } from "../../model/names.ts";
import type { StandardTopic } from "../../model/standard-topic.ts";
import { parseStandardTopic } from "../../model/standard-topic.ts";
import type { SourceDocument } from "../../source/document.ts";
import type { Variables } from "../documents/declared-variables.ts";
import { withDeclaredVariables } from "../documents/declared-variables.ts";
import { resolveDocument } from "../documents/resolve-document.ts";
import type { SelectedDocuments } from "../documents/select-documents.ts";
import type { SourceText } from "../documents/source-text.ts";
import { memberOf } from "../schema/path-text.ts";
import { schemaProblems } from "../schema/schema-problem.ts";
import { sortedBy } from "../sorted.ts";
import type { Configuration, PipelineConfig, StepConfig, TopicUse } from "./configuration.ts";
import { readCluster } from "./read-cluster.ts";
import type { Cluster } from "../../model/generated/cluster.ts";
import type { Naming } from "./naming.ts";
import { defaultPrefix, formerName } from "./naming.ts";
import type { ReadContext } from "./read-context.ts";
import { readPipeline } from "./read-pipeline.ts";

/** Resolves variables and names of the selected documents; what can't be resolved is reported and left out. */
export function readConfiguration(
  selected: SelectedDocuments,
  context: ReadContext & { readonly sourceText: SourceText },
): Configuration {
  const clusterName = String(memberOf(selected.cluster.value, "clusterName"));
  const resolve = (document: SourceDocument, outer: Variables): ResolvedDocument => {
    const variables = withDeclaredVariables(document, { outer, ...context });
    const resolved = resolveDocument(document, { variables, ...context });
    if (resolved !== document) reportUnlessValid(resolved, context);
    return { document: resolved, variables };
  };
  const ofCluster = resolve(selected.cluster, { clusterName });
  const names = selected.pipelines.map((document) => String(memberOf(document.value, "pipelineName")));
  const naming = namingOf(ofCluster.document, new Set(names));
  const cluster = readCluster(ofCluster.document, { ...context, naming });
  const pipelines = selected.pipelines.map((document) => {
    const pipelineName = String(memberOf(document.value, "pipelineName"));
    const resolved = resolve(document, { ...ofCluster.variables, pipelineName });
    return readPipeline(resolved.document, { ...context, naming });
  });
  const sorted = sortedBy(pipelines, (pipeline) => pipeline.name);
  const uses = sorted.flatMap((pipeline) => pipeline.steps.flatMap((step) => usesOf(pipeline, step, naming)));
  const usesByTopic = new Map<TopicName, TopicUse[]>();
  for (const use of uses) {
    const known = usesByTopic.get(use.topic);
    if (known === undefined) usesByTopic.set(use.topic, [use]);
    else known.push(use);
  }
  const pipelinesByName = new Map(sorted.map((pipeline) => [pipeline.name, pipeline]));
  return { cluster, pipelines: sorted, pipelinesByName, uses, usesByTopic };
}

function namingOf(cluster: SourceDocument, pipelines: ReadonlySet<string>): Naming {
  const { naming } = cluster.value as Cluster;
  return { prefix: naming?.prefix ?? defaultPrefix, migrateFrom: naming?.migrateFrom, pipelines };
}

interface ResolvedDocument {
  readonly document: SourceDocument;
  readonly variables: Variables;
}

/** What a variable stands for has to be valid at its place as a literal has: `User:${name}` must not become `User:*`. */
function reportUnlessValid(document: SourceDocument, { report }: ReadContext): void {
  for (const problem of schemaProblems(document.kind, document.value))
    if (problem.kind === "invalid") report(problem.at(document.spanOf(problem.path, problem.part)));
}

type DeclaredUse = Pick<TopicUse, "topic" | "span" | "isNamed"> &
  Partial<Pick<TopicUse, "partitioning" | "closesCycle">> & { readonly standard?: StandardTopic };

/** Every topic that a step reads or writes, its error and dead-letter topics included. */
function usesOf(pipeline: PipelineConfig, step: StepConfig, naming: Naming): TopicUse[] {
  // Written out, because copies by spreading are slow, and a pipeline has some twenty of them.
  const use = (declared: DeclaredUse, access: TopicUse["access"]): TopicUse => {
    const { topic, span, isNamed, partitioning, closesCycle = false } = declared;
    const standard = declared.standard ?? parseStandardTopic(naming.prefix, topic);
    const migratesFrom = standard && formerName(standard, naming);
    return { topic, standard, migratesFrom, access, pipeline, step, span, isNamed, partitioning, closesCycle };
  };
  const own = (role: "error" | "dead-letter"): TopicUse => {
    const standard = { pipeline: pipeline.name, step: step.name, role };
    return use({ topic: step.ownTopics[role], standard, span: step.span, isNamed: false }, "write");
  };
  return [
    ...step.inputs.map((input) => use(input, "read")),
    ...step.outputs.map((output) => use(output, "write")),
    own("error"),
    own("dead-letter"),
    ...retryUses(pipeline, step),
  ];
}

/** Retry topics are written and read by their step alone. That they lead back to it is their purpose, no cycle. */
function retryUses(pipeline: PipelineConfig, step: StepConfig): TopicUse[] {
  const { tiers } = step.retry;
  if (tiers === undefined || tiers.order === "block") return [];
  const standard = { pipeline: pipeline.name, step: step.name, role: "retry" } as const;
  const common = { pipeline, step, standard, span: step.span, isNamed: false, partitioning: undefined };
  return tiers.topics.flatMap(({ topic, migratesFrom }) =>
    (["read", "write"] as const).map((access) => ({ ...common, topic, migratesFrom, access, closesCycle: true })),
  );
}
