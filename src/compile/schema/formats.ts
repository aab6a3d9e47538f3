import { parseDuration, parseRetention } from "../../model/duration.ts";
import { parseStartPosition } from "../start-position.ts";

/** The formats of our schemas, beside JSON Schema's own: what the generated validators call. */
export const formats = {
  "sluiceway-duration": (text: string): boolean => parseDuration(text).ok,
  "sluiceway-retention": (text: string): boolean => parseRetention(text).ok,
  "sluiceway-start": (text: string): boolean => parseStartPosition(text).ok,
  "sluiceway-time": (text: string): boolean => !Number.isNaN(Date.parse(text)),
  // Checked by their patterns; the format says which parse function explains a refusal.
  "cluster-name": true,
  "pipeline-name": true,
  "step-name": true,
} as const;

/** The length of a text as JSON Schema counts it (RFC 8259): a character outside of the basic plane is one. */
export function lengthInCharacters(text: string): number {
  let length = text.length;
  for (let index = 0; index + 1 < text.length; index++) {
    if ((text.codePointAt(index) ?? 0) <= 0xffff) continue;
    length -= 1;
    index += 1;
  }
  return length;
}
