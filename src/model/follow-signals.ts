export interface FollowedSignal {
  /** Aborted, with the same reason, as soon as one of the followed signals is. */
  readonly signal: AbortSignal;
  /** Stops following. */
  readonly release: () => void;
}

/**
 * One signal for several, to be released after use. `AbortSignal.any` can't be: on Node.js 20 each call leaves an entry
 * behind in every signal that it follows, and a reader's lives as long as the engine.
 */
export function followSignals(signals: readonly (AbortSignal | undefined)[]): FollowedSignal {
  const controller = new AbortController();
  const stops: (() => void)[] = [];
  for (const source of signals) {
    if (source === undefined) continue;
    const abort = (): void => controller.abort(source.reason);
    if (source.aborted) abort();
    source.addEventListener("abort", abort, { once: true });
    stops.push(() => source.removeEventListener("abort", abort));
  }
  return {
    signal: controller.signal,
    release: () => {
      for (const stop of stops) stop();
    },
  };
}
