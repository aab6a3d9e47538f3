import type { Status } from "../../app/status.ts";
import { reconcileText } from "./reconcile.ts";
import { table } from "../table.ts";
import type { Paint } from "../terminal.ts";
import { participantsText } from "./participants.ts";
import { slotCounts } from "./slots.ts";

/** The status as tables: revisions, pipelines, slots with owner and lag, who takes part. */
export function statusText(status: Status, paint: Paint): string {
  const { participants, slots, reconcile } = status;
  const sections = [
    revisionLines(status),
    ...(reconcile === undefined ? [] : [reconcileText(reconcile, paint)]),
    slotTable(status, paint),
    participantsText(participants, slotCounts(slots)),
  ];
  return sections.join("\n\n");
}

function revisionLines({ revisions, manifest, refused }: Status): string {
  const attempted = revisions.attempted.map((revision) => revision.slice(0, 12)).join(", ");
  const pipelines = Object.entries(manifest.pipelines).map(([name, digest]) => `${name} (${shortDigest(digest)})`);
  return [
    `applied    ${revisions.lastApplied?.slice(0, 12) ?? "nothing yet"}`,
    ...(attempted === "" ? [] : [`attempted  ${attempted}`]),
    `pipelines  ${pipelines.join(", ") || "none"}`,
    ...Object.entries(refused).map(([name, lacking]) => `refused    ${name}: engines lack ${lacking.join(", ")}`),
  ].join("\n");
}

function slotTable({ slots }: Status, paint: Paint): string {
  const rows = slots.map(({ slot, state, claim, lag, offsets }) => [
    `${slot.topic}/${slot.partition}`,
    claim === undefined || state === "free" ? "-" : claim.label,
    state,
    String(claim?.token ?? 0),
    String(offsets?.committed ?? "-"),
    String(offsets?.end ?? "-"),
    String(lag ?? "-"),
  ]);
  const total = slots.reduce((sum, { lag }) => sum + (lag ?? 0n), 0n);
  const text = table(["SLOT", "OWNER", "STATE", "TOKEN", "OFFSET", "END", "LAG"], rows);
  return `${text}\n${paint("bold", `${rows.length} slots, lag ${total}`)}`;
}

const shortDigest = (digest: string): string => digest.replace("sha256:", "").slice(0, 12);

/** The status as plain data; offsets are strings. With an indent of 0 on one line. */
export function statusJson(status: Status, indent = 2): string {
  const { revisions, manifest, claims, participants, lag, refused, reconcile } = status;
  const replacer = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);
  return JSON.stringify(
    {
      revisions,
      pipelines: manifest.pipelines,
      coordinator: participants.coordinator ?? null,
      members: participants.engines,
      engines: claims.engines,
      slots: claims.slots,
      lag,
      refused,
      reconcile: reconcile ?? null,
    },
    replacer,
    indent,
  );
}
