import type { Diagnostic } from "./diagnostic.ts";

/** A value with its warnings, or the diagnostics (at least one of them an error) that prevented it. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** `value` when no diagnostic is an error, else the diagnostics. */
export function checked<T>(diagnostics: readonly Diagnostic[], value: () => T): Checked<T> {
  return diagnostics.some((found) => found.severity === "error")
    ? { ok: false, diagnostics }
    : { ok: true, value: value(), warnings: diagnostics };
}

/** The failure that consists of one diagnostic. */
export function failed<T>(...diagnostics: Diagnostic[]): Checked<T> {
  return { ok: false, diagnostics };
}
