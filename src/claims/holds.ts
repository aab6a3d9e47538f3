import { decodeRecord, encodeRecord, isMs, isOneOf, isText } from "./stored-json.ts";
import { StoreError } from "./store.ts";
import type { ClaimStore, StoredValue } from "./store.ts";

const scopes = ["group", "pipeline"] as const;
const modes = ["paused", "withdrawn"] as const;

/**
 * An operator's word that slots stand still, for everybody until it is taken back. `paused`: each stays claimed, and its
 * owner neither reads nor writes for it; `withdrawn`: nobody may have it, because somebody moves its offsets.
 */
export interface Hold {
  readonly scope: (typeof scopes)[number];
  /** The group or pipeline. */
  readonly name: string;
  readonly mode: (typeof modes)[number];
  /** Who said so, for people. */
  readonly by: string;
  readonly sinceMs: number;
}

export interface VersionedHolds {
  readonly holds: readonly Hold[];
  readonly version: number;
}

const holdsKey = "holds";
const formatVersion = 1;
const noHolds: VersionedHolds = { holds: [], version: 0 };

/** Every hold. Rejects with a `StoreError`, also where they can't be read. */
export async function readHolds(store: ClaimStore): Promise<VersionedHolds> {
  return decodeHolds(await store.get(holdsKey));
}

/** Puts a hold in force, in place of one on the same thing. Can be done twice. Rejects as `readHolds` does. */
export function putHold(store: ClaimStore, hold: Hold): Promise<readonly Hold[]> {
  return change(store, (holds) => [...holds.filter((each) => !isSameThing(each, hold)), hold]);
}

/** Takes a hold back; resolves with what is left. Can be done twice. Rejects as `readHolds` does. */
export function removeHold(store: ClaimStore, thing: Pick<Hold, "scope" | "name">): Promise<readonly Hold[]> {
  return change(store, (holds) => holds.filter((each) => !isSameThing(each, thing)));
}

/** Resolves when the holds are others than at that version, or, unchanged, after the wait or early. */
export async function watchHolds(
  store: ClaimStore,
  { version }: VersionedHolds,
  wait: { readonly waitMs: number; readonly signal: AbortSignal },
): Promise<VersionedHolds> {
  const before = await store.list(holdsKey);
  const current = decodeHolds(before.values[0]);
  if (current.version !== version) return current;
  return decodeHolds((await store.watch(holdsKey, { sinceVersion: before.version, ...wait })).values[0]);
}

/** What holds a slot: the stricter of what is said of its pipeline and its group. */
export function holdOn(
  holds: readonly Hold[],
  { pipeline, group }: { readonly pipeline: string; readonly group: string | undefined },
): Hold | undefined {
  const concerning = holds.filter(({ scope, name }) => name === (scope === "group" ? group : pipeline));
  return concerning.find(({ mode }) => mode === "withdrawn") ?? concerning[0];
}

const isSameThing = (a: Pick<Hold, "scope" | "name">, b: Pick<Hold, "scope" | "name">): boolean =>
  a.scope === b.scope && a.name === b.name;

function decodeHolds(stored: StoredValue | undefined): VersionedHolds {
  if (stored === undefined) return noHolds;
  const list = decodeRecord(stored.value, formatVersion)?.["holds"];
  const holds = Array.isArray(list) ? list.map(holdOf) : [undefined];
  if (holds.includes(undefined))
    throw new StoreError("other", `"${holdsKey}" is not in a format that this version reads`);
  return { holds: holds.flatMap((hold) => hold ?? []), version: stored.version };
}

function holdOf(value: unknown): Hold | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { scope, name, mode, by, sinceMs } = value as Readonly<Record<string, unknown>>;
  if (!isOneOf(scope, scopes) || !isText(name) || !isOneOf(mode, modes) || !isText(by) || !isMs(sinceMs))
    return undefined;
  return { scope, name, mode, by, sinceMs };
}

async function change(store: ClaimStore, next: (holds: readonly Hold[]) => readonly Hold[]): Promise<readonly Hold[]> {
  for (;;) {
    const { holds, version } = await readHolds(store);
    const changed = next(holds);
    const value = encodeRecord({ holds: changed }, formatVersion);
    if ((await store.transact([{ kind: "set", key: holdsKey, value, version }])).ok) return changed;
  }
}
