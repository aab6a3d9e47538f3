/** A lease is asked for and renewed. */
import { lease, phase, renewal, tenure } from "./layout.ts";
import { at, delays, guardSays, isAlive, isPaused, lose, mayStep, newVersion, seenNew } from "./state.ts";
import type { Model, State, Step } from "./state.ts";

export function send(state: State, life: number, expects: number): void {
  state[life + tenure.renewal] = renewal.sent;
  state[life + tenure.renewalExpects] = expects;
  state[life + tenure.renewalWrote] = 0;
  state[life + tenure.renewalMono] = 0;
  state[life + tenure.renewalWall] = 0;
}

function endRenewal(state: State, life: number): void {
  state[life + tenure.renewalIsLate] = 0;
  state.fill(0, life + tenure.renewal, life + tenure.renewalWall + 1);
}

/** Renewals: sent, arrived at any later time or never, answered early or late or by a read of the lease. */
export function renewalSteps(model: Model, state: State, id: number): readonly Step[] {
  const { layout, rules } = model;
  const life = layout.tenure(id);
  const mayWait = at(state, life + tenure.renewalIsLate) === 1;
  const [isReady, isHeld] = [mayStep(layout, state, id), isPaused(layout, state, id)];
  switch (at(state, life + tenure.renewal)) {
    case renewal.none: {
      const isDue = at(state, life + tenure.sentMono) < 0 || rules.mayRenew(at(state, life + tenure.sentMono));
      if (!isReady || !isDue) return [];
      const expects = at(state, life + tenure.version);
      return [{ name: `lease ${id} is renewed`, orderly: true, next: (next) => send(next, life, expects) }];
    }
    case renewal.sent:
      return [
        { name: `the renewal of lease ${id} arrives`, orderly: true, mayWait, next: (next) => arrive(model, next, id) },
        ...delays(layout, state, { place: life + tenure.renewalIsLate, what: `the renewal of lease ${id}` }),
      ];
    default:
      if (isHeld) return [];
      // Nobody waits for the answer any more.
      if (!isAlive(state, life, rules))
        return [{ name: "an answer is not heard", orderly: true, mayWait, next: (next) => endRenewal(next, life) }];
      return [
        ...delays(layout, state, { place: life + tenure.renewalIsLate, what: `the answer to lease ${id}` }),
        ...(at(state, life + tenure.renewal) === renewal.applied
          ? [
              {
                name: `lease ${id} learns of its renewal`,
                orderly: true,
                mayWait,
                next: (next: State) => learn(model, next, id),
              },
            ]
          : []),
        { name: `lease ${id} reads itself`, orderly: true, mayWait, next: (next) => resolve(model, next, id) },
      ];
  }
}

function arrive({ layout, rules }: Model, state: State, id: number): void {
  const [life, stored] = [layout.tenure(id), layout.storeLease(id)];
  const version = at(state, stored + lease.version);
  // Without nonces every renewal has the same bytes, and setting them anew succeeds without a new version.
  if (rules.mutation.noNonce === true && version > 0 && at(state, stored + lease.revoked) === 0) {
    state[life + tenure.renewal] = renewal.applied;
    state[life + tenure.renewalWrote] = version;
    return;
  }
  const matches = version === at(state, life + tenure.renewalExpects);
  state[life + tenure.renewal] = matches ? renewal.applied : renewal.refused;
  if (!matches) return;
  const written = newVersion(state, layout.leaseVersions[id]!);
  state[stored + lease.version] = written;
  state[stored + lease.revoked] = 0;
  seenNew(layout, state, id);
  state[life + tenure.renewalWrote] = written;
}

function learn(model: Model, state: State, id: number): void {
  const life = model.layout.tenure(id);
  state[life + tenure.version] = at(state, life + tenure.renewalWrote);
  const [mono, wall] = [at(state, life + tenure.renewalMono), at(state, life + tenure.renewalWall)];
  endRenewal(state, life);
  const isNewer = at(state, life + tenure.sentMono) < 0 || mono < at(state, life + tenure.sentMono);
  if (isNewer) {
    state[life + tenure.sentMono] = mono;
    state[life + tenure.sentWall] = wall;
  }
  if (!guardSays(model, state, life) && at(state, life + tenure.phase) === phase.running) lose(model, state, id);
}

/** After a lost answer or a conflict: what the store says about the own nonces. */
function resolve(model: Model, state: State, id: number): void {
  const [life, stored] = [model.layout.tenure(id), model.layout.storeLease(id)];
  const [version, revoked] = [at(state, stored + lease.version), at(state, stored + lease.revoked)];
  const isOwn = version > 0 && revoked === 0;
  if (!isOwn) {
    const wasThere = at(state, life + tenure.version) > 0 || version > 0;
    endRenewal(state, life);
    if (wasThere && at(state, life + tenure.phase) === phase.running) lose(model, state, id);
    return;
  }
  if (version === at(state, life + tenure.renewalWrote)) return learn(model, state, id);
  endRenewal(state, life);
  state[life + tenure.version] = version;
}
