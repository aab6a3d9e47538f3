import { schemaLibraries } from "../../src/app/schema-libraries.ts";
import { payloadConflict, payloadSchemaReader } from "../../src/compile/payloads/payload-schema.ts";
import type { SchemaToRegister } from "../../src/registry/registry.ts";

/** Whether an embedded registry lets a schema follow another: by the compiler's own comparison, as the level BACKWARD. */
export function schemaConflict(written: SchemaToRegister, read: SchemaToRegister): string | undefined {
  const files = new Map([written, read].map(({ schema }, index) => [String(index), new TextEncoder().encode(schema)]));
  const readSchema = payloadSchemaReader(files, schemaLibraries);
  const [before, after] = [readSchema({ type: written.type, file: "0" }), readSchema({ type: read.type, file: "1" })];
  if (before === undefined || after === undefined || "problem" in before || "problem" in after) return undefined;
  return payloadConflict(before, after);
}
