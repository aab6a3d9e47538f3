import type { EngineProcess } from "../../test/chaos/support/world.ts";

/** What engines log of a take-over, in its order; `event` is the engine's, `note` the slot manager's. */
const steps = [
  { name: "revoked", field: "note", kind: "lease-revoked" },
  { name: "elected", field: "note", kind: "coordinator-elected" },
  { name: "assigned", field: "note", kind: "slots-assigned" },
  { name: "released", field: "note", kind: "slot-released" },
  { name: "claimed", field: "note", kind: "slot-acquired" },
  { name: "started", field: "event", kind: "slot-started" },
] as const;

/** When each step of a take-over happened last, in ms since a moment of the wall clock: where its time went. */
export function takeoverTimes(engines: readonly EngineProcess[], sinceWallMs: number): string {
  const lines = engines.flatMap((engine) => engine.log());
  return steps
    .flatMap(({ name, field, kind }) => {
      const moments = lines.flatMap((line) => {
        const found =
          field === "note" ? (line["note"] as { readonly kind?: unknown } | undefined)?.kind : line["event"];
        const atMs = Date.parse(String(line["time"])) - sinceWallMs;
        return found === kind && atMs >= 0 ? [atMs] : [];
      });
      return moments.length === 0 ? [] : [`${name} ${Math.max(...moments)}`];
    })
    .join(", ");
}
