import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { builtinProcessors } from "../../src/model/builtin-processors.ts";
import { expressionVariables } from "../../src/model/expression-variables.ts";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/configuration.md"), "utf8");

interface Property {
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
}

const valuesOf = (property: Property): readonly string[] => [
  ...(property.enum ?? []),
  ...("const" in property ? [JSON.stringify(property.const).replaceAll('"', "")] : []),
];

/** What a description says after "Default". */
const defaultOf = ({ description = "" }: Property): string | undefined =>
  /\bDefault `?([A-Za-z0-9.<>:]*[A-Za-z0-9>])/.exec(description)?.[1];

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
}

interface Schema extends ObjectSchema {
  readonly $defs?: Readonly<Record<string, ObjectSchema>>;
}

/** The objects of a schema that have keys, by the name that the page marks their table with. */
function objectsOf(name: string): readonly (readonly [string, ObjectSchema])[] {
  const schema = JSON.parse(readFileSync(join(root, "schemas", `${name}.schema.json`), "utf8")) as Schema;
  const parts = Object.entries(schema.$defs ?? {}).map(([part, value]) => [`${name}#${part}`, value] as const);
  return [[name, schema] as const, ...parts].filter(([, { properties }]) => properties !== undefined);
}

const objects = ["cluster", "pipeline", "environment", "approval", "settings"].flatMap(objectsOf);

/** The rows of the table behind a marker, by the first cell's code. */
function rowsBehind(marker: RegExp): ReadonlyMap<string, string> {
  const after = page.slice(page.search(marker));
  const [table = ""] = /(?:^\|.*\n)+/m.exec(after) ?? [];
  const rows = table.trim().split("\n").slice(2);
  return new Map(rows.map((row) => [/^\| `([^`]+)` /.exec(row)?.[1] ?? row, row]));
}

const markers = [...page.matchAll(/^<!-- keys: (.*) -->$/gm)].flatMap(([, names]) => (names ?? "").split(" "));

describe("docs/configuration.md and the schemas", () => {
  test("have a table for each object, and no other", () => {
    expect(markers.toSorted()).toEqual(objects.map(([name]) => name).toSorted());
  });

  test.each(objects)("%s has the same keys, values and defaults", (name, { properties = {}, required = [] }) => {
    const rows = rowsBehind(new RegExp(`^<!-- keys: (?:\\S+ )*${name}(?: \\S+)* -->$`, "m"));
    expect([...rows.keys()].toSorted()).toEqual(Object.keys(properties).toSorted());
    for (const [key, property] of Object.entries(properties)) {
      const row = rows.get(key) ?? "";
      const shownDefault = row.split("|")[3]?.trim();
      expect(shownDefault === "required", `${key} is required`).toBe(required.includes(key));
      for (const value of valuesOf(property)) expect(row, key).toContain(`\`${value}\``);
      expect(shownDefault, key).toContain(defaultOf(property) ?? "");
    }
  });

  test("name every builtin with its config, and every variable of expressions", () => {
    const builtins = rowsBehind(/^<!-- builtins -->$/m);
    expect([...builtins.keys()]).toEqual(Object.keys(builtinProcessors));
    for (const [name, { configSchema }] of Object.entries(builtinProcessors))
      for (const key of Object.keys(configSchema.properties)) expect(builtins.get(name)).toContain(`\`${key}\``);
    expect([...rowsBehind(/^<!-- variables -->$/m).keys()]).toEqual(Object.keys(expressionVariables));
  });
});
