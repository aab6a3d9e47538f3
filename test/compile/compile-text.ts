import { createHash } from "node:crypto";
import type { Compiled } from "../../src/compile/compile.ts";
import { compile } from "../../src/compile/compile.ts";
import { schemaLibraries } from "../../src/app/schema-libraries.ts";
import type { Checked } from "../../src/diagnostics/checked.ts";
import { renderDiagnostics } from "../../src/diagnostics/render.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { parseDigest, parseRevision, parsed } from "../../src/model/names.ts";
import type { Digest } from "../../src/model/names.ts";
import type { Documents } from "../../src/source/document.ts";
import { readDocuments } from "../../src/source/documents.ts";

const revision = parsed(parseRevision("0".repeat(40)));

export const sha256 = (bytes: Uint8Array): Digest =>
  parsed(parseDigest(`sha256:${createHash("sha256").update(bytes).digest("hex")}`));

export type Files = Readonly<Record<string, string>>;

/** The documents of files that are given as text; throws where they can't be read at all. */
export function documentsOf(files: Files): Documents {
  const read = readFiles(files);
  if (!read.ok) throw new Error(read.diagnostics.map((found) => `${found.code} ${found.message}`).join("\n"));
  return read.value;
}

export function readFiles(files: Files): Checked<Documents> {
  const bytes = Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)] as const);
  return readDocuments({ revision, files: new Map(bytes) });
}

/** What files compile to, read errors included. */
export function compileFiles(files: Files, environment?: string): Checked<Compiled> {
  const read = readFiles(files);
  return read.ok ? compile(read.value, { environment, hash: sha256, libraries: schemaLibraries }) : read;
}

export function findingsOf(result: Checked<unknown>): readonly Diagnostic[] {
  return result.ok ? result.warnings : result.diagnostics;
}

/** The findings as people read them. */
export function rendered(result: Checked<unknown>, files: Files): string {
  return renderDiagnostics(findingsOf(result), { textOf: (file) => files[file] });
}

/** As `compileFiles`, of files as bytes, which need not be text. */
export function compileBytes(files: ReadonlyMap<string, Uint8Array>, environment?: string): Checked<Compiled> {
  const read = readDocuments({ revision, files });
  return read.ok ? compile(read.value, { environment, hash: sha256, libraries: schemaLibraries }) : read;
}

export function renderedBytes(result: Checked<unknown>, files: ReadonlyMap<string, Uint8Array>): string {
  const textOf = (file: string): string | undefined => {
    const bytes = files.get(file);
    return bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
  };
  return renderDiagnostics(findingsOf(result), { textOf });
}
