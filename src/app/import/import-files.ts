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
import { clusterDocument, importYappy } from "./yappy.ts";

interface ImportResult {
  readonly files: readonly string[];
  readonly notes: readonly ImportNote[];
  /** What the compiler says about the new root. */
  readonly findings: readonly Diagnostic[];
}

interface ImportRequest {
  /** At least one; several are parts of one cluster. */
  readonly files: readonly string[];
  readonly output: string;
}

/** Writes a new configuration root and compiles it. Nothing is written where a file would be overwritten. */
export async function importFiles(request: ImportRequest): Promise<Shown<ImportResult>> {
  const imported = await readImport(request);
  if (!imported.ok) return { result: imported, textOf: () => undefined };
  const { documents, notes } = imported.value;
  await mkdir(request.output, { recursive: true });
  for (const [path, text] of documents) await writeFile(join(request.output, path), text, { flag: "wx" });
  const opened = await openRepository({ root: request.output, asSaved: true });
  const root = await compileRoot(opened, undefined);
  await opened.repository.close();
  const findings = root.ok ? root.warnings : root.diagnostics;
  return {
    result: { ok: true, value: { files: [...documents.keys()], notes, findings }, warnings: [] },
    textOf: opened.textOf,
  };
}

interface NewRoot {
  /** By path in the configuration root. */
  readonly documents: ReadonlyMap<string, string>;
  readonly notes: readonly ImportNote[];
}

async function readImport({ files, output }: ImportRequest): Promise<Checked<NewRoot>> {
  const parts: Part[] = [];
  for (const file of files) {
    try {
      const imported = importYappy(JSON.parse(await readFile(file, "utf8")));
      assertFitting(imported, parts);
      parts.push({ file, imported });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return failed(diagnostic("SLW1901", { file, reason }));
    }
  }
  const root = rootOf(parts);
  for (const path of root.documents.keys()) {
    const target = join(output, path);
    if ((await stat(target).catch(() => undefined)) !== undefined)
      return failed(diagnostic("SLW1902", { file: target }));
  }
  return { ok: true, value: root, warnings: [] };
}

interface Part {
  readonly file: string;
  readonly imported: Imported;
}

/** Throws where a file is no part of the cluster that those before are of: a root has one, and each pipeline once. */
function assertFitting({ clusterName, pipelines }: Imported, before: readonly Part[]): void {
  for (const { file, imported } of before) {
    if (imported.clusterName !== clusterName)
      throw new Error(
        `its cluster is "${clusterName}", that of ${file} "${imported.clusterName}": each gets a root of its own, with another --output`,
      );
    const twice = [...pipelines.keys()].find((name) => imported.pipelines.has(name));
    if (twice !== undefined) throw new Error(`the pipeline "${twice}" is in ${file} too`);
  }
}

function rootOf(parts: readonly Part[]): NewRoot {
  const pipelines = parts.flatMap(({ imported }) => [...imported.pipelines]);
  const clusterName = parts[0]?.imported.clusterName ?? "";
  const cluster = clusterDocument(
    clusterName,
    parts.map(({ imported }) => imported),
  );
  const placed = (file: string, { path, note }: ImportNote): ImportNote => ({
    path: parts.length === 1 ? path : `${file}: ${path}`,
    note,
  });
  return {
    documents: new Map([
      ...pipelines.map(([name, text]) => [`${name}.yaml`, text] as const),
      ["cluster.yaml", cluster] as const,
    ]),
    notes: parts.flatMap(({ file, imported }) => imported.notes.map((note) => placed(file, note))),
  };
}
