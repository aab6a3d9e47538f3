/**
 * `sluiceway test`: runs the documents with `test:` of a configuration root, each on an embedded broker and an engine of
 * its own. Needs no server and no settings; runs the modules of the repository, as any test runs what it tests.
 */
import type { TestCase } from "../../compile/tests/test-case.ts";
import type { Checked } from "../../diagnostics/checked.ts";
import { failed } from "../../diagnostics/checked.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { machineClock } from "../../embedded/machine-clock.ts";
import type { Desired } from "../../model/desired.ts";
import type { TopicName } from "../../model/names.ts";
import { compileRoot } from "../compile-root.ts";
import type { OpenedRepository, RootRequest } from "../open-repository.ts";
import { openRepository } from "../open-repository.ts";
import type { Shown } from "../session.ts";
import type { Difference } from "./compare-records.ts";
import { compareRecords } from "./compare-records.ts";
import type { FoundRecord } from "./record-text.ts";
import type { TestWorld } from "./test-world.ts";
import { createTestWorld } from "./test-world.ts";

/** One thing that a test found wrong, with the records where it is about records. */
export interface TestFailure {
  readonly diagnostic: Diagnostic;
  readonly topic?: TopicName;
  readonly difference?: Difference;
}

/** How one test ended; it passed where nothing is wrong. */
export interface TestOutcome {
  readonly test: TestCase;
  readonly durationMs: number;
  readonly failures: readonly TestFailure[];
}

export interface TestsRequest extends RootRequest {
  readonly environment?: string | undefined;
  /** Only tests whose name or file contains this; all without it. */
  readonly filter: string | undefined;
  /** Aborted: no further test is begun. */
  readonly signal: AbortSignal;
  readonly onOutcome: (outcome: TestOutcome, textOf: OpenedRepository["textOf"]) => void;
}

/** Compiles the root and runs its tests one after the other, in the order of files and lines. */
export async function runTests(
  request: TestsRequest,
): Promise<Shown<readonly TestOutcome[]> & { readonly folder: string | undefined }> {
  const opened = await openRepository(request);
  try {
    const root = await compileRoot(opened, request.environment);
    const onOutcome = (outcome: TestOutcome): void => request.onOutcome(outcome, opened.textOf);
    const result = root.ok ? await runAll(root.value.compiled, { ...request, onOutcome }) : root;
    return { result, textOf: opened.textOf, folder: opened.folder };
  } finally {
    await opened.repository.close();
  }
}

async function runAll(
  { tests, desired }: { readonly tests: readonly TestCase[]; readonly desired: Desired },
  {
    filter = "",
    signal,
    onOutcome,
  }: Omit<TestsRequest, "onOutcome"> & {
    readonly onOutcome: (outcome: TestOutcome) => void;
  },
): Promise<Checked<readonly TestOutcome[]>> {
  const chosen = tests.filter(({ name, span }) => name.includes(filter) || span.file.includes(filter));
  if (chosen.length === 0) {
    const found =
      tests.length === 0
        ? "the configuration root has none"
        : `none of ${tests.length} contains "${filter}" in its name or file`;
    return failed(diagnostic("SLW1808", { found }));
  }
  const outcomes: TestOutcome[] = [];
  for (const test of chosen) {
    signal.throwIfAborted();
    const outcome = await runTest(test, desired);
    outcomes.push(outcome);
    onOutcome(outcome);
  }
  return { ok: true, value: outcomes, warnings: [] };
}

/** Runs one test from an empty broker to its verdict. */
async function runTest(test: TestCase, desired: Desired): Promise<TestOutcome> {
  const startMs = machineClock.monotonicMs();
  const world = await createTestWorld(test, desired);
  try {
    const reason = await untilDrained(world, test.timeLimitMs);
    const unfinished: TestFailure[] =
      reason === undefined
        ? []
        : [{ diagnostic: diagnostic("SLW1803", { test: test.name, reason }, { span: test.span }) }];
    // Without an end, what is missing is missing because of that.
    const failures = reason === undefined ? await judge(test, world) : unfinished;
    return { test, durationMs: machineClock.monotonicMs() - startMs, failures };
  } finally {
    await world.close();
  }
}

const pollMs = 1;

/** Undefined once everything is processed; why it isn't, where the time is over or it never will be. */
async function untilDrained(world: TestWorld, timeLimitMs: number): Promise<string | undefined> {
  const deadlineMs = machineClock.monotonicMs() + timeLimitMs;
  for (;;) {
    if (await world.isDrained()) return undefined;
    const trouble = world.trouble();
    if (trouble?.isFinal === true) return trouble.reason;
    if (machineClock.monotonicMs() > deadlineMs)
      return trouble?.reason ?? `after ${timeLimitMs} ms there are still records that no step has finished`;
    await machineClock.sleep(pollMs);
  }
}

async function judge(test: TestCase, world: TestWorld): Promise<readonly TestFailure[]> {
  const failures: TestFailure[] = [];
  for (const { topic, span, ...expected } of test.expected) {
    const difference = compareRecords(expected, await world.read(topic));
    if (difference !== undefined)
      failures.push({ diagnostic: diagnostic("SLW1801", { test: test.name, topic }, { span }), topic, difference });
  }
  const deadLetters = world.bundles.flatMap(({ steps }) => steps.map((step) => step.deadLetterTopic));
  for (const topic of deadLetters) {
    if (test.expected.some((expected) => expected.topic === topic)) continue;
    const found = await world.read(topic);
    if (found.length > 0) failures.push(unexpectedDeadLetters(test, topic, found));
  }
  return failures;
}

const reasonHeader = "sluiceway-dlq-message";

/** Says what the step said, because the record alone explains nothing. */
function unexpectedDeadLetters(test: TestCase, topic: TopicName, found: readonly FoundRecord[]): TestFailure {
  const records = `${found.length} dead letter${found.length === 1 ? "" : "s"}`;
  const reason = found[0]?.headers.find(({ key }) => key.toString() === reasonHeader)?.value.toString();
  const hint = reason === undefined ? undefined : `The first one failed with: ${reason}`;
  const difference = compareRecords({ records: [], order: "exact" }, found);
  return {
    diagnostic: diagnostic("SLW1802", { test: test.name, topic, records }, { span: test.span, hint }),
    topic,
    ...(difference === undefined ? {} : { difference }),
  };
}
