import type { Severity } from "../diagnostic.ts";

/** One row: severity, message with typed parameters, and a hint that always applies. */
export interface CodeRow<P> {
  readonly severity: Severity;
  readonly message: (parameters: P) => string;
  readonly hint?: string;
}

export const error = <P>(message: (parameters: P) => string, hint?: string): CodeRow<P> => row("error", message, hint);
export const warning = <P>(message: (parameters: P) => string, hint?: string): CodeRow<P> =>
  row("warning", message, hint);

function row<P>(severity: Severity, message: (parameters: P) => string, hint: string | undefined): CodeRow<P> {
  return { severity, message, ...(hint === undefined ? {} : { hint }) };
}
