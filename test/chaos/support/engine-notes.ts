import type { EngineProcess } from "./world.ts";

/** What an engine's slot manager has told, by the engine's log. */
export interface Note {
  readonly kind: string;
  /** By the machine's wall clock. */
  readonly atMs: number;
  /** The slot as JSON, where the note is about one. */
  readonly slot: string | undefined;
  readonly token: number | undefined;
}

export function notesOf(engine: EngineProcess): readonly Note[] {
  return engine.log().flatMap((line) => {
    const note = line["note"] as { readonly kind: string; readonly slot?: object; claimToken?: number } | undefined;
    if (note === undefined) return [];
    const slot = note.slot === undefined ? undefined : JSON.stringify(note.slot);
    return [{ kind: note.kind, atMs: Date.parse(String(line["time"])), slot, token: note.claimToken }];
  });
}

/** The slots that an engine acts for. */
export function heldBy(engine: EngineProcess): ReadonlySet<string> {
  const held = new Set<string>();
  for (const { kind, slot } of notesOf(engine)) {
    // A lost lease takes all slots at once; they get no notes of their own.
    if (kind === "lease-lost") held.clear();
    if (slot === undefined) continue;
    if (kind === "slot-acquired") held.add(slot);
    if (["slot-released", "slot-lost", "slot-abandoned"].includes(kind)) held.delete(slot);
  }
  return held;
}

export const countOf = (engine: EngineProcess, kind: string): number =>
  notesOf(engine).filter((note) => note.kind === kind).length;
