import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const sourceRoot = resolve(import.meta.dirname, "../src");

/** The import table of the design, section 3: what each module may import beside itself. */
const allowedImports: Readonly<Record<string, readonly string[]>> = {
  model: [],
  diagnostics: ["model"],
  source: ["model", "diagnostics"],
  compile: ["model", "diagnostics", "source"],
  plan: ["model", "diagnostics"],
  kafka: ["model"],
  claims: ["model"],
  registry: ["model"],
  reconcile: ["model", "diagnostics", "source", "compile", "plan", "kafka", "claims", "registry"],
  engine: ["model", "kafka", "claims", "registry"],
  operate: ["model", "diagnostics", "kafka", "claims", "registry"],
  embedded: ["model", "source", "kafka", "claims", "registry"],
  admin: ["model", "diagnostics", "reconcile", "engine", "operate"],
  cli: ["model", "diagnostics", "source", "compile", "plan", "reconcile", "operate", "app"],
  app: [
    "model",
    "diagnostics",
    "source",
    "compile",
    "plan",
    "kafka",
    "claims",
    "registry",
    "reconcile",
    "engine",
    "operate",
    "embedded",
    "admin",
  ],
};

/** Third-party clients, and the only places that may import them. */
const clientHomes: Readonly<Record<string, readonly string[]>> = {
  kafkajs: ["kafka/kafkajs/"],
  "@platformatic/kafka": ["kafka/platformatic/"],
  consul: ["claims/consul/"],
  "simple-git": ["source/git"],
  "@kafkajs/confluent-schema-registry": ["registry/confluent/"],
};

/** Drivers, which only the composition root may import (beside themselves). */
const drivers = [
  "kafka/kafkajs/",
  "kafka/platformatic/",
  "claims/consul/",
  "registry/confluent/",
  "source/git",
  "source/directory.ts",
  "embedded/",
];

/** Modules without IO: no `node:*` at all. */
const pureModules = ["model", "compile", "plan"];

interface Import {
  readonly from: string;
  readonly specifier: string;
  /** The imported file relative to src/, where the specifier is relative. */
  readonly target: string | undefined;
  readonly typeOnly: boolean;
}

const files = readdirSync(sourceRoot, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .toSorted();

function importsOf(file: string): Import[] {
  const text = readFileSync(join(sourceRoot, file), "utf8");
  const statements = [...text.matchAll(/^\s*(?:import|export)\s+(type\s)?[^;]*?from\s+"([^"]+)"/gm)].map((match) => ({
    specifier: match[2] ?? "",
    typeOnly: match[1] !== undefined,
  }));
  const bare = [...text.matchAll(/(?:^\s*import\s+|\bimport\()"([^"]+)"/gm)].map((match) => ({
    specifier: match[1] ?? "",
    typeOnly: false,
  }));
  return [...statements, ...bare].map(({ specifier, typeOnly }) => ({
    from: file,
    specifier,
    typeOnly,
    target: specifier.startsWith(".")
      ? relative(sourceRoot, resolve(dirname(join(sourceRoot, file)), specifier))
      : undefined,
  }));
}

const moduleOf = (file: string): string => file.split("/")[0] ?? "";
const isIn = (file: string, homes: readonly string[]): boolean => homes.some((home) => file.startsWith(home));

describe("the import table", () => {
  const imports = files.flatMap(importsOf);

  test("sees the imports", () => {
    expect(importsOf("diagnostics/diagnostic.ts").map((found) => [found.target, found.typeOnly])).toEqual([
      ["model/span.ts", true],
      ["diagnostics/codes.ts", true],
      ["diagnostics/codes.ts", false],
    ]);
  });

  test("knows every folder", () => {
    const unknown = files.map(moduleOf).filter((module) => allowedImports[module] === undefined);
    expect(unknown).toEqual([]);
  });

  test("modules import only what the table allows", () => {
    const offending = imports
      .filter((found) => found.target !== undefined)
      .filter((found) => {
        const from = moduleOf(found.from);
        const to = moduleOf(found.target ?? "");
        return from !== to && !(allowedImports[from] ?? []).includes(to);
      })
      .map((found) => `${found.from} -> ${found.target}`);
    expect(offending).toEqual([]);
  });

  test("the compiler takes only types from source", () => {
    const offending = imports
      .filter((found) => moduleOf(found.from) === "compile" && moduleOf(found.target ?? "") === "source")
      .filter((found) => !found.typeOnly)
      .map((found) => `${found.from} -> ${found.target}`);
    expect(offending).toEqual([]);
  });

  test("third-party clients are imported by their drivers alone", () => {
    const offending = imports
      .filter((found) => clientHomes[found.specifier] !== undefined)
      .filter((found) => !isIn(found.from, clientHomes[found.specifier] ?? []))
      .map((found) => `${found.from} -> ${found.specifier}`);
    expect(offending).toEqual([]);
  });

  test("drivers are imported by app alone", () => {
    const offending = imports
      .filter((found) => found.target !== undefined)
      .filter((found) => {
        const home = drivers.find((driver) => (found.target ?? "").startsWith(driver));
        return home !== undefined && !found.from.startsWith(home) && moduleOf(found.from) !== "app";
      })
      .map((found) => `${found.from} -> ${found.target}`);
    expect(offending).toEqual([]);
  });

  test("pure modules don't import node:*", () => {
    const offending = imports
      .filter((found) => pureModules.includes(moduleOf(found.from)) && found.specifier.startsWith("node:"))
      .map((found) => `${found.from} -> ${found.specifier}`);
    expect(offending).toEqual([]);
  });
});
