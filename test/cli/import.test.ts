import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { cli } from "./support.ts";

const sample = resolve(import.meta.dirname, "../golden/import/cluster.json");
let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluiceway-import-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("sluiceway import yappy", () => {
  test("what it writes compiles, and says the same as the JSON", async () => {
    const root = join(folder, "root");
    const { exitCode, err } = await cli("import", "yappy", sample, "--output", root);
    expect(exitCode, err).toBe(0);
    expect((await cli("validate", "--root", root)).exitCode).toBe(0);
    const search = parse(await readFile(join(root, "search-pipeline.yaml"), "utf8")) as { steps: unknown[] };
    expect(search.steps).toMatchObject([
      {
        stepName: "document-ingest",
        stepType: "INITIAL_PIPELINE",
        outputs: [{ name: "default", targetStep: "chunker" }],
      },
      {
        stepName: "chunker",
        processor: {
          grpc: { service: "chunker-service" },
          config: { settings: { maxChars: 800, configParams: { language: "en" } } },
        },
        outputs: [
          { name: "embed", type: "INTERNAL", targetStep: "embedder" },
          { name: "shared", kafkaTopic: "cross-pipeline.search-to-analytics" },
        ],
        retry: { maxAttempts: 4, initialBackoff: "1000ms", multiplier: 2, maxBackoff: "30000ms" },
        timeout: "5000ms",
      },
      { stepName: "embedder", stepType: "SINK" },
    ]);
  });

  test("names everything that has no equivalent by its path", async () => {
    const { out } = await cli("import", "yappy", sample, "--output", join(folder, "root"));
    const steps = "pipelineGraphConfig.pipelines.search-pipeline.pipelineSteps";
    for (const path of [
      "defaultPipelineName",
      "pipelineModuleMap",
      `${steps}.chunker.customConfigSchemaId`,
      `${steps}.chunker.outputs.embed.grpcTransport`,
      `${steps}.chunker.outputs.embed.transportType`,
      `${steps}.document-ingest.outputs.default.kafkaTransport.kafkaProducerProperties`,
      `${steps}.document-ingest.processorInfo.internalProcessorBeanName`,
      `${steps}.embedder.somethingNew`,
    ])
      expect(out).toContain(`  ${path}: `);
  });

  test("several files are parts of one cluster", async () => {
    const part = async (name: string, config: object): Promise<string> => {
      const file = join(folder, `${name}.json`);
      await writeFile(file, JSON.stringify(config));
      return file;
    };
    const pipeline = (listens: string): object => ({
      pipelineSteps: { only: { stepName: "only", kafkaInputs: [{ listenTopics: [listens], unheardOf: 1 }] } },
    });
    const first = await part("first", {
      clusterName: "c",
      allowedKafkaTopics: ["t.a", "t.b"],
      pipelineGraphConfig: { pipelines: { p: pipeline("t.a") } },
    });
    const second = await part("second", {
      clusterName: "c",
      allowedKafkaTopics: ["t.b"],
      pipelineGraphConfig: { pipelines: { q: pipeline("t.b") } },
    });
    const root = join(folder, "root");
    const { exitCode, out, err } = await cli("import", "yappy", first, second, "--output", root);
    expect(exitCode, err).toBe(0);
    expect(out).toContain(`${second}: pipelineGraphConfig.pipelines.q.pipelineSteps.only.kafkaInputs[0].unheardOf: `);
    expect(parse(await readFile(join(root, "cluster.yaml"), "utf8"))).toEqual({
      clusterName: "c",
      allowedKafkaTopics: ["t.a", "t.b"],
    });
    expect((await cli("validate", "--root", root)).out).toContain("2 pipelines");

    const twice = await cli("import", "yappy", first, first, "--output", join(folder, "twice"));
    expect(twice).toMatchObject({ exitCode: 1, err: expect.stringContaining('the pipeline "p" is in') as string });
    const other = await part("other", { clusterName: "d" });
    const mixed = await cli("import", "yappy", first, other, "--output", join(folder, "mixed"));
    expect(mixed).toMatchObject({ exitCode: 1, err: expect.stringContaining('its cluster is "d"') as string });
    expect((await cli("import", "yappy", "--output", join(folder, "none"))).exitCode).toBe(64);
  });

  test("overwrites nothing, and refuses what is no cluster's configuration", async () => {
    await writeFile(join(folder, "cluster.yaml"), "clusterName: mine\n");
    const existing = await cli("import", "yappy", sample, "--output", folder);
    expect(existing).toMatchObject({ exitCode: 1, err: expect.stringContaining("SLW1902") as string });
    expect(await readFile(join(folder, "cluster.yaml"), "utf8")).toBe("clusterName: mine\n");
    await writeFile(join(folder, "other.json"), '{"pipelines":{}}');
    const other = await cli("import", "yappy", join(folder, "other.json"), "--output", join(folder, "root"));
    expect(other).toMatchObject({ exitCode: 1, err: expect.stringContaining("SLW1901") as string });
    expect((await cli("import", "csv", sample, "--output", join(folder, "root"))).exitCode).toBe(64);
  });
});
