import type { Parsed } from "./names.ts";

const unitsMs = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;
type Unit = keyof typeof unitsMs;
const units = Object.keys(unitsMs) as readonly Unit[];

const withUnits = /^(?=\d)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
const problem = "a duration is a number of milliseconds or has units, such as 500ms, 30s, 1h30m, 7d";

/** Milliseconds of a duration as people write it: `500ms`, `30s`, `1h30m`, `7d`, or a number of milliseconds. */
export function parseDuration(value: string | number): Parsed<number> {
  const durationMs = typeof value === "number" ? value : (wholeOf(value) ?? millisecondsOf(value));
  return durationMs !== undefined && Number.isSafeInteger(durationMs) && durationMs >= 0
    ? { ok: true, value: durationMs }
    : { ok: false, problem };
}

/** How long Kafka keeps records, in milliseconds: a duration, or -1 for ever (`retention.ms` of a topic). */
export function parseRetention(value: string | number): Parsed<number> {
  if (value === -1 || value === "-1") return { ok: true, value: -1 };
  const parsed = parseDuration(value);
  return parsed.ok ? parsed : { ok: false, problem: `${problem}, or is -1 (unlimited)` };
}

const single = /^(\d+)(d|h|m|s|ms)$/;

/** Nearly all durations are of one unit. */
function wholeOf(text: string): number | undefined {
  const found = single.exec(text);
  return found === null ? undefined : Number(found[1]) * unitsMs[found[2] as Unit];
}

function millisecondsOf(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const counts = withUnits.exec(text)?.slice(1);
  if (counts === undefined) return undefined;
  return units.reduce((sum, unit, index) => sum + Number(counts[index] ?? 0) * unitsMs[unit], 0);
}

/** The shortest text that `parseDuration` reads back as the same number of milliseconds. */
export function formatDuration(durationMs: number): string {
  let rest = durationMs;
  let text = "";
  for (const unit of units) {
    const count = Math.floor(rest / unitsMs[unit]);
    rest -= count * unitsMs[unit];
    if (count > 0) text += `${count}${unit}`;
  }
  return text === "" ? "0ms" : text;
}
