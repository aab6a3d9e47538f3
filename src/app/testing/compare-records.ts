import { isDeepStrictEqual } from "node:util";
import { structuredPatch } from "diff";
import type { ExpectedRecords } from "../../compile/tests/test-case.ts";
import type { TestRecord } from "../../model/generated/test.ts";
import { bytesOf, jsonOf, textOf, valueBytesOf } from "./payload.ts";
import type { FoundRecord } from "./record-text.ts";
import { asWritten, recordText } from "./record-text.ts";

/** How a topic differs from what is expected of it. */
export interface Difference {
  /** What is expected and what is there, as a test would write it down. */
  readonly expected: readonly TestRecord[];
  readonly actual: readonly TestRecord[];
  /** Lines of YAML with `-` (expected and missing), `+` (there and not expected) or a space before them. */
  readonly diff: string;
}

/** Undefined where a topic holds exactly the expected records. */
export function compareRecords(
  { records: expected, order }: Pick<ExpectedRecords, "records" | "order">,
  found: readonly FoundRecord[],
): Difference | undefined {
  const actual = order === "any" ? paired(expected, found) : found;
  const isEqual = actual.length === expected.length && expected.every((record, index) => fits(record, actual[index]));
  if (isEqual) return undefined;
  const written = actual.map((record, index) => writtenLike(record, { expected, index }));
  return { expected, actual: written, diff: diffOf(expected, written) };
}

/** Where a record fits an expected one it is written as that one is, so that the diff shows no difference there. */
function writtenLike(
  record: FoundRecord,
  { expected, index }: { readonly expected: readonly TestRecord[]; readonly index: number },
): TestRecord {
  const nearest = fits(expected[index], record) ? expected[index] : expected.find((one) => fits(one, record));
  if (nearest !== undefined) return nearest;
  const like = expected[index];
  return asWritten(record, like === undefined ? expected : [like]);
}

function fits(expected: TestRecord | undefined, found: FoundRecord | undefined): boolean {
  if (expected === undefined || found === undefined) return false;
  const { key, timestamp, partition, headers = {} } = expected;
  if (key !== undefined && !sameBytes(key, found.key)) return false;
  if (!hasValue(expected, found.value)) return false;
  if (timestamp !== undefined && Date.parse(timestamp) !== found.timestampMs) return false;
  if (partition !== undefined && partition !== found.partition) return false;
  return Object.entries(headers).every(([name, value]) =>
    found.headers.some((header) => header.key.toString() === name && header.value.toString() === value),
  );
}

function hasValue(expected: TestRecord, bytes: Buffer | undefined): boolean {
  const { value, valueBase64 } = expected;
  if (valueBase64 !== undefined) return bytes !== undefined && valueBytesOf(expected)?.equals(bytes) === true;
  return value === undefined || sameBytes(value, bytes);
}

/** Texts compare as texts, everything else by what the JSON stands for: the order of its members has no meaning. */
function sameBytes(expected: unknown, bytes: Buffer | undefined): boolean {
  if (expected === null || bytes === undefined) return expected === null && bytes === undefined;
  if (typeof expected === "string") return textOf(bytes) === expected;
  const json = jsonOf(bytes);
  return json !== undefined && isDeepStrictEqual(json.value, jsonOf(bytesOf(expected) ?? Buffer.of())?.value);
}

/** The records in the order of the expected ones that they fit, as many as can fit at once; the others at the end. */
function paired(expected: readonly TestRecord[], found: readonly FoundRecord[]): readonly FoundRecord[] {
  const expectedOf = new Map<number, number>();
  const assign = (index: number, tried: Set<number>): boolean => {
    for (const [candidate, record] of found.entries()) {
      if (tried.has(candidate) || !fits(expected[index], record)) continue;
      tried.add(candidate);
      const holder = expectedOf.get(candidate);
      if (holder !== undefined && !assign(holder, tried)) continue;
      expectedOf.set(candidate, index);
      return true;
    }
    return false;
  };
  for (const index of expected.keys()) assign(index, new Set());
  const rank = (candidate: number): number => expectedOf.get(candidate) ?? expected.length + candidate;
  return [...found.entries()].toSorted(([a], [b]) => rank(a) - rank(b)).map(([, record]) => record);
}

function diffOf(expected: readonly TestRecord[], actual: readonly TestRecord[]): string {
  const text = (records: readonly TestRecord[]): string => records.map(recordText).join("");
  const { hunks } = structuredPatch("", "", text(expected), text(actual), "", "", { context: 4 });
  return hunks.map(({ lines }) => lines.filter((line) => !line.startsWith("\\")).join("\n")).join("\n  …\n");
}
