import { describe, expect, test } from "vitest";
import { protobufCodec } from "../../src/registry/codecs/protobuf-codec.ts";

const codecOf = (schema: string, references: readonly { name: string; schema: string }[] = []) =>
  protobufCodec({ schema, references });

describe("Protobuf", () => {
  test("a message by its place: map fields and groups count, strings and comments with braces don't", () => {
    const codec = codecOf(`
      syntax = "proto2";
      // message Ghost {
      message A {
        option (note) = { text: "}" };
        optional string open = 1 [default = "{"];
        enum Kind { ZERO = 0; }
        map<string, int32> counts = 2;
        oneof choice { string one = 3; int32 two = 4; }
        optional group Grouped = 5 { optional int32 inner = 1; }
        message Last { optional string message = 1; optional int32 map = 2; }
      }
      message B { optional int32 group = 1; }
      extend google.protobuf.MessageOptions { optional string note = 50000; }
      import "google/protobuf/descriptor.proto";`);
    expect(codec.encode({ map: 1 }, { message: "A.Last" }).toString("hex")).toBe("0400041001");
    expect(codec.encode({ group: 1 }, { message: "B" }).toString("hex")).toBe("02020801");
  });

  test("imports are found among the references, Google's own without any", () => {
    const common = 'syntax = "proto3"; package common; message Id { string text = 1; }';
    const codec = codecOf(
      `syntax = "proto3"; package own; import "common.proto"; import "google/protobuf/duration.proto";
       message Entry { common.Id id = 1; google.protobuf.Duration took = 2; }`,
      [{ name: "common.proto", schema: common }],
    );
    const value = { id: { text: "x" }, took: "1.500s" };
    expect(codec.decode(codec.encode(value))).toEqual(value);
    expect(() => codec.encode({}, { message: "common.Id" })).toThrow(/no message common.Id/);
  });

  test.each([
    ["an unknown field", { nope: 1 }],
    ["text for a number", { words: "three" }],
    ["a number with a fraction", { words: 1.5 }],
    ["an unknown name of an enum", { kind: "X" }],
    ["a list", []],
    ["null", null],
  ])("%s doesn't fit, and nothing is written", (_, value) => {
    const codec = codecOf('syntax = "proto3"; message D { int32 words = 1; Kind kind = 2; } enum Kind { ZERO = 0; }');
    expect(() => codec.encode(value)).toThrow(expect.objectContaining({ kind: "invalid-value", retriable: false }));
  });

  test.each([
    ["no message of that place", "0208"],
    ["no indexes", ""],
    ["cut off within a field", "000a05"],
  ])("data with %s are no value", (_, hex) => {
    const codec = codecOf('syntax = "proto3"; message D { string title = 1; }');
    expect(() => codec.decode(Buffer.from(hex, "hex"))).toThrow(expect.objectContaining({ kind: "invalid-value" }));
  });

  test.each([
    ["text that isn't Protobuf", "message {"],
    ["a type that nobody declares", 'syntax = "proto3"; message D { Missing m = 1; }'],
    ["no message", 'syntax = "proto3"; enum Kind { ZERO = 0; }'],
    ["base64 of something else", "AAAA"],
  ])("%s is an invalid schema", (_, schema) => {
    expect(() => codecOf(schema)).toThrow(expect.objectContaining({ kind: "invalid-schema" }));
  });
});
