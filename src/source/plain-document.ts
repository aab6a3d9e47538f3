import type { Document } from "yaml";
import { invariant } from "../model/invariant.ts";
import type { Span } from "../model/span.ts";
import type { DocumentKind, DocumentPath, SourceDocument } from "./document.ts";
import { identifyingKeys } from "./document.ts";
import type { PlainChild, PlainNode } from "./plain-yaml.ts";
import { readPlainYaml } from "./plain-yaml.ts";
import { spanInDocument } from "./yaml-spans.ts";

/** A file's text, read again where somebody asks for places in it. */
export interface PlainFile {
  readonly file: string;
  readonly text: () => string;
  readonly parse: (text: string) => Document;
}

/** The places of the documents that were read or asked last: those of ten thousand would fill the memory. */
export type RecentPlaces = Map<string, PlainNode>;

const maxRecent = 500;

function remember(recent: RecentPlaces, file: string, root: PlainNode): void {
  const [oldest] = recent.keys();
  if (recent.size >= maxRecent && oldest !== undefined) recent.delete(oldest);
  recent.set(file, root);
}

/**
 * The document of a file in plain YAML; undefined where it isn't one, or is of no kind: the library then says what is
 * wrong. Its spans are made when they are asked for, and the ends of collections, which only the library knows, when
 * they are read.
 */
export function plainDocument(source: PlainFile, recent: RecentPlaces): SourceDocument | undefined {
  const root = readPlainYaml(source.text());
  const kind = root === undefined ? undefined : kindOf(root);
  if (root === undefined || kind === undefined) return undefined;
  const { file } = source;
  const { start: rootStart, value } = root;
  remember(recent, file, root);
  const places = (): PlainNode => {
    const known = recent.get(file);
    if (known !== undefined) return known;
    const again = readPlainYaml(source.text());
    invariant(again !== undefined, "a text that was read can be read again");
    remember(recent, file, again);
    return again;
  };
  let document: Document | undefined;
  const bySource = (path: DocumentPath, part: "key" | "value"): Span => {
    document ??= source.parse(source.text());
    return spanInDocument({ document, file }, path, part);
  };
  return {
    kind,
    file,
    value,
    spanOf: (path, part = "value") => {
      const { start, end } = path.length === 0 ? { start: rootStart } : rangeAt(places(), path, part);
      return end === undefined ? openSpan({ file, start }, () => bySource(path, part).end) : { file, start, end };
    },
  };
}

function kindOf(root: PlainNode): DocumentKind | undefined {
  return Object.entries(identifyingKeys).find(([key]) => childOf(root, key) !== undefined)?.[1];
}

interface Range {
  readonly start: number;
  readonly end: number | undefined;
}

function childOf({ children }: PlainNode, segment: string | number): PlainChild | undefined {
  if (typeof segment === "string") return children?.find(({ key }) => key?.name === segment);
  const item = children?.[segment];
  return item?.key === undefined ? item : undefined;
}

/** As `spanInDocument`: the nearest enclosing place where the path leads nowhere. */
function rangeAt(root: PlainNode, path: DocumentPath, part: "key" | "value"): Range {
  let node = root;
  for (const [depth, segment] of path.entries()) {
    const child = childOf(node, segment);
    if (child === undefined) return node;
    if (depth === path.length - 1 && part === "key" && child.key !== undefined) return child.key;
    node = child.node;
  }
  return node;
}

/** A span whose end is found when it is read first. */
function openSpan({ file, start }: Omit<Span, "end">, findEnd: () => number): Span {
  let end: number | undefined;
  return {
    file,
    start,
    get end() {
      return (end ??= findEnd());
    },
  };
}
