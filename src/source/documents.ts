import type { Document } from "yaml";
import type { Checked } from "../diagnostics/checked.ts";
import { checked, failed } from "../diagnostics/checked.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span } from "../model/span.ts";
import type { DocumentKind, Documents, SourceDocument } from "./document.ts";
import { identifyingKeys } from "./document.ts";
import type { FileTree } from "./repository.ts";
import { mergeKeyIn } from "./merge-keys.ts";
import type { RecentPlaces } from "./plain-document.ts";
import { plainDocument } from "./plain-document.ts";
import { yamlLibrary } from "./yaml-library.ts";
import { isNestedTooDeeply } from "./yaml-nesting.ts";
import { spanInDocument } from "./yaml-spans.ts";

/** A larger YAML file is refused before it is parsed. */
const maxFileBytes = 1024 * 1024;
/** How often an alias may be expanded before the document counts as a bomb (yaml's own bound). */
const maxAliasCount = 100;
const tooDeep = "it is nested too deeply";

/** The name of the file that makes a folder a configuration root. */
export const clusterFile = "cluster.yaml";

const isYaml = (path: string): boolean => /\.ya?ml$/.test(path);
const isSettings = (path: string): boolean => /(?:^|[./])settings\.ya?ml$/.test(path);

/**
 * Parses every YAML file of a configuration root but its settings. One bad file doesn't hide what is wrong in the
 * others: all findings come together. Variables are not resolved here, so a `${…}` in a comment stays a comment.
 */
export function readDocuments(tree: FileTree): Checked<Documents> {
  const read = readPart(tree);
  if (tree.files.has(clusterFile)) return read;
  const missing = diagnostic("SLW1001", { root: "the configuration root" });
  return failed(missing, ...(read.ok ? read.warnings : read.diagnostics));
}

/** The same for some files of a root. */
export function readPart(tree: FileTree): Checked<Documents> {
  const diagnostics: Diagnostic[] = [];
  const documents: SourceDocument[] = [];
  const recent: RecentPlaces = new Map();
  for (const [file, bytes] of tree.files) {
    if (!isYaml(file) || isSettings(file)) continue;
    const read = readFile(file, bytes, recent);
    diagnostics.push(...read.diagnostics);
    documents.push(...read.documents);
  }
  return checked(diagnostics, () => ({ revision: tree.revision, documents, files: tree.files }));
}

interface ReadFile {
  readonly documents: readonly SourceDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

const refused = (found: Diagnostic): ReadFile => ({ documents: [], diagnostics: [found] });

function readFile(file: string, bytes: Uint8Array, recent: RecentPlaces): ReadFile {
  const start: Span = { file, start: 0, end: 0 };
  if (bytes.length > maxFileBytes)
    return refused(diagnostic("SLW1004", { bytes: bytes.length, limitBytes: maxFileBytes }, { span: start }));
  const text = decodeUtf8(bytes);
  if (text === undefined)
    return refused(diagnostic("SLW1005", { reason: "it has bytes that no character has" }, { span: start }));
  const plain = plainDocument({ file, text: () => utf8.decode(bytes), parse: parseFirst }, recent);
  if (plain !== undefined) return { documents: [plain], diagnostics: [] };
  if (isNestedTooDeeply(text)) return refused(diagnostic("SLW1101", { reason: tooDeep }, { span: start }));
  const parts = parseAll(text).map((document) => readDocument(document, { file, length: text.length }));
  return { documents: parts.flatMap((part) => part.documents), diagnostics: parts.flatMap((part) => part.diagnostics) };
}

/** Always YAML 1.2's core schema, whatever a %YAML directive says: its values are those of JSON. */
function parseAll(text: string): readonly Document[] {
  const parsed = yamlLibrary().parseAllDocuments(text, { prettyErrors: false, schema: "core", logLevel: "error" });
  // An empty file gives an empty list with a type of its own.
  return Array.isArray(parsed) ? (parsed as Document[]) : [];
}

const parseFirst = (text: string): Document => parseAll(text)[0] ?? new (yamlLibrary().Document)(null);

function readDocument(
  document: Document,
  { file, length }: { readonly file: string; readonly length: number },
): ReadFile {
  const diagnostics = document.errors.map((error) => {
    // What is missing at the end of the text stands, for the library, one character behind it.
    const [start, end] = [Math.min(error.pos[0], length), Math.min(error.pos[1], length)];
    return diagnostic("SLW1101", { reason: reasonOf(error) }, { span: { file, start, end } });
  });
  if (diagnostics.length > 0) return { documents: [], diagnostics };
  if (isEmpty(document)) return { documents: [], diagnostics: [] };
  const mergeKey = mergeKeyIn(document);
  if (mergeKey?.range) {
    const [start, end] = mergeKey.range;
    return refused(diagnostic("SLW1113", {}, { span: { file, start, end } }));
  }
  const value = plainValue(document);
  if (!value.ok)
    return refused(diagnostic("SLW1101", { reason: value.reason }, { span: spanInDocument({ document, file }, []) }));
  const kind = kindOf(document);
  if (kind === undefined)
    return refused(
      diagnostic("SLW1102", { keys: Object.keys(identifyingKeys).join(", ") }, { span: headOf(document, file) }),
    );
  const spanOf: SourceDocument["spanOf"] = (path, part) => spanInDocument({ document, file }, path, part);
  return { documents: [{ kind, file, value: value.value, spanOf }], diagnostics: [] };
}

/** Nothing but white space and comments, which is no document. */
function isEmpty({ contents }: Document): boolean {
  return contents === null || (yamlLibrary().isScalar(contents) && contents.value === null);
}

type PlainValue = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

function plainValue(document: Document): PlainValue {
  try {
    const value: unknown = document.toJS({ maxAliasCount });
    return isCyclic(value) ? { ok: false, reason: "an alias stands inside of what it names" } : { ok: true, value };
  } catch (error) {
    // The library throws a ReferenceError for aliases without anchor and for too many expansions.
    return { ok: false, reason: reasonOf(error) };
  }
}

/** Whether an object or list contains itself, through whatever is between. */
function isCyclic(value: unknown, around: Set<unknown> = new Set()): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (around.has(value)) return true;
  around.add(value);
  const isFound = Object.values(value).some((member) => isCyclic(member, around));
  around.delete(value);
  return isFound;
}

/** The library's sentence; where it is the engine's own about its stack, what that means. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.includes("call stack") ? tooDeep : message;
}

function kindOf({ contents }: Document): DocumentKind | undefined {
  if (!yamlLibrary().isMap(contents)) return undefined;
  const found = Object.entries(identifyingKeys).find(([key]) => contents.has(key));
  return found?.[1];
}

/** The first key of a document that is a map, else its first line: a caret under all of it would help nobody. */
function headOf(document: Document, file: string): Span {
  const { contents } = document;
  const { isMap, isScalar } = yamlLibrary();
  const first = isMap(contents) ? contents.items[0]?.key : undefined;
  if (isScalar(first) && first.range) return { file, start: first.range[0], end: first.range[1] };
  const { start } = spanInDocument({ document, file }, []);
  return { file, start, end: start };
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text, its byte order mark included so that offsets stay true; undefined where the bytes aren't UTF-8. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
