import { describe, expect, test } from "vitest";
import type { SchemaRegistry } from "../../src/registry/registry.ts";
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

/** What every schema registry does; run over the embedded one and over the driver against a real server. */
export function registryContract(name: string, open: () => SchemaRegistry): void {
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
