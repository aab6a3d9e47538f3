import { compareTexts } from "../model/compare-texts.ts";

/** A slot to be assigned. Slots of one group (a pipeline's) are spread together. */
export interface AssignableSlot {
  readonly key: string;
  readonly group: string;
  /** How much work it is, in any unit that all slots share; above 0. */
  readonly weight: number;
  /** Whether its step runs a module, which some engines deny. */
  readonly needsModules: boolean;
}

/** An engine that slots may be assigned to. */
export interface AssignableEngine {
  readonly id: string;
  readonly modules: boolean;
  readonly zone?: string;
  /** Known to be there at this moment: of equals it gets a slot first. */
  readonly ready?: boolean;
  /** Over its memory limit: it gets nothing new and gives up one slot. */
  readonly relieve?: boolean;
  /** To be emptied: it gets nothing new and gives up everything. */
  readonly drained?: boolean;
}

export interface AssignmentInput {
  readonly slots: readonly AssignableSlot[];
  readonly engines: readonly AssignableEngine[];
  /** Who has each slot now, or is about to have it; an engine that is not listed has none. */
  readonly current: ReadonlyMap<string, string>;
  /** Wishes of an operator: this slot to that engine. */
  readonly pinned?: ReadonlyMap<string, string>;
  /** How many slots may leave an engine that has them; a slot without an owner is always placed. Default: any number. */
  readonly mayMove?: number;
  /** Loads that differ by no more than this beyond one slot's weight are left as they are. Default 0. */
  readonly hysteresis?: number;
  /** On how many engines a group may lie at most, by group. Default: any number. */
  readonly spread?: ReadonlyMap<string, number>;
}

/**
 * Who should own which slot: at most one engine a slot, every slot that some engine can run, loads balanced by weight
 * (with equal weights and nothing else asked: no two shares more than one apart) and as few slots as possible leaving
 * their present owner. The same input in any order gives the same answer. Pure.
 */
export function assignSlots(input: AssignmentInput): ReadonlyMap<string, string> {
  const board = new Board(input);
  board.keepWhatStays();
  board.place();
  board.relieve();
  board.balance();
  return board.owners;
}

interface Load {
  readonly engine: AssignableEngine;
  weight: number;
  readonly slots: Map<string, AssignableSlot>;
}

/** The assignment while it is made. */
class Board {
  readonly owners = new Map<string, string>();
  readonly #input: AssignmentInput;
  readonly #loads: readonly Load[];
  readonly #loadOf: ReadonlyMap<string, Load>;
  readonly #slots: readonly AssignableSlot[];
  /** The engines that a group may lie on, where that is limited. */
  readonly #homes = new Map<string, ReadonlySet<string>>();
  readonly #zoneWeights = new Map<string, number>();
  #mayMove: number;

  constructor(input: AssignmentInput) {
    this.#input = input;
    this.#mayMove = input.mayMove ?? Infinity;
    this.#slots = input.slots.toSorted((a, b) => b.weight - a.weight || compareTexts(a.key, b.key));
    this.#loads = input.engines
      .toSorted((a, b) => compareTexts(a.id, b.id))
      .map((engine) => ({ engine, weight: 0, slots: new Map<string, AssignableSlot>() }));
    this.#loadOf = new Map(this.#loads.map((load) => [load.engine.id, load]));
    this.#chooseHomes();
  }

  /** Everything that may stay where it is stays; what should go stays as well once enough has moved. */
  keepWhatStays(): void {
    const leaving: AssignableSlot[] = [];
    for (const slot of this.#slots) {
      const load = this.#loadOf.get(this.#input.current.get(slot.key) ?? "");
      if (load === undefined || !this.#canRun(slot, load)) continue;
      if (this.#shouldStay(slot, load)) this.#give(slot, load);
      else leaving.push(slot);
    }
    for (const slot of leaving) {
      const load = this.#loadOf.get(this.#input.current.get(slot.key) ?? "");
      if (load === undefined) continue;
      if (this.#mayMove >= 1 && this.#target(slot) !== undefined) this.#mayMove -= 1;
      else this.#give(slot, load);
    }
  }

  /** Slots without an owner go to the engine with the least load, the heaviest first. */
  place(): void {
    for (const slot of this.#slots) {
      if (this.owners.has(slot.key)) continue;
      const load = this.#target(slot) ?? this.#anyTarget(slot);
      if (load !== undefined) this.#give(slot, load);
    }
  }

  /** An engine over its limit gives up its heaviest slot: one at a time, since it shows only later how much that helps. */
  relieve(): void {
    for (const load of this.#loads) {
      if (load.engine.relieve !== true || this.#mayMove < 1) continue;
      const slot = [...load.slots.values()].find((one) => !this.#isPinned(one) && this.#target(one) !== undefined);
      const target = slot === undefined ? undefined : this.#target(slot);
      if (slot !== undefined && target !== undefined) this.#move(slot, load, target);
    }
  }

  /** One slot after another from a more to a less loaded engine, as long as that makes the greater load smaller. */
  balance(): void {
    while (this.#mayMove >= 1) {
      const move = this.#bestMove();
      if (move === undefined) return;
      this.#move(move.slot, move.from, move.to);
    }
  }

  #bestMove(): { readonly slot: AssignableSlot; readonly from: Load; readonly to: Load } | undefined {
    const byLoad = this.#loads.toSorted((a, b) => b.weight - a.weight || compareTexts(a.engine.id, b.engine.id));
    const lightest = byLoad.findLast(({ engine }) => engine.drained !== true && engine.relieve !== true);
    for (const from of byLoad) {
      // Whoever comes later has less still.
      if (lightest === undefined || from.weight - lightest.weight <= (this.#input.hysteresis ?? 0)) return undefined;
      for (const slot of from.slots.values()) {
        const to = this.#isPinned(slot) ? undefined : this.#target(slot);
        const gain = to === undefined ? 0 : from.weight - (to.weight + slot.weight);
        if (to !== undefined && gain > (this.#input.hysteresis ?? 0) + 1e-9) return { slot, from, to };
      }
    }
    return undefined;
  }

  #shouldStay(slot: AssignableSlot, load: Load): boolean {
    const pin = this.#pinOf(slot);
    if (pin !== undefined) return pin === load.engine.id;
    return load.engine.drained !== true && (this.#homesOf(slot)?.has(load.engine.id) ?? true);
  }

  /** Where its group may lie; anywhere, where none of these can run this slot: that few engines are asked for is a wish. */
  #homesOf(slot: AssignableSlot): ReadonlySet<string> | undefined {
    const homes = this.#homes.get(slot.group);
    const isHome = (load: Load): boolean => homes?.has(load.engine.id) === true && this.#canRun(slot, load);
    return this.#loads.some(isHome) ? homes : undefined;
  }

  #canRun(slot: AssignableSlot, { engine }: Load): boolean {
    return engine.modules || !slot.needsModules;
  }

  /** Where an operator wants it, if that engine is there and can run it. */
  #pinOf(slot: AssignableSlot): string | undefined {
    const load = this.#loadOf.get(this.#input.pinned?.get(slot.key) ?? "");
    return load !== undefined && this.#canRun(slot, load) ? load.engine.id : undefined;
  }

  #isPinned(slot: AssignableSlot): boolean {
    return this.#pinOf(slot) !== undefined;
  }

  /** The engine that should get the slot next: of those with the least load, one in the zone with the least. */
  #target(slot: AssignableSlot): Load | undefined {
    const pin = this.#pinOf(slot);
    if (pin !== undefined) return this.#loadOf.get(pin);
    const homes = this.#homesOf(slot);
    return this.#least(
      ({ engine }) => engine.drained !== true && engine.relieve !== true && (homes?.has(engine.id) ?? true),
      slot,
    );
  }

  /** Better on an engine that should have less than nowhere. */
  #anyTarget(slot: AssignableSlot): Load | undefined {
    return this.#least(({ engine }) => engine.drained !== true, slot) ?? this.#least(() => true, slot);
  }

  #least(allowed: (load: Load) => boolean, slot: AssignableSlot): Load | undefined {
    let least: Load | undefined;
    for (const load of this.#loads) {
      if (!this.#canRun(slot, load) || !allowed(load)) continue;
      if (least === undefined || this.#isBetter(load, least)) least = load;
    }
    return least;
  }

  #isBetter(a: Load, b: Load): boolean {
    if (Math.abs(a.weight - b.weight) > 1e-9) return a.weight < b.weight;
    const [zoneA, zoneB] = [this.#zoneWeight(a.engine), this.#zoneWeight(b.engine)];
    if (Math.abs(zoneA - zoneB) > 1e-9) return zoneA < zoneB;
    return a.engine.ready === true && b.engine.ready !== true;
  }

  #zoneWeight({ zone }: AssignableEngine): number {
    return zone === undefined ? 0 : (this.#zoneWeights.get(zone) ?? 0);
  }

  #give(slot: AssignableSlot, load: Load): void {
    this.owners.set(slot.key, load.engine.id);
    load.slots.set(slot.key, slot);
    this.#weigh(load, slot.weight);
  }

  #move(slot: AssignableSlot, from: Load, to: Load): void {
    from.slots.delete(slot.key);
    this.#weigh(from, -slot.weight);
    this.#mayMove -= 1;
    this.#give(slot, to);
  }

  #weigh(load: Load, weight: number): void {
    load.weight += weight;
    const { zone } = load.engine;
    if (zone !== undefined) this.#zoneWeights.set(zone, (this.#zoneWeights.get(zone) ?? 0) + weight);
  }

  /** A group that may lie on few engines stays on those that have most of it. */
  #chooseHomes(): void {
    for (const [group, most] of this.#input.spread ?? []) {
      const counts = new Map<string, number>();
      for (const slot of this.#slots) {
        const owner = slot.group === group ? this.#input.current.get(slot.key) : undefined;
        if (owner !== undefined) counts.set(owner, (counts.get(owner) ?? 0) + 1);
      }
      const total = this.#totals();
      const ranked = this.#loads
        .map(({ engine }) => engine)
        .filter(({ drained, relieve }) => drained !== true && relieve !== true)
        .toSorted(
          (a, b) =>
            (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0) ||
            (total.get(a.id) ?? 0) - (total.get(b.id) ?? 0) ||
            compareTexts(a.id, b.id),
        );
      this.#homes.set(group, new Set(ranked.slice(0, Math.max(1, most)).map(({ id }) => id)));
    }
  }

  #totals(): ReadonlyMap<string, number> {
    const totals = new Map<string, number>();
    for (const { key, weight } of this.#slots) {
      const owner = this.#input.current.get(key);
      if (owner !== undefined) totals.set(owner, (totals.get(owner) ?? 0) + weight);
    }
    return totals;
  }
}
