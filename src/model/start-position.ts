import type { GroupId } from "./names.ts";

/** A position of a log: its start, its end, or the first record at or after a time. */
export type LogPosition =
  | { readonly kind: "earliest" }
  | { readonly kind: "latest" }
  | { readonly kind: "timestamp"; readonly timestampMs: number };

/**
 * Where a group without offsets begins to read: at a position of the log, or where another group has got to
 * (partitions in which that one has no offset begin at the log's start).
 */
export type StartPosition = LogPosition | { readonly kind: "from-group"; readonly group: GroupId };
