import { describe, expect, test } from "vitest";
import type { Config } from "./layout.ts";
import { leaseTicks } from "./rules.ts";
import type { Mutation } from "./rules.ts";
import { search } from "./search.ts";

/**
 * The protocol of `docs/slots.md` over every interleaving of its steps, in small worlds, with the decisions and times of
 * `src/claims` themselves. A tick is a tenth of a lease. A world without clock errors leaves them to `clocks`.
 */
const even = { crashes: 0, restores: 0, snapshots: 0, slowTicks: [0, 0, 0], fastTicks: [0, 0, 0] };
const worlds = {
  /** The worst clock errors: the owner's monotonic clock misses 0.1 T unseen, the observer's runs ahead by as much. */
  clocks: { ...even, leases: [1, 1], slots: 1, claims: 2, faults: 1, slowTicks: [1, 0], fastTicks: [0, 1] },
  /** An engine that lost its lease goes on under another one. */
  again: { ...even, leases: [2, 1], slots: 1, claims: 3, faults: 1 },
  /** The store is wiped, or restored from a snapshot that was taken at any moment. */
  back: { ...even, leases: [1, 1], slots: 1, claims: 3, faults: 0, restores: 1, snapshots: 1 },
  twoSlots: { ...even, leases: [1, 1], slots: 2, claims: 3, faults: 0 },
  threeEngines: { ...even, leases: [1, 1, 1], slots: 1, claims: 2, faults: 0, crashes: 1 },
} satisfies Readonly<Record<string, Config>>;

const limit = 600_000;

describe("the protocol, exhaustively", () => {
  const proofs: readonly (readonly [string, Config])[] = [
    ["at the worst clock errors", worlds.clocks],
    ["with leases that follow each other", worlds.again],
    ["with a store that goes back", worlds.back],
    ["with two slots", worlds.twoSlots],
    ["with three engines, one of which crashes", worlds.threeEngines],
  ];
  test.each(proofs)(
    "%s: never two owners, and always one within four leases",
    (name, config) => {
      const found = search(config, { limit, livenessEvery: 97, boundTicks: 40 });
      console.log(
        `model, ${name}: ${found.states} states, ${found.transitions} steps; an owner after at most ${found.slowestTicks / leaseTicks} T`,
      );
      expect(found.violation).toBeUndefined();
    },
    120_000,
  );
});

describe("the model sees what is wrong with", () => {
  const mutations: readonly (readonly [string, Mutation, Config])[] = [
    ["a steal after 0.8 T", { stealAtFourFifths: true }, worlds.clocks],
    ["an owner without a margin, at the worst clock errors", { noMargin: true }, worlds.clocks],
    ["renewals without a nonce", { noNonce: true }, worlds.clocks],
    ["a release that is no compare-and-set", { blindRelease: true }, { ...worlds.again, leases: [1, 1] }],
    ["a late renewal that revives a lost lease", { renewalRevives: true }, worlds.again],
  ];
  test.each(mutations)(
    "%s",
    (name, mutation, config) => {
      const { violation, states } = search(config, { mutation, limit });
      console.log(`model, ${name} (${states} states): ${violation?.what}\n  ${shortened(violation?.steps ?? [])}`);
      expect(violation?.what).toMatch(/is acted for under/);
    },
    120_000,
  );

  test("a store that goes back between a claim and its first commit, which docs/slots.md names as what remains", () => {
    const { violation } = search({ ...worlds.back, claims: 2, restoresAtAnyMoment: true }, { limit });
    expect(violation?.what).toMatch(/is acted for under/);
    expect(violation?.steps).toContain("the store is restored from the snapshot");
  }, 60_000);
});

/** Ticks that follow each other are counted. */
function shortened(steps: readonly string[]): string {
  const lines: { readonly step: string; count: number }[] = [];
  for (const step of steps) {
    const last = lines.at(-1);
    if (last?.step === step) last.count += 1;
    else lines.push({ step, count: 1 });
  }
  return lines.map(({ step, count }) => (count === 1 ? step : `${step} × ${count}`)).join("\n  ");
}
