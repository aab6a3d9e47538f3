/** A place in a file: offsets in UTF-16 code units, `end` exclusive. Line and column are the renderer's. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}
