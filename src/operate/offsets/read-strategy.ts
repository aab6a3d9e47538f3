import { parseDuration } from "../../model/duration.ts";
import type { Parsed } from "../../model/names.ts";
import type { ResetStrategy } from "./reset-plan.ts";

export const resetStrategies = [
  "TO_DATETIME",
  "TO_EARLIEST",
  "TO_LATEST",
  "TO_OFFSET",
  "SHIFT_BY",
  "BY_DURATION",
] as const satisfies readonly ResetStrategy["strategy"][];

/** A reset as it is asked for by people, with what its strategy needs. */
export interface AskedReset {
  readonly strategy: ResetStrategy["strategy"];
  /** ISO 8601, with its zone. */
  readonly datetime?: string | undefined;
  readonly duration?: string | undefined;
  readonly offset?: string | undefined;
  readonly shift?: string | undefined;
}

const refused = (problem: string): Parsed<never> => ({ ok: false, problem });
/** A time without its zone means another moment on every machine. */
const withZone = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

const readers: { readonly [S in ResetStrategy["strategy"]]: (asked: AskedReset) => Parsed<ResetStrategy> } = {
  TO_EARLIEST: () => ({ ok: true, value: { strategy: "TO_EARLIEST" } }),
  TO_LATEST: () => ({ ok: true, value: { strategy: "TO_LATEST" } }),
  TO_DATETIME: ({ datetime = "" }) => {
    const datetimeMs = withZone.test(datetime) ? Date.parse(datetime) : Number.NaN;
    return Number.isNaN(datetimeMs)
      ? refused("TO_DATETIME needs a time such as 2026-01-05T03:00:00Z")
      : { ok: true, value: { strategy: "TO_DATETIME", datetimeMs } };
  },
  BY_DURATION: ({ duration = "" }) => {
    const parsed = parseDuration(duration);
    return parsed.ok
      ? { ok: true, value: { strategy: "BY_DURATION", durationMs: parsed.value } }
      : refused("BY_DURATION needs a duration such as 1h30m");
  },
  TO_OFFSET: ({ offset = "" }) =>
    /^\d{1,18}$/.test(offset)
      ? { ok: true, value: { strategy: "TO_OFFSET", offset: BigInt(offset) } }
      : refused("TO_OFFSET needs an offset, a whole number"),
  SHIFT_BY: ({ shift = "" }) =>
    /^[-+]?\d{1,18}$/.test(shift)
      ? { ok: true, value: { strategy: "SHIFT_BY", by: BigInt(shift) } }
      : refused("SHIFT_BY needs a number of records, such as -100"),
};

/** The strategy that is asked for, or what is missing. */
export const readStrategy = (asked: AskedReset): Parsed<ResetStrategy> => readers[asked.strategy](asked);
