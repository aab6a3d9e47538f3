import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PipelineName, StepName } from "../../src/model/names.ts";
import { parsePipelineName, parseStepName, parsed } from "../../src/model/names.ts";
import {
  isReservedForStandardTopics,
  parseStandardTopic,
  standardTopicName,
  topicRoles,
} from "../../src/model/standard-topic.ts";

const nameText = fc.stringMatching(/^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,20}[A-Za-z0-9])?$/);
const prefix = fc.constantFrom("yappy.", "", "a_b-", "pipeline.");

describe("standard topics", () => {
  test("the specification's examples", () => {
    expect(parseStandardTopic("yappy.", "yappy.pipeline.search-pipeline.step.document-ingest.error")).toEqual({
      pipeline: "search-pipeline",
      step: "document-ingest",
      role: "error",
    });
    expect(parseStandardTopic("", "pipeline.analytics-pipeline.step.sentiment-analysis.dead-letter")?.role).toBe(
      "dead-letter",
    );
  });

  test("a name that is made is parsed back to its parts", () => {
    fc.assert(
      fc.property(prefix, nameText, nameText, fc.constantFrom(...topicRoles), (...[start, pipeline, step, role]) => {
        const parts = {
          pipeline: parsed<PipelineName>(parsePipelineName(pipeline)),
          step: parsed<StepName>(parseStepName(step)),
          role,
        };
        const name = standardTopicName(start, parts);
        expect(parseStandardTopic(start, name)).toEqual(parts);
        expect(isReservedForStandardTopics(start, name)).toBe(true);
      }),
    );
  });

  test("what parses is the name of its parts", () => {
    const part = fc.constantFrom("yappy", "pipeline", "step", "a", "b-c", "input", "output", "retry-1", "");
    fc.assert(
      fc.property(fc.array(part, { minLength: 4, maxLength: 7 }), prefix, (parts, start) => {
        const name = parts.join(".");
        const topic = parseStandardTopic(start, name);
        if (topic !== undefined) expect(standardTopicName(start, topic)).toBe(name);
      }),
    );
  });

  test.each([
    "yappy.pipeline.a.step.b.result",
    "yappy.pipeline.a.step.b.input.x",
    "yappy.pipeline..step.b.input",
    "yappy.pipeline.a.steps.b.input",
    "pipeline.a.step.b.input",
    "yappy.pipeline.a.step.b.retry-1",
    "other",
  ])("%s doesn't follow the pattern", (name) => {
    expect(parseStandardTopic("yappy.", name)).toBeUndefined();
  });
});
