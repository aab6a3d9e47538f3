import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DeadLetter } from "../../../src/operate/dead-letters/dead-letter.ts";
import { failureOf } from "../../../src/operate/dead-letters/dead-letter.ts";
import { FamilyCollector } from "../../../src/operate/dead-letters/families.ts";
import { Histogram } from "../../../src/operate/dead-letters/histogram.ts";
import { messagePattern } from "../../../src/operate/dead-letters/message-pattern.ts";
import { TopCounts } from "../../../src/operate/dead-letters/top-counts.ts";
import { parsed, parsePipelineName, parseStepName, parseTopicName } from "../../../src/model/names.ts";

const source = {
  pipeline: parsed(parsePipelineName("search")),
  step: parsed(parseStepName("chunker")),
  topic: parsed(parseTopicName("dead")),
  inputs: [parsed(parseTopicName("in"))],
};

function letter(message: string, headers: Readonly<Record<string, string>> = {}, offset = 0n): DeadLetter {
  const all = { "sluiceway-dlq-error-class": "DecodeError", "sluiceway-dlq-message": message, ...headers };
  const record = {
    offset,
    timestampMs: 1_000,
    key: Buffer.from(headers["key"] ?? "k"),
    value: undefined,
    headers: Object.entries(all).map(([key, value]) => ({ key: Buffer.from(key), value: Buffer.from(value) })),
  };
  return { source, partition: 0, record, failure: failureOf(record) };
}

describe("the pattern of a message", () => {
  test.each([
    ["connect ECONNREFUSED 10.0.0.7:5432", "connect ECONNREFUSED <address>"],
    ['no field "title" in document 4711', "no field <text> in document <number>"],
    ["user 3f2504e0-4f89-11d3-9a0c-0305e82c3301 is gone", "user <uuid> is gone"],
    ["late by 3.5s since 2026-01-05T03:12:00Z", "late by <number> since <time>"],
    ["GET https://api.example.org/v1/x?id=9 answered 503", "GET <url> answered <number>"],
    ["can't open /var/lib/data/9f.bin", "can't open <path>"],
    ["checksum 9f86d081884c7d65 differs from 0xdeadbeef", "checksum <hex> differs from <hex>"],
    ["first line\n  at stack 12", "first line"],
    ["", ""],
  ])("%j is %j", (message, pattern) => {
    expect(messagePattern(message).join(" ")).toBe(pattern);
  });

  test("is the same whatever number, identifier or quoted value stands in it", () => {
    const name = fc.string({ unit: fc.constantFrom("a", "b", " ", "X", "0", "7", "-", "_", ".", "/", ":") });
    const message = fc
      .record({ id: fc.uuid(), count: fc.nat(), name })
      .map((parts) => `document ${parts.id} of "${parts.name}" has ${parts.count} parts too many`);
    fc.assert(
      fc.property(message, message, (a, b) => {
        expect(messagePattern(a)).toEqual(messagePattern(b));
      }),
    );
  });
});

describe("families of errors", () => {
  const analysisOf = (letters: readonly DeadLetter[]) => {
    const collector = new FamilyCollector();
    for (const each of letters) collector.add(each);
    return collector.analysis();
  };

  test("are told apart by class and words; what differs within one is left open", () => {
    const { total, families } = analysisOf([
      letter("the field title is missing in document 1"),
      letter("the field body is missing in document 2"),
      letter("connection refused"),
      letter("the field title is missing in document 3", { "sluiceway-dlq-error-class": "SchemaError" }),
    ]);
    expect(total).toBe(4);
    expect(families.map(({ errorClass, pattern, count }) => [errorClass, pattern, count])).toEqual([
      ["DecodeError", "the field <*> is missing in document <number>", 2],
      ["DecodeError", "connection refused", 1],
      ["SchemaError", "the field title is missing in document <number>", 1],
    ]);
  });

  test("know when, under which bundle and on which engine they began, even when that is read last", () => {
    const [early, late] = [`sha256:${"a".repeat(64)}`, `sha256:${"b".repeat(64)}`];
    const at = (second: string, bundle: string, [engine, partition]: readonly [string, string]) => ({
      "sluiceway-dlq-first-failure": `2026-01-05T03:00:${second}Z`,
      "sluiceway-dlq-bundle": bundle,
      "sluiceway-dlq-engine": engine,
      "sluiceway-dlq-partition": partition,
    });
    const [family] = analysisOf([
      letter("x 1", at("10", late, ["e2", "1"])),
      letter("x 2", at("00", early, ["e1", "0"])),
      letter("x 3", at("05", late, ["e2", "1"])),
    ]).families;
    expect(family).toMatchObject({
      count: 3,
      first: { failedMs: Date.parse("2026-01-05T03:00:00Z"), bundle: early, engine: "e1" },
      lastMs: Date.parse("2026-01-05T03:00:10Z"),
      partitions: [
        ["1", 2],
        ["0", 1],
      ],
      bundles: [
        [late, 2],
        [early, 1],
      ],
    });
  });

  test("stay bounded: what comes after the five hundredth is counted apart", () => {
    const word = (index: number): string => String.fromCharCode(97 + (index % 26), 97 + (Math.floor(index / 26) % 26));
    const letters = Array.from({ length: 600 }, (_, index) =>
      letter(`${word(index)}`, { "sluiceway-dlq-error-class": `Class${index}` }),
    );
    const { total, families, others } = analysisOf(letters);
    expect([total, families.length, others]).toEqual([600, 500, 100]);
  });

  test("no record is counted twice or not at all", () => {
    const word = fc.constantFrom("field", "missing", "timeout", "in", "at", "7", "19", '"x"');
    const message = fc.array(word, { maxLength: 6 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(fc.array(message, { maxLength: 60 }), (messages) => {
        const { total, families, others } = analysisOf(messages.map((text) => letter(text)));
        expect(total).toBe(messages.length);
        expect(families.reduce((sum, { count }) => sum + count, others)).toBe(messages.length);
      }),
    );
  });
});

describe("counts and histograms in bounded memory", () => {
  test("the most frequent text is found whatever comes between", () => {
    const top = new TopCounts(10);
    for (let index = 0; index < 1_000; index += 1) {
      top.add(`rare ${index}`);
      if (index % 2 === 0) top.add("frequent");
    }
    expect(top.top(1).map(([text]) => text)).toEqual(["frequent"]);
  });

  test("with enough places counts are exact", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "b", "c")), (texts) => {
        const top = new TopCounts(3);
        for (const text of texts) top.add(text);
        for (const [text, count] of top.top(3)) expect(count).toBe(texts.filter((each) => each === text).length);
      }),
    );
  });

  test("bars of a histogram hold every event, whatever the span", () => {
    const times = fc.array(fc.integer({ min: 0, max: 10 * 365 * 86_400_000 }), { minLength: 1, maxLength: 800 });
    fc.assert(
      fc.property(times, (events) => {
        const histogram = new Histogram();
        for (const event of events) histogram.add(event);
        const bars = histogram.bars(60, { fromMs: Math.min(...events), toMs: Math.max(...events) });
        expect(bars.length).toBeLessThanOrEqual(60);
        expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(events.length);
      }),
      { numRuns: 50 },
    );
  });
});
