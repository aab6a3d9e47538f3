import type { TestRecord } from "../../model/generated/test.ts";

/** The bytes that a test writes down: a text as it is, anything else as JSON, nothing for `null` or what isn't there. */
export function bytesOf(value: unknown): Buffer | undefined {
  if (value === undefined || value === null) return undefined;
  return Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
}

/** A record's value, from whichever of the two keys has it. */
export const valueBytesOf = ({ value, valueBase64 }: TestRecord): Buffer | undefined =>
  valueBase64 === undefined ? bytesOf(value) : Buffer.from(valueBase64, "base64");

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The bytes as text; undefined where they aren't UTF-8. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The bytes as the value that their JSON stands for; undefined where they aren't JSON. */
export function jsonOf(bytes: Uint8Array): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(textOf(bytes) ?? "") as unknown };
  } catch {
    return undefined;
  }
}
