import type protobuf from "protobufjs";
import type { DocumentPath } from "../../source/document.ts";

/** What is wrong with a schema, in words that follow the file's name. */
export interface SchemaProblem {
  readonly problem: string;
}

/** A Protobuf file with what it imports. */
export interface ProtobufSchema {
  readonly root: protobuf.Root;
  /** Full names of the messages at the top of the file itself, in their order. */
  readonly messages: readonly string[];
  /** Paths in the configuration root: the file, then what it imports, each once. */
  readonly paths: readonly string[];
}

/**
 * Reads a .proto file and its imports, which are named by their path in the configuration root or beside the file;
 * Google's own well-known types need no file.
 */
export function readProtobuf(
  path: string,
  textOf: (path: string) => string | undefined,
  library: typeof protobuf,
): ProtobufSchema | SchemaProblem {
  const root = new library.Root();
  const paths: string[] = [];
  const messages: string[] = [];
  const waiting = [path];
  const wellKnown = new Set<string>();
  try {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (paths.includes(next)) continue;
      const text = textOf(next);
      if (text === undefined) return { problem: `imports "${next}", which isn't in the repository` };
      paths.push(next);
      const parsed = library.parse(text, root, { keepCase: true });
      if (next === path) messages.push(...messagesIn(root, parsed.package));
      for (const imported of parsed.imports ?? []) {
        if (library.common.get(imported) === null) waiting.push(importedPath(imported, next, textOf));
        else wellKnown.add(imported);
      }
    }
    addWellKnown(root, wellKnown, library);
    root.resolveAll();
  } catch (error) {
    return { problem: `isn't valid: ${error instanceof Error ? error.message : "it can't be read"}` };
  }
  return { root, messages, paths };
}

/** Once each, however many files import them. */
function addWellKnown(root: protobuf.Root, names: ReadonlySet<string>, library: typeof protobuf): void {
  for (const name of names) root.addJSON(library.common.get(name)?.nested ?? {});
}

function importedPath(name: string, from: string, textOf: (path: string) => string | undefined): string {
  const beside = [...from.split("/").slice(0, -1), name].join("/");
  return textOf(name) === undefined && textOf(beside) !== undefined ? beside : name;
}

function messagesIn(root: protobuf.Root, packageName: string | undefined): string[] {
  const namespace = packageName === undefined ? root : root.lookup(packageName);
  if (!isNamespace(namespace)) return [];
  return namespace.nestedArray.filter(isMessage).map(({ fullName }) => fullName.replace(/^\./, ""));
}

// By their members, so that comparing needs no library.
const isNamespace = (object: protobuf.ReflectionObject | null): object is protobuf.Namespace =>
  object !== null && "nestedArray" in object;
const isMessage = (object: protobuf.ReflectionObject | null): object is protobuf.Type =>
  object !== null && "fieldsArray" in object;
const isEnum = (object: protobuf.ReflectionObject | null): object is protobuf.Enum =>
  object !== null && "valuesById" in object;
const isMap = (field: protobuf.Field): field is protobuf.Field & protobuf.MapField => field.map;

/** The message that is meant: the named one, or the only one. */
export function messageOf(schema: ProtobufSchema, name: string | undefined): protobuf.Type | SchemaProblem {
  const known = schema.messages.join(", ") || "none";
  const [only] = schema.messages;
  if (name === undefined && (only === undefined || schema.messages.length > 1))
    return { problem: `needs \`message\` beside it; its messages are: ${known}` };
  const found = schema.root.lookup(name ?? only ?? "");
  return isMessage(found) ? found : { problem: `has no message "${name ?? ""}"; it has: ${known}` };
}

/** Types of one group have the same encoding, so that one is read as the other. */
const encodings: Readonly<Record<string, string>> = {
  int32: "varint",
  int64: "varint",
  uint32: "varint",
  uint64: "varint",
  bool: "varint",
  sint32: "zigzag",
  sint64: "zigzag",
  fixed32: "fixed32",
  sfixed32: "fixed32",
  fixed64: "fixed64",
  sfixed64: "fixed64",
  string: "bytes",
  bytes: "bytes",
};

/** Why what `written` encodes can't be read as `read`, by field numbers and encodings; undefined where it can. */
export function protobufConflict(written: protobuf.Type, read: protobuf.Type): string | undefined {
  return conflictAt({ written, read, path: [], seen: new Set() });
}

interface Comparison {
  readonly written: protobuf.Type;
  readonly read: protobuf.Type;
  readonly path: DocumentPath;
  /** Pairs that are compared already: messages may hold themselves. */
  readonly seen: Set<string>;
}

function conflictAt({ written, read, path, seen }: Comparison): string | undefined {
  const pair = `${written.fullName} ${read.fullName}`;
  if (seen.has(pair)) return undefined;
  seen.add(pair);
  for (const field of read.fieldsArray) {
    const place = [...path, field.name];
    const other = written.fieldsById[field.id];
    if (other === undefined) {
      if (field.required) return `the required field ${place.join(".")} (${field.id}) is never written`;
      continue;
    }
    const [shapeOfOther, shape] = [shapeOf(other), shapeOf(field)];
    if (shapeOfOther !== shape)
      return `${place.join(".")} (${field.id}) is written as ${nameOf(other)} and read as ${nameOf(field)}`;
    if (!isMessage(other.resolvedType) || !isMessage(field.resolvedType)) continue;
    const below = conflictAt({ written: other.resolvedType, read: field.resolvedType, path: place, seen });
    if (below !== undefined) return below;
  }
  return undefined;
}

/** What a field looks like in bytes, as far as readers care. */
function shapeOf(field: protobuf.Field): string {
  const key = isMap(field) ? `map of ${encodings[field.keyType] ?? field.keyType} to ` : "";
  const type = field.resolvedType;
  const encoding = isMessage(type) ? "message" : isEnum(type) ? "varint" : (encodings[field.type] ?? field.type);
  return `${field.repeated ? "repeated " : ""}${key}${encoding}`;
}

function nameOf(field: protobuf.Field): string {
  const key = isMap(field) ? `map of ${field.keyType} to ` : "";
  return `${field.repeated ? "repeated " : ""}${key}${field.type}`;
}
