import { canonicalJson } from "../../model/canonical-json.ts";
import { memberOf } from "../schema/path-text.ts";

/**
 * Why some value that the schema of what is written allows is refused by the schema of what is read; undefined where
 * none is found. Compares types, required and further members, items, enumerations, local references, `anyOf` of what is
 * written and `allOf` of what is read. Other combinations are not compared, nor limits and patterns of what is read; and
 * where limits of what is written may rule a value out, nothing is said about it: what is reported is wrong, whatever
 * else may be.
 */
export function jsonSchemaConflict(written: unknown, read: unknown): string | undefined {
  return conflictAt({ written, read, roots: { written, read }, path: "the value", depth: 0, seen: new Map() });
}

interface Comparison {
  readonly written: unknown;
  readonly read: unknown;
  readonly roots: { readonly written: unknown; readonly read: unknown };
  readonly path: string;
  readonly depth: number;
  /** What is compared already: schemas may hold themselves, and each several times. */
  readonly seen: Map<unknown, Set<unknown>>;
}

const maxDepth = 50;
const notCompared = {
  written: ["allOf", "oneOf", "not", "if", "$dynamicRef"],
  read: ["anyOf", "oneOf", "not", "if", "$dynamicRef"],
} as const;
/** What may leave of a type that is written only values that are read. */
const limits = ["pattern", "format", "minLength", "maxLength", "minimum", "maximum", "multipleOf"] as const;
const exclusiveLimits = ["exclusiveMinimum", "exclusiveMaximum"] as const;
/** What may rule out, or demand, members that are declared. */
const limitsOfMembers = [
  "maxProperties",
  "propertyNames",
  "patternProperties",
  "unevaluatedProperties",
  "dependentRequired",
  "dependentSchemas",
  "dependencies",
] as const;
const limitsOfItems = ["maxItems", "prefixItems", "unevaluatedItems"] as const;
const annotations = new Set(["$schema", "$id", "$comment", "$defs", "definitions", "title", "description", "examples"]);

function conflictAt(comparison: Comparison): string | undefined {
  const { roots, depth, seen } = comparison;
  const written = dereferenced(comparison.written, roots.written);
  const read = dereferenced(comparison.read, roots.read);
  if (depth > maxDepth || !isSchema(written) || !isSchema(read)) return undefined;
  const others = seen.get(written) ?? new Set();
  if (others.has(read)) return undefined;
  seen.set(written, others.add(read));
  if (hasAny(written, notCompared.written) || hasAny(read, notCompared.read)) return undefined;
  // References within a schema of its own name start at that one.
  if (depth > 0 && [written, read].some((schema) => hasAny(schema, ["$id"]))) return undefined;
  const place: Comparison = { ...comparison, written, read };
  return hasAny(written, ["anyOf"]) ? conflictOfAny(place) : (ownConflict(place) ?? conflictWithAll(place));
}

function ownConflict(comparison: Comparison): string | undefined {
  const values = valuesOf(comparison.written);
  if (values !== undefined) return valueConflict(values, comparison);
  return typeConflict(comparison) ?? wideConflict(comparison) ?? memberConflict(comparison) ?? itemConflict(comparison);
}

const hasAny = (schema: unknown, keys: readonly string[]): boolean =>
  keys.some((key) => memberOf(schema, key) !== undefined);

/** Each alternative may be written, where nothing beside them rules one out. */
function conflictOfAny(comparison: Comparison): string | undefined {
  const { written, depth } = comparison;
  const isAlone = isSchema(written) && Object.keys(written).every((key) => key === "anyOf" || annotations.has(key));
  return isAlone
    ? firstOf(memberOf(written, "anyOf"), (one) => conflictAt({ ...comparison, written: one, depth: depth + 1 }))
    : undefined;
}

/** What is read has to fit each schema of `allOf`. */
function conflictWithAll(comparison: Comparison): string | undefined {
  const { read, depth } = comparison;
  return firstOf(memberOf(read, "allOf"), (one) => conflictAt({ ...comparison, read: one, depth: depth + 1 }));
}

function firstOf(items: unknown, conflict: (item: unknown) => string | undefined): string | undefined {
  if (!Array.isArray(items)) return undefined;
  for (const item of items) {
    const found = conflict(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

type Schema = Readonly<Record<string, unknown>>;

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a local reference stands for; references elsewhere, to anchors and beside other rules are not compared. */
function dereferenced(schema: unknown, root: unknown): unknown {
  let place = schema;
  for (let steps = 0; steps < maxDepth; steps += 1) {
    const reference = memberOf(place, "$ref");
    if (typeof reference !== "string") return place;
    const isAlone = Object.keys(place as object).every((key) => key === "$ref" || annotations.has(key));
    if (!isAlone || !/^#(?:\/|$)/.test(reference)) return undefined;
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
  // `multipleOf: 1` makes whole numbers of any.
  const mayBeWhole = hasAny(written, limits) && to.includes("integer");
  const known = [...to, ...(to.includes("number") ? ["integer"] : []), ...(mayBeWhole ? ["number"] : [])];
  const refused = from.find((type) => !known.includes(type));
  return refused === undefined ? undefined : `${path} may be of type ${refused}, but is read as ${to.join(" or ")}`;
}

/** Of a type with many values, some are not among those that are read. */
function wideConflict({ written, read, path }: Comparison): string | undefined {
  const isLimited = hasAny(written, limits) || hasAny(written, exclusiveLimits);
  const isWide = !isLimited && typesOf(written)?.some((type) => wideTypes.has(type)) === true;
  return isWide && valuesOf(read) !== undefined ? `${path} may be any value, but only some are read` : undefined;
}

const wideTypes = new Set(["string", "number", "integer"]);

function valueConflict(values: readonly unknown[], { written, read, path }: Comparison): string | undefined {
  if ([limits, exclusiveLimits, limitsOfMembers, limitsOfItems].some((keys) => hasAny(written, keys))) return undefined;
  const to = valuesOf(read);
  const known = to && new Set(to.map(canonicalJson));
  const isRead = (value: unknown): boolean =>
    isOfTypes(typesOf(read), value) && (known === undefined || known.has(canonicalJson(value)));
  const refused = values.find((value) => isOfTypes(typesOf(written), value) && !isRead(value));
  return refused === undefined ? undefined : `${path} may be ${JSON.stringify(refused)}, which isn't read`;
}

function isOfTypes(types: readonly string[] | undefined, value: unknown): boolean {
  const type = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  return types === undefined || types.includes(type) || (types.includes("integer") && Number.isInteger(value));
}

function valuesOf(schema: unknown): readonly unknown[] | undefined {
  const [one, several] = [memberOf(schema, "const"), memberOf(schema, "enum")];
  return one === undefined ? (Array.isArray(several) ? several : undefined) : [one];
}

function memberConflict(comparison: Comparison): string | undefined {
  const { written, read, path, depth } = comparison;
  // Of what may be no mapping, members say nothing.
  if (typesOf(written)?.includes("object") !== true || hasAny(written, limitsOfMembers)) return undefined;
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
  const mayBe = (name: string): boolean => memberOf(memberOf(written, "properties"), name) !== false;
  const extra = names(written, "properties").find((name) => isClosed && !known.includes(name) && mayBe(name));
  if (extra !== undefined) return `${path} may have "${extra}", which isn't read`;
  for (const name of known) {
    const [from, to] = [written, read].map((schema) => memberOf(memberOf(schema, "properties"), name));
    const below = `${path === "the value" ? "" : `${path}.`}${name}`;
    const found = conflictAt({ ...comparison, written: from, read: to, path: below, depth: depth + 1 });
    if (found !== undefined) return found;
  }
  return undefined;
}

function itemConflict(comparison: Comparison): string | undefined {
  const { written, read, path, depth } = comparison;
  if (hasAny(written, limitsOfItems)) return undefined;
  const [from, to] = [memberOf(written, "items"), memberOf(read, "items")];
  return conflictAt({ ...comparison, written: from, read: to, path: `${path}[]`, depth: depth + 1 });
}
