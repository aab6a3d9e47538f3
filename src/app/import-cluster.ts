import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Checked } from "../diagnostics/checked.ts";
import { failed } from "../diagnostics/checked.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { ImportedDocument } from "../operate/cluster-document.ts";
import { readClusterContents } from "../operate/cluster-contents.ts";
import { clusterDocument } from "../operate/cluster-document.ts";
import { parseClusterName } from "../model/names.ts";
import { clusterFile } from "../source/documents.ts";
import type { Servers } from "./servers.ts";

export interface ImportRequest {
  /** Where `cluster.yaml` is written. */
  readonly folder: string;
  readonly clusterName: string;
}

/** What was written, and where. */
export interface ImportedCluster extends ImportedDocument {
  readonly file: string;
}

/** Writes a `cluster.yaml` for what is on the cluster; never over one that is there. Rejects with a `KafkaError`. */
export async function importCluster(servers: Servers, request: ImportRequest): Promise<Checked<ImportedCluster>> {
  const name = parseClusterName(request.clusterName);
  if (!name.ok) return failed(diagnostic("SLW3102", { problem: name.problem }));
  const document = clusterDocument(name.value, await readClusterContents(servers.kafka));
  const file = join(request.folder, clusterFile);
  await mkdir(request.folder, { recursive: true });
  try {
    await writeFile(file, document.text, { flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    return failed(diagnostic("SLW3101", { file }));
  }
  return { ok: true, value: { ...document, file }, warnings: [] };
}
