/** Where a group without offsets begins to read: the log's start, its end, or the first record at or after a time. */
export type StartPosition =
  | { readonly kind: "earliest" }
  | { readonly kind: "latest" }
  | { readonly kind: "timestamp"; readonly timestampMs: number };
