import avro from "avsc";
import { RegistryError } from "../registry.ts";
import type { SchemaCodec } from "./codec.ts";

/** Avro's binary form by its schema. Throws a `RegistryError` of kind `invalid-schema` where the schema isn't one. */
export function avroCodec(schema: string): SchemaCodec {
  const type = parseType(schema);
  return {
    encode(value) {
      if (!type.isValid(value)) throw new RegistryError("invalid-value", "the value doesn't fit its Avro schema");
      return type.toBuffer(value);
    },
    decode(data) {
      try {
        return type.fromBuffer(data);
      } catch (cause) {
        throw new RegistryError("invalid-value", "the data isn't of its Avro schema", { cause });
      }
    },
  };
}

function parseType(schema: string): avro.Type {
  try {
    return avro.Type.forSchema(JSON.parse(schema) as avro.Schema);
  } catch (cause) {
    throw new RegistryError("invalid-schema", "the schema isn't an Avro schema", { cause });
  }
}
