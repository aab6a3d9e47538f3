import type { ClaimStore } from "../../claims/store.ts";
import { StoreError } from "../../claims/store.ts";
import { decodeRecord, encodeRecord, isMs, isText } from "../../claims/stored-json.ts";

/** Who has asked for it, when and why; until when, where it ends by itself. Times are wall-clock milliseconds. */
export interface ControlNote {
  readonly by: string;
  readonly sinceMs: number;
  readonly reason?: string;
  readonly untilMs?: number;
}

/** By what it is about: a pipeline, for drift also a resource or a plan step; `*` is everything. */
type Notes = Readonly<Record<string, ControlNote>>;

/**
 * What operators have told the reconciler of a cluster. Suspended: looked at and shown, nothing is applied. Unmanaged:
 * left alone altogether, and no drift. A hold of drift: what differs is shown, and left as somebody has made it.
 */
export interface Controls {
  readonly suspended: Notes;
  readonly unmanaged: Notes;
  readonly driftHolds: Notes;
}

type ControlKind = keyof Controls;

export const everything = "*";
const noControls: Controls = { suspended: {}, unmanaged: {}, driftHolds: {} };

/** The keys that a leading reconciler watches. */
export const controlsPrefix = "reconcile-controls/";
const notesKey = `${controlsPrefix}notes`;
const wantedKey = `${controlsPrefix}wanted`;
const formatVersion = 1;

/** What is in force now: notes whose time is over are left out. Rejects with a `StoreError`. */
export async function readControls(store: ClaimStore, nowMs: number): Promise<Controls> {
  return current((await readVersioned(store)).controls, nowMs);
}

export interface ControlChange {
  readonly kind: ControlKind;
  /** By target; undefined takes the note away. */
  readonly notes: Readonly<Record<string, ControlNote | undefined>>;
  readonly nowMs: number;
}

/** Sets or removes notes of one kind. Can be done twice. */
export async function changeControls(
  store: ClaimStore,
  { kind, notes: changes, nowMs }: ControlChange,
): Promise<Controls> {
  for (;;) {
    const { controls, version } = await readVersioned(store);
    const kept = { ...current(controls, nowMs)[kind], ...changes };
    const notes = Object.fromEntries(
      Object.entries(kept).flatMap(([target, note]) => (note === undefined ? [] : [[target, note]])),
    );
    const next = { ...current(controls, nowMs), [kind]: notes };
    const value = encodeRecord(next, formatVersion);
    if ((await store.transact([{ kind: "set", key: notesKey, value, version }])).ok) return next;
  }
}

/** Asks the leading reconciler, whichever process that is, to look at the branch and the cluster now. */
export async function askForRound(store: ClaimStore, nonce: string): Promise<void> {
  for (;;) {
    const version = (await store.get(wantedKey))?.version ?? 0;
    const value = encodeRecord({ nonce }, formatVersion);
    if ((await store.transact([{ kind: "set", key: wantedKey, value, version }])).ok) return;
  }
}

function current(controls: Controls, nowMs: number): Controls {
  const live = (notes: Notes): Notes =>
    Object.fromEntries(Object.entries(notes).filter(([, { untilMs }]) => untilMs === undefined || nowMs < untilMs));
  return {
    suspended: live(controls.suspended),
    unmanaged: live(controls.unmanaged),
    driftHolds: live(controls.driftHolds),
  };
}

interface VersionedControls {
  readonly controls: Controls;
  readonly version: number;
}

async function readVersioned(store: ClaimStore): Promise<VersionedControls> {
  const stored = await store.get(notesKey);
  if (stored === undefined) return { controls: noControls, version: 0 };
  const record = decodeRecord(stored.value, formatVersion);
  const [suspended, unmanaged, driftHolds] = ["suspended", "unmanaged", "driftHolds"].map((kind) =>
    notesOf(record?.[kind]),
  );
  if (suspended === undefined || unmanaged === undefined || driftHolds === undefined)
    throw new StoreError("other", `"${notesKey}" is not in a format that this version reads`);
  return { controls: { suspended, unmanaged, driftHolds }, version: stored.version };
}

function notesOf(value: unknown): Notes | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value).map(([target, note]) => [target, noteOf(note)] as const);
  return entries.some(([, note]) => note === undefined)
    ? undefined
    : Object.fromEntries(entries.flatMap(([target, note]) => (note === undefined ? [] : [[target, note]])));
}

function noteOf(value: unknown): ControlNote | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { by, sinceMs, reason, untilMs } = value as Readonly<Record<string, unknown>>;
  if (!isText(by) || !isMs(sinceMs)) return undefined;
  return {
    by,
    sinceMs,
    ...(isText(reason) ? { reason } : {}),
    ...(isMs(untilMs) ? { untilMs } : {}),
  };
}
