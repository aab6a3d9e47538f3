import type { DocumentPath } from "../../source/document.ts";

/** A path as people write it: `steps[1].retry.maxAttempts`. */
export function pathText(path: DocumentPath): string {
  return path.map((part, index) => (typeof part === "number" ? `[${part}]` : index === 0 ? part : `.${part}`)).join("");
}

/** The segments of a JSON pointer (RFC 6901) into `value`; an item's index becomes a number. */
export function pathOfPointer(pointer: string, value: unknown): DocumentPath {
  let place = value;
  return pointer
    .split("/")
    .slice(1)
    .map((segment) => {
      const key = segment.replaceAll("~1", "/").replaceAll("~0", "~");
      const part = Array.isArray(place) ? Number(key) : key;
      place = memberOf(place, part);
      return part;
    });
}

/** The member or item of a value, or undefined where it has none of that name. */
export function memberOf(value: unknown, part: string | number): unknown {
  if (Array.isArray(value)) return value[Number(part)];
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[part];
}
