import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Rule } from "./rule.ts";
import type { TopicUse } from "../read/configuration.ts";
import type { GraphEdge } from "./step-graph.ts";
import { stepGraph, walk } from "./step-graph.ts";

/** A longer cycle is shown by its beginning and its end. */
const maxShownSteps = 8;

/**
 * Records don't go round in circles, within a pipeline or across several, unless an output of the cycle says
 * `closesCycle: true`. Error and dead-letter topics count: a step that feeds dead letters back closes a cycle too.
 */
export const undeclaredCycles: Rule = function* ({ configuration }) {
  for (const event of walk(stepGraph(configuration, (write) => !write.closesCycle))) {
    if (event.kind !== "cycle") continue;
    const ways = event.edges.filter((edge) => edge.access !== "read");
    const [first] = ways;
    const uses = event.edges.filter((edge): edge is TopicUse => edge.access !== "hand-over");
    const closing = uses.findLast((use) => use.access === "write");
    if (first === undefined) continue;
    if (closing === undefined) {
      yield diagnostic("SLW1418", { path: pathOf(ways) }, { span: ways.at(-1)?.span });
      continue;
    }
    const reading = uses.find((use) => use.access === "read" && use.topic === closing.topic);
    if (reading === undefined) continue;
    const related = [{ message: `is where "${reading.step.name}" reads it`, span: reading.span }];
    const parameters = { path: pathOf(ways), topic: closing.topic };
    yield diagnostic("SLW1414", parameters, { span: closing.span, related });
  }
};

function pathOf(writes: readonly GraphEdge[]): string {
  const isAcross = new Set(writes.map((use) => use.pipeline)).size > 1;
  const names = writes.map(({ pipeline, step }) => (isAcross ? `${pipeline.name}/${step.name}` : step.name));
  const path = [...names, ...names.slice(0, 1)];
  const shown = path.length > maxShownSteps ? [...path.slice(0, maxShownSteps - 2), "…", ...path.slice(-2)] : path;
  return shown.join(" → ");
}
