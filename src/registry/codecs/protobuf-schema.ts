import protobuf from "protobufjs";
import descriptor from "protobufjs/ext/descriptor.js";
import { RegistryError } from "../registry.ts";
import type { SchemaText } from "./codec.ts";
import type { OutlinedMessage } from "./protobuf-outline.ts";
import { outlineOf } from "./protobuf-outline.ts";

/** A Protobuf file with all that it uses. */
export interface ProtobufSchema {
  readonly root: protobuf.Root;
  /** Empty where the file declares none. */
  readonly packageName: string;
  readonly messages: readonly OutlinedMessage[];
}

/**
 * Reads a `.proto` text, or a descriptor in base64, as Confluent's Python client registers it. Throws a `RegistryError` of
 * kind `invalid-schema`.
 */
export function loadProtobuf({ schema, references }: SchemaText): ProtobufSchema {
  try {
    const own = readFile(schema);
    const files = [...references.map((reference) => readFile(reference.schema)), own];
    const root = rootOfDescriptors(files.flatMap(({ descriptor: read }) => read ?? []));
    for (const name of new Set(files.flatMap(({ text }) => (text === undefined ? [] : addText(root, text)))))
      addWellKnown(root, name);
    root.resolveAll();
    return { root, packageName: own.packageName, messages: own.messages };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RegistryError("invalid-schema", `the Protobuf schema can't be read: ${reason}`, { cause });
  }
}

/** A file in the one or the other of the forms in which registries keep it. */
interface ReadFile extends Omit<ProtobufSchema, "root"> {
  readonly text?: string;
  readonly descriptor?: descriptor.IFileDescriptorProto;
}

function readFile(schema: string): ReadFile {
  if (!isDescriptor(schema)) {
    const { package: packageName = "" } = protobuf.parse(schema, new protobuf.Root());
    return { text: schema, packageName, messages: outlineOf(schema) };
  }
  const { FileDescriptorProto } = descriptor;
  const decoded = FileDescriptorProto.decode(Buffer.from(schema, "base64"));
  const file: descriptor.IFileDescriptorProto = FileDescriptorProto.toObject(decoded);
  return { descriptor: file, packageName: file.package ?? "", messages: outlineDescriptors(file.messageType) };
}

/** Base64 has none of the signs that every `.proto` file has. */
const isDescriptor = (schema: string): boolean => /^[A-Za-z0-9+/\s]+=*\s*$/.test(schema);

/** Adds a text's types to the root; the files that it imports are returned. */
function addText(root: protobuf.Root, text: string): readonly string[] {
  const { imports = [], weakImports = [] } = protobuf.parse(text, root);
  return [...imports, ...weakImports];
}

/** Descriptors are taken together only, and whole: with Google's own types that they import. */
function rootOfDescriptors(files: readonly descriptor.IFileDescriptorProto[]): protobuf.Root {
  if (files.length === 0) return new protobuf.Root();
  const wellKnown = new protobuf.Root();
  for (const name of new Set(files.flatMap(({ dependency }) => dependency ?? []))) addWellKnown(wellKnown, name);
  return protobuf.Root.fromDescriptor({ file: [...(wellKnown.toDescriptor("proto3").file ?? []), ...files] });
}

function outlineDescriptors(
  messages: readonly descriptor.IDescriptorProto[] | null | undefined,
): readonly OutlinedMessage[] {
  return (messages ?? []).map(({ name, nestedType }) => ({
    name: name ?? "",
    nested: outlineDescriptors(nestedType),
  }));
}

/** Google's own types, which no registry keeps; those that the root has already stay. */
function addWellKnown(root: protobuf.Root, file: string): void {
  const space =
    file === "google/protobuf/descriptor.proto"
      ? descriptor.FileDescriptorProto.parent
      : protobuf.Root.fromJSON(protobuf.common.get(file) ?? {}).lookup(["", "google", "protobuf"]);
  if (!(space instanceof protobuf.Namespace)) return;
  const missing = space.nestedArray.filter(({ fullName }) => root.lookup(fullName) === null);
  root.define("google.protobuf", Object.fromEntries(missing.map((type) => [type.name, type.toJSON()])));
}
