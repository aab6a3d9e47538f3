/** Why a record could not be processed, as dead letters name it. */
export type ProcessingErrorClass =
  | "DecodeError"
  | "ExpressionError"
  | "InvalidOutputError"
  | "ProcessorTimeoutError"
  | "RecordTooLargeError"
  | "InvalidRecordError";

/**
 * A failure that the engine itself detected while processing a record. `retriable` false: the same record would fail
 * the same way, so it goes to the dead letters at once.
 */
export class ProcessingError extends Error {
  readonly retriable: boolean;

  constructor(
    name: ProcessingErrorClass,
    message: string,
    options: { readonly retriable?: boolean; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = name;
    this.retriable = options.retriable ?? false;
  }
}

/** Whatever was thrown, as an error: a module may throw anything. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(`a value that is no Error was thrown: ${shortText(thrown)}`);
}

/** Whether another attempt may help: yes, unless the error says `retriable: false`. */
export function mayRetry(error: Error): boolean {
  return !("retriable" in error && error.retriable === false);
}

function shortText(thrown: unknown): string {
  const text = typeof thrown === "string" ? thrown : (JSON.stringify(thrown) ?? typeof thrown);
  return text.slice(0, 200);
}
