import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { ownerOf } from "../lower/topics.ts";
import type { Configuration, PipelineConfig, StepConfig } from "../read/configuration.ts";
import type { Rule } from "./rule.ts";
import type { StepGraph } from "./step-graph.ts";
import { stepGraph, targetOf, walk } from "./step-graph.ts";

/**
 * Records come to every step: from an entry, from a custom topic, or from a topic of pipelines that aren't declared
 * here. Of steps that feed each other but get nothing themselves, the first is reported.
 */
export const reachableSteps: Rule = function* ({ configuration }) {
  const graph = stepGraph(configuration);
  const reached = new Set<StepConfig>();
  for (const step of graph.starts) if (isFedFromOutside(step, configuration)) addReached(step, graph, reached);
  const missed = graph.starts.filter((step) => !reached.has(step));
  const left = [...walk(graph, missed)].flatMap((event) => (event.kind === "left" ? [event.step] : []));
  const pipelines = pipelinesOfSteps(configuration);
  // Whoever is left last can't be fed by one that is left before, except in a circle with it.
  for (const step of left.toReversed()) {
    if (reached.has(step)) continue;
    const before = reached.size;
    addReached(step, graph, reached);
    const others = reached.size - before - 1;
    const parameters = {
      steps: `the step "${step.name}"${others === 0 ? "" : ` and ${others} ${others === 1 ? "step" : "steps"} behind it`}`,
      pipeline: pipelines.get(step)?.name ?? "",
      topics: step.inputs.map((input) => input.topic).join(", "),
    };
    yield diagnostic("SLW1413", parameters, { span: step.span });
  }
};

function isFedFromOutside(step: StepConfig, configuration: Configuration): boolean {
  if (step.type === "INITIAL_PIPELINE" || !step.isComplete) return true;
  return step.inputs.some(({ topic }) => {
    const [use] = configuration.usesByTopic.get(topic) ?? [];
    return use === undefined || ownerOf(use, configuration) === undefined;
  });
}

function addReached(from: StepConfig, graph: StepGraph, reached: Set<StepConfig>): void {
  const waiting = [from];
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    if (reached.has(step)) continue;
    reached.add(step);
    for (const edge of graph.edgesFrom(step)) {
      const readers = edge.access === "hand-over" ? [edge] : graph.edgesFrom(targetOf(edge));
      for (const reader of readers.map(targetOf)) if (typeof reader !== "string") waiting.push(reader);
    }
  }
}

function pipelinesOfSteps({ pipelines }: Configuration): ReadonlyMap<StepConfig, PipelineConfig> {
  return new Map(pipelines.flatMap((pipeline) => pipeline.steps.map((step) => [step, pipeline] as const)));
}
