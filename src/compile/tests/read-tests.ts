/**
 * Documents with `test:`, checked against the configuration that they test: the steps and topics that they name exist,
 * and which pipelines have to run follows from what is given. Pure; `app/testing/` runs them.
 */
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { parseDuration } from "../../model/duration.ts";
import type { Test } from "../../model/generated/test.ts";
import type { PipelineName, TopicName } from "../../model/names.ts";
import { parsed } from "../../model/names.ts";
import type { SourceDocument } from "../../source/document.ts";
import type { Configuration } from "../read/configuration.ts";
import type { ExpectedRecords, GivenRecords, TestCase } from "./test-case.ts";
import { expectedTopic, givenTopic } from "./test-topics.ts";

const defaultTimeLimitMs = 10_000;

export interface ReadTestsOptions {
  readonly configuration: Configuration;
  readonly report: (found: Diagnostic) => void;
}

/** The tests of a revision. One that names what doesn't exist is reported and left out. */
export function readTests(documents: readonly SourceDocument[], options: ReadTestsOptions): TestCase[] {
  return documents.flatMap((document) => readTest(document, options) ?? []);
}

function readTest(document: SourceDocument, options: ReadTestsOptions): TestCase | undefined {
  const test = document.value as Test;
  const { partitions = 1, timeLimit } = test;
  const given = test.given.map((place, index): GivenRecords | undefined => {
    const topic = givenTopic(place, { ...options, document, path: ["given", index] });
    return topic === undefined
      ? undefined
      : { topic, records: place.records, span: document.spanOf(["given", index, placeKey(place)]) };
  });
  const expected = test.expect.map((place, index): ExpectedRecords | undefined => {
    const topic = expectedTopic(place, { ...options, document, path: ["expect", index] });
    const { order = "exact", records } = place;
    const span = document.spanOf(["expect", index, placeKey(place)]);
    return topic === undefined ? undefined : { topic, order, records, span };
  });
  reportPartitions(document, { partitions, report: options.report });
  if (!areAll(given) || !areAll(expected)) return undefined;
  return {
    name: test.test,
    span: document.spanOf(["test"]),
    partitions,
    timeLimitMs: timeLimit === undefined ? defaultTimeLimitMs : parsed(parseDuration(timeLimit)),
    given,
    expected,
    pipelines: reachedPipelines(
      given.map(({ topic }) => topic),
      options.configuration,
    ),
  };
}

const placeKey = ({ step }: { readonly step?: string }): "step" | "topic" => (step === undefined ? "topic" : "step");

function areAll<T>(items: (T | undefined)[]): items is T[] {
  return !items.includes(undefined);
}

/** A record can only be in a partition that there is. */
function reportPartitions(
  document: SourceDocument,
  { partitions, report }: { readonly partitions: number; readonly report: ReadTestsOptions["report"] },
): void {
  const { given, expect } = document.value as Test;
  for (const [key, places] of Object.entries({ given, expect }))
    for (const [index, { records }] of places.entries())
      for (const [number, { partition = 0 }] of records.entries()) {
        if (partition < partitions) continue;
        const span = document.spanOf([key, index, "records", number, "partition"]);
        report(diagnostic("SLW1804", { partition, partitions }, { span }));
      }
}

/** The pipelines that read one of the topics, or what such a pipeline writes. */
function reachedPipelines(topics: readonly TopicName[], { uses, usesByTopic }: Configuration): PipelineName[] {
  const writtenBy = new Map<PipelineName, TopicName[]>();
  for (const { pipeline, topic, access } of uses)
    if (access === "write") writtenBy.set(pipeline.name, [...(writtenBy.get(pipeline.name) ?? []), topic]);
  const reached = new Set<PipelineName>();
  const open = [...topics];
  for (let topic = open.pop(); topic !== undefined; topic = open.pop())
    for (const { access, pipeline } of usesByTopic.get(topic) ?? []) {
      if (access !== "read" || reached.has(pipeline.name)) continue;
      reached.add(pipeline.name);
      open.push(...(writtenBy.get(pipeline.name) ?? []));
    }
  return [...reached].toSorted();
}
