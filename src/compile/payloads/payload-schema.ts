/**
 * Payload schemas: what the files that documents name say about records, and whether what is written can be read. Pure;
 * parsing is protobufjs' and JSON's.
 */
import type protobuf from "protobufjs";
import type { PayloadSchema } from "../../model/generated/pipeline.ts";
import { jsonSchemaConflict } from "./json-schema-conflict.ts";
import type { SchemaProblem } from "./protobuf-schema.ts";
import { messageOf, protobufConflict, readProtobuf } from "./protobuf-schema.ts";
import type { SchemaLibraries } from "./schema-libraries.ts";

/** A schema whose file is read; `paths` are its files in the configuration root, the file itself first. */
export type ReadSchema =
  | { readonly type: "PROTOBUF"; readonly paths: readonly string[]; readonly message: protobuf.Type }
  | { readonly type: "JSON" | "AVRO"; readonly paths: readonly string[]; readonly value: unknown };

type Files = ReadonlyMap<string, Uint8Array>;

/** The schema in the file that is declared, or what is wrong with it; undefined where no file is declared. */
export type ReadPayloadSchema = (declared: PayloadSchema) => ReadSchema | SchemaProblem | undefined;

/** Reads the payload schemas of a revision, each once, however many steps name it. */
export function payloadSchemaReader(files: Files, libraries: SchemaLibraries): ReadPayloadSchema {
  const known = new Map<string, ReadSchema | SchemaProblem>();
  return (declared) => {
    const { type, file, message } = declared;
    if (file === undefined) return undefined;
    const key = JSON.stringify([type, file, message]);
    const found = known.get(key) ?? readFile({ ...declared, file }, files, libraries);
    known.set(key, found);
    return found;
  };
}

function readFile(
  declared: PayloadSchema & { readonly file: string },
  files: Files,
  libraries: SchemaLibraries,
): ReadSchema | SchemaProblem {
  const { type, file, message } = declared;
  const textOf = (path: string): string | undefined => {
    const bytes = files.get(path);
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  };
  if (type !== "PROTOBUF") return readJson(type, { file, text: textOf(file) ?? "" });
  const schema = readProtobuf(file, textOf, libraries.protobuf());
  if ("problem" in schema) return schema;
  const meant = messageOf(schema, message);
  return "problem" in meant ? meant : { type, paths: schema.paths, message: meant };
}

function readJson(type: "JSON" | "AVRO", { file, text }: { file: string; text: string }): ReadSchema | SchemaProblem {
  try {
    const value: unknown = JSON.parse(text);
    const isSchema = type === "AVRO" ? value !== null : typeof value === "object" && value !== null;
    return isSchema ? { type, paths: [file], value } : { problem: "holds no schema" };
  } catch {
    return { problem: "isn't valid JSON" };
  }
}

/** Why what one schema writes can't be read with another; undefined where it can, as far as that is compared. */
export function payloadConflict(written: ReadSchema, read: ReadSchema): string | undefined {
  if (written.type !== read.type) return `it is written as ${written.type} and read as ${read.type}`;
  if (written.type === "PROTOBUF" && read.type === "PROTOBUF") return protobufConflict(written.message, read.message);
  return written.type === "JSON" && read.type === "JSON" ? jsonSchemaConflict(written.value, read.value) : undefined;
}
