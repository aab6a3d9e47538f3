import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { checkSettings } from "../../src/compile/settings.ts";
import type { Files } from "./compile-text.ts";
import { compileFiles, findingsOf } from "./compile-text.ts";

const text = readFileSync(join(import.meta.dirname, "../../docs/specification.md"), "utf8");

/** The YAML blocks of the specification, without the indentation of the lists that they stand in. */
const snippets = [...text.matchAll(/^([ ]*)```yaml\n(.*?)^[ ]*```/gms)].map(([, indent = "", body = ""]) =>
  body.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
);

const settings = snippets.filter((snippet) => snippet.startsWith("kafka:"));
const topicNames = snippets.filter((snippet) => snippet.startsWith("kafkaTopic:"));
const crossPipeline = snippets.filter((snippet) => snippet.includes("# Source pipeline step"));

const indented = (snippet: string): string => snippet.replaceAll(/^(?=.)/gm, "    ");
const messages = (files: Files): string[] =>
  findingsOf(compileFiles(files)).map((found) => `${found.severity} ${found.code} ${found.message}`);

describe("every YAML snippet of the specification is valid at its level", () => {
  test("each has a level", () => {
    expect(snippets).toHaveLength(6);
    expect(settings.length + topicNames.length + crossPipeline.length).toBe(snippets.length);
  });

  test.each(settings)("in the settings: %s", (snippet) => {
    expect(checkSettings(parse(snippet)).map((problem) => problem.at(undefined).message)).toEqual([]);
  });

  test.each(topicNames)("in an output: %s", (snippet) => {
    const files = {
      "cluster.yaml": "clusterName: c\n",
      "search.yaml": `pipelineName: search-pipeline\nsteps:\n  - stepName: chunker\n    stepType: INITIAL_PIPELINE\n    outputs:\n      - ${snippet}`,
    };
    expect(messages(files)).toEqual([]);
    const compiled = compileFiles(files);
    const topics = compiled.ok ? compiled.value.desired.topics.map((topic) => topic.name) : [];
    expect(topics).toContain("yappy.pipeline.search-pipeline.step.chunker.output");
  });

  describe.each(crossPipeline)("between two pipelines: %s", (snippet) => {
    const [source = "", target = ""] = snippet.split("# Target pipeline step\n");
    const list = "allowedKafkaTopics: [cross-pipeline.search-to-analytics]\n";
    const files = {
      "cluster.yaml": `clusterName: c\n${list}topics: [{ name: cross-pipeline.search-to-analytics }]\n`,
      "search.yaml": `pipelineName: search\n${list}steps:\n  - stepName: a\n    stepType: INITIAL_PIPELINE\n${indented(source)}`,
      "analytics.yaml": `pipelineName: analytics\n${list}steps:\n  - stepName: b\n${indented(target)}`,
    };

    test("it compiles where both sides and the cluster list the topic", () => {
      expect(messages(files)).toEqual([]);
    });

    test.each(Object.keys(files))("but not without the list of %s", (file) => {
      const without = { ...files, [file]: files[file as keyof typeof files].replace(list, "") };
      expect(messages(without)).not.toEqual([]);
      expect(compileFiles(without).ok).toBe(false);
    });
  });
});
