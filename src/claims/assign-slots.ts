/**
 * Who should own which slot: at most one engine a slot, every slot if there is an engine, no two engines' shares more
 * than one apart, and as few slots as possible leaving their present owner. The same arguments in any order give the
 * same answer, so engines that read the same state agree without talking to each other.
 */
export function assignSlots(
  slots: readonly string[],
  engines: readonly string[],
  current: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const assigned = new Map<string, string>();
  if (engines.length === 0) return assigned;
  const ordered = [...slots].toSorted();
  const owned = new Map<string, string[]>(engines.map((engine) => [engine, []]));
  for (const slot of ordered) owned.get(current.get(slot) ?? "")?.push(slot);
  const quotas = quotasOf(owned, ordered.length);
  for (const [engine, kept] of owned) for (const slot of kept.slice(0, quotas.get(engine))) assigned.set(slot, engine);

  const room = [...quotas].flatMap(([engine, quota]) => {
    const free = quota - (owned.get(engine)?.length ?? 0);
    return Array.from({ length: Math.max(0, free) }, (_, nth) => ({ engine, nth }));
  });
  // Round after round over the engines, so that the partitions of one topic spread.
  room.sort((a, b) => a.nth - b.nth || (a.engine < b.engine ? -1 : 1));
  const waiting = ordered.filter((slot) => !assigned.has(slot));
  for (const [at, slot] of waiting.entries()) {
    const place = room[at];
    if (place !== undefined) assigned.set(slot, place.engine);
  }
  return assigned;
}

/** Equal shares; those that are one greater go to the engines that own most, since they would have to give up most. */
function quotasOf(owned: ReadonlyMap<string, readonly string[]>, slots: number): ReadonlyMap<string, number> {
  const share = Math.floor(slots / owned.size);
  const greater = slots % owned.size;
  const byOwned = [...owned].toSorted(([a, ofA], [b, ofB]) => ofB.length - ofA.length || (a < b ? -1 : 1));
  return new Map(byOwned.map(([engine], rank) => [engine, share + (rank < greater ? 1 : 0)]));
}
