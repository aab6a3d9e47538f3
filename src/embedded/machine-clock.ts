import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../model/clock.ts";

/** The machine's own time: what the embedded servers run on unless a test hands them another. */
export const machineClock: Clock = {
  monotonicMs: () => performance.now(),
  wallMs: () => Date.now(),
  sleep: async (durationMs, signal) => {
    try {
      await wait(durationMs, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};
