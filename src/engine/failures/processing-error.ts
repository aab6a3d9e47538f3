/** Why a record could not be processed, as dead letters name it. */
export type ProcessingErrorClass =
  | "CircuitOpenError"
  | "DecodeError"
  | "ExpressionError"
  | "InvalidOutputError"
  | "ProcessorTimeoutError"
  | "RecordTooLargeError"
  | "InvalidRecordError"
  | "RouteError"
  | "TargetUnavailableError"
  | "TargetError";

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

/** Whatever was thrown, as an error whose texts are texts: a module may throw anything. */
export function asError(thrown: unknown): Error {
  if (!(thrown instanceof Error)) return new Error(`a value that is no Error was thrown: ${shortText(thrown)}`);
  if (hasTexts(thrown)) return thrown;
  return new Error(`an Error whose members are no texts was thrown: ${shortText(thrown.message)}`);
}

/** What the types promise of an error, but a module need not keep: dead letters carry these members. */
function hasTexts({ name, message, stack }: Error): boolean {
  return [name, message, stack ?? ""].every((member: unknown) => typeof member === "string");
}

function shortText(thrown: unknown): string {
  return textOf(thrown).slice(0, 200);
}

function textOf(thrown: unknown): string {
  if (typeof thrown === "string") return thrown;
  try {
    return JSON.stringify(thrown) ?? typeof thrown;
  } catch {
    // Circles and big integers, of which JSON knows nothing.
    return typeof thrown;
  }
}
