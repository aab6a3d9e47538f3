import { createHash } from "node:crypto";
import type { Checked } from "../../diagnostics/checked.ts";
import { failed } from "../../diagnostics/checked.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ArchiveFolder } from "./archive-folder.ts";
import { readText } from "./archive-folder.ts";
import { isAvailable } from "./compression.ts";
import type { ArchiveManifest, Chunk } from "./manifest.ts";
import { chunksOf, manifestFile, parseManifest, partialFile, sumsFile } from "./manifest.ts";

export interface Verification {
  readonly signal?: AbortSignal | undefined;
  /** Called with how many bytes are read, of all. */
  readonly onProgress?: (done: number, total: number) => void;
}

const problem = (file: string, reason: string): Diagnostic => diagnostic("SLW2043", { file, reason });

/** Reads an archive's manifest and every byte of its files; each that isn't as it was written is said. */
export async function verifyArchive(
  folder: ArchiveFolder,
  { signal, onProgress }: Verification = {},
): Promise<Checked<ArchiveManifest>> {
  const files = new Set(await folder.list());
  const sums = sumsIn((await readText(folder, sumsFile)) ?? "");
  const read = await readManifest(folder, { files, sums });
  if (!read.ok) return read;
  const chunks = chunksOf(read.value);
  const total = chunks.reduce((sum, { bytes }) => sum + bytes, 0);
  const found: Diagnostic[] = [];
  let done = 0;
  for (const chunk of chunks) {
    signal?.throwIfAborted();
    found.push(...(await problemsOf(folder, chunk, { files, sums })));
    done += chunk.bytes;
    onProgress?.(done, total);
  }
  return found.length > 0 ? failed(...found) : read;
}

interface Contents {
  readonly files: ReadonlySet<string>;
  /** By file. */
  readonly sums: ReadonlyMap<string, string>;
}

async function readManifest(folder: ArchiveFolder, { files, sums }: Contents): Promise<Checked<ArchiveManifest>> {
  if (files.has(partialFile) && !files.has(manifestFile))
    return failed(problem(manifestFile, "the archive was broken off; archive again"));
  const text = await readText(folder, manifestFile);
  if (text === undefined) return failed(problem(manifestFile, "it isn't there"));
  if (sums.get(manifestFile) !== createHash("sha256").update(text).digest("hex"))
    return failed(problem(manifestFile, `its checksum isn't that of ${sumsFile}`));
  const manifest = parseManifest(text);
  if (manifest === undefined) return failed(problem(manifestFile, "it isn't in a format that this version reads"));
  const { compression } = manifest;
  return isAvailable(compression)
    ? { ok: true, value: manifest, warnings: [] }
    : failed(diagnostic("SLW2048", { compression }));
}

async function problemsOf(
  folder: ArchiveFolder,
  { file, sha256 }: Chunk,
  { files, sums }: Contents,
): Promise<readonly Diagnostic[]> {
  if (!files.has(file)) return [problem(file, "it isn't there")];
  if (sums.get(file) !== sha256) return [problem(file, `its checksum isn't in ${sumsFile}`)];
  return (await digestOf(folder, file)) === sha256 ? [] : [problem(file, "its checksum is another one")];
}

async function digestOf(folder: ArchiveFolder, file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const part of folder.read(file)) hash.update(part);
  return hash.digest("hex");
}

function sumsIn(text: string): ReadonlyMap<string, string> {
  const lines = text.split("\n").map((line) => /^([0-9a-f]{64}) {2}(.+)$/.exec(line));
  return new Map(lines.flatMap((match) => (match === null ? [] : [[match[2] ?? "", match[1] ?? ""] as const])));
}
