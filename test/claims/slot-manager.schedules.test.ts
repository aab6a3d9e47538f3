import * as fc from "fast-check";
import { expect, test } from "vitest";
import { EngineWorld, leaseMs, slots } from "./engine-world.ts";
import type { TestEngine } from "./engine-world.ts";

const T = leaseMs;
const slotCount = 4;

/** What can happen to the engines of a world; `who` is taken modulo the number of engines. */
type Event =
  | { readonly kind: "join" }
  | {
      readonly kind: "kill" | "leave" | "cut" | "heal" | "freeze" | "thaw" | "lose-answer" | "new-digest";
      readonly who: number;
    }
  | { readonly kind: "delay"; readonly who: number; readonly requestMs: number; readonly answerMs: number }
  | { readonly kind: "slow-engine"; readonly who: number; readonly readMs: number; readonly releaseMs: number }
  | { readonly kind: "step-clock"; readonly who: number; readonly byMs: number }
  | { readonly kind: "wipe" }
  | { readonly kind: "pass"; readonly durationMs: number };

const who = fc.nat({ max: 3 });
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Event>({ kind: "join" }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom("kill", "leave", "cut", "heal", "freeze", "thaw", "lose-answer", "new-digest"),
      who,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("delay" as const),
      who,
      requestMs: fc.nat({ max: 2 * T }),
      answerMs: fc.nat({ max: T }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("slow-engine" as const),
      who,
      readMs: fc.nat({ max: T }),
      releaseMs: fc.nat({ max: 2 * T }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("step-clock" as const),
      who,
      byMs: fc.integer({ min: -T, max: T }),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Event>({ kind: "wipe" }) },
  {
    weight: 10,
    arbitrary: fc.record({ kind: fc.constant("pass" as const), durationMs: fc.integer({ min: 1, max: 2 * T }) }),
  },
);

class Schedule {
  readonly world: EngineWorld;
  readonly #gone = new Set<TestEngine>();
  readonly #killed = new Set<TestEngine>();
  readonly #ends = new Map<TestEngine, Promise<unknown>>();
  #digest = 1;

  constructor(seed: number) {
    this.world = new EngineWorld(slotCount, seed);
    this.world.join("e0");
    this.world.join("e1");
  }

  async apply(happening: Event): Promise<void> {
    switch (happening.kind) {
      case "join":
        if (this.world.engines.length < 6) this.world.join(`e${this.world.engines.length}`);
        return;
      case "wipe":
        return this.world.store.wipe();
      case "pass":
        return this.world.advance(happening.durationMs);
      default:
        return this.#befall(this.#engine(happening.who), happening);
    }
  }

  /** Everything is repaired: those who live must share all slots again. */
  async settle(): Promise<void> {
    const living = this.world.engines.filter((engine) => !this.#gone.has(engine));
    for (const engine of this.world.engines.filter((one) => !this.#killed.has(one))) {
      engine.thaw();
      Object.assign(engine.store.faults, { reachable: true, requestDelayMs: 0, answerDelayMs: 0, answersToLose: 0 });
      Object.assign(engine.owner, { readingTakesMs: 2, releaseTakesMs: 20 });
      engine.manager.setSlots(slots(slotCount, this.#digest));
    }
    if (living.length > 0) await this.world.converge(living, 12 * T);
    else await this.world.advance(3 * T);
    await this.world.advance(6 * T);
    await Promise.all([...this.#ends].map(([engine, end]) => (this.#killed.has(engine) ? undefined : end)));
  }

  #engine(at: number): TestEngine {
    return this.world.engines[at % this.world.engines.length]!;
  }

  #befall(engine: TestEngine, happening: Exclude<Event, { kind: "join" | "wipe" | "pass" }>): void {
    const { faults } = engine.store;
    switch (happening.kind) {
      case "kill":
        this.#gone.add(engine);
        this.#killed.add(engine);
        return engine.kill();
      case "leave":
        if (this.#gone.has(engine)) return;
        this.#gone.add(engine);
        this.#ends.set(engine, engine.manager.stop({ deadlineMs: T }));
        return;
      case "cut":
        faults.reachable = false;
        return;
      case "heal":
        faults.reachable = !this.#killed.has(engine);
        return;
      case "freeze":
        engine.freeze();
        return;
      case "thaw":
        if (!this.#killed.has(engine)) engine.thaw();
        return;
      case "lose-answer":
        faults.answersToLose += 1;
        return;
      case "new-digest":
        return engine.manager.setSlots(slots(slotCount, (this.#digest += 1)));
      case "delay":
        faults.requestDelayMs = happening.requestMs;
        faults.answerDelayMs = happening.answerMs;
        return;
      case "slow-engine":
        engine.owner.readingTakesMs = happening.readMs;
        engine.owner.releaseTakesMs = happening.releaseMs;
        return;
      case "step-clock":
        engine.clock.wallStepMs += happening.byMs;
    }
  }
}

test("under any schedule no slot ever has two owners, and once all is well every slot has one", async () => {
  // A failure prints the seed and path; pass them to fc.assert to see it again.
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 4, maxLength: 40 }), fc.nat(), async (events, seed) => {
      const schedule = new Schedule(seed + 1);
      for (const happening of events) await schedule.apply(happening);
      await schedule.settle();
      expect(schedule.world.mostOwners).toBeLessThanOrEqual(slotCount);
    }),
    {
      numRuns: Number(process.env["SCHEDULES"] ?? 60),
      endOnFailure: true,
      ...(process.env["REPLAY"] ? JSON.parse(process.env["REPLAY"]) : {}),
    },
  );
}, 60_000);
