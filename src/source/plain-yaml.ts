/**
 * Reads the YAML that people write nearly always (block mappings and lists, scalars and flow collections on one line,
 * comments) some twenty times faster than the library, and refuses everything else, which the library then reads. What
 * it accepts has the values and places that the library gives; tests hold the two to each other.
 */

/** A value and where it stands, in offsets of the text. */
export interface PlainNode {
  readonly value: unknown;
  readonly start: number;
  /** Undefined for collections, whose end depends on what follows. */
  readonly end: number | undefined;
  /** The members of a mapping, or the items of a list; undefined for scalars. */
  readonly children: readonly PlainChild[] | undefined;
}

export interface PlainChild {
  /** Undefined for items of a list. */
  readonly key: PlainKey | undefined;
  readonly node: PlainNode;
}

interface PlainKey {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The one document of a text, or undefined where anything in it is beyond what this reads, valid or not. */
export function readPlainYaml(text: string): PlainNode | undefined {
  if (unusualCharacter.test(text)) return undefined;
  const cursor: Cursor = { text, position: 0, column: 0, depth: 0 };
  try {
    toContent(cursor);
    if (cursor.column !== 0) return undefined;
    const node = blockMapping(cursor);
    return isAtEnd(cursor) ? node : undefined;
  } catch (error) {
    if (error === unusual) return undefined;
    throw error;
  }
}

/** Tabs, carriage returns, byte order marks, control characters and line separators that only some know. */
const unusualCharacter = /[^\n\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd]/;
const unusual = new Error("beyond plain YAML");
const maxDepth = 64;
const atEnd = -1;

interface Cursor {
  readonly text: string;
  /** Between lines: the first character of the next line's content. */
  position: number;
  /** The column of that content, or `atEnd`. */
  column: number;
  depth: number;
}

const isAtEnd = ({ column }: Cursor): boolean => column === atEnd;

const blankLines = /(?: *(?:#[^\n]*)?\n)*( *)(?:#[^\n]*$)?/y;

/** From the beginning of a line to the next content, over blank lines and comments. */
function toContent(cursor: Cursor): void {
  blankLines.lastIndex = cursor.position;
  const indent = blankLines.exec(cursor.text)?.[1] ?? "";
  cursor.position = blankLines.lastIndex;
  cursor.column = cursor.position >= cursor.text.length ? atEnd : indent.length;
}

const restOfLine = /(?: *| +#[^\n]*)(?:\n|$)/y;

/** Over white space and a comment at the end of a line, to the next content. */
function endLine(cursor: Cursor): void {
  take(restOfLine, cursor);
  toContent(cursor);
}

/** The text that a sticky pattern matches here; the cursor moves behind it. */
function take(pattern: RegExp, cursor: Cursor): string {
  pattern.lastIndex = cursor.position;
  const found = pattern.exec(cursor.text);
  if (found === null) throw unusual;
  cursor.position += found[0].length;
  return found[0];
}

function nested<T>(cursor: Cursor, read: (cursor: Cursor) => T): T {
  if ((cursor.depth += 1) > maxDepth) throw unusual;
  const result = read(cursor);
  cursor.depth -= 1;
  return result;
}

const keyPattern = /[A-Za-z_][A-Za-z0-9_.-]*(?=:(?: |\n|$))/y;
/** Keys that aren't read as texts, and the one that assignment doesn't make a member of. */
const unusualKey = /^(?:null|true|false|__proto__)$/i;

/** Members are added to a value and its places at once. */
interface Members {
  readonly value: Record<string, unknown>;
  readonly children: PlainChild[];
}

/** Takes a key and its colon. */
function takeKey(cursor: Cursor, { value }: Members): PlainKey {
  const start = cursor.position;
  const name = take(keyPattern, cursor);
  if (Object.hasOwn(value, name) || unusualKey.test(name)) throw unusual;
  cursor.position += 1;
  return { name, start, end: start + name.length };
}

function addMember({ value, children }: Members, key: PlainKey, node: PlainNode): void {
  value[key.name] = node.value;
  children.push({ key, node });
}

function blockMapping(cursor: Cursor): PlainNode {
  const { column, position: start } = cursor;
  const members: Members = { value: {}, children: [] };
  while (cursor.column === column) {
    const key = takeKey(cursor, members);
    addMember(members, key, nested(cursor, memberValue(column)));
    if (cursor.column > column) throw unusual;
    if (cursor.column === column && isItem(cursor)) throw unusual;
  }
  return { value: members.value, start, end: undefined, children: members.children };
}

const spaces = / */y;

/** What follows a key and its colon: on the same line, or a block on the next ones. */
const memberValue =
  (column: number) =>
  (cursor: Cursor): PlainNode => {
    const begin = cursor.position;
    take(spaces, cursor);
    const next = cursor.text.charAt(cursor.position);
    if (next !== "\n" && next !== "#" && next !== "") return inlineValue(cursor);
    cursor.position = begin;
    endLine(cursor);
    if (cursor.column >= column && isItem(cursor)) return blockList(cursor);
    if (cursor.column <= column) throw unusual;
    return blockMapping(cursor);
  };

function isItem({ text, position }: Cursor): boolean {
  return text.startsWith("- ", position);
}

const dash = /- +/y;

function blockList(cursor: Cursor): PlainNode {
  const { column, position: start } = cursor;
  const value: unknown[] = [];
  const children: PlainChild[] = [];
  while (cursor.column === column && isItem(cursor)) {
    const width = take(dash, cursor).length;
    const node = nested(cursor, itemValue(column + width));
    children.push({ key: undefined, node });
    value.push(node.value);
    if (cursor.column > column) throw unusual;
  }
  return { value, start, end: undefined, children };
}

/** An item: a mapping that begins on the dash's line, or a value on it. */
const itemValue =
  (column: number) =>
  (cursor: Cursor): PlainNode => {
    keyPattern.lastIndex = cursor.position;
    if (!keyPattern.test(cursor.text)) return inlineValue(cursor);
    cursor.column = column;
    return blockMapping(cursor);
  };

const blockPlain = /(?:[A-Za-z0-9_.$/]|-(?=[A-Za-z0-9]))(?:[^\n#:]|:(?=[^ \n])|(?<=[^ \n])#)*/y;
const flowPlain = /(?:[A-Za-z0-9_.$/]|-(?=[A-Za-z0-9]))(?:[^\n#:,[\]{}]|:(?=[^ \n,[\]{}])|(?<=[^ \n])#)*/y;

/** A value that ends on its line, and the line. */
function inlineValue(cursor: Cursor): PlainNode {
  const node = valueOnLine(cursor, blockPlain);
  endLine(cursor);
  return node;
}

const doubleQuoted = /"[^"\\\n]*"/y;
const singleQuoted = /'[^'\n]*'/y;

function valueOnLine(cursor: Cursor, plain: RegExp): PlainNode {
  switch (cursor.text.charAt(cursor.position)) {
    case '"':
      return quoted(cursor, doubleQuoted);
    case "'":
      return quoted(cursor, singleQuoted);
    case "{":
      return nested(cursor, flowMapping);
    case "[":
      return nested(cursor, flowList);
    default:
      return plainScalar(cursor, plain);
  }
}

function quoted(cursor: Cursor, pattern: RegExp): PlainNode {
  const start = cursor.position;
  const source = take(pattern, cursor);
  return { value: source.slice(1, -1), start, end: cursor.position, children: undefined };
}

function plainScalar(cursor: Cursor, pattern: RegExp): PlainNode {
  const start = cursor.position;
  const source = take(pattern, cursor).trimEnd();
  cursor.position = start + source.length;
  return { value: resolved(source), start, end: cursor.position, children: undefined };
}

const special = /^(?:[Nn]ull|NULL|[Tt]rue|TRUE|[Ff]alse|FALSE)$/;
const simpleNumber = /^(?:0|-?[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?$/;
const anyNumber =
  /^(?:0o[0-7]+|[-+]?[0-9]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)$/;

/** The value of a plain scalar in YAML 1.2's core schema. */
function resolved(source: string): unknown {
  if (special.test(source)) {
    const first = source.charAt(0).toLowerCase();
    return first === "n" ? null : first === "t";
  }
  if (!/^[-+.0-9]/.test(source)) return source;
  if (simpleNumber.test(source)) return Number(source);
  if (anyNumber.test(source)) throw unusual;
  return source;
}

function flowMapping(cursor: Cursor): PlainNode {
  const start = cursor.position;
  const members: Members = { value: {}, children: [] };
  flowItems(cursor, "}", () => {
    const key = takeKey(cursor, members);
    take(spaces, cursor);
    addMember(members, key, valueOnLine(cursor, flowPlain));
  });
  return { value: members.value, start, end: undefined, children: members.children };
}

function flowList(cursor: Cursor): PlainNode {
  const start = cursor.position;
  const value: unknown[] = [];
  const children: PlainChild[] = [];
  flowItems(cursor, "]", () => {
    const node = valueOnLine(cursor, flowPlain);
    children.push({ key: undefined, node });
    value.push(node.value);
  });
  return { value, start, end: undefined, children };
}

/** Items between an opening and a closing bracket, separated by commas. */
function flowItems(cursor: Cursor, closing: string, readItem: () => void): void {
  cursor.position += 1;
  take(spaces, cursor);
  if (cursor.text.charAt(cursor.position) !== closing) {
    for (;;) {
      readItem();
      take(spaces, cursor);
      if (cursor.text.charAt(cursor.position) !== ",") break;
      cursor.position += 1;
      take(spaces, cursor);
    }
  }
  if (cursor.text.charAt(cursor.position) !== closing) throw unusual;
  cursor.position += 1;
}
