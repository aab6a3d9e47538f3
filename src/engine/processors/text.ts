import { ProcessingError } from "../failures/processing-error.ts";

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The UTF-8 text of bytes; throws a `DecodeError` for bytes that are none. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch (cause) {
    throw new ProcessingError("DecodeError", "the value is not UTF-8 text", { cause });
  }
}

/** The JSON value of bytes; throws a `DecodeError` for bytes that are none. The error doesn't repeat the value. */
export function decodeJson(bytes: Uint8Array): unknown {
  const text = decodeText(bytes);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ProcessingError("DecodeError", "the value is not JSON");
  }
}
