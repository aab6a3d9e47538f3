/**
 * Archives: a topic's records in files that outlive it. `docs/operations.md` describes the format: a manifest, checksums as
 * `sha256sum` writes them, and for each partition compressed lines of JSON. May be imported by app and cli.
 */

/** What a file came to when it was written. */
export interface WrittenFile {
  readonly bytes: number;
  /** SHA-256 of its bytes in hexadecimal digits. */
  readonly sha256: string;
}

/** Where an archive lies. Names are relative, with `/` between folders. */
export interface ArchiveFolder {
  /** Every file there is, sorted; none where there is no folder. */
  list(): Promise<readonly string[]>;
  /** Writes a file whole: it appears under its name once everything is on the disk, in place of an earlier one. */
  write(file: string, source: AsyncIterable<Uint8Array>): Promise<WrittenFile>;
  /** The bytes of a file that is there. */
  read(file: string): AsyncIterable<Uint8Array>;
  remove(file: string): Promise<void>;
}

/** The text of a file, or undefined where it isn't there. */
export async function readText(folder: ArchiveFolder, file: string): Promise<string | undefined> {
  if (!(await folder.list()).includes(file)) return undefined;
  const parts: Uint8Array[] = [];
  for await (const part of folder.read(file)) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

/** Writes a text whole. */
export function writeText(folder: ArchiveFolder, file: string, text: string): Promise<WrittenFile> {
  return folder.write(file, bytesOf(text));
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}
