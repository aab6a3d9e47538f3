import { Graph, layout } from "@dagrejs/dagre";
import type { GraphEdge, PipelineGraph, StepNode, TopicNode } from "./pipeline-graph.ts";

const characterWidth = 7.4;
const stepHeight = 46;
const topicHeight = 34;
const clusterPadding = 26;

const widthOf = (...texts: readonly string[]): number =>
  Math.max(70, ...texts.map((text) => text.length * characterWidth + 28));

/** A picture that stands by itself, laid out from left to right, in the reader's light or dark colours. */
export function svgText(graph: PipelineGraph): string {
  const { boxes, ways, width, height } = laidOut(graph);
  const boxOf = (id: string): Box => boxes.get(id) ?? { x: 0, y: 0, width: 0, height: 0 };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    "<title>Pipelines</title>",
    `<style>${style}</style>`,
    '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="head" d="M0 0 10 5 0 10z"/></marker></defs>',
    `<rect class="page" width="${width}" height="${height}"/>`,
    ...graph.pipelines.map(({ id, label }) => clusterText(label, boxOf(id))),
    ...graph.edges.map((edge, index) => wayText(edge, ways[index])),
    ...graph.pipelines.flatMap(({ steps }) => steps.map((step) => stepText(step, boxOf(step.id)))),
    ...graph.topics.map((topic) => topicText(topic, boxOf(topic.id))),
    "</svg>",
  ].join("\n");
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Way {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** The middle of the label. */
  readonly x?: number;
  readonly y?: number;
}

interface Layout {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly ways: readonly (Way | undefined)[];
  readonly width: number;
  readonly height: number;
}

function laidOut({ pipelines, topics, edges }: PipelineGraph): Layout {
  const graph = new Graph({ compound: true, multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 34, edgesep: 48, ranksep: 56, marginx: 30, marginy: 40 });
  for (const { id, label, steps } of pipelines) {
    graph.setNode(id, { label });
    for (const step of steps) {
      graph.setNode(step.id, { width: widthOf(step.label, step.detail), height: stepHeight });
      graph.setParent(step.id, id);
    }
  }
  for (const { id, label } of topics) graph.setNode(id, { width: widthOf(label), height: topicHeight });
  for (const [index, { from, to, label }] of edges.entries()) {
    const size = label === undefined ? { width: 0, height: 0 } : { width: widthOf(label) - 20, height: 16 };
    graph.setEdge(from, to, { ...size, labelpos: "c" }, String(index));
  }
  layout(graph);
  const boxes = new Map((graph.nodes() as string[]).map((id): [string, Box] => [id, graph.node(id) as unknown as Box]));
  const ways = edges.map(({ from, to }, index) => graph.edge(from, to, String(index)) as unknown as Way | undefined);
  const { width = 0, height = 0 } = graph.graph() as { readonly width?: number; readonly height?: number };
  return { boxes, ways, width: Math.ceil(width), height: Math.ceil(height) };
}

const style = [
  "svg{font:13px system-ui,sans-serif}",
  ".page{fill:#fff}.cluster{fill:#f4f6f8;stroke:#c4ccd4}.step{fill:#fff;stroke:#44617b;stroke-width:1.4}",
  ".topic{fill:#fff4d6;stroke:#b98a1d}.way{fill:none;stroke:#5a6b7b;stroke-width:1.4}.internal{stroke-dasharray:5 4}",
  ".head{fill:#5a6b7b}text{fill:#1d2a35;text-anchor:middle}.detail,.output{fill:#5a6b7b;font-size:11px}",
  ".name{font-weight:600;text-anchor:start}.output{paint-order:stroke;stroke:#f4f6f8;stroke-width:4px}",
  "@media(prefers-color-scheme:dark){.page{fill:#12181d}.cluster{fill:#1a232a;stroke:#3a4854}.step{fill:#202b34;stroke:#8fb1cf}",
  ".topic{fill:#3a3114;stroke:#d7ab47}.way{stroke:#9fb0be}.head{fill:#9fb0be}text{fill:#e8eef3}.detail,.output{fill:#a9b8c4}",
  ".output{stroke:#1a232a}}",
].join("");

const rounded = (value: number): string => String(Math.round(value * 10) / 10);

function rectText(kind: string, { x, y, width, height }: Box, radius: number): string {
  const [left, top] = [x - width / 2, y - height / 2].map(rounded);
  return `<rect class="${kind}" x="${left}" y="${top}" width="${rounded(width)}" height="${rounded(height)}" rx="${radius}"/>`;
}

function clusterText(label: string, box: Box): string {
  const roomy = { ...box, y: box.y - 8, height: box.height + clusterPadding };
  const [x, y] = [box.x - box.width / 2 + 12, box.y - box.height / 2 - 4].map(rounded);
  return `${rectText("cluster", roomy, 8)}<text class="name" x="${x}" y="${y}">${escaped(label)}</text>`;
}

function stepText({ label, detail, type }: StepNode, box: Box): string {
  const inner = { ...box, width: box.width - 8, height: box.height - 8 };
  const second = type === "SINK" ? rectText("step", inner, 3) : "";
  const [x, y, below] = [box.x, box.y - 3, box.y + 13].map(rounded);
  const texts = `<text x="${x}" y="${y}">${escaped(label)}</text><text class="detail" x="${x}" y="${below}">${escaped(detail)}</text>`;
  return `${rectText("step", box, type === "INITIAL_PIPELINE" ? 22 : 5)}${second}${texts}`;
}

function topicText({ label }: TopicNode, box: Box): string {
  return `${rectText("topic", box, 17)}<text x="${rounded(box.x)}" y="${rounded(box.y + 4)}">${escaped(label)}</text>`;
}

function wayText({ label, transport }: GraphEdge, way: Way | undefined): string {
  if (way === undefined) return "";
  const kind = transport === "internal" ? "way internal" : "way";
  const path = `<path class="${kind}" d="${curve(way.points)}" marker-end="url(#arrow)"/>`;
  if (label === undefined || way.x === undefined || way.y === undefined) return path;
  return `${path}<text class="output" x="${rounded(way.x)}" y="${rounded(way.y + 4)}">${escaped(label)}</text>`;
}

/** Through the middles between the layout's points, so that corners are round. */
function curve(points: Way["points"]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return "";
  const at = ({ x, y }: { readonly x: number; readonly y: number }): string => `${rounded(x)} ${rounded(y)}`;
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? last;
    return `Q${at(point)} ${at({ x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 })}`;
  });
  return [`M${at(first)}`, ...bends, `L${at(last)}`].join("");
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const escaped = (text: string): string => text.replaceAll(/[&<>]/g, (character) => entities[character] ?? character);
