import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { schemaLibraries } from "../../src/app/schema-libraries.ts";
import { compile, lower } from "../../src/compile/compile.ts";
import { codes } from "../../src/diagnostics/codes.ts";
import type { Files } from "./compile-text.ts";
import { compileFiles, documentsOf, findingsOf, readFiles, rendered, sha256 } from "./compile-text.ts";

const folder = join(import.meta.dirname, "../golden/compile/search-and-analytics");
const files: Files = Object.fromEntries(
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("expected."))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
);
const hash = sha256;
const environment = "environment: prod\npipelines: { search-pipeline: { principal: User:prod } }\n";

describe("compile", () => {
  test("asks for the libraries of payload schemas only where one is declared", () => {
    const unloaded = new Error("no schema is declared");
    const load = () => {
      throw unloaded;
    };
    const libraries = { avro: load, protobuf: load };
    expect(compile(documentsOf(files), { hash, libraries }).ok).toBe(true);
    const schema = "schema: { type: PROTOBUF, file: s.proto }";
    const declared = {
      "cluster.yaml": "clusterName: c\n",
      "a.yaml": `pipelineName: a\nsteps: [{ stepName: s, outputs: [{ targetStep: t, ${schema} }] }, { stepName: t }]\n`,
      "s.proto": 'syntax = "proto3"; message M {}',
    };
    expect(() => compile(documentsOf(declared), { hash, libraries })).toThrow(unloaded);
  });

  test("gives the same bytes for the same documents in any order", () => {
    const documents = documentsOf({ ...files, "prod.yaml": environment });
    const expected = compile(documents, { hash, libraries: schemaLibraries, environment: "prod" });
    expect(expected.ok).toBe(true);
    fc.assert(
      fc.property(fc.shuffledSubarray([...documents.documents], { minLength: 4 }), (shuffled) => {
        expect(
          compile({ ...documents, documents: shuffled }, { hash, libraries: schemaLibraries, environment: "prod" }),
        ).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  test("a change of one pipeline leaves the other's bundle alone, and comments change nothing", () => {
    const digests = (changed: Files): Record<string, string> => {
      const result = compileFiles({ ...files, ...changed });
      if (!result.ok) throw new Error(rendered(result, files));
      return Object.fromEntries(result.value.desired.pipelines.map((one) => [one.name, one.bundle.digest]));
    };
    const before = digests({});
    const analytics = files["analytics-pipeline.yaml"] ?? "";
    const after = digests({ "analytics-pipeline.yaml": analytics.replace("stepName: terms", "stepName: words") });
    expect(after["search-pipeline"]).toBe(before["search-pipeline"]);
    expect(after["analytics-pipeline"]).not.toBe(before["analytics-pipeline"]);
    expect(digests({ "analytics-pipeline.yaml": `# A comment.\n${analytics}` })).toEqual(before);
  });

  test("a changed module changes the bundle that names it", () => {
    const digestWith = (module: string): string | undefined => {
      const result = compileFiles({ ...files, "processors/enrich.mjs": module });
      return result.ok
        ? result.value.desired.pipelines.find((one) => one.name === "search-pipeline")?.bundle.digest
        : undefined;
    };
    expect(digestWith("export const process = (a) => a;")).toMatch(/^sha256:/);
    expect(digestWith("export const process = (a) => a;")).not.toBe(digestWith("export const process = (b) => b;"));
  });

  test("an entry's producers may write its input and nothing else", () => {
    const result = compileFiles(files);
    const acls = result.ok ? result.value.desired.acls : [];
    expect(acls.filter((acl) => acl.binding.principal === "User:crawler").map((acl) => acl.binding)).toEqual([
      {
        principal: "User:crawler",
        host: "*",
        permission: "allow",
        operation: "write",
        resourceType: "topic",
        resourceName: "yappy.pipeline.search-pipeline.step.document-ingest.input",
        patternType: "literal",
      },
    ]);
  });

  test("an ACL that two pipelines need is granted once, for both", () => {
    const pipeline = (name: string): string =>
      `pipelineName: ${name}\nprincipal: User:shared\nsteps:\n  - stepName: a\n    outputs: [{ kafkaTopic: t }]\n`;
    const result = compileFiles({
      "cluster.yaml": "clusterName: c\nallowedKafkaTopics: [t]\n",
      "b.yaml": pipeline("b"),
      "a.yaml": pipeline("a"),
    });
    const acls = result.ok ? result.value.desired.acls.filter((acl) => acl.binding.resourceName === "t") : [];
    expect(acls.map((acl) => acl.neededBy)).toEqual([["a", "b"]]);
  });
});

describe("lower", () => {
  test("is what compile gives", () => {
    const documents = documentsOf(files);
    const compiled = compile(documents, { hash, libraries: schemaLibraries });
    expect(compiled.ok && compiled.value.desired).toEqual(lower(documents, { hash, libraries: schemaLibraries }));
  });

  test("judges nothing and overlooks unknown keys", () => {
    const older = {
      "cluster.yaml": "clusterName: c\nnaming: { prefix: '', migrateFrom: yappy. }\n",
      "a.yaml": "pipelineName: a\nsteps: [{ stepName: s, lanes: 4, outputs: [{ kafkaTopic: not.allowed }] }]\n",
      "b.yaml": "pipelineName: b\nsteps: [{ stepName: s, timeout: soon }]\n",
    };
    expect(compileFiles(older).ok).toBe(false);
    const desired = lower(documentsOf(older), { hash, libraries: schemaLibraries });
    expect(desired?.pipelines.map((one) => one.name)).toEqual(["a"]);
    expect(desired?.topics.map((topic) => topic.name)).toEqual([
      "not.allowed",
      "pipeline.a.step.s.dead-letter",
      "pipeline.a.step.s.error",
      "pipeline.a.step.s.input",
      "yappy.pipeline.a.step.s.dead-letter",
      "yappy.pipeline.a.step.s.error",
      "yappy.pipeline.a.step.s.input",
    ]);
  });

  test("is nothing without a cluster or the environment", () => {
    const withoutCluster = { "cluster.yaml": "", "a.yaml": "pipelineName: a\nsteps: [{ stepName: s }]\n" };
    expect(lower(documentsOf(withoutCluster), { hash, libraries: schemaLibraries })).toBeUndefined();
    expect(lower(documentsOf(files), { hash, libraries: schemaLibraries, environment: "gone" })).toBeUndefined();
  });
});

describe("whatever comes in", () => {
  const tokens = Object.values(files).flatMap((text) => text.match(/[\w.$-]+|\$\{\w+\}|[^\w\s]|\n *- |\n */g) ?? []);
  const mutation = fc.record({
    file: fc.constantFrom(...Object.keys(files)),
    at: fc.nat(),
    length: fc.nat({ max: 12 }),
    insert: fc.oneof(
      fc.constantFrom(
        ...tokens,
        "null",
        "~",
        "[]",
        "{}",
        "-1",
        "1e999",
        "&a ",
        "*a",
        "<<: ",
        "__proto__: ",
        "${x",
        "\t",
      ),
      fc.string({ maxLength: 8 }),
    ),
  });

  test("nothing throws, and every refusal has a code and a place", () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), fc.boolean(), (mutations, isOverlaid) => {
        const mutated: Record<string, string> = { ...files, "prod.yaml": environment };
        for (const { file, at, length, insert } of mutations) {
          const text = mutated[file] ?? "";
          const start = at % (text.length + 1);
          mutated[file] = text.slice(0, start) + insert + text.slice(start + length);
        }
        const result = compileFiles(mutated, isOverlaid ? "prod" : undefined);
        const found = findingsOf(result);
        if (!result.ok) expect(found.some((one) => one.severity === "error")).toBe(true);
        const placeless = ["SLW1001", "SLW1107", "SLW1110"];
        for (const one of found) {
          expect(Object.keys(codes)).toContain(one.code);
          if (!placeless.includes(one.code)) expect(one.span).toBeDefined();
        }
        expect(rendered(result, mutated)).toBeTypeOf("string");
        const read = readFiles(mutated);
        if (read.ok) lower(read.value, { hash, libraries: schemaLibraries });
      }),
      { numRuns: 500 },
    );
  });
});
