import type { Document } from "yaml";
import type { Span } from "../model/span.ts";
import type { DocumentPath } from "./document.ts";
import { yamlLibrary } from "./yaml-library.ts";

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the key or the value at a path of a parsed document stands, in offsets of the file's text. A path that leads
 * nowhere gives the nearest enclosing place; the whole document begins at its first content.
 */
export function spanInDocument(
  { document, file }: { readonly document: Document; readonly file: string },
  path: DocumentPath,
  part: "key" | "value" = "value",
): Span {
  let node: unknown = document.contents;
  let found: Range = rangeOf(node) ?? { start: 0, end: 0 };
  for (const [depth, segment] of path.entries()) {
    const child = childOf(node, segment);
    if (child === undefined) break;
    const isLast = depth === path.length - 1;
    found =
      (isLast && part === "key" ? rangeOf(child.key) : undefined) ??
      rangeOf(child.value) ??
      rangeOf(child.key) ??
      found;
    node = child.value;
  }
  return { file, ...found };
}

interface Child {
  /** Undefined for an item of a sequence. */
  readonly key: unknown;
  readonly value: unknown;
}

function childOf(node: unknown, segment: string | number): Child | undefined {
  const { isMap, isPair, isScalar, isSeq } = yamlLibrary();
  if (isSeq(node)) return segment in node.items ? { key: undefined, value: node.items[Number(segment)] } : undefined;
  if (!isMap(node)) return undefined;
  const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === segment);
  return pair === undefined ? undefined : { key: pair.key, value: pair.value };
}

/** A node's own text, without the white space and comments behind it. */
function rangeOf(node: unknown): Range | undefined {
  if (!yamlLibrary().isNode(node) || node.range === undefined || node.range === null) return undefined;
  return { start: node.range[0], end: node.range[1] };
}
