/** What formats for other programs need beside the diagnostics. */
export interface ReportContext {
  /** A file's text, from which lines and columns are taken; undefined where it isn't at hand. */
  readonly textOf: (file: string) => string | undefined;
  /** A file's path in the checkout that the other program shows, with forward slashes: spans are relative to the root. */
  readonly pathOf: (file: string) => string;
}
