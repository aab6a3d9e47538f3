import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Approval } from "../../model/approval.ts";
import type { ForbiddenChange } from "../../model/desired.ts";
import type { Digest } from "../../model/names.ts";
import type { SourceText } from "../documents/source-text.ts";
import type { ReadPayloadSchema } from "../payloads/payload-schema.ts";

/** What lowering needs beside the configuration. */
export interface LowerContext {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly hash: (bytes: Uint8Array) => Digest;
  readonly readSchema: ReadPayloadSchema;
  readonly sourceText: SourceText;
  /** What documents say about changes, for the planner. */
  readonly approvals: readonly Approval[];
  readonly forbidden: readonly ForbiddenChange[];
  readonly report: (found: Diagnostic) => void;
}
