import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cli } from "./support.ts";

const example = resolve(import.meta.dirname, "../../pipelines");
let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluiceway-graph-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("sluiceway graph", () => {
  test("draws steps within pipelines, and the topic between them outside of both", async () => {
    const { exitCode, out } = await cli("graph", "--root", example);
    expect(exitCode).toBe(0);
    const idOf = (label: string): string => new RegExp(`(\\w+)[[(]+"${label}`).exec(out)?.[1] ?? "missing";
    const shared = idOf("cross-pipeline.search-to-analytics");
    expect(out).toMatch(/subgraph \w+\["search-pipeline"\]\n[\s\S]*chunker[\s\S]*?\n {2}end/);
    expect(out).toContain(`${idOf("chunker")} -->|"shared"| ${shared}`);
    expect(out).toContain(`${shared} --> ${idOf("term-statistics")}`);
    expect(out).toContain(`${idOf("enrich")} --> ${idOf("index")}`);
    const dot = await cli("graph", "--root", example, "--format", "dot");
    expect(dot.out).toMatch(/subgraph cluster_\w+ \{\n {4}label="analytics-pipeline";/);
  });

  test("an SVG has every step inside of its pipeline's box, and nothing lies upon another", async () => {
    const { out } = await cli("graph", "--root", example, "--format", "svg");
    const boxes = (kind: string) =>
      [
        ...out.matchAll(
          new RegExp(
            `<rect class="${kind}" x="([\\d.-]+)" y="([\\d.-]+)" width="([\\d.]+)" height="([\\d.]+)" rx="[^3]`,
            "g",
          ),
        ),
      ].map((match) => match.slice(1, 5).map(Number) as [number, number, number, number]);
    const clusters = boxes("cluster");
    const steps = boxes("step");
    const topics = boxes("topic");
    expect([clusters.length, steps.length, topics.length]).toEqual([2, 6, 2]);
    type Box = (typeof steps)[number];
    const overlap = ([x, y, w, h]: Box, [a, b, c, d]: Box): boolean => x < a + c && a < x + w && y < b + d && b < y + h;
    const contains = ([x, y, w, h]: Box, [a, b, c, d]: Box): boolean =>
      a >= x && b >= y && a + c <= x + w && b + d <= y + h;
    for (const step of steps) expect(clusters.filter((cluster) => contains(cluster, step))).toHaveLength(1);
    const separate = [...steps, ...topics];
    for (const [index, box] of separate.entries())
      for (const other of separate.slice(index + 1)) expect(overlap(box, other)).toBe(false);
    expect(overlap(clusters[0] as Box, clusters[1] as Box)).toBe(false);
    expect(out).not.toContain("NaN");
  });

  test("records that stay in the process have dashed ways, and no topic", async () => {
    await writeFile(join(folder, "cluster.yaml"), "clusterName: c\n");
    await writeFile(
      join(folder, "p.yaml"),
      "pipelineName: p\nsteps:\n  - { stepName: in, stepType: INITIAL_PIPELINE, outputs: [{ type: INTERNAL, targetStep: work }] }\n  - { stepName: work, stepType: SINK }\n",
    );
    const { out, err } = await cli("graph", "--root", folder);
    expect(err).toBe("");
    expect(out).toMatch(/ s\d -\.-> s\d$/m);
    expect(out).not.toContain("[(");
    expect((await cli("graph", "q", "--root", folder)).exitCode).toBe(64);
  });
});

describe("sluiceway schema", () => {
  test("writes schemas and one line into each document, twice the same, and the root stays valid", async () => {
    const root = join(folder, "pipelines");
    await cp(example, root, { recursive: true });
    const before = await readFile(join(root, "search-pipeline.yaml"), "utf8");
    const first = await cli("schema", "--root", root);
    expect(first.exitCode).toBe(0);
    expect(first.out).toContain("created    .sluiceway/schemas/pipeline.schema.json");
    const after = await readFile(join(root, "search-pipeline.yaml"), "utf8");
    expect(after).toBe(`# yaml-language-server: $schema=.sluiceway/schemas/pipeline.schema.json\n${before}`);
    const test = await readFile(join(root, "tests/search-pipeline.yaml"), "utf8");
    expect(test.split("\n")[0]).toBe("# yaml-language-server: $schema=../.sluiceway/schemas/test.schema.json");
    expect((await cli("schema", "--root", root)).out).not.toMatch(/^(?:created|updated)/m);
    expect((await cli("validate", "--root", root)).exitCode).toBe(0);
    expect((await cli("schema", "--root", join(root, "tests"))).exitCode).toBe(1);
  });
});
