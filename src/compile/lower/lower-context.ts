import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Digest } from "../../model/names.ts";
import type { SourceText } from "../documents/source-text.ts";
import type { ReadPayloadSchema } from "../payloads/payload-schema.ts";

/** What lowering needs beside the configuration. */
export interface LowerContext {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly hash: (bytes: Uint8Array) => Digest;
  readonly readSchema: ReadPayloadSchema;
  readonly sourceText: SourceText;
  readonly report: (found: Diagnostic) => void;
}
