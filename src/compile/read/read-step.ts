import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Delivery, RetryPolicy, RetryTiers } from "../../model/bundle.ts";
import { parseDuration } from "../../model/duration.ts";
import type { Retry, Step, StepDefaults } from "../../model/generated/pipeline.ts";
import type { StepName } from "../../model/names.ts";
import { parseTopicName, parsed } from "../../model/names.ts";
import { retryTopicName } from "../../model/standard-topic.ts";
import type { DocumentPath, SourceDocument } from "../../source/document.ts";
import type { StepConfig } from "./configuration.ts";
import { formerRetryName } from "./naming.ts";
import { ownTopicsOf } from "./own-topics.ts";
import type { TransportContext } from "./read-transports.ts";
import { readTransports } from "./read-transports.ts";

const retryDefaults = { maxAttempts: 3, initialBackoff: "1s", multiplier: 2, maxBackoff: "30s" } as const;
const stepDefaults = {
  timeout: "60s",
  producer: "default",
  consumer: "default",
  ordering: "partition",
  concurrency: 8,
  threads: 1,
  deadLetterHeaders: "sluiceway",
} as const;

interface StepContext extends TransportContext {
  readonly defaults: StepDefaults | undefined;
  readonly delivery: Delivery;
}

interface DeclaredStep {
  readonly document: SourceDocument;
  readonly declared: Step;
  readonly path: DocumentPath;
  readonly name: StepName;
}

/** A step with its topics named and its defaults filled in, or undefined where its topics' names would be too long. */
export function readStep(step: DeclaredStep, context: StepContext): StepConfig | undefined {
  const { declared, document, path, name } = step;
  const span = document.spanOf([...path, "stepName"]);
  const ownTopics = ownTopicsOf(name, context);
  if (ownTopics === undefined) {
    const problem = "the names of its topics would exceed Kafka's limit of 249 characters";
    context.report(diagnostic("SLW1301", { name, problem }, { span }));
    return undefined;
  }
  const defaults = context.defaults ?? {};
  // Each one is looked up: a copy of the step with its defaults costs more than all the rest.
  const setting = <K extends keyof typeof stepDefaults>(
    key: K,
  ): NonNullable<Step[K] | StepDefaults[K]> | (typeof stepDefaults)[K] =>
    declared[key] ?? defaults[key] ?? stepDefaults[key];
  const place = { document, declared, path, name, ownTopics, start: declared.start ?? defaults.start };
  const transports = readTransports(place, context);
  // A step without a topic goes with the one that hands records to it.
  const ordering = transports.inputs.length === 0 ? "partition" : setting("ordering");
  const processor = declared.processor ?? { builtin: "passthrough" };
  return {
    name,
    type: declared.stepType ?? "PIPELINE",
    path,
    span,
    declaresInputs: declared.inputs !== undefined,
    declaresOutputs: (declared.outputs ?? []).length > 0,
    ...transports,
    ownTopics,
    topics: declared.topics ?? {},
    processor,
    retry: retryPolicy(
      { ...retryDefaults, ...defaults.retry, ...declared.retry },
      {
        naming: context.naming,
        pipeline: context.pipeline,
        step: name,
        isFused: transports.inputs.length === 0,
      },
    ),
    ordering,
    concurrency: ordering === "partition" ? 1 : setting("concurrency"),
    threads: processor.module === undefined ? 1 : setting("threads"),
    delivery: declared.delivery ?? context.delivery,
    deadLetterHeaders: setting("deadLetterHeaders"),
    timeoutMs: durationMs(setting("timeout")),
    producerProfile: setting("producer"),
    consumerProfile: setting("consumer"),
  };
}

type DeclaredRetry = Required<Omit<Retry, "tiers" | "order">> & Pick<Retry, "tiers" | "order">;
type RetryPlace = Pick<StepContext, "naming" | "pipeline"> & {
  readonly step: StepName;
  readonly isFused: boolean;
};

function retryPolicy(retry: DeclaredRetry, place: RetryPlace): RetryPolicy {
  const tiers = retryTiers(retry, place);
  return {
    maxAttempts: retry.maxAttempts,
    initialBackoffMs: durationMs(retry.initialBackoff),
    multiplier: retry.multiplier,
    maxBackoffMs: durationMs(retry.maxBackoff),
    ...(tiers === undefined ? {} : { tiers }),
  };
}

/** A step without an input topic has no partitions that its retry topics could have too. */
function retryTiers({ tiers = [], order }: DeclaredRetry, place: RetryPlace): RetryTiers | undefined {
  if (tiers.length === 0 || order === undefined || place.isFused) return undefined;
  const delaysMs = tiers.map(durationMs);
  if (order === "block") return { order, delaysMs };
  const { pipeline, step, naming } = place;
  const topics = delaysMs.map((delayMs, index) => {
    const topic = parsed(parseTopicName(retryTopicName(naming.prefix, { pipeline, step }, index + 1)));
    const migratesFrom = formerRetryName({ pipeline, step }, index + 1, naming);
    return { topic, delayMs, ...(migratesFrom === undefined ? {} : { migratesFrom }) };
  });
  return { order, topics };
}

/** The schema has refused what isn't a duration. */
function durationMs(value: string | number): number {
  return parsed(parseDuration(value));
}
