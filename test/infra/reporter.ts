import type { Reporter, TestCase, TestModule, TestSuite } from "vitest/node";

/** What a run came to. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

type CountedTest = Pick<TestCase, "result">;
type CountedSuite = Pick<TestSuite, "errors">;

/** The part of vitest's file report that is counted. */
export interface CountedModule {
  errors(): readonly unknown[];
  readonly children: { allTests(): Iterable<CountedTest>; allSuites(): Iterable<CountedSuite> };
}

/** A skipped or todo test is skipped; one that was cut off before its end has failed. */
function outcomeOf(test: CountedTest): keyof Counts {
  const { state } = test.result();
  return state === "pending" ? "failed" : state;
}

/**
 * Counts the tests. A file that could not be collected, a suite whose hook failed and an error outside of all tests are
 * one failure each, since the tests that they prevented are not reported as failed.
 */
export function countTests(modules: readonly CountedModule[], unhandledErrors: number): Counts {
  const counts = { passed: 0, failed: unhandledErrors, skipped: 0 };
  for (const module of modules) {
    if (module.errors().length > 0) counts.failed++;
    for (const suite of module.children.allSuites()) if (suite.errors().length > 0) counts.failed++;
    for (const test of module.children.allTests()) counts[outcomeOf(test)]++;
  }
  return counts;
}

/** The closing line that CI reads. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** Prints the closing line, alone, as the very last of the run. */
export default class ClosingLineReporter implements Reporter {
  #counts: Counts = { passed: 0, failed: 0, skipped: 0 };

  onInit(): void {
    // Other reporters and the servers' teardown write after the run's end, but nothing after the process's.
    process.once("exit", (code) => {
      const { passed, failed, skipped } = this.#counts;
      // What fails outside of the tests, a setup that got no server for one, is told by the exit code alone.
      const failedElsewhere = code !== 0 && failed === 0 ? 1 : 0;
      process.stdout.write(`${closingLine({ passed, failed: failed + failedElsewhere, skipped })}\n`);
    });
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    this.#counts = countTests(modules, unhandledErrors.length);
  }
}
