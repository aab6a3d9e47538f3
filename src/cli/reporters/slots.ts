import type { SlotLine } from "../../app/slot-lines.ts";
import type { SlotOverview } from "../../app/slots.ts";
import { table } from "../table.ts";
import type { Paint } from "../terminal.ts";
import { participantsText, shortTime } from "./participants.ts";

const isOwned = ({ state }: SlotLine): boolean => state === "held" || state === "paused" || state === "draining";

/** The slots as a table, and who takes part. */
export function slotsText({ slots, participants, unreadable }: SlotOverview, paint: Paint): string {
  return [
    slotTable(slots, paint),
    participantsText(participants, slotCounts(slots)),
    ...(unreadable.length === 0 ? [] : [`written in a format that this version can't read: ${unreadable.join(", ")}`]),
  ].join("\n\n");
}

function slotTable(slots: readonly SlotLine[], paint: Paint): string {
  const rows = slots.map(({ slot, state, claim, lag }) => [
    slot.pipeline,
    `${slot.topic}/${slot.partition}`,
    claim === undefined || state === "free" ? "-" : claim.label,
    claim === undefined ? "-" : shortTime(claim.sinceMs),
    state,
    String(lag ?? "-"),
    String(claim?.token ?? 0),
  ]);
  const ownerless = slots.filter((line) => !isOwned(line)).length;
  const total = slots.reduce((sum, { lag }) => sum + (lag ?? 0n), 0n);
  const text = table(["PIPELINE", "SLOT", "OWNER", "SINCE", "STATE", "LAG", "TOKEN"], rows);
  return `${text}\n${paint("bold", `${slots.length} slots, ${ownerless} without an owner, lag ${total}`)}`;
}

/** How many slots each engine owns, by its id. */
export function slotCounts(slots: readonly SlotLine[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of slots)
    if (isOwned(line) && line.claim !== undefined)
      counts.set(line.claim.owner, (counts.get(line.claim.owner) ?? 0) + 1);
  return counts;
}

/** The slots as plain data; `lag` is a string. */
export function slotsData({ slots, participants, unreadable }: SlotOverview): unknown {
  const lines = slots.map(({ slot, state, claim, lag }) => ({
    ...slot,
    state,
    token: claim?.token ?? 0,
    ...(lag === undefined ? {} : { lag: String(lag) }),
    ...(claim === undefined ? {} : claimData(claim)),
  }));
  return { coordinator: participants.coordinator ?? null, slots: lines, ...engineData(participants), unreadable };
}

function claimData({ owner, label, lease, leaseState, digest, sinceMs }: NonNullable<SlotLine["claim"]>): object {
  return { owner, label, lease, leaseState, digest, since: new Date(sinceMs).toISOString() };
}

function engineData({ engines, catalogueDenied }: SlotOverview["participants"]): object {
  return { engines, ...(catalogueDenied === undefined ? {} : { catalogueDenied }) };
}
