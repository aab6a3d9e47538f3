import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ParkedKeys } from "../../../src/engine/tiers/parked-keys.ts";

const tiers = 2;
const keys = ["", "a", "b"];

/** What a slot does with its tiers, and what happens to it. */
const steps = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant("send" as const),
      tier: fc.nat(tiers - 1),
      key: fc.constantFrom(...keys),
      copies: fc.integer({ min: 0, max: 2 }),
    }),
    fc.record({ kind: fc.constant("arrive" as const), tier: fc.nat(tiers - 1) }),
    fc.record({ kind: fc.constant("commit" as const), tier: fc.nat(tiers - 1), records: fc.nat(3) }),
    fc.record({ kind: fc.constant("restart" as const) }),
  ),
  { maxLength: 60 },
);

interface ModelTier {
  readonly log: string[];
  committed: number;
  transit: string[];
}

/** Two tiers as they are, beside what is said about them. */
class Model {
  readonly tiers: readonly ModelTier[] = Array.from({ length: tiers }, () => ({ log: [], committed: 0, transit: [] }));
  parked = new ParkedKeys([0n, 0n]);

  restart(): void {
    this.parked = new ParkedKeys(this.tiers.map(({ committed }) => BigInt(committed)));
    for (const [tier, { log, committed, transit }] of this.tiers.entries()) {
      transit.length = 0;
      for (const [index, key] of log.entries())
        if (index >= committed) this.parked.found(tier, Buffer.from(key), BigInt(index + 1));
    }
  }

  /** A request that is tried again may leave copies before the one that is acknowledged. */
  send(tier: number, key: string, copies: number): void {
    this.parked.sent(tier, Buffer.from(key));
    this.tiers[tier]?.transit.push(key);
    for (let copy = 0; copy < copies; copy += 1) this.tiers[tier]?.log.push(key);
  }

  arrive(tier: number): void {
    const { log, transit } = this.tiers[tier]!;
    const key = transit.shift();
    if (key === undefined) return;
    log.push(key);
    this.parked.arrived(tier, Buffer.from(key), BigInt(log.length));
  }

  commit(tier: number, records: number): void {
    const place = this.tiers[tier]!;
    place.committed = Math.min(place.log.length, place.committed + records);
    this.parked.passed(tier, BigInt(place.committed));
  }

  check(): void {
    for (const [from] of this.tiers.entries())
      for (const key of keys) {
        const later = this.tiers.slice(from);
        const isIn = later.some(({ log, committed, transit }) => [...transit, ...log.slice(committed)].includes(key));
        const everIn = later.some(({ log, transit }) => [...transit, ...log].includes(key));
        const found = this.parked.isParked(Buffer.from(key), from);
        if (isIn) expect(found).toBe(true);
        if (!everIn) expect(found).toBe(false);
      }
  }

  finish(): void {
    for (const [tier, { transit, log }] of this.tiers.entries()) {
      while (transit.length > 0) this.arrive(tier);
      this.commit(tier, log.length);
    }
  }
}

type Step = typeof steps extends fc.Arbitrary<readonly (infer T)[]> ? T : never;

function apply(model: Model, step: Step): void {
  if (step.kind === "restart") model.restart();
  else if (step.kind === "send") model.send(step.tier, step.key, step.copies);
  else if (step.kind === "arrive") model.arrive(step.tier);
  else model.commit(step.tier, step.records);
}

describe("parked keys", () => {
  test("a key with an uncommitted record in a tier, or on its way there, is parked; one that never was is not", () => {
    fc.assert(
      fc.property(steps, (given) => {
        const model = new Model();
        for (const step of given) {
          apply(model, step);
          model.check();
        }
        model.finish();
        expect(model.parked.size).toBe(0);
      }),
    );
  });

  test("keys are bytes: two that are the same replacement character as text are two", () => {
    const parked = new ParkedKeys([0n]);
    parked.sent(0, Buffer.from([0xff]));
    expect(parked.isParked(Buffer.from([0xfe]), 0)).toBe(false);
    expect(parked.isParked(Buffer.from([0xff]), 0)).toBe(true);
  });
});
