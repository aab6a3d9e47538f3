import type { Node } from "yaml";
import { Document, isMap, isScalar, isSeq } from "yaml";
import { positionAt } from "../../diagnostics/position.ts";
import type { DocumentPath, SourceDocument } from "../../source/document.ts";

/**
 * Documents as an environment has them, as YAML that says beside each value which file and line it comes from. Variables
 * stand as they were written.
 */
export function mergedText(documents: readonly SourceDocument[], textOf: (file: string) => string | undefined): string {
  const originOf = (document: SourceDocument, path: DocumentPath): string => {
    const { file, start } = document.spanOf(path);
    const text = textOf(file);
    return ` ${file}${text === undefined ? "" : `:${positionAt(text, start).line}`}`;
  };
  const texts = documents.map((document) => {
    const shown = new Document(document.value, { aliasDuplicateObjects: false });
    if (shown.contents !== null) annotate(shown.contents, [], (path) => originOf(document, path));
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
