import { slotKey } from "../../model/slot.ts";
import { assignSlots } from "../assign-slots.ts";
import type { WantedSlot } from "../slot-keeper.ts";
import type { SeenClaim } from "../slot-view.ts";
import type { RosterEngine } from "./roster.ts";
import type { Assignment } from "./assignment.ts";
import { compareTexts } from "../../model/compare-texts.ts";

/** What the coordinator takes into account beside balance; all of it may be left out. */
export interface Tuning {
  /** By slot key; 1 where nothing is said. */
  readonly weights?: ReadonlyMap<string, number>;
  /** Engines over their memory limit, by id. */
  readonly relieve?: ReadonlySet<string>;
  /** Engines that an operator empties, by id or label. */
  readonly drained?: ReadonlySet<string>;
  /** An operator's wishes: slot key to engine, by id or label. */
  readonly pinned?: ReadonlyMap<string, string>;
  /** On how many engines a pipeline lies at most. */
  readonly spread?: ReadonlyMap<string, number>;
  readonly hysteresis?: number;
}

export interface PlanInput {
  readonly wanted: ReadonlyMap<string, WantedSlot>;
  readonly engines: readonly RosterEngine[];
  readonly claims: ReadonlyMap<string, SeenClaim>;
  /** What was assigned last, by engine. */
  readonly records: ReadonlyMap<string, Pick<Assignment, "slots">>;
  /** Whether slots may be moved for balance now; slots without an owner are assigned at any time. */
  readonly isSettled: boolean;
  readonly tuning: Tuning;
}

/** The slots of every engine that has some, by engine id. Pure. */
export function planAssignments(input: PlanInput): ReadonlyMap<string, readonly WantedSlot[]> {
  const current = currentOwners(input);
  const { tuning } = input;
  const idOf = idsByName(input.engines);
  const owners = assignSlots({
    slots: [...input.wanted].map(([key, { slot, needsModules = false }]) => ({
      key,
      group: slot.pipeline,
      weight: tuning.weights?.get(key) ?? 1,
      needsModules,
    })),
    engines: input.engines.map(({ engine, label, modules, zone, hasLease }) => ({
      id: engine,
      modules,
      ready: hasLease,
      ...(zone === undefined ? {} : { zone }),
      relieve: tuning.relieve?.has(engine) === true,
      drained: tuning.drained?.has(engine) === true || tuning.drained?.has(label) === true,
    })),
    current,
    pinned: new Map([...(tuning.pinned ?? [])].map(([key, name]) => [key, idOf.get(name) ?? name])),
    mayMove: input.isSettled ? mostMoves(input, current) : 0,
    ...(tuning.hysteresis === undefined ? {} : { hysteresis: tuning.hysteresis }),
    ...(tuning.spread === undefined ? {} : { spread: tuning.spread }),
  });
  const planned = new Map<string, WantedSlot[]>();
  for (const [key, engine] of [...owners].toSorted(([a], [b]) => compareTexts(a, b))) {
    const slot = input.wanted.get(key);
    if (slot !== undefined) planned.set(engine, [...(planned.get(engine) ?? []), slot]);
  }
  return planned;
}

/** What was decided counts before what has come of it: a slot on its way is not sent elsewhere. */
function currentOwners({ engines, records, claims, wanted }: PlanInput): ReadonlyMap<string, string> {
  const eligible = new Set(engines.map(({ engine }) => engine));
  const current = new Map<string, string>();
  for (const [key, { claim }] of claims)
    if (claim !== undefined && claim.state !== "free" && wanted.has(key) && eligible.has(claim.owner))
      current.set(key, claim.owner);
  for (const [engine, { slots }] of records)
    if (eligible.has(engine)) for (const { slot } of slots) current.set(slotKey(slot), engine);
  return current;
}

/** At most a quarter of the slots is on its way at a time. */
function mostMoves({ wanted, claims }: PlanInput, current: ReadonlyMap<string, string>): number {
  const underWay = [...wanted.keys()].filter((key) => {
    const claim = claims.get(key)?.claim;
    return current.has(key) && (claim?.state !== "held" || claim.owner !== current.get(key));
  });
  return Math.max(0, Math.max(4, Math.ceil(wanted.size / 4)) - underWay.length);
}

function idsByName(engines: readonly RosterEngine[]): ReadonlyMap<string, string> {
  return new Map([
    ...engines.map(({ label, engine }) => [label, engine] as const),
    ...engines.map(({ engine }) => [engine, engine] as const),
  ]);
}
