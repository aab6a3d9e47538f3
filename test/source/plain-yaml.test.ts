import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isMap, isScalar, isSeq, parseAllDocuments } from "yaml";
import type { Document } from "yaml";
import type { PlainNode } from "../../src/source/plain-yaml.ts";
import { readPlainYaml } from "../../src/source/plain-yaml.ts";

/** What the library says about a text: undefined where it finds an error or not exactly one document. */
function byLibrary(text: string): { readonly value: unknown; readonly places: unknown } | undefined {
  const parsed = parseAllDocuments(text, { prettyErrors: false, schema: "core", logLevel: "error" });
  const [document, ...others] = (Array.isArray(parsed) ? parsed : []) as Document[];
  if (document === undefined || others.length > 0 || document.errors.length > 0) return undefined;
  return { value: document.toJS(), places: placesOf(document.contents) };
}

function placesOf(node: unknown): unknown {
  if (isScalar(node)) return [node.range?.[0], node.range?.[1]];
  if (isSeq(node)) return { start: node.range?.[0], items: node.items.map(placesOf) };
  if (!isMap(node)) throw new Error("neither scalar, list nor mapping");
  const items = node.items.map(({ key, value }) => [isScalar(key) ? key.value : key, placesOf(key), placesOf(value)]);
  return { start: node.range?.[0], items };
}

function plainPlacesOf({ start, end, children }: PlainNode): unknown {
  if (children === undefined) return [start, end];
  const items = children.map(({ key, node }) =>
    key === undefined ? plainPlacesOf(node) : [key.name, [key.start, key.end], plainPlacesOf(node)],
  );
  expect(end).toBeUndefined();
  return { start, items };
}

/** Whether it was read here; if so, as the library reads it. */
function agrees(text: string): boolean {
  const plain = readPlainYaml(text);
  if (plain === undefined) return false;
  const library = byLibrary(text);
  expect(plain.value, JSON.stringify(text)).toEqual(library?.value);
  expect(plainPlacesOf(plain), JSON.stringify(text)).toEqual(library?.places);
  return true;
}

const root = resolve(import.meta.dirname, "../..");
const yamlBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => readFileSync(join(root, folder, file), "utf8"));
const examples = [...yamlBelow("pipelines"), ...yamlBelow("test/golden")];

describe("plain YAML", () => {
  test("is what the examples and the golden cases are written in, nearly all", () => {
    const read = examples.filter(agrees);
    expect(examples.length).toBeGreaterThan(20);
    expect(read.length).toBeGreaterThan(examples.length * 0.9);
  });

  test.each([
    ["scalars", "a: x y\nb: 1\nc: -2.50\nd: true\ne: Null\nf: 'q # r'\ng: \"x: y\"\nh: 7d\ni: a#b:c\nj: 0\n"],
    ["comments everywhere", "# one\n\na: # two\n  # three\n    \n  b: c # four\n # five\nd: e\n# six"],
    ["lists at the indent of their key", "a:\n- b: 1\n  c: 2\n- d\ne: f\n"],
    ["lists below their key", "a:\n    -   b: 1\n        c:\n        - x\n    - { d: [1, 'two', {}], e: [] }\n"],
    ["flow collections", "a: { b: c d, e: [ f , g ], h: http://x }\n"],
    ["variables", 'a: ${x}\nb: "${x}"\nc: $${x}\n'],
    ["no line feed at the end", "a:\n  b: c"],
  ])("reads %s as the library does", (_, text) => {
    expect(agrees(text)).toBe(true);
  });

  test.each([
    ["nothing", ""],
    ["several documents", "a: 1\n---\nb: 2\n"],
    ["duplicate keys", "a: 1\na: 2\n"],
    ["duplicate keys in braces", "a: { b: 1, b: 2 }\n"],
    ["anchors and aliases", "a: &x 1\nb: *x\n"],
    ["merge keys", "a: { b: 1 }\n<<: { c: 1 }\n"],
    ["tags", "a: !!str 1\n"],
    ["block scalars", "a: |\n  b\n"],
    ["scalars over several lines", "a: b\n  c\n"],
    ["quoted scalars over several lines", 'a: "b\n  c"\n'],
    ["escapes", 'a: "\\n"\n'],
    ["doubled quotes", "a: 'it''s'\n"],
    ["tabs", "a:\tb\n"],
    ["carriage returns", "a: b\r\n"],
    ["a byte order mark", "\uFEFFa: b\n"],
    ["missing values", "a:\nb: 1\n"],
    ["a colon in a plain scalar", "a: b: c\n"],
    ["a wrong indent", "a:\n    b: 1\n  c: 2\n"],
    ["an indented root", "  a: 1\n"],
    ["numbers that need care", "a: 0x1F\n"],
    ["big numbers", "a: 12345678901234567890\n"],
    ["minus zero", "a: -0\n"],
    ["keys that aren't texts", "true: 1\n"],
    ["__proto__", "__proto__: { a: 1 }\n"],
    ["brackets over several lines", "a: [\n  1 ]\n"],
    ["a pair in a list", "a: [ b: c ]\n"],
    ["text behind a value", 'a: "b" c\n'],
    ["lists of lists", "a:\n  - - b\n"],
    ["a list in place of a member", "a: 1\n- b\n"],
    ["deep nesting", `a: ${"[".repeat(100_000)}`],
  ])("leaves %s to the library", (_, text) => {
    expect(readPlainYaml(text)).toBeUndefined();
  });

  test("agrees with the library about whatever it reads of mutated examples", () => {
    const pieces = [
      "\n",
      " ",
      "  ",
      "- ",
      ": ",
      ":",
      "#",
      " #",
      '"',
      "'",
      "{",
      "}",
      "[",
      "]",
      ",",
      "&a",
      "*a",
      "!",
      "|",
      ">",
    ];
    const values = [
      "null",
      "~",
      "true",
      "1",
      "-1",
      "1.5",
      "1e3",
      "0o7",
      ".5",
      "1.",
      "+1",
      "-",
      "?",
      "%",
      "@",
      "\t",
      "é",
      "…",
      "a: b",
      "---",
      "...",
    ];
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.oneof(fc.constant(0), fc.nat(12)),
      insert: fc.constantFrom("", ...pieces, ...values),
    });
    let count = 0;
    fc.assert(
      fc.property(fc.constantFrom(...examples), fc.array(edit, { minLength: 1, maxLength: 4 }), (example, edits) => {
        const mutated = edits.reduce((text, { at, remove, insert }) => {
          const place = at % (text.length + 1);
          return text.slice(0, place) + insert + text.slice(place + remove);
        }, example);
        if (agrees(mutated)) count += 1;
      }),
      { numRuns: Number(process.env["SLUICEWAY_FUZZ_RUNS"] ?? 3000) },
    );
    expect(count).toBeGreaterThan(100);
  }, 600_000);

  test("agrees with the library about whatever it reads of short texts of YAML's characters", () => {
    const token = fc.constantFrom(
      "a",
      "b",
      "1",
      "0",
      "-",
      "- ",
      ":",
      ": ",
      "\n",
      "\n  ",
      "\n    ",
      " ",
      "#",
      " #",
      ",",
      "{",
      "}",
      "[",
      "]",
      '"',
      "'",
      ".",
      "~",
      "$",
      "/",
      "true",
      "e",
      "x",
    );
    let count = 0;
    fc.assert(
      fc.property(fc.array(token, { maxLength: 24 }), (tokens) => {
        if (agrees(["a: ", ...tokens].join("")) || agrees(["a:\n  ", ...tokens].join(""))) count += 1;
      }),
      { numRuns: Number(process.env["SLUICEWAY_FUZZ_RUNS"] ?? 3000) * 2 },
    );
    expect(count).toBeGreaterThan(100);
  }, 600_000);
});
