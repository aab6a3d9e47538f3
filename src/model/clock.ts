/**
 * Time as a dependency, so that protocols can be tested in virtual time.
 * `monotonicMs` never goes back and is what deadlines are measured with; `wallMs` is milliseconds since the epoch.
 */
export interface Clock {
  monotonicMs(): number;
  wallMs(): number;
  /** Resolves after `durationMs`; rejects with the signal's reason as soon as it is aborted. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}
