import * as fc from "fast-check";
import { expect, test } from "vitest";
import { EngineWorld, leaseMs, slots } from "./engine-world.ts";
import type { TestEngine, WorldMode } from "./engine-world.ts";

const T = leaseMs;
const slotCount = 4;

/** What can happen to an engine or its machine; `who` is taken modulo the number of engines. */
type EngineEvent =
  | { readonly kind: "kill" | "leave" | "freeze" | "thaw" | "block" | "unblock" | "new-digest"; readonly who: number }
  | { readonly kind: "slow-engine"; readonly who: number; readonly readMs: number; readonly releaseMs: number }
  | { readonly kind: "step-clock"; readonly who: number; readonly byMs: number };

/** What can happen between an engine and the store. */
type ConnectionEvent =
  | { readonly kind: "cut" | "heal" | "lose-answer"; readonly who: number }
  | { readonly kind: "delay"; readonly who: number; readonly requestMs: number; readonly answerMs: number };

type Event =
  | EngineEvent
  | ConnectionEvent
  | { readonly kind: "join" | "wipe" }
  | { readonly kind: "pass"; readonly durationMs: number };

const who = fc.nat({ max: 3 });
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Event>({ kind: "join" }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        "kill",
        "leave",
        "cut",
        "heal",
        "freeze",
        "thaw",
        "block",
        "unblock",
        "lose-answer",
        "new-digest",
      ),
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

function isConnectionEvent(happening: EngineEvent | ConnectionEvent): happening is ConnectionEvent {
  return ["cut", "heal", "lose-answer", "delay"].includes(happening.kind);
}

class Schedule {
  readonly world: EngineWorld;
  readonly #gone = new Set<TestEngine>();
  readonly #killed = new Set<TestEngine>();
  readonly #ends = new Map<TestEngine, Promise<unknown>>();
  #digest = 1;

  readonly #settlesWithinMs: number;

  constructor(seed: number, mode: WorldMode) {
    this.world = new EngineWorld(slotCount, seed, mode);
    // Where all candidates are gone, the others notice when they look, every five to ten seconds.
    this.#settlesWithinMs = mode === "uncoordinated" ? 12 * T : 20_000 + 12 * T;
    this.world.join("e0");
    this.world.join("e1");
  }

  async apply(happening: Event): Promise<void> {
    if (happening.kind === "pass") return this.world.advance(happening.durationMs);
    if (happening.kind === "wipe") return this.#wipe();
    if ("who" in happening) return this.#befall(this.#engine(happening.who), happening);
    if (this.world.engines.length < 6) this.world.join(`e${this.world.engines.length}`);
  }

  /** Everything is repaired: those who live must share all slots again. */
  async settle(): Promise<void> {
    const living = this.world.engines.filter((engine) => !this.#gone.has(engine));
    for (const engine of this.world.engines.filter((one) => !this.#killed.has(one))) {
      engine.thaw();
      engine.heal();
      Object.assign(engine.store.faults, { requestDelayMs: 0, answerDelayMs: 0, answersToLose: 0 });
      Object.assign(engine.owner, { readingTakesMs: 2, releaseTakesMs: 20 });
      engine.manager.setSlots(slots(slotCount, this.#digest));
    }
    if (living.length > 0) await this.world.converge(living, this.#settlesWithinMs);
    else await this.world.advance(3 * T);
    await this.world.advance(6 * T);
    await Promise.all([...this.#ends].flatMap(([engine, end]) => (this.#killed.has(engine) ? [] : [end])));
  }

  #wipe(): void {
    this.world.store.wipe();
    this.world.membership?.wipe();
  }

  #engine(at: number): TestEngine {
    return this.world.engines[at % this.world.engines.length]!;
  }

  #befall(engine: TestEngine, happening: EngineEvent | ConnectionEvent): void {
    if (isConnectionEvent(happening)) this.#befallConnection(engine, happening);
    else this.#befallEngine(engine, happening);
  }

  #befallConnection(engine: TestEngine, happening: ConnectionEvent): void {
    const { faults } = engine.store;
    switch (happening.kind) {
      case "cut":
        return engine.cut();
      case "heal":
        if (!this.#killed.has(engine)) engine.heal();
        return;
      case "lose-answer":
        faults.answersToLose += 1;
        return;
      case "delay":
        faults.requestDelayMs = happening.requestMs;
        faults.answerDelayMs = happening.answerMs;
    }
  }

  #befallEngine(engine: TestEngine, happening: EngineEvent): void {
    if (happening.kind === "slow-engine")
      Object.assign(engine.owner, { readingTakesMs: happening.readMs, releaseTakesMs: happening.releaseMs });
    else if (happening.kind === "step-clock") engine.stepWallClock(happening.byMs);
    else if (happening.kind === "leave") this.#leave(engine);
    else if (happening.kind === "new-digest") engine.manager.setSlots(slots(slotCount, (this.#digest += 1)));
    else if (happening.kind === "kill") this.#kill(engine);
    else this.#stand(engine, happening.kind);
  }

  #stand(engine: TestEngine, kind: "freeze" | "thaw" | "block" | "unblock"): void {
    if (this.#killed.has(engine) && kind !== "freeze") return;
    engine[kind]();
  }

  #kill(engine: TestEngine): void {
    this.#gone.add(engine);
    this.#killed.add(engine);
    engine.kill();
  }

  #leave(engine: TestEngine): void {
    if (this.#gone.has(engine)) return;
    this.#gone.add(engine);
    this.#ends.set(engine, engine.manager.stop({ deadlineMs: T }));
  }
}

/** How many schedules are tried. Few, and for a few seconds at most, unless `SCHEDULES` says how many. */
const askedRuns = process.env["SCHEDULES"];
const bounds =
  askedRuns === undefined ? { numRuns: 25, interruptAfterTimeLimit: 5_000 } : { numRuns: Number(askedRuns) };
const timeoutMs = askedRuns === undefined ? 60_000 : 60_000 + 2_000 * Number(askedRuns);

test.each<WorldMode>(["uncoordinated", "coordinated", "threaded"])(
  "%s: under any schedule no slot ever has two owners, and once all is well every slot has one",
  async (mode) => {
    // A failure prints the seed and path; pass them to fc.assert to see it again.
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 4, maxLength: 40 }), fc.nat(), async (events, seed) => {
        const schedule = new Schedule(seed + 1, mode);
        for (const happening of events) await schedule.apply(happening);
        await schedule.settle();
        expect(schedule.world.mostOwners).toBeLessThanOrEqual(slotCount);
      }),
      { ...bounds, endOnFailure: true },
    );
  },
  timeoutMs,
);
