import type { BundleStep, RetryPolicy } from "../../model/bundle.ts";
import type { Digest, GroupId } from "../../model/names.ts";
import type { Slot } from "../../model/slot.ts";
import type { ProducingSide } from "../connections.ts";
import type { EngineContext } from "../engine-context.ts";
import type { TargetWait } from "../events.ts";
import { producerProfileOf } from "../options.ts";
import type { Processor } from "../processors/processor.ts";
import type { Parking, TierPosition } from "../tiers/parking.ts";
import { FailureRouter } from "./failure-router.ts";
import type { OneAtATime } from "./one-at-a-time.ts";
import { OutputRouter } from "./output-router.ts";
import type { RecordProcessorOptions } from "./record-processor.ts";
import { RecordProcessor } from "./record-processor.ts";
import type { StepLineOwner, StepLineParts } from "./step-line.ts";
import { StepLine } from "./step-line.ts";
import type { Trouble } from "./trouble.ts";

/** A step with everything that a slot needs to run it, and the steps that it hands records to in this process. */
export interface StartedStep {
  readonly step: BundleStep;
  readonly processor: Processor;
  readonly producing: ProducingSide;
  readonly inner: readonly { readonly output: string; readonly step: StartedStep }[];
}

/** The slot that the steps run on. */
export interface StepPlace {
  readonly context: EngineContext;
  readonly slot: Slot;
  readonly token: number;
  /** The bundle that runs on it. */
  readonly digest: Digest;
  readonly trouble: Trouble;
  readonly group: GroupId;
  /** Of the first step alone, whose records are read from Kafka. */
  readonly reading: ReadingPlace;
}

/** How the first step's records come in, and where those go that are tried again later. */
interface ReadingPlace {
  /** 0 for the step's input, n for the retry topic of the n-th tier. */
  readonly stage: number;
  readonly tiers: readonly TierPosition[];
  readonly parking: Parking | undefined;
  readonly exclusive: OneAtATime | undefined;
}

/** Records that are handed over in the process have no topic to wait in: their attempts are all made at once. */
const handedOver: ReadingPlace = { stage: 0, tiers: [], parking: undefined, exclusive: undefined };

const withoutTopics = ({ tiers, ...retry }: RetryPolicy): RetryPolicy =>
  tiers?.order === "block" ? { ...retry, tiers } : retry;

/** The steps of one slot as it runs them, each once, however many hand records to it. */
export function stepLineOf(first: StartedStep, place: StepPlace, owner: StepLineOwner): StepLine {
  const known = new Map<StartedStep, StepLine>();
  const lineOf = (started: StartedStep): StepLine => {
    const made = known.get(started);
    if (made !== undefined) return made;
    const { topic, partition } = place.slot;
    const line = new StepLine({
      step: started.step.name,
      topic,
      partition,
      outbox: started.producing.outbox,
      owner,
      inner: started.inner.map(({ output, step }) => ({ output, line: lineOf(step) })),
      parts: (own) => partsOf(started, started === first ? place : { ...place, reading: handedOver }, own),
    });
    known.set(started, line);
    return line;
  };
  return lineOf(first);
}

function partsOf(started: StartedStep, place: StepPlace, line: StepLine): StepLineParts {
  const { step, producing } = started;
  const { context, slot, token, digest, group, reading } = place;
  const { options, counters, random } = context;
  const { pipeline, topic, partition } = slot;
  const { stage, tiers, parking, exclusive } = reading;
  return {
    processor: new RecordProcessor({
      processor: started.processor,
      outputs: new Set([...step.outputs, ...(step.internalOutputs ?? [])].map((output) => output.name)),
      retry: reading === handedOver ? withoutTopics(step.retry) : step.retry,
      stage,
      timeoutMs: step.timeoutMs,
      clock: options.clock,
      random,
      ...breakerOf(started, place),
      ...waitsOf(place.trouble),
      observeTime: options.observeTime,
      onRetry: () => (counters.retries += 1),
      onStageOver: (failure, ticket) => line.stageOver(failure, ticket),
      ...(parking === undefined ? {} : { followedTier: ({ key }) => parking.followedTier(key, stage) }),
      ...(exclusive === undefined ? {} : { exclusive }),
    }),
    router: new OutputRouter({
      outputs: step.outputs,
      step: step.name,
      topic,
      partition,
      counts: producing.counts,
      batchBytes: producerProfileOf(options, step.producerProfile).batchBytes,
      owner: line,
      markToken: options.markWriters === true ? token : undefined,
    }),
    failures: new FailureRouter({
      place: { pipeline, step: step.name, group, topic, partition, engine: options.engineId, bundle: digest },
      naming: step.deadLetterHeaders ?? "sluiceway",
      deadLetterTopic: step.deadLetterTopic,
      errorTopic: step.errorTopic,
      tiers,
      parking,
      counts: producing.counts,
      owner: line,
      clock: options.clock,
    }),
  };
}

function breakerOf(
  { processor, step }: StartedStep,
  { context, slot }: StepPlace,
): Pick<RecordProcessorOptions, "breaker"> {
  const { target } = processor;
  return target === undefined ? {} : { breaker: context.breakers.of(slot.pipeline, step.name, target) };
}

const targetWaits: readonly TargetWait[] = ["circuit-open", "target-unavailable"];

/** A record waits for one reason at a time. */
function waitsOf(trouble: Trouble): Pick<RecordProcessorOptions, "onWaiting" | "onGoingOn"> {
  return {
    onWaiting: (reason, message) => {
      for (const other of targetWaits) if (other !== reason) trouble.gone(other);
      trouble.appeared(reason, message);
    },
    onGoingOn: () => {
      for (const reason of targetWaits) trouble.gone(reason);
    },
  };
}
