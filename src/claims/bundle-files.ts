import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { BundleFile } from "../model/bundle.ts";
import { invariant } from "../model/invariant.ts";
import { parseDigest, parsed } from "../model/names.ts";
import type { Digest } from "../model/names.ts";
import { decodeRecord, encodeRecord, isCount } from "./stored-json.ts";
import { StoreError, maxOperationsPerTransaction, maxTransactionBytes } from "./store.ts";
import type { ClaimStore, StoredValue } from "./store.ts";

/** The most bytes that one file has, unpacked: every engine that runs it holds it in memory. */
export const maxFileBytes = 16 * 1024 * 1024;

const formatVersion = 1;
const filesPrefix = "bundles/";
const folderOf = (digest: Digest): string => `${filesPrefix}${digest.replace(":", "-")}/`;
const headKey = (digest: Digest): string => `${folderOf(digest)}head`;
const partKey = (digest: Digest, part: number): string => `${folderOf(digest)}part-${part}`;

const compress = promisify(gzip);
const decompress = promisify(gunzip);

const digestOf = (bytes: Uint8Array): Digest =>
  parsed(parseDigest(`sha256:${createHash("sha256").update(bytes).digest("hex")}`));

/**
 * Writes a file under its digest, packed and in parts; the head, which says how many they are, comes last, so that a
 * file with a head is whole. Does nothing where the head is there already.
 */
export async function writeFile(store: ClaimStore, file: BundleFile): Promise<void> {
  invariant(digestOf(file.bytes) === file.digest, `the bytes of ${file.digest} have another digest`);
  if (file.bytes.byteLength > maxFileBytes)
    throw new StoreError(
      "too-large",
      `a published file has at most ${maxFileBytes} bytes, ${file.digest} has ${file.bytes.byteLength}`,
    );
  if (await hasFile(store, file.digest)) return;
  const packed = await compress(file.bytes);
  const parts = Math.ceil(packed.byteLength / maxTransactionBytes);
  for (let part = 0; part < parts; part += 1) {
    const bytes = packed.subarray(part * maxTransactionBytes, (part + 1) * maxTransactionBytes);
    await writeOnce(store, partKey(file.digest, part), bytes);
  }
  await writeOnce(store, headKey(file.digest), encodeRecord({ parts }, formatVersion));
}

/** Writes a value that can only be one: what a write that broke off has left is replaced. */
async function writeOnce(store: ClaimStore, key: string, value: Uint8Array): Promise<void> {
  for (;;) {
    const current = await store.get(key);
    if (current !== undefined && Buffer.compare(current.value, value) === 0) return;
    if ((await store.transact([{ kind: "set", key, value, version: current?.version ?? 0 }])).ok) return;
  }
}

/** Whether the file is there, as a whole. */
export async function hasFile(store: ClaimStore, digest: Digest): Promise<boolean> {
  return (await store.get(headKey(digest))) !== undefined;
}

/** The bytes under a digest, verified; `undefined` if there are none. Rejects with a `StoreError` where they are damaged. */
export async function readFile(store: ClaimStore, digest: Digest): Promise<Uint8Array | undefined> {
  const head = await store.get(headKey(digest));
  if (head === undefined) return undefined;
  const count = decodeRecord(head.value, formatVersion)?.["parts"];
  if (!isCount(count)) throw damaged(digest, "its head can't be read");
  const keys = Array.from({ length: count }, (_, part) => partKey(digest, part));
  const parts: StoredValue[] = [];
  for (const key of keys) {
    const part = await store.get(key);
    if (part === undefined) throw damaged(digest, "a part is missing");
    parts.push(part);
  }
  const bytes = await unpack(digest, Buffer.concat(parts.map(({ value }) => value)));
  if (digestOf(bytes) !== digest) throw damaged(digest, "the bytes have another digest");
  return bytes;
}

async function unpack(digest: Digest, packed: Uint8Array): Promise<Uint8Array> {
  try {
    return new Uint8Array(await decompress(packed, { maxOutputLength: maxFileBytes }));
  } catch (cause) {
    throw damaged(digest, "it can't be unpacked", cause);
  }
}

function damaged(digest: Digest, how: string, cause?: unknown): StoreError {
  return new StoreError("other", `the published file ${digest} is damaged: ${how}`, { cause });
}

/** Deletes every file that is not to be kept, the heads first. */
export async function collectFiles(store: ClaimStore, keep: ReadonlySet<Digest>): Promise<void> {
  const kept = new Set([...keep].map(folderOf));
  const folders = (await store.keys(filesPrefix)).map((key) => key.slice(0, key.lastIndexOf("/") + 1));
  for (const folder of new Set(folders)) if (!kept.has(folder)) await deleteFolder(store, folder);
}

async function deleteFolder(store: ClaimStore, folder: string): Promise<void> {
  const { values } = await store.list(folder);
  const deletions = values.map(({ key, version }) => ({ kind: "delete", key, version }) as const);
  // "head" sorts before "part-…".
  for (let at = 0; at < deletions.length; at += maxOperationsPerTransaction)
    await store.transact(deletions.slice(at, at + maxOperationsPerTransaction));
}
