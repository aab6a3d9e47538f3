import type { ShownRecord } from "../../app/tail.ts";
import type { DecodedPayload } from "../../operate/decode.ts";
import type { Paint } from "../terminal.ts";

const shownCharacters = 160;

/** One record on one line: where it lies, its key, its value as far as a line goes. */
export function recordLine(record: ShownRecord, paint: Paint): string {
  const place = `${record.topic}/${record.partition}@${record.offset}`;
  return `${paint("dim", place)} ${paint("cyan", oneLine(record.key))} ${shortened(oneLine(record.value))}`;
}

/** One record as one line of JSON. Offsets are strings: they can be larger than a JSON number is exact. */
export function recordJson(record: ShownRecord): string {
  const { offset, timestampMs, key, value, ...rest } = record;
  const timestamp = new Date(timestampMs).toISOString();
  return JSON.stringify({ ...rest, offset: String(offset), timestamp, key: plain(key), value: plain(value) });
}

export function plain(payload: DecodedPayload): unknown {
  switch (payload.kind) {
    case "null":
      return null;
    case "json":
      return payload.value;
    case "text":
      return payload.text;
    case "hex":
      return payload;
  }
}

export function oneLine(payload: DecodedPayload): string {
  if (payload.kind === "null") return "null";
  if (payload.kind === "json") return JSON.stringify(payload.value);
  if (payload.kind === "text") return payload.text.replaceAll(/\s+/g, " ").trim();
  return `0x${payload.hex}${payload.bytes > payload.hex.length / 2 ? `… (${payload.bytes} bytes)` : ""}${payload.note === undefined ? "" : ` ${payload.note}`}`;
}

export const shortened = (text: string): string =>
  text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
