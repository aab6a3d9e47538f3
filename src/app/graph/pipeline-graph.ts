/**
 * `sluiceway graph`: the steps of all pipelines, and what connects them, as one graph that is written as Mermaid, DOT or
 * SVG. Within a pipeline a topic that one step writes and one reads is an edge; every other topic that steps share is a
 * node of its own, outside of the pipelines.
 */
import type { Bundle, BundleStep } from "../../model/bundle.ts";
import type { TopicName } from "../../model/names.ts";

export interface StepNode {
  readonly kind: "step";
  readonly id: string;
  readonly label: string;
  /** What it does with records: `chunker`, `modules/enrich.mjs`. */
  readonly detail: string;
  readonly type: BundleStep["type"];
}

export interface TopicNode {
  readonly kind: "topic";
  readonly id: string;
  readonly label: string;
}

interface PipelineCluster {
  readonly id: string;
  readonly label: string;
  readonly steps: readonly StepNode[];
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** The name of the output, where the step has several. */
  readonly label: string | undefined;
  /** `internal`: within the process, without a topic. */
  readonly transport: "kafka" | "internal";
}

/** Pipelines with their steps, topics outside of them, and the ways of records. In the order of names. */
export interface PipelineGraph {
  readonly pipelines: readonly PipelineCluster[];
  readonly topics: readonly TopicNode[];
  readonly edges: readonly GraphEdge[];
}

interface Access {
  readonly pipeline: string;
  readonly step: string;
  readonly label: string | undefined;
}

/** What bundles say about who passes records to whom. */
export function pipelineGraph(bundles: readonly Bundle[]): PipelineGraph {
  const ids = new Map<string, string>();
  const idOf = (kind: "p" | "s" | "t", name: string): string => {
    const key = `${kind} ${name}`;
    const known = ids.get(key) ?? `${kind}${ids.size + 1}`;
    ids.set(key, known);
    return known;
  };
  const stepId = ({ pipeline, step }: Pick<Access, "pipeline" | "step">): string => idOf("s", `${pipeline}/${step}`);
  const pipelines = bundles.map(({ pipeline, steps }) => ({
    id: idOf("p", pipeline),
    label: pipeline,
    steps: steps.map((step) => stepNode(step, stepId({ pipeline, step: step.name }))),
  }));
  const { writers, readers } = accessesOf(bundles);
  const edges: GraphEdge[] = internalEdges(bundles, stepId);
  const topics: TopicNode[] = [];
  for (const topic of [...new Set([...writers.keys(), ...readers.keys()])].toSorted()) {
    const from = writers.get(topic) ?? [];
    const to = readers.get(topic) ?? [];
    const [writer] = from;
    const [reader] = to;
    if (isWithin(from, to) && writer !== undefined && reader !== undefined) {
      edges.push({ from: stepId(writer), to: stepId(reader), label: writer.label, transport: "kafka" });
      continue;
    }
    if (from.length === 0 && isEntryInput(bundles, topic)) continue;
    const id = idOf("t", topic);
    topics.push({ kind: "topic", id, label: topic });
    for (const access of from) edges.push({ from: stepId(access), to: id, label: access.label, transport: "kafka" });
    for (const access of to) edges.push({ from: id, to: stepId(access), label: undefined, transport: "kafka" });
  }
  return { pipelines, topics, edges };
}

function stepNode({ name, type, processor }: BundleStep, id: string): StepNode {
  return { kind: "step", id, label: name, detail: detailOf(processor), type };
}

function detailOf(processor: BundleStep["processor"]): string {
  switch (processor.kind) {
    case "builtin":
      return processor.name;
    case "module":
      return processor.path;
    case "http":
      return `http ${"url" in processor ? new URL(processor.url).host : processor.service}`;
    case "grpc":
      return `grpc ${processor.service}`;
  }
}

type Accesses = ReadonlyMap<TopicName, readonly Access[]>;

function accessesOf(bundles: readonly Bundle[]): { readonly writers: Accesses; readonly readers: Accesses } {
  const writers = new Map<TopicName, Access[]>();
  const readers = new Map<TopicName, Access[]>();
  const note = (map: Map<TopicName, Access[]>, topic: TopicName, access: Access): void => {
    map.set(topic, [...(map.get(topic) ?? []), access]);
  };
  for (const { pipeline, steps } of bundles)
    for (const { name: step, inputs, outputs, internalOutputs = [] } of steps) {
      const hasSeveral = outputs.length + internalOutputs.length > 1;
      for (const { topic, name } of outputs)
        note(writers, topic, { pipeline, step, label: hasSeveral ? name : undefined });
      for (const { topic } of inputs) note(readers, topic, { pipeline, step, label: undefined });
    }
  return { writers, readers };
}

function internalEdges(
  bundles: readonly Bundle[],
  stepId: (access: Pick<Access, "pipeline" | "step">) => string,
): GraphEdge[] {
  return bundles.flatMap(({ pipeline, steps }) =>
    steps.flatMap(({ name: step, internalOutputs = [], outputs }) =>
      internalOutputs.map(({ name, targetStep }): GraphEdge => {
        const label = outputs.length + internalOutputs.length > 1 ? name : undefined;
        const [from, to] = [stepId({ pipeline, step }), stepId({ pipeline, step: targetStep })];
        return { from, to, label, transport: "internal" };
      }),
    ),
  );
}

/** One writer, one reader, one pipeline: the topic is the way between them and needs no place of its own. */
function isWithin(writers: readonly Access[], readers: readonly Access[]): boolean {
  return writers.length === 1 && readers.length === 1 && writers[0]?.pipeline === readers[0]?.pipeline;
}

/** What is written from outside into an entry step says nothing that the step doesn't. */
function isEntryInput(bundles: readonly Bundle[], topic: TopicName): boolean {
  return bundles.some(({ steps }) =>
    steps.some(({ type, inputs }) => type === "INITIAL_PIPELINE" && inputs.some((input) => input.topic === topic)),
  );
}
