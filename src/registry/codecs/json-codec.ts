import { Ajv2020 } from "ajv/dist/2020.js";
import type { ValidateFunction } from "ajv/dist/2020.js";
import { RegistryError } from "../registry.ts";
import type { SchemaCodec } from "./codec.ts";

/** JSON, held to a JSON Schema. Throws a `RegistryError` of kind `invalid-schema` where the schema isn't one. */
export function jsonCodec(schema: string): SchemaCodec {
  const validate = compileSchema(schema);
  const requireFit = (value: unknown): unknown => {
    if (!validate(value)) throw new RegistryError("invalid-value", "the value doesn't fit its JSON Schema");
    return value;
  };
  return {
    encode: (value) => Buffer.from(JSON.stringify(requireFit(value))),
    decode: (data) => requireFit(parseJson(data)),
  };
}

function compileSchema(schema: string): ValidateFunction {
  try {
    return new Ajv2020({ strict: false }).compile(JSON.parse(schema) as object);
  } catch (cause) {
    throw new RegistryError("invalid-schema", "the schema isn't a JSON Schema", { cause });
  }
}

function parseJson(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString("utf8"));
  } catch (cause) {
    throw new RegistryError("invalid-value", "the data isn't JSON", { cause });
  }
}
