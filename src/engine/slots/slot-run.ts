import type { HeldSlot } from "../../claims/slot-owner.ts";
import type { StepName } from "../../model/names.ts";
import type { EngineContext } from "../engine-context.ts";
import { consumerProfileOf, producerProfileOf } from "../options.ts";
import { Refusal } from "../refusal.ts";
import type { SlotState, SlotStats } from "../stats.ts";
import { FailureRouter } from "./failure-router.ts";
import { OutputRouter } from "./output-router.ts";
import { RecordProcessor } from "./record-processor.ts";
import type { FlowParts } from "./slot-flow.ts";
import { SlotFlow } from "./slot-flow.ts";
import type { OffsetReset } from "./slot-intake.ts";
import { SlotIntake } from "./slot-intake.ts";
import { SlotLife } from "./slot-life.ts";
import { SlotProgress } from "./slot-progress.ts";
import type { StartedSlot } from "./slot-start.ts";
import { startSlot } from "./slot-start.ts";
import { Trouble } from "./trouble.ts";

/** Below the slot manager's own 30 s, so that the last commit is in time. */
const defaultReleaseDeadlineMs = 25_000;

/** One held slot from its acquisition to its end. */
export class SlotRun {
  readonly held: HeldSlot;
  readonly #context: EngineContext;
  readonly #life: SlotLife;
  readonly #trouble: Trouble;
  readonly #start = new AbortController();
  readonly #starting: Promise<void>;
  #state: SlotState = "starting";
  #step: StepName | undefined;
  #flow: SlotFlow | undefined;

  constructor(held: HeldSlot, context: EngineContext) {
    this.held = held;
    this.#context = context;
    this.#life = new SlotLife(held);
    this.#trouble = new Trouble(held.slot, context.tell);
    this.#starting = this.#begin();
  }

  /** Finishes what is in flight, commits it and ends; never rejects. */
  async release(): Promise<void> {
    if (this.#flow === undefined) {
      this.lost();
      // The commit of the position may be under way: the claim must not be free before it has ended.
      await this.#startEnded();
      return;
    }
    this.#state = "releasing";
    const { slot } = this.held;
    const pending = await this.#flow.drain(this.#releaseDeadlineMs);
    if (pending === 0) return;
    const { committedOffset: offset } = this.#flow.parts.progress;
    this.#context.tell({ kind: "release-incomplete", slot, offset, pending });
  }

  /** Ends at once. */
  lost(): void {
    this.#life.stop();
    this.#start.abort();
    this.#flow?.stop();
  }

  stats(): SlotStats {
    const parts = this.#flow?.parts;
    return {
      slot: this.held.slot,
      step: this.#step,
      state: this.#state,
      position: parts?.intake.position,
      committed: parts?.progress.committedOffset,
      highWatermark: parts?.intake.highWatermark,
      buffered: parts?.intake.buffered ?? 0,
      pending: parts?.progress.tracker.pending ?? 0,
      waiting: [...this.#trouble.reasons].map(([reason, message]) => ({ reason, message })),
    };
  }

  get #releaseDeadlineMs(): number {
    return this.#context.options.releaseDeadlineMs ?? defaultReleaseDeadlineMs;
  }

  async #startEnded(): Promise<void> {
    const timer = new AbortController();
    const deadline = this.#context.options.clock.sleep(this.#releaseDeadlineMs, timer.signal).catch(() => undefined);
    await Promise.race([this.#starting, deadline]);
    timer.abort();
  }

  async #begin(): Promise<void> {
    const { slot } = this.held;
    try {
      const started = await startSlot({
        context: this.#context,
        life: this.#life,
        trouble: this.#trouble,
        stopped: this.#start.signal,
      });
      if (this.#life.isStopped) return;
      this.#step = started.step.name;
      this.#flow = this.#flowOf(started);
      this.#state = "running";
      this.#context.tell({ kind: "slot-started", slot, step: started.step.name, offset: started.position });
      started.connection.loop.add(this.#flow.parts.intake);
    } catch (error) {
      if (this.#start.signal.aborted) return;
      if (error instanceof Refusal) {
        this.#state = "refused";
        this.#context.tell({ kind: "slot-refused", slot, reason: error.reason, message: error.message });
      } else this.#trouble.appeared("internal-error", error instanceof Error ? error.message : String(error));
    }
  }

  #flowOf(started: StartedSlot): SlotFlow {
    const { options, counters, tell } = this.#context;
    const { step } = started;
    return new SlotFlow({
      life: this.#life,
      outbox: started.producing.outbox,
      trouble: this.#trouble,
      clock: options.clock,
      counters,
      order: { ordering: step.ordering ?? "partition", concurrency: step.concurrency ?? 1 },
      maxPollRecords: consumerProfileOf(options, step.consumerProfile).maxPollRecords,
      onDeadLetter: (record, { attempts, error }) =>
        tell({
          kind: "record-dead-lettered",
          slot: this.held.slot,
          step: step.name,
          offset: record.offset,
          attempts,
          message: error.message,
        }),
      parts: (flow) => this.#partsOf(started, flow),
    });
  }

  #partsOf(started: StartedSlot, flow: SlotFlow): FlowParts {
    const { options, counters, random } = this.#context;
    const { slot } = this.held;
    const { step } = started;
    const progress = new SlotProgress({
      life: this.#life,
      session: started.connection.group(started.input.group),
      trouble: this.#trouble,
      metadata: started.metadata,
      committed: started.position,
      onCommitted: () => flow.wake(),
    });
    return {
      progress,
      intake: this.#intakeOf(started, flow, progress),
      processor: new RecordProcessor({
        processor: started.processor,
        outputs: new Set(step.outputs.map((output) => output.name)),
        retry: step.retry,
        timeoutMs: step.timeoutMs,
        clock: options.clock,
        random,
        onRetry: () => (counters.retries += 1),
      }),
      router: new OutputRouter({
        outputs: step.outputs,
        step: step.name,
        topic: slot.topic,
        partition: slot.partition,
        counts: started.producing.counts,
        batchBytes: producerProfileOf(options, step.producerProfile).batchBytes,
        owner: flow,
        markToken: options.markWriters === true ? this.held.token : undefined,
      }),
      failures: this.#failuresOf(started, flow),
    };
  }

  #intakeOf(started: StartedSlot, flow: SlotFlow, progress: SlotProgress): SlotIntake {
    const { options, random, closed } = this.#context;
    return new SlotIntake({
      life: this.#life,
      loop: started.connection.loop,
      offsets: started.connection.client.offsets,
      trouble: this.#trouble,
      clock: options.clock,
      random,
      closed,
      position: started.position,
      offsetReset: consumerProfileOf(options, started.step.consumerProfile).offsetReset,
      onRecords: () => flow.wake(),
      onGap: (offset) => progress.skipTo(offset),
      onReset: (reset) => this.#dataLost(started, reset),
    });
  }

  #failuresOf({ step, input, producing }: StartedSlot, flow: SlotFlow): FailureRouter {
    const { pipeline, topic, partition } = this.held.slot;
    const engine = this.#context.options.engineId;
    return new FailureRouter({
      place: { pipeline, step: step.name, group: input.group, topic, partition, engine },
      naming: step.deadLetterHeaders ?? "sluiceway",
      deadLetterTopic: step.deadLetterTopic,
      errorTopic: step.errorTopic,
      counts: producing.counts,
      owner: flow,
    });
  }

  #dataLost({ input }: StartedSlot, { from, to, lost }: OffsetReset): void {
    this.#context.counters.dataLosses += 1;
    this.#context.tell({ kind: "data-loss", slot: this.held.slot, group: input.group, from, to, lost });
  }
}
