import { error, warning } from "./row.ts";

/** 10xx: reading the repository. 11xx: documents and their schemas. */
export const sourceCodes = {
  SLW1001: error(
    (p: { root: string }) => `There is no cluster.yaml in ${p.root}`,
    "A configuration root is a folder with a cluster.yaml; name it with --path, or make one with `sluiceway init`.",
  ),
  SLW1002: error(
    (p: { ref: string; repository: string }) => `The repository ${p.repository} has no ref "${p.ref}"`,
    "Name a branch, a tag or a commit that exists there with --ref.",
  ),
  SLW1003: error(
    (p: { repository: string; reason: string }) => `The repository ${p.repository} can't be read: ${p.reason}`,
    "Check the path or URL, and that this user may read it.",
  ),
  SLW1004: error(
    (p: { bytes: number; limitBytes: number }) =>
      `The file has ${p.bytes} bytes; a document may have at most ${p.limitBytes}`,
    "Split the document, or move data that isn't configuration out of the root.",
  ),
  SLW1005: error((p: { reason: string }) => `The file isn't valid UTF-8: ${p.reason}`, "Save the file as UTF-8."),
  SLW1101: error((p: { reason: string }) => `Invalid YAML: ${p.reason}`),
  SLW1102: error(
    (p: { keys: string }) => `The document has none of the keys that tell its kind (${p.keys})`,
    "Add the identifying key, or move the file out of the configuration root.",
  ),
  SLW1103: error(
    (p: { key: string; expected: string }) => `Unknown key "${p.key}" in ${p.expected}`,
    "Remove the key, or correct its name.",
  ),
  SLW1104: error((p: { path: string; problem: string }) => `${p.path} ${p.problem}`),
  SLW1105: error((p: { path: string; key: string }) => `${p.path} needs the key "${p.key}"`),
  SLW1106: error(
    (p: { kind: string; name: string }) => `The ${p.kind} "${p.name}" is declared twice`,
    "Rename one of the two, or remove it.",
  ),
  SLW1107: error(
    (p: { environment: string; known: string }) =>
      `There is no environment "${p.environment}"; this repository declares: ${p.known}`,
  ),
  SLW1108: error(
    (p: { environment: string; target: string }) =>
      `The environment "${p.environment}" overlays ${p.target}, which doesn't exist`,
  ),
  SLW1109: warning((p: { count: number }) => `${p.count} more diagnostics are not shown`),
  SLW1110: error(
    () => "No document declares the cluster",
    "Add a document with the key clusterName, usually cluster.yaml.",
  ),
  SLW1111: error(
    () => "A second document declares a cluster",
    "A configuration root describes one cluster: merge the two, or give each a root of its own.",
  ),
  SLW1112: error(
    (p: { path: string }) => `${p.path} holds a secret in clear`,
    "Replace the secret wherever it is used: it is in the history. Credentials live in the settings, as ${NAME} of the environment.",
  ),
} as const;
