import { createHash } from "node:crypto";
import type { ArchiveFolder } from "../../../src/operate/archive/archive-folder.ts";

/** An archive in memory. */
export class MemoryFolder implements ArchiveFolder {
  readonly files = new Map<string, Buffer>();
  /** Files that were written, in order. */
  readonly written: string[] = [];
  /** Called before a file is written. */
  onWrite: (file: string) => void = () => undefined;

  list(): Promise<readonly string[]> {
    return Promise.resolve([...this.files.keys()].toSorted());
  }

  async write(file: string, source: AsyncIterable<Uint8Array>) {
    this.onWrite(file);
    const parts: Uint8Array[] = [];
    for await (const part of source) parts.push(part);
    const bytes = Buffer.concat(parts);
    this.files.set(file, bytes);
    this.written.push(file);
    return { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
  }

  async *read(file: string): AsyncGenerator<Uint8Array> {
    const bytes = this.files.get(file) ?? Buffer.alloc(0);
    // In pieces that end anywhere.
    for (let start = 0; start < bytes.length; start += 1_000)
      yield await Promise.resolve(bytes.subarray(start, start + 1_000));
  }

  remove(file: string): Promise<void> {
    this.files.delete(file);
    return Promise.resolve();
  }

  text(file: string): string {
    return this.files.get(file)?.toString() ?? "";
  }
}
