import { avroCodec } from "../registry/codecs/avro-codec.ts";
import type { SchemaCodec } from "../registry/codecs/codec.ts";
import { jsonCodec } from "../registry/codecs/json-codec.ts";
import { protobufCodec } from "../registry/codecs/protobuf-codec.ts";
import { normalForm } from "../registry/normal-form.ts";
import type { SchemaRegistry, SchemaToRegister, SchemaType, SubjectVersion } from "../registry/registry.ts";
import { RegistryError } from "../registry/registry.ts";
import { formatFrame, parseFrame } from "../registry/wire-format.ts";

const codecsOf: Readonly<Record<SchemaType, (schema: string) => SchemaCodec>> = {
  JSON: jsonCodec,
  PROTOBUF: (schema) => protobufCodec({ schema, references: [] }),
  AVRO: avroCodec,
};

export interface EmbeddedRegistryOptions {
  /**
   * Why what `written` encodes can't be read as `read`; undefined where it can. With it the compatibility level of all
   * subjects is BACKWARD, without it NONE.
   */
  readonly conflictOf?: (written: SchemaToRegister, read: SchemaToRegister) => string | undefined;
}

/** A schema registry in memory: the peer of the Confluent driver, held to it by one contract suite. */
export function createEmbeddedRegistry({ conflictOf }: EmbeddedRegistryOptions = {}): SchemaRegistry {
  const codecs: SchemaCodec[] = [];
  const idOfForm = new Map<string, number>();
  const subjects = new Map<string, SubjectVersion[]>();
  const codecOf = (schemaId: number): SchemaCodec => {
    const found = codecs[schemaId - 1];
    if (found === undefined) throw new RegistryError("unknown-schema", `schema ${schemaId} isn't registered`);
    return found;
  };
  const versionOf = (subject: string, schema: SchemaToRegister): number | undefined =>
    subjects.get(subject)?.find((one) => normalForm(one) === normalForm(schema))?.version;
  const conflicts = (subject: string, schema: SchemaToRegister): readonly string[] => {
    const latest = subjects.get(subject)?.at(-1);
    const problem = latest === undefined ? undefined : conflictOf?.(latest, schema);
    return problem === undefined ? [] : [problem];
  };
  const idOf = (schema: SchemaToRegister): number => {
    const form = normalForm(schema);
    const known = idOfForm.get(form);
    if (known !== undefined) return known;
    codecs.push(codecsOf[schema.type](schema.schema));
    idOfForm.set(form, codecs.length);
    return codecs.length;
  };
  return {
    async register(subject, schema) {
      const id = idOf(schema);
      if (versionOf(subject, schema) !== undefined) return id;
      const [problem] = conflicts(subject, schema);
      if (problem !== undefined)
        throw new RegistryError("incompatible-schema", `the schema of subject ${subject}: ${problem}`);
      const versions = subjects.get(subject) ?? [];
      subjects.set(subject, [...versions, { ...schema, version: versions.length + 1 }]);
      return id;
    },
    lookUp: async (subject, schema) => versionOf(subject, schema),
    latest: async (subject) => subjects.get(subject)?.at(-1),
    conflicts: async (subject, schema) => conflicts(subject, schema),
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
