import type { TopicName } from "../../model/names.ts";
import type { Span } from "../../model/span.ts";
import type { Configuration, PipelineConfig, StepConfig, TopicUse } from "../read/configuration.ts";

/**
 * Steps and topics as one graph: a step leads to the topics that it writes, a topic to the steps that read it. Topics
 * are places of their own, so that many writers and readers of one topic cost their sum and not their product.
 */
export interface StepGraph {
  readonly starts: readonly StepConfig[];
  readonly edgesFrom: (place: GraphPlace) => readonly GraphEdge[];
}

/** A step that hands records to another one in the same process: the way without a topic. */
interface HandOver {
  readonly access: "hand-over";
  readonly pipeline: PipelineConfig;
  readonly step: StepConfig;
  readonly target: StepConfig;
  readonly span: Span;
}

export type GraphEdge = TopicUse | HandOver;

type GraphPlace = StepConfig | TopicName;

/** The graph of all pipelines, of those writes that `isFollowed` keeps. Entry steps come first among the starts. */
export function stepGraph(
  { pipelines, uses, usesByTopic }: Configuration,
  isFollowed: (write: TopicUse) => boolean = () => true,
): StepGraph {
  const writes = new Map<StepConfig, GraphEdge[]>(handOvers(pipelines));
  for (const use of uses) {
    if (use.access !== "write" || !isFollowed(use)) continue;
    const known = writes.get(use.step);
    if (known === undefined) writes.set(use.step, [use]);
    else known.push(use);
  }
  const steps = pipelines.flatMap((pipeline) => pipeline.steps);
  const isEntry = (step: StepConfig): boolean => step.type === "INITIAL_PIPELINE";
  return {
    starts: [...steps.filter(isEntry), ...steps.filter((step) => !isEntry(step))],
    edgesFrom: (place) =>
      typeof place === "string"
        ? (usesByTopic.get(place) ?? []).filter((use) => use.access === "read")
        : (writes.get(place) ?? []),
  };
}

function* handOvers(pipelines: readonly PipelineConfig[]): Iterable<[StepConfig, GraphEdge[]]> {
  for (const pipeline of pipelines) {
    for (const step of pipeline.steps) {
      if (step.internalOutputs.length === 0) continue;
      const edges = step.internalOutputs.flatMap(({ targetStep, span }): GraphEdge[] => {
        const target = pipeline.steps.find((candidate) => candidate.name === targetStep);
        return target === undefined ? [] : [{ access: "hand-over", pipeline, step, target, span }];
      });
      yield [step, edges];
    }
  }
}

/** Where an edge leads to from a place. */
export function targetOf(edge: GraphEdge): GraphPlace {
  if (edge.access === "hand-over") return edge.target;
  return edge.access === "read" ? edge.step : edge.topic;
}

/** What a walk comes across: a step that it leaves for good, or the edges that close a cycle, in order. */
export type WalkEvent =
  | { readonly kind: "left"; readonly step: StepConfig }
  | { readonly kind: "cycle"; readonly edges: readonly GraphEdge[] };

interface Frame {
  readonly place: GraphPlace;
  readonly rest: Iterator<GraphEdge, undefined>;
  readonly entered: readonly GraphEdge[];
}

/** Walks a graph depth first, each place once and each way once: linear, and as deep as the graph is. */
export function* walk(graph: StepGraph, starts: readonly StepConfig[] = graph.starts): Iterable<WalkEvent> {
  const visited = new Set<GraphPlace>();
  for (const start of starts) {
    if (visited.has(start)) continue;
    const stack: Frame[] = [];
    const depths = new Map<GraphPlace, number>();
    const enter = (place: GraphPlace, entered: readonly GraphEdge[]): void => {
      visited.add(place);
      depths.set(place, stack.length);
      stack.push({ place, rest: graph.edgesFrom(place).values(), entered });
    };
    enter(start, []);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const { done, value: edge } = top.rest.next();
      if (done === true) {
        stack.pop();
        depths.delete(top.place);
        if (typeof top.place !== "string") yield { kind: "left", step: top.place };
        continue;
      }
      const target = targetOf(edge);
      const depth = depths.get(target);
      if (depth !== undefined)
        yield { kind: "cycle", edges: [...stack.slice(depth + 1).flatMap((frame) => frame.entered), edge] };
      else if (!visited.has(target)) enter(target, [edge]);
    }
  }
}
