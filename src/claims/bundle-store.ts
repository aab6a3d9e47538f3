import type { Bundle, BundleFile, Manifest } from "../model/bundle.ts";
import { parseDigest, parseRevision } from "../model/names.ts";
import type { Digest, Revision } from "../model/names.ts";
import { collectFiles, hasFile, readFile, writeFile } from "./bundle-files.ts";
import { decodeRecord, encodeRecord, isText } from "./stored-json.ts";
import { StoreError } from "./store.ts";
import type { ClaimStore, StoredValue } from "./store.ts";

/** The manifest with its version, for the compare-and-set of the next one; 0 and empty before the first. */
export interface VersionedManifest {
  readonly manifest: Manifest;
  readonly version: number;
}

/** What a manifest follows, and the revision that it is made of. */
interface ManifestOrigin {
  readonly version: number;
  readonly revision: Revision;
}

/** How long to wait for another manifest at most. */
interface ManifestWait {
  readonly waitMs: number;
  readonly signal?: AbortSignal;
}

/**
 * Bundles and modules under their digests, and the manifest that says which bundle each pipeline runs (design,
 * section 8). The reconciler, of which one leads, writes; engines read. Methods reject with a `StoreError`.
 */
export interface BundleStore {
  /** Writes what is not there yet; what a broken-off write has left is completed. */
  publish(files: readonly BundleFile[]): Promise<void>;
  /** The bytes under a digest, verified; `undefined` if they are not there. */
  readFile(digest: Digest): Promise<Uint8Array | undefined>;
  readManifest(): Promise<VersionedManifest>;
  /**
   * Makes this the manifest unless somebody has changed it since that version (then `false`), and deletes the files that
   * none of the last twenty manifests needs. Every bundle and module that it needs must have been published.
   */
  publishManifest(next: Manifest, at: ManifestOrigin): Promise<boolean>;
  /** The revision with which each bundle and module first came, of those that the last twenty manifests need. */
  readOrigins(): Promise<ReadonlyMap<Digest, Revision>>;
  /** Tells those that follow the manifest that topics have more partitions: they look again at once. */
  announcePartitions(): Promise<void>;
  /**
   * Resolves when the manifest is another than at that version, when partitions are announced, or, unchanged, after the
   * wait or early.
   */
  watchManifest(version: number, wait: ManifestWait): Promise<VersionedManifest>;
}

const manifestKey = "manifest";
/** Below the manifest's own name, so that whoever follows that hears of it. */
const recountKey = `${manifestKey}/recount`;
/** What each of the last manifests needed, and the revision that it was made of, newest first. */
const historyKey = "published";
const manifestsKept = 20;
const formatVersion = 1;

export function createBundleStore(store: ClaimStore): BundleStore {
  return {
    publish: async (files) => {
      for (const file of files) await writeFile(store, file);
    },
    readFile: (digest) => readFile(store, digest),
    readManifest: async () => decodeManifest(await store.get(manifestKey)),
    publishManifest: (next, at) => publishManifest(store, next, at),
    readOrigins: async () => originsIn(historyOf(await store.get(historyKey))),
    announcePartitions: () => announcePartitions(store),
    watchManifest: (version, wait) => watchManifest(store, version, wait),
  };
}

async function publishManifest(store: ClaimStore, next: Manifest, at: ManifestOrigin): Promise<boolean> {
  const needed = await digestsNeeded(store, next);
  const stored = await store.get(historyKey);
  const history = [{ needed, revision: at.revision }, ...historyOf(stored)].slice(0, manifestsKept);
  const result = await store.transact([
    { kind: "set", key: manifestKey, value: encodeRecord({ ...next }, formatVersion), version: at.version },
    {
      kind: "set",
      key: historyKey,
      value: encodeHistory(history),
      version: stored?.version ?? 0,
    },
  ]);
  if (!result.ok) return false;
  await collectFiles(store, new Set(history.flatMap(({ needed: digests }) => digests)));
  return true;
}

async function announcePartitions(store: ClaimStore): Promise<void> {
  const stored = await store.get(recountKey);
  const version = stored?.version ?? 0;
  // Bytes that differ each time: the same ones would be no new version. Somebody else's announcement serves as well.
  const value = encodeRecord({ after: version }, formatVersion);
  await store.transact([{ kind: "set", key: recountKey, value, version }]);
}

async function watchManifest(store: ClaimStore, version: number, wait: ManifestWait): Promise<VersionedManifest> {
  const manifestIn = (values: readonly StoredValue[]): VersionedManifest =>
    decodeManifest(values.find(({ key }) => key === manifestKey));
  const before = await store.list(manifestKey);
  const current = manifestIn(before.values);
  if (current.version !== version) return current;
  const { values } = await store.watch(manifestKey, { sinceVersion: before.version, ...wait });
  return manifestIn(values);
}

function decodeManifest(stored: StoredValue | undefined): VersionedManifest {
  if (stored === undefined) return { manifest: { formatVersion, pipelines: {} }, version: 0 };
  const pipelines = decodeRecord(stored.value, formatVersion)?.["pipelines"];
  if (typeof pipelines !== "object" || pipelines === null) throw unreadable(manifestKey);
  const entries = Object.entries(pipelines).map(([pipeline, digest]) => [pipeline, digestIn(digest, manifestKey)]);
  const named: Readonly<Record<string, Digest>> = Object.fromEntries(entries);
  return { manifest: { formatVersion, pipelines: named }, version: stored.version };
}

/** What one of the last manifests needed; the revision is unknown where another version has written it. */
interface PastManifest {
  readonly needed: readonly Digest[];
  readonly revision: Revision | undefined;
}

function encodeHistory(history: readonly PastManifest[]): Uint8Array {
  const manifests = history.map(({ needed }) => needed);
  const revisions = history.map(({ revision }) => revision ?? null);
  return encodeRecord({ manifests, revisions }, formatVersion);
}

function historyOf(stored: StoredValue | undefined): readonly PastManifest[] {
  if (stored === undefined) return [];
  const { manifests, revisions } = decodeRecord(stored.value, formatVersion) ?? {};
  if (!Array.isArray(manifests)) throw unreadable(historyKey);
  return manifests.map((digests: unknown, index) => {
    if (!Array.isArray(digests)) throw unreadable(historyKey);
    const revision: unknown = Array.isArray(revisions) ? revisions[index] : undefined;
    const parsed = isText(revision) ? parseRevision(revision) : undefined;
    return {
      needed: digests.map((digest: unknown) => digestIn(digest, historyKey)),
      revision: parsed?.ok === true ? parsed.value : undefined,
    };
  });
}

/** A later manifest's revision is written over by an earlier one's that needed the same. */
function originsIn(history: readonly PastManifest[]): ReadonlyMap<Digest, Revision> {
  return new Map(
    history.flatMap(({ needed, revision }) =>
      revision === undefined ? [] : needed.map((digest) => [digest, revision] as const),
    ),
  );
}

/** The bundles that a manifest names and the modules that those name, each of which must be there. */
async function digestsNeeded(store: ClaimStore, manifest: Manifest): Promise<readonly Digest[]> {
  const needed = new Set<Digest>(Object.values(manifest.pipelines));
  const modules = new Set<Digest>();
  for (const digest of needed) {
    const bytes = await readFile(store, digest);
    if (bytes === undefined) throw missing(digest);
    for (const module of modulesOf(digest, bytes)) modules.add(module);
  }
  for (const digest of modules) if (!(await hasFile(store, digest))) throw missing(digest);
  return [...new Set([...needed, ...modules])].toSorted();
}

function modulesOf(digest: Digest, bytes: Uint8Array): readonly Digest[] {
  const record = decodeRecord(bytes, formatVersion);
  if (!Array.isArray(record?.["steps"])) throw unreadable(digest);
  const { steps } = record as unknown as Bundle;
  return steps.flatMap(({ processor }) => (processor.kind === "module" ? [processor.digest] : []));
}

function digestIn(value: unknown, where: string): Digest {
  const digest = isText(value) ? parseDigest(value) : undefined;
  if (digest?.ok !== true) throw unreadable(where);
  return digest.value;
}

function unreadable(what: string): StoreError {
  return new StoreError("other", `"${what}" is not in a format that this version reads`);
}

function missing(digest: Digest): StoreError {
  return new StoreError("other", `the manifest needs ${digest}, which is not published`);
}
