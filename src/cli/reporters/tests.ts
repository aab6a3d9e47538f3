import type { TestFailure, TestOutcome } from "../../app/testing/run-tests.ts";
import { positionAt } from "../../diagnostics/position.ts";
import { diagnosticToJson } from "../../diagnostics/render.ts";
import type { ReportContext } from "../../diagnostics/report-context.ts";
import type { Paint, Terminal } from "../terminal.ts";
import { paintFor } from "../terminal.ts";

type TextOf = ReportContext["textOf"];

/** One test on a line, and below it what differs. */
export function outcomeText(terminal: Terminal, { test, durationMs, failures }: TestOutcome, textOf: TextOf): string {
  const paint = paintFor(terminal);
  const mark = failures.length === 0 ? paint("green", "✓") : paint("red", "✗");
  const head = `${mark} ${test.name} ${paint("dim", `(${Math.round(durationMs)} ms)`)}`;
  return [head, ...failures.map((failure) => failureText(failure, { paint, textOf }))].join("\n");
}

function failureText(
  { diagnostic, difference }: TestFailure,
  { paint, textOf }: { readonly paint: Paint; readonly textOf: TextOf },
): string {
  const { code, message, hint, span } = diagnostic;
  const place = span === undefined ? "" : `${paint("cyan", placeText(span, textOf))} `;
  const lines = [`  ${place}${paint("red", "error")} ${paint("bold", code)} ${message}`];
  if (hint !== undefined) lines.push(`    ${paint("dim", "hint:")} ${hint}`);
  if (difference !== undefined) {
    lines.push(`    ${paint("red", "- expected")}`, `    ${paint("green", "+ actual")}`);
    for (const line of difference.diff.split("\n")) lines.push(`    ${paintedLine(line, paint)}`);
  }
  return lines.join("\n");
}

function paintedLine(line: string, paint: Paint): string {
  if (line.startsWith("-")) return paint("red", line);
  return line.startsWith("+") ? paint("green", line) : line;
}

function placeText(span: TestOutcome["test"]["span"], textOf: TextOf): string {
  const text = textOf(span.file);
  if (text === undefined) return span.file;
  const { line, column } = positionAt(text, span.start);
  return `${span.file}:${line}:${column}`;
}

const failedOf = (outcomes: readonly TestOutcome[]): number =>
  outcomes.filter(({ failures }) => failures.length > 0).length;

/** `4 passed, 1 failed`. */
export function countsText(terminal: Terminal, outcomes: readonly TestOutcome[]): string {
  const paint = paintFor(terminal);
  const failed = failedOf(outcomes);
  return `\n${paint("green", `${outcomes.length - failed} passed`)}, ${paint(failed === 0 ? "dim" : "red", `${failed} failed`)}`;
}

/** All outcomes as one JSON document. */
export function testsJson(outcomes: readonly TestOutcome[], textOf: TextOf): string {
  const failed = failedOf(outcomes);
  const tests = outcomes.map(({ test, durationMs, failures }) => ({
    name: test.name,
    file: test.span.file,
    outcome: failures.length === 0 ? "passed" : "failed",
    durationMs: Math.round(durationMs),
    failures: failures.map(({ diagnostic, topic, difference }) => ({
      ...diagnosticToJson(diagnostic, textOf),
      ...(topic === undefined ? {} : { topic }),
      ...difference,
    })),
  }));
  return JSON.stringify({ ok: failed === 0, passed: outcomes.length - failed, failed, tests }, undefined, 2);
}

/** All outcomes as JUnit's XML, which CI servers show: a suite for each file. */
export function junitXml(outcomes: readonly TestOutcome[], { textOf, pathOf }: ReportContext): string {
  const files = [...new Set(outcomes.map(({ test }) => test.span.file))];
  const suites = files.flatMap((file) => {
    const own = outcomes.filter(({ test }) => test.span.file === file);
    const counts = { tests: own.length, failures: failedOf(own), errors: 0, skipped: 0 };
    return [
      `  <testsuite ${attributes({ name: pathOf(file), ...counts, time: secondsOf(own) })}>`,
      ...own.flatMap((outcome) => testCase(outcome, { textOf, pathOf })),
      "  </testsuite>",
    ];
  });
  const totals = { tests: outcomes.length, failures: failedOf(outcomes), time: secondsOf(outcomes) };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes(totals)}>`,
    ...suites,
    "</testsuites>",
  ].join("\n");
}

function testCase(outcome: TestOutcome, { textOf, pathOf }: ReportContext): string[] {
  const { test, failures } = outcome;
  const file = pathOf(test.span.file);
  const head = attributes({ name: test.name, classname: file, file, time: secondsOf([outcome]) });
  if (failures.length === 0) return [`    <testcase ${head}/>`];
  return [
    `    <testcase ${head}>`,
    ...failures.map(({ diagnostic, difference }) => {
      const { code, message, hint, span } = diagnostic;
      const place = span === undefined ? "" : placeText(span, textOf);
      const text = [place, message, hint, difference?.diff].filter((part) => part !== undefined).join("\n");
      return `      <failure ${attributes({ type: code, message })}>${escaped(text)}</failure>`;
    }),
    "    </testcase>",
  ];
}

const secondsOf = (outcomes: readonly TestOutcome[]): string =>
  (outcomes.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000).toFixed(3);

const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(String(value)).replaceAll("\n", "&#10;")}"`)
    .join(" ");

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** What XML 1.0 can hold: markup escaped, characters that it doesn't have replaced. */
function escaped(text: string): string {
  return text
    .replaceAll(/[&<>"]/g, (character) => entities[character] ?? character)
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD");
}
