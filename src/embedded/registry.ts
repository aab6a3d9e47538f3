import { Ajv2020 } from "ajv/dist/2020.js";
import type { ValidateFunction } from "ajv/dist/2020.js";
import type { SchemaRegistry } from "../registry/registry.ts";
import { RegistryError } from "../registry/registry.ts";
import { formatFrame, parseFrame } from "../registry/wire-format.ts";

/** A schema registry in memory: the peer of the Confluent driver, held to it by one contract suite. */
export function createEmbeddedRegistry(): SchemaRegistry {
  const validators: ValidateFunction[] = [];
  const idOfText = new Map<string, number>();
  const validatorOf = (schemaId: number): ValidateFunction => {
    const found = validators[schemaId - 1];
    if (found === undefined) throw new RegistryError("unknown-schema", `schema ${schemaId} isn't registered`);
    return found;
  };
  const requireFit = (schemaId: number, value: unknown): void => {
    if (!validatorOf(schemaId)(value))
      throw new RegistryError("invalid-value", `a value of schema ${schemaId} doesn't fit it`);
  };
  return {
    async register(_subject, { schema }) {
      const known = idOfText.get(schema);
      if (known !== undefined) return known;
      validators.push(compileSchema(schema));
      idOfText.set(schema, validators.length);
      return validators.length;
    },
    async encode(schemaId, value) {
      requireFit(schemaId, value);
      return formatFrame({ schemaId, data: Buffer.from(JSON.stringify(value)) });
    },
    async decode(bytes) {
      const frame = parseFrame(bytes);
      if (frame === undefined) throw new RegistryError("invalid-value", "the bytes aren't in Confluent's wire format");
      validatorOf(frame.schemaId);
      const value = parseJson(frame.data);
      requireFit(frame.schemaId, value);
      return { schemaId: frame.schemaId, value };
    },
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
