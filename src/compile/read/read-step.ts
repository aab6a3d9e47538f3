import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import type { RetryPolicy } from "../../model/bundle.ts";
import { parseDuration } from "../../model/duration.ts";
import type { Input, Output, Retry, Step, StepDefaults } from "../../model/generated/pipeline.ts";
import type { PipelineName, StepName, TopicName } from "../../model/names.ts";
import { parseGroupId, parseStepName, parseTopicName, parsed } from "../../model/names.ts";
import type { Span } from "../../model/span.ts";
import type { TopicRole } from "../../model/standard-topic.ts";
import { standardTopicName } from "../../model/standard-topic.ts";
import type { StartPosition } from "../../model/start-position.ts";
import type { DocumentPath, SourceDocument } from "../../source/document.ts";
import { parseStartPosition } from "../start-position.ts";
import type { InputConfig, OutputConfig, StepConfig } from "./configuration.ts";
import type { ReadContext } from "./read-context.ts";
import { readTopicName } from "./read-context.ts";

const retryDefaults = { maxAttempts: 3, initialBackoff: "1s", multiplier: 2, maxBackoff: "30s" } as const;
const stepDefaults = { timeout: "60s", producer: "default", consumer: "default" } as const;

/** The names of a step's own topics. */
export type OwnTopics = Readonly<Record<TopicRole, TopicName>>;

interface StepContext extends ReadContext {
  readonly prefix: string;
  readonly pipeline: PipelineName;
  /** The names of all steps of the pipeline. */
  readonly names: ReadonlySet<StepName>;
  /** The topics of steps that were asked for before; undefined where the names would be too long. */
  readonly ownTopics: Map<StepName, OwnTopics | undefined>;
  readonly defaults: StepDefaults | undefined;
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
  const settings = { ...stepDefaults, ...defaults, ...declared };
  const place = { ...step, ownTopics, start: settings.start };
  const type = declared.stepType ?? "PIPELINE";
  const declaredInputs = type === "INITIAL_PIPELINE" ? undefined : declared.inputs;
  const declaredOutputs = declared.outputs ?? [];
  const inputs = readInputs(declaredInputs, place, context);
  const outputs = declaredOutputs.flatMap((output, index) => readOutput(output, { ...place, index }, context));
  return {
    name,
    type,
    path,
    span,
    declaresInputs: declared.inputs !== undefined,
    declaresOutputs: declaredOutputs.length > 0,
    inputs,
    outputs,
    isComplete: inputs.length === (declaredInputs ?? [0]).length && outputs.length === declaredOutputs.length,
    ownTopics,
    topics: declared.topics ?? {},
    processor: declared.processor ?? { builtin: "passthrough" },
    retry: retryPolicy({ ...retryDefaults, ...defaults.retry, ...declared.retry }),
    timeoutMs: durationMs(settings.timeout),
    producerProfile: settings.producer,
    consumerProfile: settings.consumer,
  };
}

function ownTopicsOf(step: StepName, context: StepContext): OwnTopics | undefined {
  const { ownTopics, prefix, pipeline } = context;
  if (ownTopics.has(step)) return ownTopics.get(step);
  const named = (role: TopicRole): TopicName | undefined => {
    const name = parseTopicName(standardTopicName(prefix, { pipeline, step, role }));
    return name.ok ? name.value : undefined;
  };
  const [input, output, error, deadLetter] = [named("input"), named("output"), named("error"), named("dead-letter")];
  const isNamed = input !== undefined && output !== undefined && error !== undefined && deadLetter !== undefined;
  const topics = isNamed ? { input, output, error, "dead-letter": deadLetter } : undefined;
  ownTopics.set(step, topics);
  return topics;
}

interface StepPlace extends DeclaredStep {
  readonly ownTopics: OwnTopics;
  readonly start: string | undefined;
}

function readInputs(inputs: readonly Input[] | undefined, place: StepPlace, context: StepContext): InputConfig[] {
  if (inputs !== undefined) return inputs.flatMap((input, index) => readInput(input, { ...place, index }, context));
  const implied = {
    topic: place.ownTopics.input,
    path: place.path,
    span: place.document.spanOf([...place.path, "stepName"]),
    isNamed: false,
    sourceStep: undefined,
    consumerGroup: undefined,
    start: startPosition(place.start),
  };
  return [implied];
}

function readInput(input: Input, place: StepPlace & { index: number }, context: StepContext): InputConfig[] {
  const path = [...place.path, "inputs", place.index];
  const topic = topicOf({ named: input.kafkaTopic, step: input.sourceStep, role: "output" }, { path, place }, context);
  if (topic === undefined) return [];
  const group = input.consumerGroup === undefined ? undefined : parseGroupId(input.consumerGroup);
  return [
    {
      topic: topic.name,
      path,
      span: topic.span,
      isNamed: input.kafkaTopic !== undefined,
      sourceStep: input.sourceStep,
      consumerGroup: group?.ok === true ? group.value : undefined,
      start: startPosition(input.start ?? place.start),
    },
  ];
}

function readOutput(output: Output, place: StepPlace & { index: number }, context: StepContext): OutputConfig[] {
  const path = [...place.path, "outputs", place.index];
  const topic = topicOf({ named: output.kafkaTopic, step: output.targetStep, role: "input" }, { path, place }, context);
  if (topic === undefined) return [];
  const isOwnOutput = topic.name === place.ownTopics.output;
  return [
    {
      name: output.name ?? output.targetStep ?? (isOwnOutput ? "output" : topic.name),
      topic: topic.name,
      path,
      span: topic.span,
      isNamed: output.kafkaTopic !== undefined,
      declaresName: output.name !== undefined,
      targetStep: output.targetStep,
      partitioning: output.partitioning ?? "key",
      closesCycle: output.closesCycle ?? false,
    },
  ];
}

interface TopicReference {
  readonly named: string | undefined;
  readonly step: string | undefined;
  /** The role of the other step's topic that is meant where none is named; without a step it is the own topic. */
  readonly role: "input" | "output";
}

interface ReferencePlace {
  readonly path: DocumentPath;
  readonly place: StepPlace;
}

interface NamedTopic {
  readonly name: TopicName;
  readonly span: Span;
}

/** The topic that an input or output means, or undefined after what is wrong with it has been reported. */
function topicOf(
  reference: TopicReference,
  { path, place }: ReferencePlace,
  context: StepContext,
): NamedTopic | undefined {
  const { named, role } = reference;
  const stepSpan = place.document.spanOf([...path, role === "input" ? "targetStep" : "sourceStep"]);
  const other = otherStep(reference, stepSpan, context);
  if (reference.step !== undefined && other === undefined) return undefined;
  if (named !== undefined) {
    const span = place.document.spanOf([...path, "kafkaTopic"]);
    const name = readTopicName(named, span, context);
    return name === undefined ? undefined : { name, span };
  }
  const ownRole = role === "input" ? "output" : "input";
  if (other === undefined) return { name: place.ownTopics[ownRole], span: place.document.spanOf(path) };
  const name = ownTopicsOf(other, context)?.[role];
  return name === undefined ? undefined : { name, span: stepSpan };
}

function otherStep({ step }: TopicReference, span: Span, context: StepContext): StepName | undefined {
  if (step === undefined) return undefined;
  const name = parseStepName(step);
  if (name.ok && context.names.has(name.value)) return name.value;
  const hint = didYouMean(step, [...context.names]);
  context.report(diagnostic("SLW1401", { target: step, pipeline: context.pipeline }, { span, hint }));
  return undefined;
}

function retryPolicy(retry: Required<Retry>): RetryPolicy {
  return {
    maxAttempts: retry.maxAttempts,
    initialBackoffMs: durationMs(retry.initialBackoff),
    multiplier: retry.multiplier,
    maxBackoffMs: durationMs(retry.maxBackoff),
  };
}

/** The schema has refused what isn't a duration. */
function durationMs(value: string | number): number {
  return parsed(parseDuration(value));
}

function startPosition(text: string | undefined): StartPosition {
  return text === undefined ? { kind: "earliest" } : parsed(parseStartPosition(text));
}
