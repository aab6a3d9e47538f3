import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Checked } from "../../diagnostics/checked.ts";
import { failed } from "../../diagnostics/checked.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { compileRoot } from "../compile-root.ts";
import { openRepository } from "../open-repository.ts";
import type { Shown } from "../session.ts";
import type { Imported, ImportNote } from "./yappy.ts";
import { importYappy } from "./yappy.ts";

interface ImportResult {
  readonly files: readonly string[];
  readonly notes: readonly ImportNote[];
  /** What the compiler says about the new root. */
  readonly findings: readonly Diagnostic[];
}

/** Writes a new configuration root and compiles it. Nothing is written where a file would be overwritten. */
export async function importFiles(request: {
  readonly file: string;
  readonly output: string;
}): Promise<Shown<ImportResult>> {
  const imported = await readImport(request);
  if (!imported.ok) return { result: imported, textOf: () => undefined };
  const { files, notes } = imported.value;
  await mkdir(request.output, { recursive: true });
  for (const [path, text] of files) await writeFile(join(request.output, path), text, { flag: "wx" });
  const opened = await openRepository({ root: request.output, asSaved: true });
  const root = await compileRoot(opened, undefined);
  await opened.repository.close();
  const findings = root.ok ? root.warnings : root.diagnostics;
  return {
    result: { ok: true, value: { files: [...files.keys()], notes, findings }, warnings: [] },
    textOf: opened.textOf,
  };
}

async function readImport(request: { readonly file: string; readonly output: string }): Promise<Checked<Imported>> {
  let imported: Imported;
  try {
    imported = importYappy(JSON.parse(await readFile(request.file, "utf8")));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed(diagnostic("SLW1901", { file: request.file, reason }));
  }
  for (const path of imported.files.keys()) {
    const target = join(request.output, path);
    if ((await stat(target).catch(() => undefined)) !== undefined)
      return failed(diagnostic("SLW1902", { file: target }));
  }
  return { ok: true, value: imported, warnings: [] };
}
