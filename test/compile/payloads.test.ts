import avro from "avsc";
import fc from "fast-check";
import protobuf from "protobufjs";
import { describe, expect, test } from "vitest";
import { schemaLibraries } from "../../src/app/schema-libraries.ts";
import { avroConflict, readAvro } from "../../src/compile/payloads/avro-schema.ts";
import { jsonSchemaConflict } from "../../src/compile/payloads/json-schema-conflict.ts";
import { messageOf, protobufConflict, readProtobuf } from "../../src/compile/payloads/protobuf-schema.ts";

const names = ["a", "b"] as const;
const scalar = fc.constantFrom<unknown>("x", "y", 1, 1.5, true, null);

const { schema, value } = fc.letrec<{ schema: object; value: unknown }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small" },
    fc.record({ type: fc.constantFrom("string", "integer", "number", "boolean", "null") }),
    fc.record({ type: fc.constant("string"), enum: fc.uniqueArray(fc.constantFrom("x", "y"), { minLength: 1 }) }),
    fc.record({ type: fc.constant("array"), items: tie("schema") }),
    fc.record(
      {
        type: fc.constant("object"),
        required: fc.subarray([...names]),
        properties: fc.record({ a: tie("schema"), b: tie("schema") }, { requiredKeys: [] }),
        additionalProperties: fc.constant(false),
      },
      { requiredKeys: ["type", "required", "properties"] },
    ),
  ),
  value: fc.oneof(
    { depthSize: "small" },
    scalar,
    fc.array(tie("value"), { maxLength: 2 }),
    fc.record({ a: tie("value"), b: tie("value") }, { requiredKeys: [] }),
  ),
}));

interface Given {
  readonly type: string;
  readonly enum?: readonly unknown[];
  readonly items?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly additionalProperties?: boolean;
}

/** A validator of the generated schemas' few keywords: Ajv would compile thousands of them. */
function accepts(given: unknown, one: unknown): boolean {
  const schemaOf = given as Given;
  if (schemaOf.enum?.includes(one) === false) return false;
  if (Array.isArray(one)) return schemaOf.type === "array" && one.every((item) => accepts(schemaOf.items, item));
  if (typeof one === "object" && one !== null) return acceptsMapping(schemaOf, one);
  const type = one === null ? "null" : typeof one;
  return schemaOf.type === type || (schemaOf.type === "integer" && Number.isInteger(one));
}

function acceptsMapping({ type, required = [], properties = {}, additionalProperties }: Given, one: object): boolean {
  if (type !== "object" || !required.every((name) => Object.hasOwn(one, name))) return false;
  return Object.entries(one).every(([name, member]) =>
    properties[name] === undefined ? additionalProperties !== false : accepts(properties[name], member),
  );
}

/** What a writer says nothing about may be anything: only what it declares is compared. */
function isClosed(given: unknown): boolean {
  if (given === undefined) return true;
  const { type, additionalProperties, properties = {}, items } = given as Given;
  const isOpen = type === "object" && additionalProperties !== false;
  return !isOpen && Object.values(properties).every(isClosed) && isClosed(items);
}

describe("JSON Schema", () => {
  test("agrees with itself", () => {
    fc.assert(
      fc.property(schema, (one) => {
        expect(jsonSchemaConflict(one, one)).toBeUndefined();
      }),
    );
  });

  test("a value that the writer may write and the reader refuses is a conflict", () => {
    let compared = 0;
    fc.assert(
      fc.property(schema.filter(isClosed), schema, value, (written, read, one) => {
        if (!accepts(written, one) || accepts(read, one)) return;
        compared += 1;
        expect(jsonSchemaConflict(written, read)).toBeDefined();
      }),
      { numRuns: 3000 },
    );
    expect(compared).toBeGreaterThan(20);
  });

  const document = { type: "object", required: ["id"], properties: { id: { type: "string" } } };

  test.each([
    [
      { anyOf: [{ type: "string" }, { type: "null" }] },
      { type: "string" },
      "the value may be of type null, but is read as string",
    ],
    [{ anyOf: [{ type: "string" }, { type: "null" }] }, { type: ["null", "string"] }, undefined],
    [
      document,
      { allOf: [{ type: "object" }, { required: ["id", "text"] }] },
      'the value may lack "text", which is required',
    ],
    [document, { type: "object", allOf: [document] }, undefined],
    [{ const: "a" }, { enum: ["b", "c"] }, 'the value may be "a", which isn\'t read'],
    [{ enum: [{ a: 1, b: 2 }] }, { enum: [{ b: 2, a: 1 }] }, undefined],
    [{ enum: ["a", 1] }, { type: "string" }, "the value may be 1, which isn't read"],
    [{ type: "string" }, { const: "a" }, "the value may be any value, but only some are read"],
  ])("%j read as %j: %s", (written, read, expected) => {
    expect(jsonSchemaConflict(written, read)).toBe(expected);
  });

  // Each pair fits, for a reason that isn't compared.
  test.each([
    [{ type: ["string", "null"], enum: ["a"] }, { type: "string" }],
    [{ type: "string", pattern: "^a$" }, { enum: ["a"] }],
    [{ type: "integer", minimum: 1, maximum: 1 }, { const: 1 }],
    [{ type: "number", multipleOf: 1 }, { type: "integer" }],
    [{ anyOf: [{ type: "string" }, { type: "null" }], not: { type: "null" } }, { type: "string" }],
    [{ anyOf: [{ type: "string" }, { type: "null" }], type: "string" }, { type: "string" }],
    [{ type: "string" }, { anyOf: [{ type: "string" }, { type: "null" }] }],
    [{ $ref: "#/$defs/a", enum: ["x"], $defs: { a: { type: "string" } } }, { enum: ["x"] }],
    [
      { type: "array", items: { $ref: "#text" }, $defs: { t: { $anchor: "text", type: "string" } } },
      { items: { type: "string" } },
    ],
    [
      { type: "array", maxItems: 0, items: { type: "string" } },
      { type: "array", items: { type: "number" } },
    ],
    [
      { ...document, dependentRequired: { id: ["text"] } },
      { type: "object", required: ["id", "text"] },
    ],
    [
      { ...document, properties: { id: false } },
      { type: "object", additionalProperties: false },
    ],
    [{ const: { id: "x" } }, { type: "object", required: ["id"] }],
  ])("%j read as %j isn't called wrong", (written, read) => {
    expect(jsonSchemaConflict(written, read)).toBeUndefined();
  });

  test("schemas that hold themselves several times are compared in no time", () => {
    const twice = { type: "object", properties: { a: { $ref: "#" }, b: { $ref: "#" } } };
    const ways = { anyOf: [{ $ref: "#/$defs/one" }, { $ref: "#" }], $defs: { one: twice } };
    expect(jsonSchemaConflict(twice, { ...twice })).toBeUndefined();
    expect(jsonSchemaConflict(ways, ways)).toBeUndefined();
  });

  test("references that lead in a circle, or elsewhere, are not followed for ever", () => {
    const circle = { $ref: "#/$defs/a", $defs: { a: { $ref: "#/$defs/a" } } };
    const list = { type: "object", properties: { next: { $ref: "#" } } };
    expect(jsonSchemaConflict(circle, list)).toBeUndefined();
    expect(jsonSchemaConflict(list, list)).toBeUndefined();
    expect(jsonSchemaConflict({ $ref: "https://example.test/x" }, { type: "string" })).toBeUndefined();
  });
});

describe("Protobuf", () => {
  const typeOf = (fields: string) => {
    const text = `syntax = "proto3"; message M { ${fields} } enum E { A = 0; }`;
    const read = readProtobuf("a.proto", () => text, protobuf);
    if ("problem" in read) throw new Error(read.problem);
    const message = messageOf(read, "M");
    if ("problem" in message) throw new Error(message.problem);
    return message;
  };

  test("Google's own types may be imported by several files, and options of one's own declared", () => {
    const files: Readonly<Record<string, string>> = {
      "a.proto": `syntax = "proto3"; package p; import "google/protobuf/timestamp.proto"; import "b.proto";
        message A { google.protobuf.Timestamp at = 1; B b = 2; }`,
      "b.proto": `syntax = "proto3"; package p; import "google/protobuf/timestamp.proto";
        import "google/protobuf/descriptor.proto"; extend google.protobuf.FieldOptions { string note = 50001; }
        message B { google.protobuf.Timestamp at = 1 [(note) = "n"]; }`,
    };
    expect(readProtobuf("a.proto", (path) => files[path], schemaLibraries.protobuf())).toMatchObject({
      messages: expect.arrayContaining(["p.A"]) as unknown,
      paths: ["a.proto", "b.proto"],
    });
  });

  test.each([
    ["int32 a = 1;", "bool a = 1;", undefined],
    ["int32 a = 1;", "E a = 1;", undefined],
    ["string a = 1;", "bytes renamed = 1;", undefined],
    ["string a = 1; int32 more = 2;", "string a = 1;", undefined],
    ["string a = 1;", "string a = 1; M never = 2;", undefined],
    ["M a = 1;", "M a = 1;", undefined],
    ["map<string, int32> a = 1;", "map<string, int64> a = 1;", undefined],
    ["int32 a = 1;", "sint32 a = 1;", "a (1) is written as int32 and read as sint32"],
    ["int32 a = 1;", "repeated int32 a = 1;", "a (1) is written as int32 and read as repeated int32"],
    ["M a = 1;", "string a = 1;", "a (1) is written as M and read as string"],
    [
      "map<string, int32> a = 1;",
      "map<int32, int32> a = 1;",
      "a (1) is written as map of string to int32 and read as map of int32 to int32",
    ],
  ])("%s read as %s", (written, read, conflict) => {
    expect(protobufConflict(typeOf(written), typeOf(read))).toBe(conflict);
  });
});

describe("Avro", () => {
  const typeOf = (schema: unknown) => {
    const read = readAvro(schema, avro);
    if ("problem" in read) throw new Error(read.problem);
    return read;
  };
  const record = (fields: readonly object[], name = "R") => ({ type: "record", name, fields });
  const number = { name: "n", type: "int" };
  const optional = { name: "more", type: ["null", "R"], default: null };

  test.each([
    ["int", "long", undefined],
    ["string", "bytes", undefined],
    ["string", ["null", "string"], undefined],
    [record([number]), record([number, optional]), undefined],
    [record([number]), record([{ name: "m", aliases: ["n"], type: "double" }]), undefined],
    [record([number], "old.R"), record([number], "new.R"), undefined],
    ["long", "int", 'cannot read "long" as "int"'],
    [["null", "string"], "string", 'cannot read "null" as "string"'],
    [record([number]), record([number, { name: "s", type: "string" }]), "no matching field for default-less R.s"],
    [record([number, optional]), record([{ ...number, type: "string" }, optional]), 'cannot read "int" as "string"'],
  ])("%j read as %j: %s", (written, read, expected) => {
    expect(avroConflict(typeOf(written), typeOf(read))).toBe(expected);
  });

  test.each([
    ["nope", "isn't valid: undefined type name: nope"],
    [record([{ name: "a", type: "Missing" }]), "isn't valid: undefined type name: Missing"],
    [record([{ ...number, default: "x" }]), 'isn\'t valid: incompatible field default "x" (invalid "int": "x")'],
    [42, "isn't valid: unknown type: undefined"],
    [null, 'isn\'t valid: invalid type: null (did you mean "null"?)'],
  ])("%j %s", (schema, problem) => {
    expect(readAvro(schema, avro)).toEqual({ problem });
  });
});
