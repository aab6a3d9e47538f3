import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { protobufCodec } from "../../src/registry/codecs/protobuf-codec.ts";
import { parseFrame } from "../../src/registry/wire-format.ts";
import { interopCases } from "../interop/cases.ts";
import written from "../interop/confluent-python.json" with { type: "json" };

const text = readFileSync(join(import.meta.dirname, "../interop/messages.proto"), "utf8");

/** The same schema in the two forms in which registries keep it. */
const codecs = {
  "its .proto text": protobufCodec({ schema: text, references: [] }),
  "its descriptor, as the client registered it": protobufCodec({ schema: written.descriptor, references: [] }),
};

/** Bytes that Confluent's Python client wrote (`npm run interop -- --update`). */
describe.each(Object.entries(codecs))("Confluent's wire format by %s", (_, codec) => {
  test("the fixture is of today's cases", () => {
    expect(written.cases.map(({ message, json }) => ({ message, json }))).toEqual(interopCases);
  });

  test.each(written.cases.map((one) => [one.message, one] as const))(
    "%s is read, and written alike",
    (message, one) => {
      const data = parseFrame(Buffer.from(one.bytes, "hex"))?.data ?? Buffer.alloc(0);
      expect(codec.decode(data)).toEqual(one.json);
      expect(codec.encode(one.json, { message }).toString("hex")).toBe(data.toString("hex"));
    },
  );
});
