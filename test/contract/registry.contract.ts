import { describe, expect, test } from "vitest";
import type { SchemaRegistry } from "../../src/registry/registry.ts";
import { parseFrame } from "../../src/registry/wire-format.ts";

const personSchema = JSON.stringify({
  type: "object",
  properties: { title: { type: "string" }, words: { type: "integer" } },
  required: ["title"],
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

    test("refuses a schema that isn't one", async () => {
      const registry = open();
      await expect(registry.register(subject, { type: "JSON", schema: "{ not json" })).rejects.toMatchObject({
        kind: "invalid-schema",
      });
    });
  });
}
