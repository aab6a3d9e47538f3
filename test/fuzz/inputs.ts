import * as fc from "fast-check";
import type { Root } from "./corpus.ts";
import { corpus } from "./corpus.ts";

/** One change of a file's bytes. Places are thousandths of its length, so that a change stays one when it shrinks. */
interface Mutation {
  readonly kind: keyof typeof mutations;
  readonly place: number;
  readonly length: number;
  readonly token: string;
  readonly other: number;
}

/** What people and generators write that parsers stumble over, and the language's own words. */
const tokens: readonly string[] = [
  ["&a ", "*a", "<<: *a\n", "? ", "! ", "!!binary ", "!!set ", "!<tag:x> ", "|\n", ">-\n", "%YAML 1.1\n", "---\n"],
  ["...\n", "\t", "\r\n", "\r", "\ufeff", "\u0000", "\u2028", "\u0085", "\ud83d\ude00", "[", "]", "{", "}", "[[[[[["],
  ['"', "'", "\\", '"\\u', "#", " #", ": ", ":", ", ", "- ", "- - - ", "  ", "\n", "\n\n", "~", "null", "true"],
  ["yes", "0x1F", "0o17", ".inf", "-.nan", "1e999", "-1", "0", "1.5", "99999999999999999999", "2024-01-15", "1_000"],
  ["${", "}", "$${", "${pipelineName}", "${stepName}", "${HOME}", "${a}", "__proto__: 1\n", "constructor: {}\n"],
  ["clusterName: x\n", "pipelineName: x\n", "environment: x\n", "policy: x\n", "steps: []\n", "steps: [~]\n"],
  ["stepName: a\n", "outputs: [{ targetStep: a }]\n", "inputs: []\n", "kafkaTopic: a.b\n", "closesCycle: true\n"],
  ["INITIAL_PIPELINE", "SINK", "processor: { builtin: map }\n", "config: { when: 'a(' }\n", "-1d", "7d", "10x"],
  ["password: hunter2\n", "variables: { a: '${b}', b: '${a}' }\n", "x".repeat(300), "a.".repeat(200)],
].flat();

const mutations = {
  insert: (bytes, at, { token }) => Buffer.concat([bytes.subarray(0, at), Buffer.from(token), bytes.subarray(at)]),
  remove: (bytes, at, { length }) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]),
  replace: (bytes, at, { length, token }) =>
    Buffer.concat([bytes.subarray(0, at), Buffer.from(token), bytes.subarray(at + length)]),
  repeat: (bytes, at, { length, other }) => {
    const part = bytes.subarray(at, at + length);
    return Buffer.concat([
      bytes.subarray(0, at),
      ...Array.from({ length: other % 50 }, () => part),
      bytes.subarray(at),
    ]);
  },
  truncate: (bytes, at) => bytes.subarray(0, at),
  flip: (bytes, at, { other }) => {
    const flipped = Buffer.from(bytes);
    if (at < flipped.length) flipped[at] = other % 256;
    return flipped;
  },
  splice: (bytes, at, { length, other }) => {
    const files = [...(corpus[other % corpus.length]?.files.values() ?? [])];
    const from = files[other % files.length] ?? Buffer.alloc(0);
    const begin = other % (from.length + 1);
    return Buffer.concat([bytes.subarray(0, at), from.subarray(begin, begin + length * 4), bytes.subarray(at)]);
  },
  indent: (bytes, at, { length }) => {
    const lineStart = bytes.lastIndexOf(0x0a, at) + 1;
    return Buffer.concat([bytes.subarray(0, lineStart), Buffer.alloc(length % 9, 0x20), bytes.subarray(lineStart)]);
  },
  carriageReturns: (bytes) => Buffer.from(bytes.toString("latin1").replaceAll("\n", "\r\n"), "latin1"),
} satisfies Readonly<Record<string, (bytes: Buffer, at: number, mutation: Omit<Mutation, "kind">) => Buffer>>;

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom(...(Object.keys(mutations) as (keyof typeof mutations)[])),
  place: fc.nat(1000),
  length: fc.integer({ min: 1, max: 60 }),
  token: fc.constantFrom(...tokens),
  other: fc.nat(100_000),
});

/** A root of the corpus with one of its files changed in a few places. */
const mutated: fc.Arbitrary<Root> = fc
  .record({
    root: fc.nat(corpus.length - 1),
    file: fc.nat(20),
    changes: fc.array(mutation, { minLength: 1, maxLength: 6 }),
  })
  .map(({ root, file, changes }) => {
    const { files, environment } = corpus[root] ?? { files: new Map<string, Buffer>(), environment: undefined };
    const path = [...files.keys()][file % Math.max(1, files.size)] ?? "cluster.yaml";
    const bytes = changes.reduce(
      (before, change) => {
        const at = Math.floor((change.place * before.length) / 1000);
        return mutations[change.kind](before, at, change);
      },
      files.get(path) ?? Buffer.alloc(0),
    );
    return { files: new Map(files).set(path, bytes), environment };
  });

const keys = [
  "clusterName",
  "pipelineName",
  "environment",
  "policy",
  "steps",
  "stepName",
  "topics",
  "defaults",
  "rules",
];
const more = [
  "inputs",
  "outputs",
  "kafkaTopic",
  "targetStep",
  "processor",
  "config",
  "retry",
  "variables",
  "pipelines",
];

/** Documents of the right words in any shape. As JSON, which is YAML. */
const shaped: fc.Arbitrary<Root> = fc
  .letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom(...tokens), fc.integer(), fc.boolean(), fc.constant(null)),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...keys, ...more), tie("value"), { maxKeys: 5 }),
    ),
  }))
  .value.map((value) => ({
    files: new Map([
      ["cluster.yaml", Buffer.from("clusterName: fuzz\n")],
      ["pipeline.yaml", Buffer.from(JSON.stringify(value))],
    ]),
    environment: undefined,
  }));

/** Any bytes as a file. */
const raw: fc.Arbitrary<Root> = fc.uint8Array({ maxLength: 200 }).map((bytes) => ({
  files: new Map([
    ["cluster.yaml", Buffer.from("clusterName: fuzz\n")],
    ["pipeline.yaml", Buffer.from(bytes)],
  ]),
  environment: undefined,
}));

/** What the fuzz run compiles: mostly changed examples and golden cases. */
export const inputs: fc.Arbitrary<Root> = fc.oneof(
  { weight: 16, arbitrary: mutated },
  { weight: 3, arbitrary: shaped },
  { weight: 1, arbitrary: raw },
);
