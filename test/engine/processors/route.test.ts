import { describe, expect, test } from "vitest";
import { createRoute } from "../../../src/engine/processors/route.ts";
import type { FetchedRecord } from "../../../src/kafka/reader.ts";

const record = (value: string | undefined, headers: Readonly<Record<string, string>> = {}): FetchedRecord => ({
  offset: 0n,
  timestampMs: 0,
  key: Buffer.from("k"),
  value: value === undefined ? undefined : Buffer.from(value),
  headers: Object.entries(headers).map(([key, text]) => ({ key: Buffer.from(key), value: Buffer.from(text) })),
});
const attempt = {
  signal: new AbortController().signal,
  begun: () => undefined,
  paused: () => undefined,
  waits: () => undefined,
};
const routes = { invoice: "invoices", 7: "sevens", true: "truths" };
const outputsOf = async (config: Parameters<typeof createRoute>[0], given: FetchedRecord) =>
  (await createRoute(config).process(given, attempt)).map(({ output }) => output);

describe("route", () => {
  test("by header, tombstones too; the last of several counts", async () => {
    const given = record(undefined, { type: "invoice" });
    expect(await outputsOf({ header: "type", routes }, given)).toEqual(["invoices"]);
    const twice = { ...given, headers: [{ key: Buffer.from("type"), value: Buffer.from("x") }, ...given.headers] };
    expect(await outputsOf({ header: "type", routes }, twice)).toEqual(["invoices"]);
  });

  test("by field: texts, numbers and booleans as text", async () => {
    const config = { field: "a.b", routes, otherwise: "rest" };
    expect(await outputsOf(config, record('{"a":{"b":"invoice"}}'))).toEqual(["invoices"]);
    expect(await outputsOf(config, record('{"a":{"b":7}}'))).toEqual(["sevens"]);
    expect(await outputsOf(config, record('{"a":{"b":true}}'))).toEqual(["truths"]);
    for (const value of ['{"a":{"b":null}}', '{"a":{"b":{}}}', '{"a":1}', "[]", '{"a":{"b":"constructor"}}'])
      expect(await outputsOf(config, record(value))).toEqual(["rest"]);
  });

  test("by field a tombstone goes to every output", async () => {
    expect(await outputsOf({ field: "a", routes }, record(undefined))).toEqual([undefined]);
  });

  test("what has no route fails for good, without its value in the message", () => {
    const route = createRoute({ field: "a", routes });
    expect(() => route.process(record('{"a":"secret"}'), attempt)).toThrow(
      expect.objectContaining({ name: "RouteError", retriable: false, message: "no route is named for this field" }),
    );
    expect(() => route.process(record("{"), attempt)).toThrow(expect.objectContaining({ name: "DecodeError" }));
  });

  test("passes the record on as it is", async () => {
    const given = record('{"a":"invoice"}', { x: "y" });
    expect(await createRoute({ field: "a", routes }).process(given, attempt)).toEqual([
      { key: given.key, value: given.value, headers: given.headers, output: "invoices" },
    ]);
  });
});
