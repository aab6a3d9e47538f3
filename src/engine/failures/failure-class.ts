import { ProcessingError } from "./processing-error.ts";

/**
 * What a failure says of the record: `retriable`, another attempt may help, and after the last one it is a dead letter;
 * `poison`, the record is to blame and no attempt will help; `fatal`, the step can't work at all (its target doesn't answer or refuses
 * us), which says nothing about the record: no attempt counts, and the slot waits.
 */
export type FailureClass = "retriable" | "poison" | "fatal";

/** The class of what was thrown: what it says of itself (`retriable: false`, `fatal: true`), else retriable. */
export function classOf(error: Error): FailureClass {
  if ("fatal" in error && error.fatal === true) return "fatal";
  return "retriable" in error && error.retriable === false ? "poison" : "retriable";
}

/** The step's target can't be used at the moment, whatever the record. */
export class TargetUnavailableError extends ProcessingError {
  readonly fatal = true;

  constructor(message: string, options: { readonly cause?: unknown } = {}) {
    super("TargetUnavailableError", message, { retriable: true, ...options });
  }
}
