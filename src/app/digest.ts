import { createHash } from "node:crypto";
import type { Digest } from "../model/names.ts";
import { parsed, parseDigest } from "../model/names.ts";

/** The address of bytes: their SHA-256. */
export function digestOf(bytes: Uint8Array): Digest {
  return parsed(parseDigest(`sha256:${createHash("sha256").update(bytes).digest("hex")}`));
}
