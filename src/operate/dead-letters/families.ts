import type { Digest } from "../../model/names.ts";
import type { DeadLetter } from "./dead-letter.ts";
import { Histogram } from "./histogram.ts";
import { messagePattern } from "./message-pattern.ts";
import { TopCounts } from "./top-counts.ts";

/** Where and when a family was seen first: what runs since then is a likely cause. */
interface Beginning {
  readonly failedMs: number;
  readonly bundle: Digest | undefined;
  readonly engine: string | undefined;
}

/** Dead letters of one step that failed in the same way. */
export interface ErrorFamily {
  readonly pipeline: string;
  readonly step: string;
  readonly errorClass: string;
  /** The messages with what varies between them replaced: `<number>`, `<uuid>`, … and `<*>` for a word that differs. */
  readonly pattern: string;
  readonly count: number;
  readonly first: Beginning;
  readonly lastMs: number;
  /** The dead letter that was seen first. */
  readonly sample: DeadLetter;
  /** The partitions of the step's input that are affected, with how many records of each. */
  readonly partitions: readonly (readonly [partition: string, count: number])[];
  /** The most frequent keys, at most ten; counts may be too high where there are very many keys. */
  readonly keys: readonly (readonly [key: string, count: number])[];
  /** Bundles that the records failed under, with how many. */
  readonly bundles: readonly (readonly [bundle: string, count: number])[];
  readonly histogram: Histogram;
}

export interface Analysis {
  readonly total: number;
  /** Most frequent first. */
  readonly families: readonly ErrorFamily[];
  /** Records whose family is not among those kept apart, because there are too many. */
  readonly others: number;
}

/** Families that are kept apart, and messages whose family is remembered: what bounds the memory. */
const mostFamilies = 500;
const mostRemembered = 10_000;
/** Two messages are of one family when so much of their words is the same. */
const likeness = 0.6;
const wildcard = "<*>";
const shownKeys = 10;

interface Growing {
  readonly letter: DeadLetter;
  words: string[];
  count: number;
  first: Beginning;
  lastMs: number;
  readonly partitions: TopCounts;
  readonly keys: TopCounts;
  readonly bundles: TopCounts;
  readonly histogram: Histogram;
}

/**
 * Sorts dead letters into families as they come: by step, error class and the message's words, of which a family may
 * leave some open (the idea is that of the Drain log parser: He et al., "Drain: An Online Log Parsing Approach with
 * Fixed Depth Tree", ICWS 2017). Memory is bounded whatever the number of records.
 */
export class FamilyCollector {
  readonly #byShape = new Map<string, Growing[]>();
  readonly #remembered = new Map<string, Growing>();
  #families = 0;
  #total = 0;
  #others = 0;

  add(letter: DeadLetter): void {
    this.#total += 1;
    const family = this.#familyOf(letter);
    if (family === undefined) this.#others += 1;
    else grow(family, letter);
  }

  analysis(): Analysis {
    const families = [...this.#byShape.values()]
      .flat()
      .map(shown)
      .toSorted((a, b) => b.count - a.count || a.first.failedMs - b.first.failedMs);
    return { total: this.#total, families, others: this.#others };
  }

  #familyOf(letter: DeadLetter): Growing | undefined {
    const { source, failure } = letter;
    const exact = `${source.topic}\n${failure.errorClass}\n${failure.message}`;
    const remembered = this.#remembered.get(exact);
    if (remembered !== undefined) return remembered;
    const words = messagePattern(failure.message);
    const shape = `${source.topic}\n${failure.errorClass}\n${words.length}`;
    const candidates = this.#byShape.get(shape) ?? [];
    const family = closest(candidates, words) ?? this.#begin(letter, words, { shape, candidates });
    if (family !== undefined && this.#remembered.size < mostRemembered) this.#remembered.set(exact, family);
    return family;
  }

  #begin(
    letter: DeadLetter,
    words: readonly string[],
    { shape, candidates }: { readonly shape: string; readonly candidates: Growing[] },
  ): Growing | undefined {
    if (this.#families >= mostFamilies) return undefined;
    this.#families += 1;
    const family = newFamily(letter, words);
    candidates.push(family);
    this.#byShape.set(shape, candidates);
    return family;
  }
}

/** The most alike of the families that are alike enough; what differs in it becomes open. */
function closest(families: readonly Growing[], words: readonly string[]): Growing | undefined {
  let best: Growing | undefined;
  let most = 0;
  for (const family of families) {
    const alike = words.length === 0 ? 1 : countAlike(family.words, words) / words.length;
    if (alike >= likeness && alike > most) [best, most] = [family, alike];
  }
  if (best !== undefined && most < 1)
    best.words = best.words.map((word, index) => (word === words[index] ? word : wildcard));
  return best;
}

const countAlike = (a: readonly string[], b: readonly string[]): number =>
  a.filter((word, index) => word === b[index]).length;

function newFamily(letter: DeadLetter, words: readonly string[]): Growing {
  const { failedMs } = letter.failure;
  return {
    letter,
    words: [...words],
    count: 0,
    first: beginningOf(letter),
    lastMs: failedMs,
    partitions: new TopCounts(1_000),
    keys: new TopCounts(200),
    bundles: new TopCounts(50),
    histogram: new Histogram(),
  };
}

function grow(family: Growing, letter: DeadLetter): void {
  const { failure, record } = letter;
  family.count += 1;
  if (failure.failedMs < family.first.failedMs) family.first = beginningOf(letter);
  family.lastMs = Math.max(family.lastMs, failure.failedMs);
  family.partitions.add(String(failure.partition ?? letter.partition));
  if (record.key !== undefined) family.keys.add(record.key.toString("utf8"));
  if (failure.bundle !== undefined) family.bundles.add(failure.bundle);
  family.histogram.add(failure.failedMs);
}

const beginningOf = ({ failure: { failedMs, bundle, engine } }: DeadLetter): Beginning => ({
  failedMs,
  bundle,
  engine,
});

function shown(family: Growing): ErrorFamily {
  const { letter, words, count, first, lastMs, partitions, keys, bundles, histogram } = family;
  return {
    pipeline: letter.source.pipeline,
    step: letter.source.step,
    errorClass: letter.failure.errorClass,
    pattern: words.join(" "),
    count,
    first,
    lastMs,
    sample: letter,
    partitions: partitions.top(Infinity),
    keys: keys.top(shownKeys),
    bundles: bundles.top(Infinity),
    histogram,
  };
}
