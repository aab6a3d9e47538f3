import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cli } from "./support.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluiceway-test-command-"));
});
afterEach(() => rm(folder, { recursive: true }));

const example = resolve(import.meta.dirname, "../../pipelines");

/** A root with one step that the tests of a file are about. */
async function rootWith(tests: string, processor = "{ builtin: passthrough }"): Promise<string> {
  await writeFile(join(folder, "cluster.yaml"), "clusterName: c\n");
  await writeFile(
    join(folder, "p.yaml"),
    `pipelineName: p\nsteps:\n  - stepName: work\n    stepType: INITIAL_PIPELINE\n    processor: ${processor}\n    retry: { maxAttempts: 3, initialBackoff: 1h, maxBackoff: 1h }\n    outputs: [{ name: out }]\n`,
  );
  await writeFile(join(folder, "tests.yaml"), tests);
  return folder;
}

describe("sluiceway test", () => {
  test("runs the tests of the example root, and all of them pass", async () => {
    const { exitCode, out, err } = await cli("test", "--root", example);
    expect(exitCode, out + err).toBe(0);
    expect(out).toMatch(/^✓ terms are counted, and only frequent ones are kept \(\d+ ms\)/);
    expect(out).toMatch(/\n\d+ passed, 0 failed$/);
  }, 60_000);

  test("shows what differs, as text, JSON, JUnit and annotations, and ends with 1", async () => {
    const root = await rootWith(
      [
        "test: records are passed on",
        "given: [{ step: work, records: [{ key: k, value: { a: 1, b: 2 } }, { value: plain }] }]",
        "expect:",
        "  - step: work",
        "    records: [{ key: k, value: { b: 3, a: 1 } }, { value: plain }, { value: more }]",
      ].join("\n"),
    );
    const text = await cli("test", "--root", root);
    expect(text.exitCode).toBe(1);
    expect(text.out).toContain("tests.yaml:4:11 error SLW1801");
    expect(text.out).toMatch(/-\s+b: 3\n\s+\+\s+b: 2\n/);
    expect(text.out).toMatch(/-\s*- value: more\n/);
    expect(text.out).not.toMatch(/[-+]\s*- value: plain/);
    expect(text.out).toContain("\n0 passed, 1 failed");
    const json = await cli("test", "--root", root, "--format", "json");
    expect(JSON.parse(json.out)).toMatchObject({
      ok: false,
      failed: 1,
      tests: [
        {
          outcome: "failed",
          failures: [{ code: "SLW1801", place: { start: { line: 4 } }, actual: [{ key: "k" }, {}] }],
        },
      ],
    });
    const junit = await cli("test", "--root", root, "--format", "junit");
    expect(junit.out).toMatch(/<testcase name="records are passed on" .*>\n\s+<failure type="SLW1801"/);
    expect(junit.exitCode).toBe(1);
    const github = await cli("test", "--root", root, "--format", "github");
    expect(github.out).toMatch(/^::error file=.*tests\.yaml,line=4,.*title=SLW1801::/m);
  });

  test("a dead letter that nothing expects fails; retries don't wait as long as they would", async () => {
    const failing = "{ module: fail.mjs }";
    await writeFile(join(folder, "fail.mjs"), 'export const process = () => { throw new Error("no such river"); };\n');
    const given = "given: [{ step: work, records: [{ value: v }] }]";
    const unexpected = `test: t\n${given}\nexpect: [{ step: work, records: [] }]\n`;
    const text = await cli("test", "--root", await rootWith(unexpected, failing));
    expect(text.exitCode).toBe(1);
    expect(text.out).toContain("SLW1802");
    expect(text.out).toContain("no such river");
    const expected = `test: t\n${given}\nexpect: [{ step: work, role: dead-letter, records: [{ value: v, headers: { sluiceway-dlq-attempts: "3" } }] }]\n`;
    expect((await cli("test", "--root", await rootWith(expected, failing))).exitCode).toBe(0);
  });

  test("a step that can't be run, or doesn't end, is said", async () => {
    const tests = (timeLimit: string): string =>
      `test: t\ntimeLimit: ${timeLimit}\ngiven: [{ step: work, records: [{ value: v }] }]\nexpect: [{ step: work, records: [] }]\n`;
    // A thread that loads sources takes a second to start.
    const root = await rootWith(tests("15s"), "{ module: m.mjs }");
    await writeFile(join(folder, "m.mjs"), 'throw new Error("not today");\nexport const process = () => undefined;\n');
    expect((await cli("test", "--root", root)).out).toMatch(/SLW1803 "t" didn't come to an end: .*not today/);
    await writeFile(join(folder, "m.mjs"), "export const process = () => new Promise(() => {});\n");
    await rootWith(tests("200ms"), "{ module: m.mjs }");
    expect((await cli("test", "--root", root)).out).toMatch(/SLW1803 "t" didn't come to an end: after 200 ms/);
  });

  test("any order, partitions, tombstones and headers are compared as they are written", async () => {
    const root = await rootWith(
      [
        "test: t",
        "partitions: 3",
        "given:",
        "  - step: work",
        "    records:",
        "      - { key: a, value: 1, partition: 2 }",
        "      - { key: b, value: null, headers: { x: y, z: w }, timestamp: 2024-01-15T10:00:00Z }",
        "      - { key: c, valueBase64: /9g= }",
        "expect:",
        "  - step: work",
        "    order: any",
        "    records:",
        "      - {}",
        "      - { key: c, valueBase64: /9g= }",
        "      - { value: null, headers: { x: y } }",
      ].join("\n"),
    );
    const { exitCode, out } = await cli("test", "--root", root);
    expect(exitCode, out).toBe(0);
  });

  test("a filter chooses tests by name or file; none at all is an error", async () => {
    const some = await cli("test", "photo", "--root", example);
    expect(some.out).toContain("1 passed, 0 failed");
    const none = await cli("test", "photograph", "--root", example);
    expect(none).toMatchObject({ exitCode: 1, err: expect.stringContaining("SLW1808") as string });
  });
});
