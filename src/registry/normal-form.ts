import protobuf from "protobufjs";
import { canonicalJson } from "../model/canonical-json.ts";
import type { SchemaToRegister } from "./registry.ts";

/**
 * A schema without what doesn't matter: white space, the order of a JSON object's members, Protobuf's comments. Equal
 * forms mean the same. What can't be read is its own form.
 */
export function normalForm({ type, schema }: SchemaToRegister): string {
  try {
    if (type !== "PROTOBUF") return `${type} ${canonicalJson(JSON.parse(schema))}`;
    const { root, package: name, imports } = protobuf.parse(schema, new protobuf.Root(), { keepCase: true });
    return `${type} ${canonicalJson({ name, imports, schema: root.toJSON() })}`;
  } catch {
    return `${type} ${schema}`;
  }
}
