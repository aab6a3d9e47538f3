import type { Clock } from "../../model/clock.ts";
import { machineClock } from "../../embedded/machine-clock.ts";

/** The machine's time as all threads of a process share it; `performance.now` begins anew in each. */
export const threadClock: Clock = {
  ...machineClock,
  monotonicMs: () => Number(process.hrtime.bigint()) / 1e6,
};
