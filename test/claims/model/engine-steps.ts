/** What engines decide and ask of the store. */
import { claim, lease, own, phase, request, tenure } from "./layout.ts";
import type { Layout } from "./layout.ts";
import type { LeaseKnowledge, SeenClaim } from "./rules.ts";
import { acts, at, delays, drop, isAnothers, mayCommit, newVersion, requestVersions, seenNew } from "./state.ts";
import type { Model, State, Step } from "./state.ts";

/** An owner may see late that its claim has moved on. */
export function noticeSteps({ layout }: Model, state: State, id: number): readonly Step[] {
  const steps: Step[] = [];
  for (let slot = 0; slot < layout.config.slots; slot += 1) {
    const held = layout.own(id, slot);
    if (isAnothers(layout, state, [id, slot]))
      steps.push({
        name: `the owner under lease ${id} sees that slot ${slot} is not its own`,
        orderly: true,
        next: (next) => drop(next, held),
      });
  }
  return steps;
}

export function decisions(model: Model, state: State, id: number): readonly Step[] {
  const { layout } = model;
  const steps: Step[] = [];
  for (let slot = 0; slot < layout.config.slots; slot += 1) {
    const held = layout.own(id, slot);
    const token = at(state, held + own.token);
    if (mayCommit(layout, state, [id, slot]))
      steps.push({
        name: `the owner under lease ${id} commits token ${token} of slot ${slot}`,
        orderly: true,
        next: (next) => {
          next[held + own.committed] = 1;
          next[layout.committed(slot)] = Math.max(token, at(next, layout.committed(slot)));
        },
      });
  }
  if (at(state, layout.tenure(id) + tenure.request) !== request.none) return steps;
  for (let slot = 0; slot < layout.config.slots; slot += 1) {
    steps.push(...claimSteps(model, state, [id, slot]));
    if (acts(model, state, [id, slot]) && at(state, layout.tenure(id) + tenure.freeing) === 0)
      steps.push(release(model, [id, slot]));
  }
  return [...steps, ...revocations(model, state, id)];
}

function claimAt(state: State, seen: number): SeenClaim | undefined {
  if (at(state, seen + claim.version) === 0) return undefined;
  return {
    lease: at(state, seen + claim.lease),
    token: at(state, seen + claim.token),
    settled: at(state, seen + claim.settled) === 1,
    free: at(state, seen + claim.free) === 1,
  };
}

function claimSteps({ layout, rules }: Model, state: State, [id, slot]: readonly [number, number]): readonly Step[] {
  const life = layout.tenure(id);
  const isFull = at(state, layout.own(id, slot) + own.token) > 0 || at(state, layout.claimsLeft) === 0;
  if (isFull || at(state, life + tenure.sentMono) < 0) return [];
  const seen = claimAt(state, layout.storeClaim(slot));
  if (!rules.mayTake(id, seen, knowledge(layout, state, [id, seen?.lease ?? 0]))) return [];
  const { token, mustWait } = rules.token(seen, at(state, layout.committed(slot)));
  return [
    {
      name: `lease ${id} claims slot ${slot} with token ${token}${mustWait ? ", to wait" : ""}`,
      orderly: true,
      next: (next) => {
        next[layout.claimsLeft]! -= 1;
        next[life + tenure.request] = request.claim;
        next[life + tenure.target] = slot;
        next[life + tenure.expects] = at(next, layout.storeClaim(slot) + claim.version);
        next[life + tenure.token] = token;
        next[life + tenure.settled] = mustWait ? 0 : 1;
      },
    },
  ];
}

function knowledge(layout: Layout, state: State, [id, named]: readonly [number, number]): LeaseKnowledge {
  const known = layout.storeLease(named);
  const age = at(state, layout.age(layout.engineOf[id] ?? 0, named));
  if (at(state, known + lease.version) === 0) return { state: "missing", age };
  return { state: at(state, known + lease.revoked) === 1 ? "revoked" : "living", age };
}

/** What is in flight ends and is committed before the claim is freed: from here on the slot is not acted for. */
function release({ layout }: Model, [id, slot]: readonly [number, number]): Step {
  const [life, held] = [layout.tenure(id), layout.own(id, slot)];
  return {
    name: `lease ${id} lets go of slot ${slot}`,
    orderly: false,
    next: (next) => {
      next[life + tenure.freeing] = slot + 1;
      next[life + tenure.freeExpects] = at(next, held + own.version);
      next[life + tenure.freeToken] = at(next, held + own.token);
      next.fill(0, held, held + own.size);
    },
  };
}

function revocations({ layout, rules }: Model, state: State, id: number): readonly Step[] {
  const steps: Step[] = [];
  for (let other = 0; other < layout.leaseCount; other += 1) {
    const seen = layout.storeLease(other);
    if (other === id || at(state, seen + lease.version) === 0 || at(state, seen + lease.revoked) === 1) continue;
    const isOwn = layout.engineOf[other] === layout.engineOf[id];
    if (!isOwn && !rules.isSilent(at(state, layout.age(layout.engineOf[id] ?? 0, other)))) continue;
    steps.push({
      name: `lease ${id} revokes lease ${other}`,
      orderly: true,
      next: (next) => {
        const life = layout.tenure(id);
        next[life + tenure.request] = request.revoke;
        next[life + tenure.target] = other;
        next[life + tenure.expects] = at(next, seen + lease.version);
      },
    });
  }
  return steps;
}

/** A request for a claim or a revocation arrives at any later time or never; its answer may be lost. */
export function requestSteps(model: Model, state: State, id: number): readonly Step[] {
  const life = model.layout.tenure(id);
  if (at(state, life + tenure.freeing) > 0) return [...freeSteps(model, state, id), ...askedSteps(model, state, id)];
  return askedSteps(model, state, id);
}

function freeSteps(model: Model, state: State, id: number): readonly Step[] {
  const place = model.layout.tenure(id) + tenure.freeIsLate;
  const next = (following: State): void => {
    writeFree(model, following, id);
    following.fill(0, place - 3, place + 1);
  };
  return [
    ...delays(model.layout, state, { place, what: `the release of lease ${id}` }),
    { name: `the release of lease ${id} arrives`, orderly: true, mayWait: at(state, place) === 1, next },
  ];
}

function askedSteps(model: Model, state: State, id: number): readonly Step[] {
  const life = model.layout.tenure(id);
  const kind = at(state, life + tenure.request);
  if (kind === request.none) return [];
  const what = kind === request.claim ? "claim" : "revocation";
  const done = (isHeard: boolean) => (next: State) => {
    if (kind === request.claim) writeClaim(model, next, { id, isHeard });
    else writeRevocation(model, next, id);
    next.fill(0, life + tenure.request, life + tenure.settled + 1);
    next[life + tenure.requestIsLate] = 0;
  };
  const place = life + tenure.requestIsLate;
  const steps: Step[] = [
    ...delays(model.layout, state, { place, what: `the ${what} of lease ${id}` }),
    { name: `the ${what} of lease ${id} arrives`, orderly: true, mayWait: at(state, place) === 1, next: done(true) },
  ];
  if (kind === request.claim && at(state, model.layout.faultsLeft) > 0)
    steps.push({
      name: `the ${what} of lease ${id} arrives, its answer is lost`,
      orderly: false,
      next: (next) => {
        next[model.layout.faultsLeft]! -= 1;
        done(false)(next);
      },
    });
  return steps;
}

function writeClaim(
  { layout, rules }: Model,
  state: State,
  { id, isHeard }: { readonly id: number; readonly isHeard: boolean },
): void {
  const life = layout.tenure(id);
  const slot = at(state, life + tenure.target);
  const stored = layout.storeClaim(slot);
  if (at(state, stored + claim.version) !== at(state, life + tenure.expects)) return;
  const version = newVersion(state, [...layout.claimVersions[slot]!, ...requestVersions(layout, state, slot)]);
  const [token, settled] = [at(state, life + tenure.token), at(state, life + tenure.settled)];
  state.set([version, id, token, settled, 0], stored);
  if (!isHeard || at(state, life + tenure.phase) !== phase.running) return;
  state.set([token, version, settled === 1 ? 0 : rules.wait, 0], layout.own(id, slot));
}

function writeFree({ layout, rules }: Model, state: State, id: number): void {
  const life = layout.tenure(id);
  const slot = at(state, life + tenure.freeing) - 1;
  const stored = layout.storeClaim(slot);
  const matches = at(state, stored + claim.version) === at(state, life + tenure.freeExpects);
  if (!matches && rules.mutation.blindRelease !== true) return;
  const version = newVersion(state, [...layout.claimVersions[slot]!, ...requestVersions(layout, state, slot)]);
  state.set([version, id, at(state, life + tenure.freeToken), 1, 1], stored);
}

function writeRevocation({ layout }: Model, state: State, id: number): void {
  const life = layout.tenure(id);
  const other = at(state, life + tenure.target);
  const stored = layout.storeLease(other);
  if (at(state, stored + lease.version) !== at(state, life + tenure.expects)) return;
  state[stored + lease.version] = newVersion(state, layout.leaseVersions[other]!);
  state[stored + lease.revoked] = 1;
  seenNew(layout, state, other);
}
