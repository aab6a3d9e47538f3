import { createHash } from "node:crypto";

export async function process(record) {
  const { gzipSync } = await import("node:zlib");
  return { ...record, headers: { ...record.headers, hash: createHash("md5").update(gzipSync(record.value)).digest("hex") } };
}
