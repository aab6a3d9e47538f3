import type { ExplainedAnalysis, ReprocessPreview, ShownDeadLetter } from "../../app/dead-letters.ts";
import type { ErrorFamily } from "../../operate/dead-letters/families.ts";
import type { Digest } from "../../model/names.ts";
import type { RedriveRun } from "../../operate/dead-letters/redrive-run.ts";
import type { Paint } from "../terminal.ts";
import { oneLine, plain, shortened } from "./record.ts";

const placeOf = ({ letter }: ShownDeadLetter): string =>
  `${letter.source.topic}/${letter.partition}@${letter.record.offset}`;

const time = (ms: number): string => new Date(ms).toISOString();

/** One dead letter on two lines: where and when, and what failed. */
export function deadLetterLine(shown: ShownDeadLetter, paint: Paint): string {
  const { failure } = shown.letter;
  const redrives = failure.redrives === 0 ? "" : ` (sent again ${failure.redrives}×)`;
  return [
    `${paint("dim", placeOf(shown))} ${time(failure.failedMs)} ${paint("cyan", oneLine(shown.key))}${redrives}`,
    `  ${paint("red", failure.errorClass)}: ${shortened(failure.message.split("\n", 1)[0] ?? "")}`,
  ].join("\n");
}

/** One dead letter in full. */
export function deadLetterText(shown: ShownDeadLetter, paint: Paint): string {
  const { source, record, failure } = shown.letter;
  const from = failure.topic === undefined ? "unknown" : `${failure.topic}/${failure.partition}@${failure.offset}`;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["place", placeOf(shown)],
    ["step", `${source.pipeline}/${source.step}`],
    ["from", from],
    ["failed", time(failure.failedMs)],
    ["error", `${failure.errorClass}: ${failure.message}`],
    ["attempts", failure.attempts === undefined ? undefined : String(failure.attempts)],
    ["engine", failure.engine],
    ["bundle", failure.bundle],
    ["sent again", failure.redrives === 0 ? undefined : `${failure.redrives}×`],
    ["timestamp", time(record.timestampMs)],
    ["key", oneLine(shown.key)],
  ];
  const lines = rows.flatMap(([name, value]) =>
    value === undefined ? [] : [`${paint("bold", name.padEnd(10))} ${value}`],
  );
  const headers = record.headers
    .filter(({ key }) => !key.toString().startsWith("sluiceway-dlq-"))
    .map(({ key, value }) => `  ${key.toString()}: ${shortened(value.toString("utf8"))}`);
  const value = shown.value.kind === "json" ? JSON.stringify(shown.value.value, undefined, 2) : oneLine(shown.value);
  return [
    ...lines,
    ...(headers.length === 0 ? [] : [paint("bold", "headers"), ...headers]),
    paint("bold", "value"),
    value,
    ...(failure.stack === undefined || failure.stack === ""
      ? []
      : [paint("bold", "stack"), paint("dim", failure.stack)]),
  ].join("\n");
}

/** One dead letter as plain data; offsets are strings. */
export function deadLetterData(shown: ShownDeadLetter): unknown {
  const { source, partition, record, failure } = shown.letter;
  const { failedMs, offset, ...rest } = failure;
  return {
    place: placeOf(shown),
    pipeline: source.pipeline,
    step: source.step,
    topic: source.topic,
    partition,
    offset: String(record.offset),
    timestamp: time(record.timestampMs),
    key: plain(shown.key),
    value: plain(shown.value),
    headers: Object.fromEntries(record.headers.map(({ key, value }) => [key.toString(), value.toString("utf8")])),
    failure: { ...rest, ...(offset === undefined ? {} : { offset: String(offset) }), failed: time(failedMs) },
  };
}

/** The families of errors, most frequent first, each with its course over time. */
export function analysisText(analysis: ExplainedAnalysis, paint: Paint): string {
  const { total, families, others, revisions } = analysis;
  const span = spanOf(families);
  const head = `${total} dead letters in ${families.length} ${families.length === 1 ? "family" : "families"} of errors`;
  const rest = others === 0 ? [] : [`${others} more are of families beyond those that are kept apart`];
  return [
    paint("bold", head),
    ...families.map((family, index) => familyText(family, { index, span, paint, revisions })),
    ...rest,
  ].join("\n\n");
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

function spanOf(families: readonly ErrorFamily[]): Span {
  return {
    fromMs: Math.min(...families.map(({ first }) => first.failedMs)),
    toMs: Math.max(...families.map(({ lastMs }) => lastMs)),
  };
}

interface FamilyContext {
  readonly index: number;
  readonly span: Span;
  readonly paint: Paint;
  readonly revisions: ExplainedAnalysis["revisions"];
}

function familyText(family: ErrorFamily, { index, span, paint, revisions }: FamilyContext): string {
  const { first, sample, keys, partitions } = family;
  const began = [
    `began ${time(first.failedMs)}`,
    ...(first.bundle === undefined ? [] : [`with ${causeText(first.bundle, revisions)}`]),
    `on step ${family.pipeline}/${family.step}`,
    ...(first.engine === undefined ? [] : [`at engine ${first.engine}`]),
  ].join(" ");
  return [
    `${paint("bold", `${index + 1}. ${family.count}×`)} ${paint("red", family.errorClass)}: ${family.pattern}`,
    `   ${began}; last ${time(family.lastMs)}`,
    `   partitions ${listed(partitions, 8)}; keys ${listed(keys, 3)}`,
    `   sample ${sample.source.topic}/${sample.partition}@${sample.record.offset}: ${shortened(sample.failure.message.split("\n", 1)[0] ?? "")}`,
    `   ${paint("cyan", spark(family.histogram.bars(60, span).map(({ count }) => count)))}`,
  ].join("\n");
}

/** The revision that brought the bundle, where that is known; else the bundle. */
function causeText(bundle: Digest, revisions: ExplainedAnalysis["revisions"]): string {
  const revision = revisions.get(bundle);
  return revision === undefined ? `bundle ${bundle.slice(7, 19)}` : `revision ${revision.slice(0, 12)}`;
}

function listed(counts: readonly (readonly [string, number])[], most: number): string {
  if (counts.length === 0) return "none";
  const shown = counts.slice(0, most).map(([text, count]) => `${shortened(text)} (${count})`);
  return `${shown.join(", ")}${counts.length > most ? `, and ${counts.length - most} more` : ""}`;
}

const levels = " ▁▂▃▄▅▆▇█";

/** Bars of one character each, the highest being the most; what is there at all is seen. */
function spark(counts: readonly number[]): string {
  const most = Math.max(...counts, 1);
  return counts.map((count) => levels[Math.ceil((count / most) * (levels.length - 1))] ?? " ").join("");
}

/** The families as plain data. */
export function analysisData({ total, families, others, revisions }: ExplainedAnalysis): unknown {
  const span = spanOf(families);
  return {
    total,
    others,
    families: families.map(({ first, lastMs, sample, histogram, partitions, keys, bundles, ...family }) => ({
      ...family,
      first: {
        time: time(first.failedMs),
        bundle: first.bundle ?? null,
        revision: (first.bundle && revisions.get(first.bundle)) ?? null,
        engine: first.engine ?? null,
      },
      last: time(lastMs),
      sample: {
        place: `${sample.source.topic}/${sample.partition}@${sample.record.offset}`,
        message: sample.failure.message,
      },
      partitions: Object.fromEntries(partitions),
      keys: Object.fromEntries(keys),
      bundles: Object.fromEntries(bundles),
      histogram: histogram.bars(60, span).map(({ fromMs, count }) => ({ from: time(fromMs), count })),
    })),
  };
}

/** What a run would send where. */
export function previewText(preview: ReprocessPreview): string {
  const rows = [...preview].map(([topic, count]) =>
    topic === undefined
      ? `${count} don't say which topic they came from, and would be skipped: name one with --to`
      : `${count} would be sent to ${topic}`,
  );
  return rows.length === 0 ? "no dead letter is chosen" : rows.join("\n");
}

/** How a run has ended. */
export function runText(run: RedriveRun): string {
  const skipped =
    run.skipped === 0
      ? ""
      : `; ${run.skipped} skipped, which have no topic to go to, are too large for it, or whose record is gone`;
  return `run ${run.id}: ${run.sent} sent${skipped}. The dead letters themselves stay until their retention has passed.`;
}

/** A run as plain data. */
export function runData({ id, sent, skipped, startedMs, finishedMs }: RedriveRun): unknown {
  return {
    run: id,
    sent,
    skipped,
    started: time(startedMs),
    finished: finishedMs === undefined ? null : time(finishedMs),
  };
}
