/**
 * Payload schemas: what the files that documents name say about records, and whether what is written can be read. Pure;
 * parsing is protobufjs', avsc's and JSON's.
 */
import type avro from "avsc";
import type protobuf from "protobufjs";
import type { PayloadSchema } from "../../model/generated/pipeline.ts";
import { avroConflict, readAvro } from "./avro-schema.ts";
import { jsonSchemaConflict } from "./json-schema-conflict.ts";
import type { SchemaProblem } from "./protobuf-schema.ts";
import { messageOf, protobufConflict, readProtobuf } from "./protobuf-schema.ts";
import type { SchemaLibraries } from "./schema-libraries.ts";

/** A schema whose file is read; `paths` are its files in the configuration root, the file itself first. */
export type ReadSchema =
  | { readonly type: "PROTOBUF"; readonly paths: readonly string[]; readonly message: protobuf.Type }
  | { readonly type: "AVRO"; readonly paths: readonly string[]; readonly avro: avro.Type }
  | { readonly type: "JSON"; readonly paths: readonly string[]; readonly value: unknown };

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
  if (type !== "PROTOBUF") {
    const value = jsonOf(textOf(file) ?? "");
    if (value === undefined) return { problem: "isn't valid JSON" };
    return type === "JSON" ? jsonSchema(file, value) : avroSchema(file, value, libraries);
  }
  const schema = readProtobuf(file, textOf, libraries.protobuf());
  if ("problem" in schema) return schema;
  const meant = messageOf(schema, message);
  return "problem" in meant ? meant : { type, paths: schema.paths, message: meant };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function jsonSchema(file: string, value: unknown): ReadSchema | SchemaProblem {
  if (typeof value !== "object" || value === null) return { problem: "holds no schema" };
  return { type: "JSON", paths: [file], value };
}

function avroSchema(file: string, value: unknown, libraries: SchemaLibraries): ReadSchema | SchemaProblem {
  const read = readAvro(value, libraries.avro());
  return "problem" in read ? read : { type: "AVRO", paths: [file], avro: read };
}

/** Why what one schema writes can't be read with another; undefined where it can, as far as that is compared. */
export function payloadConflict(written: ReadSchema, read: ReadSchema): string | undefined {
  if (written.type !== read.type) return `it is written as ${written.type} and read as ${read.type}`;
  if (written.type === "PROTOBUF" && read.type === "PROTOBUF") return protobufConflict(written.message, read.message);
  if (written.type === "AVRO" && read.type === "AVRO") return avroConflict(written.avro, read.avro);
  return written.type === "JSON" && read.type === "JSON" ? jsonSchemaConflict(written.value, read.value) : undefined;
}
