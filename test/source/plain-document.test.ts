import { describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import type { DocumentPath } from "../../src/source/document.ts";
import type { RecentPlaces } from "../../src/source/plain-document.ts";
import { plainDocument } from "../../src/source/plain-document.ts";
import { spanInDocument } from "../../src/source/yaml-spans.ts";

const text = `# first
clusterName: c

topicDefaults: { partitions: 3, config: { a.b: [1, x] } } # two
allowedKafkaTopics:
- one # three
- "two"

# four
topics:
  - name: one
    config:
      min.insync.replicas: 2

  # five
  - name: two
`;

function pathsIn(value: unknown, path: DocumentPath = []): DocumentPath[] {
  const below = typeof value === "object" && value !== null ? Object.entries(value) : [];
  const part = (key: string): string | number => (Array.isArray(value) ? Number(key) : key);
  return [path, ...below.flatMap(([key, member]) => pathsIn(member, [...path, part(key)]))];
}

describe("a plain document", () => {
  const file = "cluster.yaml";
  const library = parseDocument(text);
  let parses = 0;
  const parse = (source: string): typeof library => {
    parses += 1;
    return parseDocument(source);
  };
  const recent: RecentPlaces = new Map();
  const document = plainDocument({ file, text: () => text, parse }, recent);
  const paths = pathsIn(document?.value);

  test("is told by its identifying key, and has the library's value", () => {
    expect(document?.kind).toBe("cluster");
    expect(document?.value).toEqual(library.toJS());
    expect(plainDocument({ file, text: () => "other: 1\n", parse }, recent)).toBeUndefined();
    expect(parses).toBe(0);
  });

  test("has the library's spans at every path, and the nearest enclosing one below it", () => {
    expect(paths.length).toBe(18);
    for (const path of [...paths, ...paths.map((found) => [...found, "absent", 0])])
      for (const part of ["key", "value"] as const)
        expect({ ...document?.spanOf(path, part) }).toEqual(spanInDocument({ document: library, file }, path, part));
  });

  test("asks the library only for the ends of collections, once", () => {
    expect(parses).toBe(1);
    const asked = document?.spanOf(["topics"]);
    expect({ ...asked }).toEqual({ file, start: text.indexOf("- name: one"), end: text.length });
    expect(parses).toBe(1);
  });
});
