import { consumerGroupOf } from "../../model/names.ts";
import type { GroupId, TopicName } from "../../model/names.ts";
import type { EngineContext } from "../engine-context.ts";
import type { WaitReason } from "../events.ts";
import { consumerProfileOf } from "../options.ts";
import type { PartitionStats, SlotStats } from "../stats.ts";
import { Parking } from "../tiers/parking.ts";
import { TierIntake } from "../tiers/tier-intake.ts";
import { OneAtATime } from "./one-at-a-time.ts";
import { SlotFlow } from "./slot-flow.ts";
import type { Intake, OffsetReset } from "./slot-intake.ts";
import { SlotIntake } from "./slot-intake.ts";
import { SlotLife } from "./slot-life.ts";
import { SlotProgress } from "./slot-progress.ts";
import type { StartedSlot } from "./slot-start.ts";
import { SlotWork } from "./slot-work.ts";
import { stepLineOf } from "./started-step.ts";
import type { StepLine } from "./step-line.ts";
import { Trouble } from "./trouble.ts";

export interface SlotFlowsOptions {
  readonly started: StartedSlot;
  readonly life: SlotLife;
  readonly trouble: Trouble;
  readonly context: EngineContext;
  /** An operator has set the offset of the slot or of one of its tiers: it is to begin anew from there. */
  readonly onMoved: () => void;
}

/** What one flow reads. */
interface Source {
  readonly topic: TopicName;
  readonly group: GroupId;
  readonly position: bigint;
  /** 0 for the step's input, n for the retry topic of the n-th tier. */
  readonly stage: number;
  readonly delayMs: number;
  readonly life: SlotLife;
  readonly trouble: Trouble;
}

interface Running {
  readonly source: Source;
  readonly flow: SlotFlow;
  /** What the fetch loop knows. */
  readonly intake: SlotIntake;
}

const nothingKnown = {
  lagSeconds: undefined,
  inFlightBytes: 0,
  position: undefined,
  committed: undefined,
  highWatermark: undefined,
  buffered: 0,
  pending: 0,
};
/** The numbers of a slot that doesn't run. */
export const notRunning: PartitionStats & Pick<SlotStats, "tiers"> = { ...nothingKnown, tiers: [] };

/**
 * The flows of one slot: one for its partition of the step's input, one for the same partition of each retry topic. They
 * share the processor, of which they use one at a time, and the set of parked keys.
 */
export class SlotFlows {
  readonly #options: SlotFlowsOptions;
  readonly #parking: Parking | undefined;
  readonly #exclusive: OneAtATime | undefined;
  readonly #main: Running;
  readonly #tiers: readonly Running[];

  constructor(options: SlotFlowsOptions) {
    const { started, life, trouble, context } = options;
    this.#options = options;
    this.#parking = parkingOf(started, context);
    const hasTiers = started.tiers.length > 0;
    const isConcurrent = (started.step.ordering ?? "partition") !== "partition";
    this.#exclusive = hasTiers && !isConcurrent ? new OneAtATime() : undefined;
    const { topic, group } = started.input;
    this.#main = this.#run({ topic, group, position: started.position, stage: 0, delayMs: 0, life, trouble });
    this.#tiers = started.tiers.map(({ topic: retryTopic, position, delayMs }, index) =>
      this.#run({
        topic: retryTopic,
        group: consumerGroupOf(started.bundle.pipeline),
        position,
        stage: index + 1,
        delayMs,
        life: new SlotLife(life.held),
        trouble: new Trouble(life.held.slot, context.tell),
      }),
    );
  }

  get committedOffset(): bigint {
    return this.#main.flow.parts.progress.committedOffset;
  }

  /** Why it doesn't move, where it doesn't. */
  *reasons(): Iterable<readonly [WaitReason, string]> {
    for (const { source } of this.#all) yield* source.trouble.reasons;
  }

  /** Begins to read. */
  start(): void {
    for (const { intake } of this.#all) this.#options.started.connection.loop.add(intake);
  }

  /** As `SlotFlow.drain`, of all flows at a time. */
  async drain(deadlineMs: number): Promise<number> {
    const pending = await Promise.all(this.#all.map(({ flow }) => flow.drain(deadlineMs)));
    return pending.reduce((sum, count) => sum + count, 0);
  }

  stop(): void {
    for (const { flow } of this.#all) flow.stop();
  }

  stats(): PartitionStats & Pick<SlotStats, "tiers"> {
    const nowMs = this.#options.context.options.clock.wallMs();
    const tiers = this.#tiers.map(({ source, flow }) => ({ topic: source.topic, ...statsOf(flow, nowMs) }));
    return { ...statsOf(this.#main.flow, nowMs), tiers };
  }

  get #all(): readonly Running[] {
    return [this.#main, ...this.#tiers];
  }

  #run(source: Source): Running {
    const { started, context } = this.#options;
    const { options, counters } = context;
    const { step } = started;
    const intakes: SlotIntake[] = [];
    const flow = new SlotFlow({
      life: source.life,
      trouble: source.trouble,
      clock: options.clock,
      counters,
      order: { ordering: step.ordering ?? "partition", concurrency: step.concurrency ?? 1 },
      maxPollRecords: consumerProfileOf(options, step.consumerProfile).maxPollRecords,
      parts: (made) => {
        const progress = this.#progressOf(source, made);
        const intake = this.#intakeOf(source, made, progress);
        intakes.push(intake);
        const work = this.#workOf(source, () => {
          progress.advance();
          made.wake();
        });
        return { progress, work, intake: this.#dueOf(source, made, intake), line: this.#lineOf(source, work) };
      },
    });
    const [intake] = intakes;
    if (intake === undefined) throw new Error("invariant: a flow asks for its parts when it is made");
    return { source, flow, intake };
  }

  #workOf({ life, trouble }: Source, onProgress: () => void): SlotWork {
    const { options, counters, tell } = this.#options.context;
    const { slot } = life.held;
    return new SlotWork({
      life,
      trouble,
      counters,
      wallMs: () => options.clock.wallMs(),
      onProgress,
      onDeadLetter: (step, { offset }, { attempts, error }) =>
        tell({ kind: "record-dead-lettered", slot, step, offset, attempts, message: error.message }),
    });
  }

  #lineOf({ stage, life, trouble }: Source, work: SlotWork): StepLine {
    const { started, context } = this.#options;
    const { slot, token, digest } = life.held;
    const reading = { stage, tiers: started.tiers, parking: this.#parking, exclusive: this.#exclusive };
    return stepLineOf(
      started.first,
      { context, slot, token, digest, trouble, group: started.input.group, reading },
      work,
    );
  }

  #progressOf(source: Source, flow: SlotFlow): SlotProgress {
    const { started } = this.#options;
    return new SlotProgress({
      topic: source.topic,
      life: source.life,
      session: started.connection.group(source.group),
      trouble: source.trouble,
      metadata: started.metadata,
      committed: source.position,
      onCommitted: (offset) => {
        if (source.stage > 0) this.#parking?.passed(source.stage - 1, offset);
        flow.wake();
      },
      onForeign: (verdict, found) => this.#foreignCommit(source, flow, { verdict, found }),
    });
  }

  /** Somebody else has written the group's offset: an earlier owner's is written over, an operator's is followed. */
  #foreignCommit(
    { topic, group }: Source,
    flow: SlotFlow,
    { verdict, found }: { readonly verdict: "moved" | "regressed"; readonly found: bigint | undefined },
  ): void {
    const { life, context, onMoved } = this.#options;
    const { slot } = life.held;
    const { committedOffset } = flow.parts.progress;
    if (verdict === "moved" && found !== undefined) {
      context.tell({ kind: "offset-moved", slot, topic, group, from: committedOffset, to: found });
      onMoved();
    } else context.tell({ kind: "commit-repaired", slot, topic, group, found, offset: committedOffset });
  }

  #dueOf({ stage, delayMs }: Source, flow: SlotFlow, intake: SlotIntake): Intake {
    if (stage === 0) return intake;
    return new TierIntake({ intake, delayMs, clock: this.#options.context.options.clock, onDue: () => flow.wake() });
  }

  #intakeOf(source: Source, flow: SlotFlow, progress: SlotProgress): SlotIntake {
    const { started, context } = this.#options;
    const { options, random, closed } = context;
    const { offsetReset } = consumerProfileOf(options, started.step.consumerProfile);
    return new SlotIntake({
      topic: source.topic,
      life: source.life,
      loop: started.connection.loop,
      offsets: started.connection.client.offsets,
      trouble: source.trouble,
      clock: options.clock,
      random,
      closed,
      position: source.position,
      // What is in a retry topic was put there by us: none of it may be skipped.
      offsetReset: source.stage === 0 ? offsetReset : "earliest",
      onRecords: () => flow.wake(),
      onGap: (offset) => progress.skipTo(offset),
      onReset: (reset) => this.#dataLost(source, reset),
    });
  }

  #dataLost({ topic, group }: Source, { from, to, lost }: OffsetReset): void {
    const { life, context } = this.#options;
    context.counters.dataLosses += 1;
    context.tell({ kind: "data-loss", slot: life.held.slot, topic, group, from, to, lost });
  }
}

function parkingOf({ tiers, parkedKeys, connection }: StartedSlot, context: EngineContext): Parking | undefined {
  if (parkedKeys === undefined) return undefined;
  const { options, random, closed } = context;
  return new Parking({
    tiers,
    keys: parkedKeys,
    offsets: connection.client.offsets,
    clock: options.clock,
    random,
    closed,
  });
}

function statsOf({ parts: { intake, progress, work } }: SlotFlow, nowMs: number): PartitionStats {
  const next = intake.peek();
  const isAtEnd = next === undefined && intake.highWatermark !== undefined && intake.position >= intake.highWatermark;
  return {
    lagSeconds: isAtEnd ? 0 : next && Math.max(0, nowMs - next.timestampMs) / 1_000,
    inFlightBytes: work.inFlightBytes,
    position: intake.position,
    committed: progress.committedOffset,
    highWatermark: intake.highWatermark,
    buffered: intake.buffered,
    pending: progress.tracker.pending,
  };
}
