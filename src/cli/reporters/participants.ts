import type { SlotOverview } from "../../app/slots.ts";
import { table } from "../table.ts";

type Participants = SlotOverview["participants"];
type Participant = Participants["engines"][number];

/** So many engines are listed; what thousands of standby engines are called helps nobody on a screen. */
const listed = 40;

const ranks = { coordinator: 0, candidate: 1, member: 2 } as const;

/** The coordinator, and a table of the engines: those first that coordinate, may coordinate or own slots. */
export function participantsText(participants: Participants, slotsOf: ReadonlyMap<string, number>): string {
  const { coordinator, engines, catalogueDenied } = participants;
  const head = [
    `coordinator  ${coordinator === undefined ? "none" : `${coordinator.label}, token ${coordinator.token}, since ${shortTime(coordinator.sinceMs)}`}`,
    `engines      ${countsOf(engines, slotsOf)}`,
    ...(catalogueDenied === undefined ? [] : [`             standby engines aren't shown: ${catalogueDenied}`]),
  ].join("\n");
  return engines.length === 0 ? head : `${head}\n\n${engineTable(engines, slotsOf)}`;
}

function countsOf(engines: readonly Participant[], slotsOf: ReadonlyMap<string, number>): string {
  const candidates = engines.filter(({ role }) => role !== "member").length;
  const owners = engines.filter(({ engine }) => slotsOf.has(engine)).length;
  return engines.length === 0 ? "none" : `${engines.length}: ${owners} with slots, ${candidates} with a seat`;
}

function engineTable(engines: readonly Participant[], slotsOf: ReadonlyMap<string, number>): string {
  const count = ({ engine }: Participant): number => slotsOf.get(engine) ?? 0;
  const rank = (one: Participant): number => ranks[one.role] + (one.role === "member" && count(one) === 0 ? 1 : 0);
  const rows = engines
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, listed)
    .map((one) => [
      one.label,
      one.engine.slice(0, 8),
      one.role,
      one.lease === undefined ? "standby" : `${one.lease.state}, ${one.lease.leaseMs / 1000} s`,
      one.lease === undefined ? "-" : shortTime(one.lease.sinceMs),
      String(count(one)),
      one.zone ?? "-",
      one.address ?? "-",
    ]);
  const text = table(["ENGINE", "ID", "ROLE", "LEASE", "SINCE", "SLOTS", "ZONE", "ADDRESS"], rows);
  const more = engines.length - rows.length;
  return more === 0 ? text : `${text}\n… and ${more} more; --format json has all`;
}

/** A moment in UTC, to the second. */
export const shortTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
