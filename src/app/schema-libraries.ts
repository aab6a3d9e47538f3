import { createRequire } from "node:module";
import type { SchemaLibraries } from "../compile/payloads/schema-libraries.ts";

const load = createRequire(import.meta.url);

/** The libraries of payload schemas, each loaded when the first schema of its kind is read: most roots have none. */
export const schemaLibraries: SchemaLibraries = {
  avro: () => load("avsc") as ReturnType<SchemaLibraries["avro"]>,
  protobuf: () => load("protobufjs") as ReturnType<SchemaLibraries["protobuf"]>,
};
