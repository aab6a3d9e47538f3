import { describe, expect, test } from "vitest";
import { readDocuments } from "../../src/source/documents.ts";
import type { Revision } from "../../src/model/names.ts";
import type { Documents } from "../../src/source/document.ts";

const cluster = "clusterName: search-cluster\n";

function read(files: Readonly<Record<string, string | Uint8Array>>): ReturnType<typeof readDocuments> {
  const entries = Object.entries({ "cluster.yaml": cluster, ...files }).map(
    ([path, content]) => [path, typeof content === "string" ? Buffer.from(content) : content] as const,
  );
  return readDocuments({ revision: `dir-${"0".repeat(40)}` as Revision, files: new Map(entries) });
}

function documentsOf(files: Readonly<Record<string, string>>): Documents["documents"] {
  const result = read(files);
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  return result.value.documents;
}

const findings = (files: Readonly<Record<string, string | Uint8Array>>): readonly string[] => {
  const result = read(files);
  return (result.ok ? result.warnings : result.diagnostics).map((found) => `${found.span?.file} ${found.code}`);
};

describe("documents", () => {
  test("are told by their identifying key, wherever they lie, several to a file", () => {
    const found = documentsOf({
      "a/b.yaml": "# first\npipelineName: a\n---\npipelineName: b\n---\n# nothing\n",
      "c.yml": "environment: prod\n",
      "notes.txt": ": no yaml [",
      "sluiceway.settings.yaml": "kafka: {}\n",
    });
    expect(found.map((document) => [document.kind, document.file, document.value])).toEqual([
      ["cluster", "cluster.yaml", { clusterName: "search-cluster" }],
      ["pipeline", "a/b.yaml", { pipelineName: "a" }],
      ["pipeline", "a/b.yaml", { pipelineName: "b" }],
      ["environment", "c.yml", { environment: "prod" }],
    ]);
  });

  test("say where keys and values stand, and the nearest enclosing place for what isn't there", () => {
    const text = "pipelineName: p\r\nsteps:\r\n  - stepName: one # ${HOME}\r\n    retry: { maxAttempts: 3 }\r\n";
    const document = documentsOf({ "p.yaml": text })[1]!;
    const quoted = (path: readonly (string | number)[], part?: "key" | "value"): string => {
      const { start, end } = document.spanOf(path, part);
      return text.slice(start, end);
    };
    expect(quoted(["steps", 0, "stepName"])).toBe("one");
    expect(quoted(["steps", 0, "stepName"], "key")).toBe("stepName");
    expect(quoted(["steps", 0, "retry", "maxAttempts"])).toBe("3");
    expect(quoted(["steps", 0, "retry", "absent"])).toBe("{ maxAttempts: 3 }");
    expect(quoted(["steps", 7])).toContain("stepName: one");
    expect(quoted(["pipelineName", "deeper"])).toBe("p");
  });

  test("keep true offsets behind a byte order mark", () => {
    const text = "\uFEFFpipelineName: p\n";
    const document = documentsOf({ "p.yaml": text })[1]!;
    const { start, end } = document.spanOf(["pipelineName"]);
    expect(text.slice(start, end)).toBe("p");
  });

  test("are refused, each at its place, without hiding the others", () => {
    expect(
      findings({
        "a.yaml": "pipelineName: [\n",
        "b.yaml": "pipelineName: a\npipelineName: b\n",
        "c.yaml": "pipelineName:\n\t- tab\n",
        "d.yaml": "pipelinName: typo\n",
        "e.yaml": "just a text\n",
        "f.yaml": Buffer.from([0x61, 0x3a, 0x20, 0xff]),
        "g.yaml": `pipelineName: ${"x".repeat(1024 * 1024)}`,
        "h.yaml": "pipelineName: *nowhere\n",
      }).map((found) => found.replace(".yaml", "")),
    ).toEqual([
      expect.stringMatching(/^a SLW1101/),
      expect.stringMatching(/^b SLW1101/),
      expect.stringMatching(/^c SLW1101/),
      "d SLW1102",
      "e SLW1102",
      "f SLW1005",
      "g SLW1004",
      expect.stringMatching(/^h SLW1101/),
    ]);
  });

  test("with alias bombs are refused at once", () => {
    const levels = Array.from({ length: 12 }, (_, level) =>
      level === 0
        ? "a0: &a0 [x, x]"
        : `a${level}: &a${level} [*a${level - 1}, *a${level - 1}, *a${level - 1}, *a${level - 1}]`,
    );
    expect(findings({ "bomb.yaml": `pipelineName: p\n${levels.join("\n")}\n` })).toEqual(["bomb.yaml SLW1101"]);
  });

  test("that are nested too deeply, or contain themselves, are refused in words", () => {
    const messageOf = (text: string): string => {
      const result = read({ "a.yaml": text });
      return result.ok ? "" : (result.diagnostics[0]?.message ?? "");
    };
    const tooDeep = "Invalid YAML: it is nested too deeply";
    expect(messageOf(`pipelineName: p\nx: ${"[".repeat(20_000)}${"]".repeat(20_000)}\n`)).toBe(tooDeep);
    expect(messageOf(`${"- ".repeat(20_000)}x\n`)).toBe(tooDeep);
    const open = Array.from({ length: 30_000 }, (_, line) => `k${line}: [`);
    expect(messageOf(`pipelineName: p\n${open.join("\n")}\n`)).toBe(tooDeep);
    const many = Array.from({ length: 1_000 }, (_, line) => `k${line}: [{ a: 1 }]`);
    expect(messageOf(`pipelineName: p\n${many.join("\n")}\n`)).toBe("");
    expect(messageOf("pipelineName: p\nx: &x { y: [1, *x] }\n")).toBe(
      "Invalid YAML: an alias stands inside of what it names",
    );
    expect(messageOf("pipelineName: p\nx: &x { y: 1 }\nz: [*x, *x]\n")).toBe("");
  });

  test("are plain data even where a directive asks for YAML 1.1", () => {
    const text = "%YAML 1.1\n---\npipelineName: yes\nday: 2001-01-01\nset: !!set { a }\n";
    expect(documentsOf({ "p.yaml": text })[1]?.value).toEqual({
      pipelineName: "yes",
      day: "2001-01-01",
      set: { a: null },
    });
  });

  test("need a cluster file", () => {
    const result = readDocuments({ revision: `dir-${"0".repeat(40)}` as Revision, files: new Map() });
    expect(result).toMatchObject({ ok: false, diagnostics: [{ code: "SLW1001" }] });
  });
});
