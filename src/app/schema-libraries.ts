import { createRequire } from "node:module";
import type { SchemaLibraries } from "../compile/payloads/schema-libraries.ts";

const load = createRequire(import.meta.url);

/** The libraries of payload schemas, each loaded when the first schema of its kind is read: most roots have none. */
export const schemaLibraries: SchemaLibraries = {
  avro: () => load("avsc") as ReturnType<SchemaLibraries["avro"]>,
  protobuf: () => {
    const library = load("protobufjs") as ReturnType<SchemaLibraries["protobuf"]>;
    // Needed by files with options of their own; the library ships it without knowing it by its name.
    const descriptor = load("protobufjs/google/protobuf/descriptor.json") as Parameters<typeof library.common>[1];
    library.common("google/protobuf/descriptor.proto", descriptor);
    return library;
  },
};
