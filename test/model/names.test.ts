import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  consumerGroupOf,
  parseDigest,
  parsePipelineName,
  parsePrincipal,
  parseStepName,
  parseTopicName,
  parsed,
} from "../../src/model/names.ts";
import { parseStandardTopic, retryTopicName } from "../../src/model/standard-topic.ts";
import { transactionalIdPrefix } from "../../src/model/transactional-id.ts";

const likelyName = fc.string({
  unit: fc.constantFrom("a", "Z", "0", ".", "_", "-", "$", "{", " ", "é", "\n"),
  maxLength: 260,
});
const simpleName = fc.stringMatching(/^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,30}[A-Za-z0-9])?$/);

describe("names", () => {
  test("a topic's name is one exactly where Kafka's own check says so", () => {
    // org.apache.kafka.common.internals.Topic.validate
    const isKafkas = (name: string): boolean =>
      name !== "" &&
      name !== "." &&
      name !== ".." &&
      name.length <= 249 &&
      /^[a-zA-Z0-9._-]+$/.test(name.replace(/\n$/, " "));
    fc.assert(
      fc.property(likelyName, (name) => {
        expect(parseTopicName(name).ok).toBe(isKafkas(name));
      }),
    );
  });

  test("whatever is refused says why, whatever is accepted is unchanged", () => {
    const parsers = [parsePipelineName, parseStepName, parseTopicName, parsePrincipal, parseDigest];
    fc.assert(
      fc.property(fc.oneof(likelyName, fc.string()), (text) => {
        for (const parse of parsers) {
          const result = parse(text);
          if (result.ok) expect(result.value).toBe(text);
          else expect(result.problem).not.toBe("");
        }
      }),
    );
  });

  test("pipelines and steps have no dots, so that no two share a topic, a group or a transactional id", () => {
    fc.assert(
      fc.property(simpleName, simpleName, (a, b) => {
        const [one, other] = [parsed(parsePipelineName(a)), parsed(parsePipelineName(b))];
        expect(consumerGroupOf(one) === consumerGroupOf(other)).toBe(a === b);
        expect(transactionalIdPrefix(one).startsWith(transactionalIdPrefix(other))).toBe(a === b);
      }),
    );
  });

  test("no author's name of a standard topic is that of a retry topic", () => {
    fc.assert(
      fc.property(simpleName, simpleName, fc.integer({ min: 1, max: 10 }), (a, b, tier) => {
        const name = retryTopicName(
          "yappy.",
          { pipeline: parsed(parsePipelineName(a)), step: parsed(parseStepName(b)) },
          tier,
        );
        expect(parseTopicName(name).ok).toBe(true);
        expect(parseStandardTopic("yappy.", name)).toBeUndefined();
      }),
    );
  });
});
