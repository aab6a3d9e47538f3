import type { Node } from "yaml";
import { Document, isMap, isScalar, isSeq } from "yaml";
import { positionAt } from "../../diagnostics/position.ts";
import type { DocumentKind, DocumentPath, SourceDocument } from "../../source/document.ts";

type TextOf = (file: string) => string | undefined;

interface Origin {
  readonly file: string;
  /** From 1; missing where the file's text isn't at hand. */
  readonly line?: number;
}

/** A document as an environment has it, as plain data. */
interface MergedJson {
  readonly kind: DocumentKind;
  readonly value: unknown;
  /** Where each value that holds no others comes from, by its JSON pointer (RFC 6901) into `value`. */
  readonly origins: Readonly<Record<string, Origin>>;
}

/** The same as `mergedText`, for programs. */
export function mergedJson(documents: readonly SourceDocument[], textOf: TextOf): readonly MergedJson[] {
  return documents.map((document) => {
    const origins = leavesOf(document.value).map(
      (path) => [pointerTo(path), originOf(document, path, textOf)] as const,
    );
    return { kind: document.kind, value: document.value, origins: Object.fromEntries(origins) };
  });
}

function originOf(document: SourceDocument, path: DocumentPath, textOf: TextOf): Origin {
  const { file, start } = document.spanOf(path);
  const text = textOf(file);
  return { file, ...(text === undefined ? {} : { line: positionAt(text, start).line }) };
}

const pointerTo = (path: DocumentPath): string =>
  path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** Texts, numbers, and what is empty. */
function leavesOf(value: unknown, path: DocumentPath = []): readonly DocumentPath[] {
  const members: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : typeof value === "object" && value !== null
      ? Object.entries(value)
      : [];
  return members.length === 0 ? [path] : members.flatMap(([part, member]) => leavesOf(member, [...path, part]));
}

/**
 * Documents as an environment has them, as YAML that says beside each value which file and line it comes from. Variables
 * stand as they were written.
 */
export function mergedText(documents: readonly SourceDocument[], textOf: TextOf): string {
  const originText = (document: SourceDocument, path: DocumentPath): string => {
    const { file, line } = originOf(document, path, textOf);
    return ` ${file}${line === undefined ? "" : `:${line}`}`;
  };
  const texts = documents.map((document) => {
    const shown = new Document(document.value, { aliasDuplicateObjects: false });
    if (shown.contents !== null) annotate(shown.contents, [], (path) => originText(document, path));
    return shown.toString({ lineWidth: 0 }).trimEnd();
  });
  return texts.join("\n---\n");
}

/** Comments every value that holds no others: texts, numbers, and what is empty. */
function annotate(node: Node, path: DocumentPath, originAt: (path: DocumentPath) => string): void {
  if (isMap<{ readonly value?: unknown }, Node | null>(node) && node.items.length > 0) {
    for (const { key, value } of node.items)
      if (value !== null) annotate(value, [...path, String(isScalar(key) ? key.value : key)], originAt);
  } else if (isSeq<Node>(node) && node.items.length > 0) {
    for (const [index, item] of node.items.entries()) annotate(item, [...path, index], originAt);
  } else {
    node.comment = originAt(path);
  }
}
