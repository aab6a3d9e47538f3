/**
 * The validators of our schemas as code, made ahead of time with Ajv's standalone mode: a short run of the command line
 * then neither loads Ajv nor compiles schemas, which took longer than most of what it does besides.
 */
import { _ } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { formats } from "../src/compile/schema/formats.ts";

export type SchemaObject = Readonly<Record<string, unknown>>;

/** A module that exports the validator of each schema under the schema's name. They collect every error. */
export function validatorModule(banner: string, schemas: Readonly<Record<string, SchemaObject>>): string {
  const ajv = new Ajv2020({
    allErrors: true,
    // With the schema that was violated, which has our own messages.
    verbose: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    formats,
    code: { source: true, esm: true, lines: true, formats: _`formats` },
  });
  ajv.addKeyword("patternErrorMessage").addKeyword("errorMessage");
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(withoutTexts(schema), name);
  const names = Object.fromEntries(Object.keys(schemas).map((name) => [name, name]));
  const code = standalone
    .default(ajv, names)
    .replace('"use strict";', "")
    // Ajv's own way to name it is `require`, which modules don't have.
    .replace(/= require\("ajv\/dist\/runtime\/ucs2length"\)\.default;/g, "= lengthInCharacters;");
  if (code.includes("require(")) throw new Error("the validators need more of Ajv than is known here");
  return [
    "// @ts-nocheck",
    banner,
    'import { formats, lengthInCharacters } from "../../schema/formats.ts";',
    "",
    `${code.trim()}\n`,
  ].join("\n");
}

const texts = new Set(["$schema", "$id", "title", "description", "examples", "default"]);

/** What people read and no validator does. Members of `properties` and `$defs` are names, whatever they are called. */
function withoutTexts(schema: SchemaObject): SchemaObject {
  const below = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(below);
    return typeof value === "object" && value !== null ? withoutTexts(value as SchemaObject) : value;
  };
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => !texts.has(key))
      .map(([key, value]) => {
        if (key !== "properties" && key !== "$defs") return [key, below(value)];
        return [
          key,
          Object.fromEntries(Object.entries(value as SchemaObject).map(([name, member]) => [name, below(member)])),
        ];
      }),
  );
}
