import { parseFrame } from "../registry/wire-format.ts";
import type { SchemaRegistry } from "../registry/registry.ts";

/** A payload in a form that people can read. `hex` where the bytes are neither JSON nor text. */
export type DecodedPayload =
  | { readonly kind: "null" }
  | { readonly kind: "json"; readonly value: unknown; readonly schemaId?: number }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "hex"; readonly hex: string; readonly bytes: number; readonly note?: string };

const strictUtf8 = new TextDecoder("utf-8", { fatal: true });
const shownBytes = 64;

/**
 * Decodes a key or value for display: Confluent's wire format where a registry is given and knows the schema, else
 * JSON, else UTF-8 text, else hexadecimal digits of the first 64 bytes. Never rejects: what can't be decoded is shown.
 */
export async function decodePayload(bytes: Buffer | undefined, registry?: SchemaRegistry): Promise<DecodedPayload> {
  if (bytes === undefined) return { kind: "null" };
  const framed = registry === undefined ? undefined : await decodeFramed(bytes, registry);
  return framed ?? decodePlain(bytes);
}

async function decodeFramed(bytes: Buffer, registry: SchemaRegistry): Promise<DecodedPayload | undefined> {
  if (parseFrame(bytes) === undefined) return undefined;
  try {
    const { value, schemaId } = await registry.decode(bytes);
    return { kind: "json", value, schemaId };
  } catch (error) {
    return hexOf(bytes, error instanceof Error ? error.message : String(error));
  }
}

function decodePlain(bytes: Buffer): DecodedPayload {
  const text = textOf(bytes);
  if (text === undefined) return hexOf(bytes);
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { kind: "json", value } : { kind: "text", text };
  } catch {
    return { kind: "text", text };
  }
}

function textOf(bytes: Buffer): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function hexOf(bytes: Buffer, note?: string): DecodedPayload {
  const hex = bytes.subarray(0, shownBytes).toString("hex");
  return { kind: "hex", hex, bytes: bytes.length, ...(note === undefined ? {} : { note }) };
}
