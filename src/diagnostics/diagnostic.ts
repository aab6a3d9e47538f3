/**
 * Diagnostics: what is wrong, where, and what to do about it; collected, never thrown.
 *
 * Every diagnostic is a row of one table of codes (`codes.ts`); a span carries offsets and `render.ts` turns them into
 * `file:line:column` with an excerpt. May be imported by source, compile, plan, reconcile, operate, admin, cli and app.
 */
import type { Span } from "../model/span.ts";
import type { DiagnosticCode, DiagnosticParameters } from "./codes.ts";
import { codes } from "./codes.ts";

export type Severity = "error" | "warning";

/** Another place that a diagnostic is about, for example the other side of a cross-pipeline topic. */
export interface RelatedPlace {
  readonly message: string;
  readonly span: Span;
}

/** One finding. `message` says what is wrong, `hint` what to do; both are free of secrets. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly span?: Span;
  readonly related?: readonly RelatedPlace[];
}

/** Where a diagnostic points; all parts are optional. */
export interface DiagnosticPlace {
  readonly span?: Span | undefined;
  readonly related?: readonly RelatedPlace[];
  /** Replaces the hint of the table where the place knows better, for example a "did you mean". */
  readonly hint?: string | undefined;
}

/** Makes the diagnostic of a row of the table. */
export function diagnostic<C extends DiagnosticCode>(
  code: C,
  parameters: DiagnosticParameters<C>,
  place: DiagnosticPlace = {},
): Diagnostic {
  const row = codes[code];
  const message = (row.message as (parameters: DiagnosticParameters<C>) => string)(parameters);
  const hint = place.hint ?? row.hint;
  return {
    code,
    severity: row.severity,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(place.span === undefined ? {} : { span: place.span }),
    ...(place.related === undefined ? {} : { related: place.related }),
  };
}
