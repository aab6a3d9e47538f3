import { describe, expect, test } from "vitest";
import { compileBytes, findingsOf } from "../compile/compile-text.ts";

const cluster = "clusterName: search-cluster\n";
const pipeline = [
  "pipelineName: search",
  "steps:",
  "  - stepName: a",
  "    stepType: INITIAL_PIPELINE",
  "    outputs: [{ targetStep: b }]",
  "  - { stepName: b, timeout: 10s }",
  "",
].join("\n");

const compileOne = (content: string | Uint8Array): ReturnType<typeof compileBytes> =>
  compileBytes(
    new Map([
      ["cluster.yaml", Buffer.from(cluster)],
      ["pipeline.yaml", typeof content === "string" ? Buffer.from(content) : content],
    ]),
  );

/** Code and offset of each finding about a pipeline's file, and its message. */
const findingsAbout = (content: string | Uint8Array): readonly string[] =>
  findingsOf(compileOne(content)).map(({ code, span, message }) => `${code} at ${span?.start}: ${message}`);

const desiredOf = (content: string | Uint8Array): unknown => {
  const result = compileOne(content);
  if (!result.ok) throw new Error(findingsAbout(content).join("\n"));
  const { topics, pipelines } = result.value.desired;
  return {
    topics: topics.map((topic) => ({ ...topic, source: undefined })),
    bundles: pipelines.map(({ bundle }) => bundle.digest),
  };
};

/** Runs work, and fails where it takes a second of the processor's time (docs/configuration.md, "What is refused at once"). */
function inTime<T>(work: () => T): T {
  const begin = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(begin);
  expect((user + system) / 1000).toBeLessThan(1000);
  return result;
}

describe("unusual input, as docs/configuration.md defines it", () => {
  test("a file of more than 1 MiB is SLW1004, unread: 50 MB cost nothing", () => {
    const most = `${pipeline}#${"x".repeat(1024 * 1024 - pipeline.length - 1)}`;
    expect(findingsAbout(most)).toEqual([]);
    expect(findingsAbout(`${most}x`)).toEqual([
      "SLW1004 at 0: The file has 1048577 bytes; a document may have at most 1048576",
    ]);
    const large = Buffer.alloc(50_000_000, "- [\n");
    expect(inTime(() => findingsAbout(large))).toEqual([
      "SLW1004 at 0: The file has 50000000 bytes; a document may have at most 1048576",
    ]);
  });

  test("aliases that expand without bounds are SLW1101, before they are expanded", () => {
    const lines = Array.from({ length: 30 }, (_, level) =>
      level === 0 ? "a0: &a0 [x, x]" : `a${level}: &a${level} [${`*a${level - 1}, `.repeat(9)}*a${level - 1}]`,
    );
    expect(inTime(() => findingsAbout(`pipelineName: search\n${lines.join("\n")}\n`))).toEqual([
      "SLW1101 at 0: Invalid YAML: Excessive alias count indicates a resource exhaustion attack",
    ]);
  });

  test("a few aliases stand for what they name", () => {
    const aliased = pipeline.replace("timeout: 10s", "timeout: &soon 10s, retry: { initialBackoff: *soon }");
    const written = pipeline.replace("timeout: 10s", "timeout: 10s, retry: { initialBackoff: 10s }");
    expect(desiredOf(aliased)).toEqual(desiredOf(written));
  });

  test.each([
    ["brackets", `${"[".repeat(500_000)}`],
    ["closed brackets", `${"[".repeat(200_000)}${"]".repeat(200_000)}`],
    ["braces", `pipelineName: p\nx: ${"{a: ".repeat(100_000)}`],
    ["dashes", "- ".repeat(400_000)],
    ["indentation", Array.from({ length: 1200 }, (_, depth) => `${" ".repeat(depth)}k:`).join("\n")],
    ["question marks", "? ".repeat(100_000)],
    [
      "dashes on ever deeper lines",
      Array.from({ length: 60 }, (_, line) => " ".repeat(400 * line) + "- ".repeat(200)).join("\n"),
    ],
  ])("deep nesting by %s is refused in time", (_, text) => {
    const [first, ...others] = inTime(() => findingsAbout(text));
    expect(first).toMatch(/^SLW11\d\d at /);
    expect(others.length).toBeLessThan(1_000);
  });

  test("bytes that aren't UTF-8 are SLW1005", () => {
    const latin1 = Buffer.from(pipeline.replace("search", "caf\u00e9"), "latin1");
    expect(findingsAbout(latin1)).toEqual([
      "SLW1005 at 0: The file isn't valid UTF-8: it has bytes that no character has",
    ]);
    expect(findingsAbout(Buffer.from(pipeline, "utf16le"))).toHaveLength(1);
  });

  test("CRLF and a byte order mark change nothing", () => {
    expect(desiredOf(pipeline.replaceAll("\n", "\r\n"))).toEqual(desiredOf(pipeline));
    expect(desiredOf(`\uFEFF${pipeline}`)).toEqual(desiredOf(pipeline));
    expect(findingsAbout(`\uFEFF${pipeline.replace("timeout", "timeuot")}`)).toEqual([
      `SLW1103 at ${pipeline.indexOf("timeout") + 1}: Unknown key "timeuot" in steps[1]`,
    ]);
  });

  test("a key that stands twice is SLW1101 at the second", () => {
    const twice = pipeline.replace("timeout: 10s", "timeout: 10s, timeout: 20s");
    expect(findingsAbout(twice)).toEqual([
      `SLW1101 at ${twice.indexOf("timeout: 20s")}: Invalid YAML: Map keys must be unique`,
    ]);
  });

  test("a tab as indentation is SLW1101; between tokens it is white space", () => {
    const indented = pipeline.replace("  - stepName: a", "\t- stepName: a");
    expect(findingsAbout(indented)[0]).toBe(
      `SLW1101 at ${indented.indexOf("\t")}: Invalid YAML: Tabs are not allowed as indentation`,
    );
    expect(desiredOf(pipeline.replace("stepName: a", "stepName:\ta\t# entry"))).toEqual(desiredOf(pipeline));
  });

  test("a merge key is SLW1113, whatever it stands in; quoted it is a key", () => {
    const merged = pipeline.replace("{ stepName: b,", "{ <<: { stepName: b },");
    expect(findingsAbout(merged)).toEqual([
      `SLW1113 at ${merged.indexOf("<<")}: YAML 1.2 has no merge keys: "<<" merges nothing`,
    ]);
    const quoted = pipeline.replace("{ stepName: b,", '{ "<<": 1, stepName: b,');
    expect(findingsAbout(quoted)).toEqual([`SLW1103 at ${quoted.indexOf('"<<"')}: Unknown key "<<" in steps[1]`]);
  });
});
