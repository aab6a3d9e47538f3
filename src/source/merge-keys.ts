import type { Document, Scalar } from "yaml";
import { yamlLibrary } from "./yaml-library.ts";

/** The first key `<<` of a document that isn't quoted: YAML 1.1 would merge there, YAML 1.2 has no such thing. */
export function mergeKeyIn(document: Document): Scalar | undefined {
  const { isScalar, visit } = yamlLibrary();
  let found: Scalar | undefined;
  visit(document, {
    Pair(_, { key }) {
      if (!isScalar(key) || key.value !== "<<" || key.type !== "PLAIN") return undefined;
      found = key;
      return visit.BREAK;
    },
  });
  return found;
}
