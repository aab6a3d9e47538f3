/** A record that no attempt could process: what its dead letter says. */
export class ProcessingFailure {
  readonly error: Error;
  readonly attempts: number;
  readonly firstFailureMs: number;

  constructor(error: Error, attempts: number, firstFailureMs: number) {
    this.error = error;
    this.attempts = attempts;
    this.firstFailureMs = firstFailureMs;
  }
}
