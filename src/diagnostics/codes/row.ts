import type { Severity } from "../diagnostic.ts";

/** What a row says about its code: everything that `sluiceway explain` and docs/errors.md show. */
export interface CodeTexts<P> {
  /** What is wrong, with typed parameters. */
  readonly message: (parameters: P) => string;
  /** What to do about it, where that is always the same. */
  readonly hint?: string;
  /** What the code means and why it is one; one paragraph, code in backticks. */
  readonly explanation: string;
  /** The finding as it is printed, line by line; taken from a golden case where one shows the code. */
  readonly example: readonly string[];
}

/** One row of the table. */
export interface CodeRow<P> extends CodeTexts<P> {
  readonly severity: Severity;
}

export const error = <P>(texts: CodeTexts<P>): CodeRow<P> => ({ severity: "error", ...texts });
export const warning = <P>(texts: CodeTexts<P>): CodeRow<P> => ({ severity: "warning", ...texts });
