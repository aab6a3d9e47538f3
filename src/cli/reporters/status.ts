import type { Status } from "../../app/status.ts";
import { table } from "../table.ts";
import type { Paint } from "../terminal.ts";

/** The status as tables: revisions, pipelines, slots with owner and lag, engines. */
export function statusText(status: Status, paint: Paint): string {
  return [revisionLines(status), slotTable(status, paint), engineTable(status)].join("\n\n");
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

function slotTable({ claims, lag }: Status, paint: Paint): string {
  const claimOf = new Map(claims.slots.map((claim) => [`${claim.slot.topic}/${claim.slot.partition}`, claim]));
  const rows = lag.map(({ topic, partition, committed, end, records }) => {
    const claim = claimOf.get(`${topic}/${partition}`);
    const owner = claim === undefined || claim.state === "free" ? "-" : claim.label;
    return [
      `${topic}/${partition}`,
      owner,
      claim?.state ?? "unclaimed",
      String(claim?.token ?? 0),
      String(committed ?? "-"),
      String(end),
      String(records),
    ];
  });
  const total = lag.reduce((sum, { records }) => sum + records, 0n);
  const text = table(["SLOT", "OWNER", "STATE", "TOKEN", "OFFSET", "END", "LAG"], rows);
  return `${text}\n${paint("bold", `${rows.length} slots, lag ${total}`)}`;
}

function engineTable({ claims }: Status): string {
  const rows = claims.engines.map(({ label, engine, state, leaseMs, sinceMs }) => {
    const slots = claims.slots.filter(
      ({ lease, state: claimState }) => claimState !== "free" && lease.startsWith(engine),
    );
    return [label, state, String(slots.length), `${leaseMs / 1000} s`, new Date(sinceMs).toISOString()];
  });
  return table(["ENGINE", "LEASE", "SLOTS", "LENGTH", "SINCE"], rows);
}

const shortDigest = (digest: string): string => digest.replace("sha256:", "").slice(0, 12);

/** The status as plain data; offsets are strings. */
export function statusJson({ revisions, manifest, claims, lag, refused }: Status): string {
  const replacer = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);
  return JSON.stringify(
    { revisions, pipelines: manifest.pipelines, engines: claims.engines, slots: claims.slots, lag, refused },
    replacer,
    2,
  );
}
