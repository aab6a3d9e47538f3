import { expect, test } from "vitest";
import { createEmbeddedRegistry } from "../../src/embedded/registry.ts";
import { decodePayload } from "../../src/operate/decode.ts";

test("null, JSON, text and bytes are told apart", async () => {
  expect(await decodePayload(undefined)).toEqual({ kind: "null" });
  expect(await decodePayload(Buffer.from('{"a":1}'))).toEqual({ kind: "json", value: { a: 1 } });
  expect(await decodePayload(Buffer.from("42 words"))).toEqual({ kind: "text", text: "42 words" });
  expect(await decodePayload(Buffer.from([0xff, 0xfe]))).toEqual({ kind: "hex", hex: "fffe", bytes: 2 });
});

test("a framed value is decoded by the registry, and shown as bytes with the reason when it can't be", async () => {
  const registry = createEmbeddedRegistry();
  const id = await registry.register("s", { type: "JSON", schema: '{"type":"object"}' });
  const bytes = await registry.encode(id, { a: 1 });
  expect(await decodePayload(bytes, registry)).toEqual({ kind: "json", value: { a: 1 }, schemaId: id });
  expect(await decodePayload(Buffer.from([0, 0, 0, 0, 9, 1]), registry)).toMatchObject({
    kind: "hex",
    note: "schema 9 isn't registered",
  });
});
