/** Generated from schemas/ by `npm run generate`; do not edit. */

/**
 * Records that go into pipelines, and the records that have to come out. `sluiceway test` runs it on an embedded broker.
 */
export interface Test {
  /**
   * The test's name, unique in the repository: a sentence that says what is promised.
   */
  test: string;
  /**
   * Why the test is there, for people.
   */
  description?: string;
  /**
   * How many partitions each topic has in the test. Default 1: then all records of a topic have one order.
   */
  partitions?: number;
  /**
   * How long the pipelines may take until all records are processed. Default 10s.
   */
  timeLimit?: string | number;
  /**
   * The records that go in, written in this order.
   */
  given: TestInput[];
  /**
   * What has to be in topics afterwards. A dead letter that nothing expects fails the test.
   */
  expect: TestExpectation[];
}
/**
 * Records for one topic: the input of a step, or a topic by its name.
 */
export interface TestInput {
  /**
   * The step whose input the records are written to, as `step` or `pipeline/step`.
   */
  step?: string;
  /**
   * The topic's whole name, where the step reads several or none is meant.
   */
  topic?: string;
  /**
   * The records, in order.
   */
  records: TestRecord[];
}
/**
 * One record. What a given record leaves out it doesn't have; what an expected one leaves out isn't compared.
 */
export interface TestRecord {
  /**
   * A text as it is, anything else as JSON, `null` for no key.
   */
  key?: unknown;
  /**
   * A text as it is, a mapping, list, number or boolean as JSON, `null` for a tombstone.
   */
  value?: unknown;
  /**
   * The value where it is no text.
   */
  valueBase64?: string;
  /**
   * Headers by name, values as text. Headers that an expected record doesn't name aren't compared.
   */
  headers?: {
    /**
     * The header's value.
     */
    [k: string]: string;
  };
  /**
   * The record's time.
   */
  timestamp?: string;
  /**
   * The partition that the record is in. A given record without one goes where its key leads.
   */
  partition?: number;
}
/**
 * All the records that one topic has to have in the end.
 */
export interface TestExpectation {
  /**
   * The step whose topic is looked at, as `step` or `pipeline/step`.
   */
  step?: string;
  /**
   * Which of the step's outputs, by its name; needed where it has several.
   */
  output?: string;
  /**
   * Which of the step's topics. Default `output`: the topic that it writes to.
   */
  role?: "output" | "input" | "error" | "dead-letter";
  /**
   * The topic's whole name, instead of a step.
   */
  topic?: string;
  /**
   * Whether the records come in the order that is written here (`exact`, the default) or in `any`.
   */
  order?: "exact" | "any";
  /**
   * The records; an empty list where there must be none. Of each one, only what is written here is compared.
   */
  records: TestRecord[];
}
