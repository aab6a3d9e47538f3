import type { Checked } from "../../diagnostics/checked.ts";
import { failed } from "../../diagnostics/checked.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { parseTopicName } from "../../model/names.ts";
import type { Archived, ArchiveRequest } from "../../operate/archive/archive.ts";
import { archive } from "../../operate/archive/archive.ts";
import type { Restored, RestoreRequest } from "../../operate/archive/restore.ts";
import { restore } from "../../operate/archive/restore.ts";
import { clusterOf } from "../plan-root.ts";
import type { Servers } from "../servers.ts";
import { archiveDirectory } from "./archive-directory.ts";

export type ArchiveCommand = Omit<ArchiveRequest, "topic" | "folder"> & {
  readonly topic: string;
  readonly directory: string;
};

/** Exports a topic into a directory. Rejects as `archive` does. */
export async function archiveTopic(
  servers: Servers,
  { topic, directory, ...request }: ArchiveCommand,
): Promise<Checked<Archived>> {
  const name = parseTopicName(topic);
  if (!name.ok) return failed(diagnostic("SLW2047", { topic }));
  return archive(clusterOf(servers), { ...request, topic: name.value, folder: archiveDirectory(directory) });
}

export type RestoreCommand = Omit<RestoreRequest, "topic" | "folder"> & {
  readonly topic: string | undefined;
  readonly directory: string;
};

/** Brings an archive back. Rejects as `restore` does. */
export async function restoreTopic(
  servers: Servers,
  { topic, directory, ...request }: RestoreCommand,
): Promise<Checked<Restored>> {
  const name = topic === undefined ? undefined : parseTopicName(topic);
  if (name?.ok === false) return failed(diagnostic("SLW2044", { topic: topic ?? "", reason: name.problem }));
  return restore(clusterOf(servers), { ...request, topic: name?.value, folder: archiveDirectory(directory) });
}
