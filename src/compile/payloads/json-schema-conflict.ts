import { memberOf } from "../schema/path-text.ts";

/**
 * Why some value that the schema of what is written allows is refused by the schema of what is read; undefined where
 * none is found. Compares types, required and further members, items, enumerations and local references; combinations
 * (`anyOf`, `not` …) and limits are not compared, so that nothing is reported that may be right.
 */
export function jsonSchemaConflict(written: unknown, read: unknown): string | undefined {
  return conflictAt({ written, read, roots: { written, read }, path: "the value", depth: 0 });
}

interface Comparison {
  readonly written: unknown;
  readonly read: unknown;
  readonly roots: { readonly written: unknown; readonly read: unknown };
  readonly path: string;
  readonly depth: number;
}

const maxDepth = 50;
const notCompared = ["anyOf", "oneOf", "allOf", "not", "if", "$dynamicRef"] as const;

function conflictAt(comparison: Comparison): string | undefined {
  const { roots, path, depth } = comparison;
  const written = dereferenced(comparison.written, roots.written);
  const read = dereferenced(comparison.read, roots.read);
  if (depth > maxDepth || !isSchema(written) || !isSchema(read)) return undefined;
  if (notCompared.some((key) => memberOf(written, key) !== undefined || memberOf(read, key) !== undefined))
    return undefined;
  const place: Comparison = { ...comparison, written, read };
  return typeConflict(place) ?? enumConflict(place) ?? memberConflict(place) ?? itemConflict(place, path);
}

type Schema = Readonly<Record<string, unknown>>;

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a local reference stands for; references elsewhere stay, and are not compared. */
function dereferenced(schema: unknown, root: unknown): unknown {
  let place = schema;
  for (let steps = 0; steps < maxDepth; steps += 1) {
    const reference = memberOf(place, "$ref");
    if (typeof reference !== "string") return place;
    if (!reference.startsWith("#")) return undefined;
    const parts = reference.slice(1).split("/").slice(1);
    place = parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~")).reduce(memberOf, root);
  }
  return undefined;
}

const typesOf = (schema: unknown): readonly string[] | undefined => {
  const types = memberOf(schema, "type");
  return types === undefined ? undefined : [types].flat().map(String);
};

function typeConflict({ written, read, path }: Comparison): string | undefined {
  const [from, to] = [typesOf(written), typesOf(read)];
  if (from === undefined || to === undefined) return undefined;
  const refused = from.find((type) => !to.includes(type) && !(type === "integer" && to.includes("number")));
  return refused === undefined ? undefined : `${path} may be of type ${refused}, but is read as ${to.join(" or ")}`;
}

function enumConflict({ written, read, path }: Comparison): string | undefined {
  const [from, to] = [valuesOf(written), valuesOf(read)];
  if (to === undefined) return undefined;
  // Of a type with many values, some are not among those that are read.
  if (from === undefined)
    return typesOf(written)?.some(isWide) === true ? `${path} may be any value, but only some are read` : undefined;
  const known = new Set(to.map((value) => JSON.stringify(value)));
  const refused = from.find((value) => !known.has(JSON.stringify(value)));
  return refused === undefined ? undefined : `${path} may be ${JSON.stringify(refused)}, which isn't read`;
}

const isWide = (type: string): boolean => type !== "null" && type !== "boolean";

function valuesOf(schema: unknown): readonly unknown[] | undefined {
  const [one, several] = [memberOf(schema, "const"), memberOf(schema, "enum")];
  return one === undefined ? (Array.isArray(several) ? several : undefined) : [one];
}

function memberConflict(comparison: Comparison): string | undefined {
  const { written, read, path, depth } = comparison;
  // Of what may be no mapping, members say nothing.
  if (typesOf(written)?.includes("object") !== true) return undefined;
  const names = (schema: unknown, key: string): readonly string[] => {
    const value = memberOf(schema, key);
    return Array.isArray(value) ? value.map(String) : Object.keys((value ?? {}) as object);
  };
  const required = names(written, "required");
  const missing = names(read, "required").find((name) => !required.includes(name));
  if (missing !== undefined) return `${path} may lack "${missing}", which is required`;
  const known = names(read, "properties");
  const isClosed =
    memberOf(read, "additionalProperties") === false && memberOf(read, "patternProperties") === undefined;
  const extra = names(written, "properties").find((name) => isClosed && !known.includes(name));
  if (extra !== undefined) return `${path} may have "${extra}", which isn't read`;
  for (const name of known) {
    const [from, to] = [written, read].map((schema) => memberOf(memberOf(schema, "properties"), name));
    const below = `${path === "the value" ? "" : `${path}.`}${name}`;
    const found = conflictAt({ ...comparison, written: from, read: to, path: below, depth: depth + 1 });
    if (found !== undefined) return found;
  }
  return undefined;
}

function itemConflict(comparison: Comparison, path: string): string | undefined {
  const { written, read, depth } = comparison;
  const [from, to] = [memberOf(written, "items"), memberOf(read, "items")];
  return conflictAt({ ...comparison, written: from, read: to, path: `${path}[]`, depth: depth + 1 });
}
