import { describe, expect, test } from "vitest";
import type { SchemaRegistry, SchemaToRegister } from "../../src/registry/registry.ts";
import { parseFrame } from "../../src/registry/wire-format.ts";

const personSchema = JSON.stringify({
  type: "object",
  properties: { title: { type: "string" }, words: { type: "integer" } },
  required: ["title"],
});

const protobufSchema = `syntax = "proto3";
package contract;
message Document { string title = 1; int64 words = 2; }
message Person { message Pet { string name = 1; } }
`;

const avroSchema = JSON.stringify({
  type: "record",
  name: "Document",
  namespace: "contract",
  fields: [
    { name: "title", type: "string" },
    { name: "words", type: "int" },
  ],
});

/** An Avro record with these fields beside the title. */
const avroWith = (...fields: readonly object[]): SchemaToRegister => ({
  type: "AVRO",
  schema: JSON.stringify({ type: "record", name: "Document", fields: [{ name: "title", type: "string" }, ...fields] }),
});

const respelled: readonly (readonly [SchemaToRegister, SchemaToRegister])[] = [
  [
    { type: "JSON", schema: '{"type":"object","properties":{"a":{}}}' },
    { type: "JSON", schema: '{\n  "properties": { "a": {} },\n  "type": "object"\n}\n' },
  ],
  [
    { type: "AVRO", schema: '{"type":"record","name":"R","fields":[{"name":"a","type":"int"}]}' },
    { type: "AVRO", schema: '{ "name": "R", "type": "record", "fields": [ { "type": "int", "name": "a" } ] }' },
  ],
  [
    { type: "PROTOBUF", schema: 'syntax = "proto3"; package c; message R { string a = 1; }' },
    { type: "PROTOBUF", schema: '// A comment.\nsyntax = "proto3";\npackage c;\n\nmessage R {\n  string a = 1;\n}\n' },
  ],
];

export interface RegistrySubject {
  readonly open: () => SchemaRegistry;
  /** Lets a subject take only schemas that can read what the version before has written (level BACKWARD). */
  readonly requireCompatible: (subject: string) => Promise<void>;
}

/** What every schema registry does; run over the embedded one and over the driver against a real server. */
export function registryContract(name: string, { open, requireCompatible }: RegistrySubject): void {
  describe(`schema registry: ${name}`, () => {
    const subject = `contract-${Date.now()}-value`;

    test("registers a schema once and frames values with its id", async () => {
      const registry = open();
      const id = await registry.register(subject, { type: "JSON", schema: personSchema });
      expect(await registry.register(subject, { type: "JSON", schema: personSchema })).toBe(id);
      const bytes = await registry.encode(id, { title: "Slots", words: 3 });
      expect(parseFrame(bytes)?.schemaId).toBe(id);
      expect(JSON.parse(parseFrame(bytes)?.data.toString() ?? "")).toEqual({ title: "Slots", words: 3 });
      expect(await registry.decode(bytes)).toEqual({ schemaId: id, value: { title: "Slots", words: 3 } });
    });

    test("frames Protobuf with the message's indexes, values in their JSON form", async () => {
      const registry = open();
      const id = await registry.register(`proto-${subject}`, { type: "PROTOBUF", schema: protobufSchema });
      const first = await registry.encode(id, { title: "Slots", words: "3" });
      expect(first.subarray(5).toString("hex")).toBe("000a05536c6f74731003");
      expect(await registry.decode(first)).toEqual({ schemaId: id, value: { title: "Slots", words: "3" } });
      const nested = await registry.encode(id, { name: "x" }, { message: "contract.Person.Pet" });
      expect(nested.subarray(5).toString("hex")).toBe("0402000a0178");
      expect(await registry.decode(nested)).toEqual({ schemaId: id, value: { name: "x" } });
      await expect(registry.encode(id, { words: "three" })).rejects.toMatchObject({ kind: "invalid-value" });
    });

    test("frames Avro", async () => {
      const registry = open();
      const id = await registry.register(`avro-${subject}`, { type: "AVRO", schema: avroSchema });
      const bytes = await registry.encode(id, { title: "Slots", words: 3 });
      expect(bytes.subarray(5).toString("hex")).toBe("0a536c6f747306");
      expect(await registry.decode(bytes)).toEqual({ schemaId: id, value: { title: "Slots", words: 3 } });
      await expect(registry.encode(id, { title: 3 })).rejects.toMatchObject({ kind: "invalid-value" });
    });

    test("refuses a value that doesn't fit", async () => {
      const registry = open();
      const id = await registry.register(subject, { type: "JSON", schema: personSchema });
      await expect(registry.encode(id, { words: "three" })).rejects.toMatchObject({ kind: "invalid-value" });
    });

    test("refuses bytes without frame, and an id that nobody registered", async () => {
      const registry = open();
      await expect(registry.decode(Buffer.from("plain text"))).rejects.toMatchObject({ kind: "invalid-value" });
      await expect(registry.decode(Buffer.from([0, 0x7f, 0xff, 0xff, 0xff, 0x7b, 0x7d]))).rejects.toMatchObject({
        kind: "unknown-schema",
        retriable: false,
      });
    });

    test("has no version of a subject that nobody registered, and nothing against its first", async () => {
      const registry = open();
      const absent = `absent-${subject}`;
      expect(await registry.lookUp(absent, avroWith())).toBeUndefined();
      expect(await registry.latest(absent)).toBeUndefined();
      expect(await registry.conflicts(absent, avroWith())).toEqual([]);
    });

    test("counts the versions of a subject, and finds each again", async () => {
      const registry = open();
      const versioned = `versioned-${subject}`;
      const [first, second] = [avroWith(), avroWith({ name: "words", type: "int", default: 0 })];
      await registry.register(versioned, first);
      expect(await registry.lookUp(versioned, second)).toBeUndefined();
      await registry.register(versioned, second);
      expect([await registry.lookUp(versioned, first), await registry.lookUp(versioned, second)]).toEqual([1, 2]);
      const latest = await registry.latest(versioned);
      expect(latest).toMatchObject({ version: 2, type: "AVRO" });
      expect(JSON.parse(latest?.schema ?? "")).toEqual(JSON.parse(second.schema));
      await registry.register(versioned, first);
      expect((await registry.latest(versioned))?.version).toBe(2);
    });

    test.each(respelled)("takes $type that is only spelled otherwise for the same", async (one, other) => {
      const registry = open();
      const spelled = `spelled-${one.type}-${subject}`;
      await registry.register(spelled, one);
      expect(await registry.lookUp(spelled, other)).toBe(1);
    });

    test("says what it would refuse before it refuses it", async () => {
      const registry = open();
      const strict = `strict-${subject}`;
      const [added, optional] = [
        avroWith({ name: "n", type: "int" }),
        avroWith({ name: "n", type: "int", default: 0 }),
      ];
      await registry.register(strict, avroWith());
      await requireCompatible(strict);
      expect((await registry.conflicts(strict, added)).join()).not.toBe("");
      await expect(registry.register(strict, added)).rejects.toMatchObject({
        kind: "incompatible-schema",
        retriable: false,
      });
      expect((await registry.latest(strict))?.version).toBe(1);
      expect(await registry.conflicts(strict, optional)).toEqual([]);
      await registry.register(strict, optional);
      expect((await registry.latest(strict))?.version).toBe(2);
    });

    test.each([
      ["JSON", "{ not json"],
      ["PROTOBUF", "message {"],
      ["AVRO", "{ not json"],
    ] as const)("refuses a schema that isn't one: %s", async (type, schema) => {
      const refused = open().register(`refused-${type}-${subject}`, { type, schema });
      await expect(refused).rejects.toMatchObject({ kind: "invalid-schema", retriable: false });
    });
  });
}
