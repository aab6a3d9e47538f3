import { avroCodec } from "../registry/codecs/avro-codec.ts";
import type { SchemaCodec } from "../registry/codecs/codec.ts";
import { jsonCodec } from "../registry/codecs/json-codec.ts";
import { protobufCodec } from "../registry/codecs/protobuf-codec.ts";
import type { SchemaRegistry, SchemaType } from "../registry/registry.ts";
import { RegistryError } from "../registry/registry.ts";
import { formatFrame, parseFrame } from "../registry/wire-format.ts";

const codecsOf: Readonly<Record<SchemaType, (schema: string) => SchemaCodec>> = {
  JSON: jsonCodec,
  PROTOBUF: (schema) => protobufCodec({ schema, references: [] }),
  AVRO: avroCodec,
};

/** A schema registry in memory: the peer of the Confluent driver, held to it by one contract suite. */
export function createEmbeddedRegistry(): SchemaRegistry {
  const codecs: SchemaCodec[] = [];
  const idOfText = new Map<string, number>();
  const codecOf = (schemaId: number): SchemaCodec => {
    const found = codecs[schemaId - 1];
    if (found === undefined) throw new RegistryError("unknown-schema", `schema ${schemaId} isn't registered`);
    return found;
  };
  return {
    async register(_subject, { type, schema }) {
      const text = `${type} ${schema}`;
      const known = idOfText.get(text);
      if (known !== undefined) return known;
      codecs.push(codecsOf[type](schema));
      idOfText.set(text, codecs.length);
      return codecs.length;
    },
    async encode(schemaId, value, options) {
      return formatFrame({ schemaId, data: codecOf(schemaId).encode(value, options) });
    },
    async decode(bytes) {
      const frame = parseFrame(bytes);
      if (frame === undefined) throw new RegistryError("invalid-value", "the bytes aren't in Confluent's wire format");
      return { schemaId: frame.schemaId, value: codecOf(frame.schemaId).decode(frame.data) };
    },
  };
}
