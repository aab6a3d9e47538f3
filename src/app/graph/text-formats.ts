import type { GraphEdge, PipelineGraph, StepNode } from "./pipeline-graph.ts";

const mermaidShapes: Readonly<Record<StepNode["type"], readonly [string, string]>> = {
  INITIAL_PIPELINE: ["([", "])"],
  PIPELINE: ["[", "]"],
  SINK: ["[[", "]]"],
};

/** A flowchart for Markdown: what GitHub and GitLab show by themselves. Source: Mermaid's flowchart syntax. */
export function mermaidText({ pipelines, topics, edges }: PipelineGraph): string {
  const quoted = (text: string): string => `"${text.replaceAll("#", "#35;").replaceAll('"', "#quot;")}"`;
  const arrow = ({ label, transport }: GraphEdge): string => {
    const line = transport === "internal" ? "-.->" : "-->";
    return label === undefined ? line : `${line}|${quoted(label)}|`;
  };
  return [
    "flowchart LR",
    ...pipelines.flatMap(({ id, label, steps }) => [
      `  subgraph ${id}[${quoted(label)}]`,
      ...steps.map((step) => {
        const [open, close] = mermaidShapes[step.type];
        return `    ${step.id}${open}${quoted(`${step.label}<br/>${step.detail}`)}${close}`;
      }),
      "  end",
    ]),
    ...topics.map(({ id, label }) => `  ${id}[(${quoted(label)})]`),
    ...edges.map((edge) => `  ${edge.from} ${arrow(edge)} ${edge.to}`),
  ].join("\n");
}

const dotShapes: Readonly<Record<StepNode["type"], string>> = {
  INITIAL_PIPELINE: "box, style=rounded",
  PIPELINE: "box",
  SINK: "box, peripheries=2",
};

/** A digraph for Graphviz, pipelines as clusters. Source: the DOT language. */
export function dotText({ pipelines, topics, edges }: PipelineGraph): string {
  const quoted = (text: string): string => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  return [
    "digraph pipelines {",
    "  rankdir=LR;",
    '  node [fontname="sans-serif"]; edge [fontname="sans-serif", fontsize=10];',
    ...pipelines.flatMap(({ id, label, steps }) => [
      `  subgraph cluster_${id} {`,
      `    label=${quoted(label)};`,
      ...steps.map((step) => {
        const text = `${quoted(step.label).slice(0, -1)}\\n${quoted(step.detail).slice(1)}`;
        return `    ${step.id} [label=${text}, shape=${dotShapes[step.type]}];`;
      }),
      "  }",
    ]),
    ...topics.map(({ id, label }) => `  ${id} [label=${quoted(label)}, shape=cylinder];`),
    ...edges.map(({ from, to, label, transport }) => {
      const attributes = [
        ...(label === undefined ? [] : [`label=${quoted(label)}`]),
        ...(transport === "internal" ? ["style=dashed"] : []),
      ];
      return `  ${from} -> ${to}${attributes.length === 0 ? "" : ` [${attributes.join(", ")}]`};`;
    }),
    "}",
  ].join("\n");
}
