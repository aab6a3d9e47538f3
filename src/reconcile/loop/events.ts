import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Revision } from "../../model/names.ts";
import type { AttemptStatus, DriftStatus } from "./reconcile-status.ts";

/** What a reconciler tells while it runs, for logs, a webhook and commit statuses. Free of secrets. */
export type ReconcileEvent =
  | { readonly kind: "standby"; readonly leader: string }
  | { readonly kind: "leading" }
  | { readonly kind: "lead-lost" }
  /** The branch stands for another commit than at the last look. */
  | { readonly kind: "head"; readonly revision: Revision; readonly before: Revision | undefined }
  | { readonly kind: "refused"; readonly revision: Revision; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: "in-force"; readonly revision: Revision; readonly pipelines: number }
  | { readonly kind: "applied"; readonly attempt: AttemptStatus; readonly diagnostics: readonly Diagnostic[] }
  /** The cluster is as the revision asks for. */
  | { readonly kind: "synced"; readonly revision: Revision }
  | { readonly kind: "drift"; readonly found: readonly DriftStatus[] }
  | { readonly kind: "healed"; readonly ids: readonly string[] }
  | {
      readonly kind: "failed";
      readonly what: "fetch" | "compile" | "converge" | "store";
      readonly diagnostics: readonly Diagnostic[];
    }
  | { readonly kind: "warning"; readonly diagnostic: Diagnostic };
