import type { Parsed } from "../model/names.ts";
import type { StartPosition } from "../model/start-position.ts";

/** `earliest`, `latest`, or a time in ISO 8601 (a date alone begins at midnight UTC). */
export function parseStartPosition(text: string): Parsed<StartPosition> {
  if (text === "earliest" || text === "latest") return { ok: true, value: { kind: text } };
  const timestampMs = /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(timestampMs) || timestampMs < 0
    ? { ok: false, problem: 'isn\'t "earliest", "latest" or a time such as 2024-01-15T10:00:00Z' }
    : { ok: true, value: { kind: "timestamp", timestampMs } };
}
