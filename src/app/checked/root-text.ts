import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { meetingPoints } from "./affected-files.ts";
import type { Counts, FileFacts, PipelineFacts, RememberedRoot, RootState } from "./root-state.ts";
import { countsOf } from "./root-state.ts";

/**
 * The text of a state, in lines: a head; a row for each file, sorted by path (path, id and, for pipelines, their facts);
 * and an index of the points where pipelines meet, sorted (point, path). It is searched, not parsed: a process that wants
 * to know about a few of ten thousand files reads these only. Undefined where a path has what separates columns and lines.
 */
export function textOfRoot(state: RootState): string | undefined {
  const files = [...state.files].toSorted(([a], [b]) => compare(a, b));
  if (files.some(([path]) => /[\n\t]/.test(path))) return undefined;
  const rows = files.map(([path, { id, pipelines }]) => `${path}\t${id}\t${pipelines ? factsText(pipelines) : ""}\n`);
  const index = files.flatMap(([path, { pipelines }]) =>
    pipelines === undefined ? [] : [...new Set(meetingPoints(pipelines))].map((point) => `${point}\t${path}\n`),
  );
  const head: Head = {
    files: files.length,
    counts: countsOf(state),
    shared: files.flatMap(([path, { pipelines }]) => (pipelines === undefined ? [path] : [])),
    warnings: state.warnings,
    declaredTopics: state.declaredTopics,
    rowsLength: rows.reduce((sum, row) => sum + row.length, 0),
  };
  return [`${JSON.stringify(head)}\n`, ...rows, ...index.toSorted(compare)].join("");
}

interface Head {
  readonly files: number;
  readonly counts: Counts;
  readonly shared: readonly string[];
  readonly warnings: readonly Diagnostic[];
  readonly declaredTopics: readonly string[];
  /** How many characters of the text the rows are. */
  readonly rowsLength: number;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const factsText = ({ names, links, topics }: PipelineFacts): string => JSON.stringify([names, links, topics]);

function factsFrom(text: string): PipelineFacts | undefined {
  if (text === "") return undefined;
  const [names, links, topics] = JSON.parse(text) as [readonly string[], readonly string[], number];
  return { names, links, topics };
}

/** What such a text says. Throws where it is none. */
export function rememberedRoot(text: string): RememberedRoot {
  const start = text.indexOf("\n") + 1;
  const { files, rowsLength, ...head } = JSON.parse(text.slice(0, start)) as Head;
  const rows = { text, start, end: start + rowsLength };
  const index = { text, start: rows.end, end: text.length };
  const factsOf = (path: string): FileFacts | undefined => {
    const [row] = linesWithKey(rows, path);
    if (row === undefined) return undefined;
    const [id = "", facts = ""] = row.split("\t");
    return { id, pipelines: factsFrom(facts) };
  };
  return {
    ...head,
    factsOf,
    filesAt: (point) => [...linesWithKey(index, point)],
    changed: (ids) => changedFiles({ rows, files, factsOf }, ids),
  };
}

/** Sorted lines of a text, which begin with a key and a tab. */
interface Lines {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const lineAfter = ({ text }: Lines, at: number): number => text.indexOf("\n", at) + 1;

/** What stands behind a key, in each of its lines. */
function* linesWithKey(lines: Lines, key: string): Iterable<string> {
  const { text, end } = lines;
  const begin = `${key}\t`;
  for (let at = lowerBound(lines, key); at < end && text.startsWith(begin, at); at = lineAfter(lines, at))
    yield text.slice(at + begin.length, lineAfter(lines, at) - 1);
}

/** Where the first line begins that stands not before a key. */
function lowerBound(lines: Lines, key: string): number {
  const { text } = lines;
  let [low, high] = [lines.start, lines.end];
  while (low < high) {
    const line = text.lastIndexOf("\n", Math.floor((low + high) / 2) - 1) + 1;
    if (text.slice(line, text.indexOf("\t", line)) < key) low = lineAfter(lines, line);
    else high = line;
  }
  return low;
}

interface Rows {
  readonly rows: Lines;
  readonly files: number;
  readonly factsOf: (path: string) => FileFacts | undefined;
}

/** The files that have another id, are new, or are gone. */
function changedFiles({ rows, files, factsOf }: Rows, ids: ReadonlyMap<string, string>): readonly string[] {
  const { text } = rows;
  const changed: string[] = [];
  let known = 0;
  let at = rows.start;
  // Listings are nearly always in the order of the rows: then one after the other is compared where it stands.
  for (const [path, id] of ids) {
    if (text.startsWith(`${path}\t${id}\t`, at)) {
      known += 1;
      at = lineAfter(rows, at);
      continue;
    }
    at = lowerBound(rows, path);
    const before = factsOf(path);
    if (before !== undefined) {
      known += 1;
      at = lineAfter(rows, at);
    }
    if (before?.id !== id) changed.push(path);
  }
  if (known === files) return changed;
  for (let row = rows.start; row < rows.end; row = lineAfter(rows, row)) {
    const path = text.slice(row, text.indexOf("\t", row));
    if (!ids.has(path)) changed.push(path);
  }
  return changed;
}
