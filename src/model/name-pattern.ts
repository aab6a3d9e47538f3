import type { Parsed } from "./names.ts";

/** A pattern of names; matching takes time that grows with the product of pattern and name, whatever the pattern. */
export interface NamePattern {
  readonly matches: (name: string) => boolean;
}

/** Repetitions are written out, so this bounds what `{n,m}` of `{n,m}` can grow to. */
const maxStates = 2000;

/**
 * A regular expression over a whole name: characters, `.`, classes, `\d`, `\w`, `\` before a sign, groups, `|`, `*`,
 * `+`, `?`, `{n}`, `{n,}`, `{n,m}`; `^` and `$` at its ends have no effect. Everything that needs backtracking is refused
 * with a sentence: policies come with pull requests and must not be able to hold a compiler up.
 */
export function parseNamePattern(text: string): Parsed<NamePattern> {
  try {
    const node = new PatternParser(text.replace(/^\^/, "").replace(/(?<!\\)\$$/, "")).parse();
    const machine = new Machine();
    const start = machine.add(node, machine.end());
    return { ok: true, value: { matches: (name) => machine.matches(start, name) } };
  } catch (error) {
    if (error instanceof PatternError) return { ok: false, problem: error.message };
    throw error;
  }
}

class PatternError extends Error {}

type Test = (character: string) => boolean;

type Node =
  | { readonly kind: "one"; readonly test: Test }
  | { readonly kind: "sequence"; readonly parts: readonly Node[] }
  | { readonly kind: "choice"; readonly parts: readonly Node[] }
  | Repeat;

interface Repeat {
  readonly kind: "repeat";
  readonly part: Node;
  readonly min: number;
  readonly max: number;
}

const escapes: Readonly<Record<string, Test>> = {
  d: (character) => /^[0-9]$/.test(character),
  w: (character) => /^[A-Za-z0-9_]$/.test(character),
};

class PatternParser {
  readonly #characters: readonly string[];
  #index = 0;

  constructor(text: string) {
    this.#characters = text.split("");
  }

  parse(): Node {
    const node = this.#choice();
    if (this.#peek() !== undefined) throw new PatternError(`"${this.#peek()}" closes nothing`);
    return node;
  }

  #peek(): string | undefined {
    return this.#characters[this.#index];
  }

  #take(what: string): string {
    const character = this.#characters[this.#index++];
    if (character === undefined) throw new PatternError(`it ends where ${what} is expected`);
    return character;
  }

  #choice(): Node {
    const parts = [this.#sequence()];
    while (this.#peek() === "|") {
      this.#index++;
      parts.push(this.#sequence());
    }
    return { kind: "choice", parts };
  }

  #sequence(): Node {
    const parts: Node[] = [];
    for (let next = this.#peek(); next !== undefined && next !== "|" && next !== ")"; next = this.#peek())
      parts.push(this.#repeated(this.#atom()));
    return { kind: "sequence", parts };
  }

  #atom(): Node {
    const character = this.#take("a character");
    if (character === "(") return this.#group();
    if (character === "[") return { kind: "one", test: this.#classTest() };
    if (character === "\\") return { kind: "one", test: this.#escape() };
    if (character === ".") return { kind: "one", test: () => true };
    if ("*+?{^$".includes(character)) throw new PatternError(`"${character}" can't stand here`);
    return { kind: "one", test: (other) => other === character };
  }

  #group(): Node {
    if (this.#peek() === "?") {
      this.#index++;
      if (this.#take("a group") !== ":")
        throw new PatternError('groups other than "(…)" and "(?:…)" aren\'t supported');
    }
    const node = this.#choice();
    if (this.#peek() !== ")") throw new PatternError("a group has no end");
    this.#index++;
    return node;
  }

  #escape(): Test {
    const character = this.#take("the escaped character");
    const known = escapes[character];
    if (known === undefined && /[A-Za-z0-9]/.test(character))
      throw new PatternError(`"\\${character}" isn't supported`);
    return known ?? ((other) => other === character);
  }

  #classTest(): Test {
    const isNegated = this.#peek() === "^";
    if (isNegated) this.#index++;
    const tests: Test[] = [];
    for (let character = this.#take("a ]"); character !== "]"; character = this.#take("a ]")) {
      if (character === "\\") tests.push(this.#escape());
      else if (this.#peek() === "-" && this.#characters[this.#index + 1] !== "]") tests.push(this.#range(character));
      else tests.push((other) => other === character);
    }
    return (character) => tests.some((test) => test(character)) !== isNegated;
  }

  #range(from: string): Test {
    this.#index++;
    const to = this.#take("the end of a range");
    if (to < from) throw new PatternError(`the range ${from}-${to} is empty`);
    return (character) => from <= character && character <= to;
  }

  #repeated(part: Node): Node {
    const sign = this.#peek();
    if (sign === undefined || !"*+?{".includes(sign)) return part;
    this.#index++;
    const [min, max] = sign === "{" ? this.#counts() : [sign === "+" ? 1 : 0, sign === "?" ? 1 : Infinity];
    if (this.#peek() !== undefined && "*+?{".includes(this.#peek() ?? ""))
      throw new PatternError("a repetition can't be repeated without a group");
    return { kind: "repeat", part, min, max };
  }

  #counts(): readonly [number, number] {
    let text = "";
    for (let character = this.#take("a }"); character !== "}"; character = this.#take("a }")) text += character;
    const found = /^(\d{1,4})(,(\d{1,4})?)?$/.exec(text);
    if (found === null) throw new PatternError(`{${text}} isn't a number of repetitions`);
    const min = Number(found[1]);
    const max = found[2] === undefined ? min : found[3] === undefined ? Infinity : Number(found[3]);
    if (max < min) throw new PatternError(`{${text}} asks for fewer than at least ${min}`);
    return [min, max];
  }
}

interface State {
  readonly test: Test | undefined;
  /** Where a character that passes leads, or what is tried without one. */
  readonly next: number[];
}

/** A machine without backtracking: it is in all of its possible states at a time. */
class Machine {
  readonly #states: State[] = [];

  end(): number {
    return this.#push({ test: undefined, next: [] });
  }

  /** The state from which `node` leads to the state `next`. */
  add(node: Node, next: number): number {
    if (node.kind === "one") return this.#push({ test: node.test, next: [next] });
    if (node.kind === "sequence") return node.parts.reduceRight((after, part) => this.add(part, after), next);
    if (node.kind === "choice")
      return this.#push({ test: undefined, next: node.parts.map((part) => this.add(part, next)) });
    return this.#addRepeat(node, next);
  }

  matches(start: number, name: string): boolean {
    let current = this.#reachable([start]);
    for (const character of name)
      current = this.#reachable(
        [...current].flatMap((index) => (this.#states[index]?.test?.(character) === true ? this.#nextOf(index) : [])),
      );
    return current.has(0);
  }

  #addRepeat({ part, min, max }: Repeat, next: number): number {
    let after = next;
    if (max === Infinity) {
      const ways = [next];
      after = this.#push({ test: undefined, next: ways });
      ways.push(this.add(part, after));
    } else
      for (let count = min; count < max; count++)
        after = this.#push({ test: undefined, next: [next, this.add(part, after)] });
    for (let count = 0; count < min; count++) after = this.add(part, after);
    return after;
  }

  #push(state: State): number {
    if (this.#states.length >= maxStates) throw new PatternError("its repetitions make it too large");
    return this.#states.push(state) - 1;
  }

  #nextOf(index: number): readonly number[] {
    return this.#states[index]?.next ?? [];
  }

  /** The states themselves, and those that they lead to without a character. */
  #reachable(from: readonly number[]): ReadonlySet<number> {
    const found = new Set(from);
    for (const index of found) {
      if (this.#states[index]?.test !== undefined) continue;
      for (const next of this.#nextOf(index)) found.add(next);
    }
    return found;
  }
}
