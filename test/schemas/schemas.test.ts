import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { generatedFiles } from "../../schemas/generate.ts";

const root = join(import.meta.dirname, "../..");
const kinds = ["cluster", "pipeline", "environment", "policy", "approval", "test", "settings", "plan"];

interface Field {
  readonly path: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** Every schema inside a schema that describes a value of its own, with the pointer that leads to it. */
function fieldsOf(schema: unknown, path = "#"): Field[] {
  if (typeof schema !== "object" || schema === null) return [];
  const own = schema as Readonly<Record<string, unknown>>;
  const below = ["properties", "$defs"].flatMap((group) =>
    Object.entries((own[group] ?? {}) as Record<string, unknown>).flatMap(([key, member]) =>
      fieldsOf(member, `${path}/${group}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`),
    ),
  );
  const inner = ["items", "additionalProperties"].flatMap((key) => fieldsOf(own[key], `${path}/${key}`));
  const isBareReference = Object.keys(own).length === 1 && own["$ref"] !== undefined;
  return [...(isBareReference ? [] : [{ path, schema: own }]), ...below, ...inner];
}

describe.each(kinds)("schemas/%s.schema.json", (kind) => {
  const schema = JSON.parse(readFileSync(join(root, `schemas/${kind}.schema.json`), "utf8")) as Record<string, unknown>;
  const fields = fieldsOf(schema);
  const ajv = new Ajv2020({
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    formats: Object.fromEntries(fields.map((field) => [String(field.schema["format"]), true as const])),
  });
  ajv.addKeyword("patternErrorMessage").addKeyword("errorMessage");
  ajv.addSchema(schema, "document");

  test("says what every field is, with examples", () => {
    const silent = fields.filter(
      ({ schema: field }) =>
        typeof field["title"] !== "string" ||
        typeof field["description"] !== "string" ||
        !Array.isArray(field["examples"]) ||
        field["examples"].length === 0,
    );
    expect(silent.map((field) => field.path)).toEqual([]);
    expect(fields.length).toBeGreaterThan(5);
  });

  test("accepts its own examples", () => {
    const refused = fields
      .filter(({ schema: field }) => field["not"] === undefined)
      .flatMap(({ path, schema: field }) =>
        (field["examples"] as unknown[])
          .filter((example) => ajv.getSchema(`document${path}`)?.(example) !== true)
          .map((example) => `${path}: ${JSON.stringify(example)}`),
      );
    expect(refused).toEqual([]);
  });
});

test("the generated files are those of the schemas", async () => {
  const stale = [...(await generatedFiles(root))].filter(
    ([path, text]) => readFileSync(join(root, path), "utf8") !== text,
  );
  expect(stale.map(([path]) => path)).toEqual([]);
});
