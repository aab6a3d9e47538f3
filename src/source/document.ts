import type { Revision } from "../model/names.ts";
import type { Span } from "../model/span.ts";

/** The kinds of documents, told by the key that each one has at its top level (design, section 4). */
export const identifyingKeys = {
  clusterName: "cluster",
  pipelineName: "pipeline",
  environment: "environment",
  policy: "policy",
  approval: "approval",
  test: "test",
} as const;
export type DocumentKind = (typeof identifyingKeys)[keyof typeof identifyingKeys];

/** Members and items on the way from a document's top to a place in it. */
export type DocumentPath = readonly (string | number)[];

/** One YAML document: its plain value, and where each part of it stands. */
export interface SourceDocument {
  readonly kind: DocumentKind;
  /** Path relative to the configuration root. */
  readonly file: string;
  /** Plain data, as JSON would hold it. */
  readonly value: unknown;
  /**
   * Where the key or the value at a path stands. A path that leads nowhere gives the nearest enclosing place, so every
   * diagnostic has one.
   */
  spanOf(path: DocumentPath, part?: "key" | "value"): Span;
}

/** Everything that one revision's configuration root holds, parsed. */
export interface Documents {
  readonly revision: Revision;
  readonly documents: readonly SourceDocument[];
  /** The raw files, modules among them. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}
