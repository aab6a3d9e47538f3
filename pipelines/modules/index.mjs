// Keeps a small searchable index: one file of JSON lines for each partition, in this step's own folder of the engine's
// data directory. Of several lines with one id, the last counts:
//
//   {"id":"README.md#0","document":"README.md","chunk":0,"language":"en","terms":["index",…],"text":"…"}
//
// A record may come more than once (at least once is what an engine promises), so writing is idempotent: what the file
// already says is not written again. One engine at a time works on a partition; when the partition moves to another
// machine, its file doesn't. For an index that must, replace the file by a database and keep the id.

import { createHash } from "node:crypto";
import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";

/** What each partition's file says, by id: a hash of the line. Loaded when the partition's first record comes. */
const partitions = new Map();

/** @param {string} line @returns {string} */
const hashOf = (line) => createHash("sha256").update(line).digest("base64url").slice(0, 16);

/** @param {string} file @returns {Promise<Map<string, string>>} */
async function load(file) {
  const known = new Map();
  const text = await readFile(file, "utf8").catch((error) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  // A crash can leave half a line: it ends here, and the record that it was for comes again.
  if (text !== "" && !text.endsWith("\n")) await appendFile(file, "\n");
  for (const line of text.split("\n")) {
    try {
      remember(known, JSON.parse(line), line);
    } catch {
      continue;
    }
  }
  return known;
}

/**
 * @param {Map<string, string>} known
 * @param {{ id: string, document: string, deleted?: boolean }} entry
 * @param {string} line
 */
function remember(known, entry, line) {
  known.set(entry.id, hashOf(line));
  if (!entry.deleted) {
    known.delete(entry.document);
    return;
  }
  // The document may come back with the same text, which then has to be written again.
  for (const id of known.keys()) if (id.startsWith(`${entry.document}#`)) known.delete(id);
}

/** @param {string} text @returns {string[]} */
const termsOf = (text) => [...new Set(text.toLowerCase().match(/\p{L}[\p{L}\p{M}\p{N}]{2,}/gu) ?? [])].sort();

/**
 * @param {{ key: Buffer | null, value: Buffer | null, json(): any }} record
 * @returns {{ id: string, document: string, deleted?: boolean }}
 */
function entryOf(record) {
  const document = record.key?.toString() ?? "unnamed";
  // A tombstone: whoever reads the index leaves out the lines of this document that come before.
  if (record.value === null) return { id: document, document, deleted: true };
  const { chunk, language, text } = record.json();
  return { id: `${document}#${chunk}`, document, chunk, language, terms: termsOf(text), text };
}

/**
 * @param {{ key: Buffer | null, value: Buffer | null, json(): any }} record
 * @param {{ dataDirectory: string, partition: number }} context
 */
export async function process(record, { dataDirectory, partition }) {
  const file = join(dataDirectory, `index-${partition}.jsonl`);
  let known = partitions.get(file);
  if (known === undefined) partitions.set(file, (known = await load(file)));

  const entry = entryOf(record);
  const line = JSON.stringify(entry);
  if (known.get(entry.id) === hashOf(line)) return;
  await appendFile(file, `${line}\n`);
  remember(known, entry, line);
}
