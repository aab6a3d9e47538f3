import { ownMember } from "./own-member.ts";
import type { Risk } from "./plan-document.ts";

/** How much a change of a topic's settings puts at stake. */
export interface ConfigRisk {
  readonly risk: Risk;
  /** What going back doesn't bring back. */
  readonly notReverted?: string;
}

type Values = Readonly<Record<string, string | null>>;
type Judge = (before: string | null, after: string) => ConfigRisk;

const safe: ConfigRisk = { risk: "safe" };

/** A limit of -1 is none; of a broker's default nothing is known. */
const limitOf = (value: string): number => (Number(value) < 0 ? Number.POSITIVE_INFINITY : Number(value));

const lessKept: Judge = (before, after) => {
  if (before === null)
    return limitOf(after) === Number.POSITIVE_INFINITY
      ? safe
      : { risk: "caution", notReverted: "records that the broker's default would have kept longer" };
  return limitOf(after) < limitOf(before)
    ? { risk: "destructive", notReverted: "records that are dropped meanwhile" }
    : safe;
};

const cleanup: Judge = (before, after) => {
  const had = new Set((before ?? "delete").split(",").map((item) => item.trim()));
  const added = after
    .split(",")
    .map((item) => item.trim())
    .filter((item) => !had.has(item));
  return added.length === 0
    ? safe
    : { risk: "destructive", notReverted: `records that ${added.join(" and ")} takes away meanwhile` };
};

const smaller: Judge = (before, after) =>
  before !== null && Number(after) >= Number(before) ? safe : { risk: "caution" };

const whenTrue: Judge = (_, after) => (after === "true" ? { risk: "destructive" } : safe);

/** The keys whose change can cost data or availability; every other one is safe. */
const judges: Readonly<Record<string, Judge>> = {
  "retention.ms": lessKept,
  "retention.bytes": lessKept,
  "local.retention.ms": lessKept,
  "local.retention.bytes": lessKept,
  "delete.retention.ms": lessKept,
  "cleanup.policy": cleanup,
  "max.message.bytes": smaller,
  "min.insync.replicas": smaller,
  "unclean.leader.election.enable": whenTrue,
};

const order: readonly Risk[] = ["safe", "caution", "destructive"];

/** The greatest risk of the keys that change, with all that they can't bring back. */
export function riskOfConfigChange(before: Values, after: Readonly<Record<string, string>>): ConfigRisk {
  const found = Object.entries(after).map(
    ([key, value]) => ownMember(judges, key)?.(ownMember(before, key) ?? null, value) ?? safe,
  );
  const risk = order[Math.max(0, ...found.map((one) => order.indexOf(one.risk)))] ?? "safe";
  const lost = [...new Set(found.flatMap(({ notReverted }) => notReverted ?? []))];
  return lost.length === 0 ? { risk } : { risk, notReverted: lost.join("; ") };
}
