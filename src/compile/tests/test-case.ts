import type { TestRecord } from "../../model/generated/test.ts";
import type { PipelineName, TopicName } from "../../model/names.ts";
import type { Span } from "../../model/span.ts";

/** Records that go into one topic. */
export interface GivenRecords {
  readonly topic: TopicName;
  readonly records: readonly TestRecord[];
  readonly span: Span;
}

/** What one topic has to hold in the end. */
export interface ExpectedRecords {
  readonly topic: TopicName;
  readonly order: "exact" | "any";
  readonly records: readonly TestRecord[];
  readonly span: Span;
}

/** A document with `test:`, its steps and topics found in the configuration. */
export interface TestCase {
  readonly name: string;
  readonly span: Span;
  /** How many partitions each topic has. */
  readonly partitions: number;
  readonly timeLimitMs: number;
  readonly given: readonly GivenRecords[];
  readonly expected: readonly ExpectedRecords[];
  /** The pipelines that the given records can reach, through whatever is between. */
  readonly pipelines: readonly PipelineName[];
}
