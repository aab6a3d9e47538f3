import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import type { Input, Output, PayloadSchema, Start, Step } from "../../model/generated/pipeline.ts";
import type { StepName, TopicName } from "../../model/names.ts";
import { parseGroupId, parseStepName, parsed } from "../../model/names.ts";
import type { Span } from "../../model/span.ts";
import { parseStandardTopic } from "../../model/standard-topic.ts";
import type { StartPosition } from "../../model/start-position.ts";
import type { DocumentPath, SourceDocument } from "../../source/document.ts";
import { memberOf } from "../schema/path-text.ts";
import { parseStartPosition } from "../start-position.ts";
import type {
  DeclaredSchema,
  InputConfig,
  InternalInputConfig,
  InternalOutputConfig,
  OutputConfig,
} from "./configuration.ts";
import { formerName } from "./naming.ts";
import type { OwnTopics, OwnTopicsContext } from "./own-topics.ts";
import { ownTopicsOf } from "./own-topics.ts";
import type { NamingContext } from "./read-context.ts";
import { readTopicName } from "./read-context.ts";

export interface TransportContext extends NamingContext, OwnTopicsContext {
  /** The names of all steps of the pipeline. */
  readonly names: ReadonlySet<StepName>;
  /** The steps that outputs of the pipeline name as their target, by transport. */
  readonly targets: Readonly<Record<"KAFKA" | "INTERNAL", ReadonlySet<string>>>;
}

/** A step whose inputs and outputs are read. */
export interface StepPlace {
  readonly document: SourceDocument;
  readonly declared: Step;
  readonly path: DocumentPath;
  readonly name: StepName;
  readonly ownTopics: OwnTopics;
  readonly start: Start | undefined;
}

/** What a step reads and writes. */
export interface Transports {
  readonly inputs: readonly InputConfig[];
  readonly outputs: readonly OutputConfig[];
  readonly internalInputs: readonly InternalInputConfig[];
  readonly internalOutputs: readonly InternalOutputConfig[];
  /** Whether every declared input and output could be resolved; if not, that was reported. */
  readonly isComplete: boolean;
}

/** The inputs and outputs of a step, with every name resolved; what can't be is reported and left out. */
export function readTransports(place: StepPlace, context: TransportContext): Transports {
  const { declared } = place;
  const declaredInputs = declared.stepType === "INITIAL_PIPELINE" ? undefined : declared.inputs;
  const declaredOutputs = declared.outputs ?? [];
  const read = <T, C>(items: readonly T[], readOne: (item: T, at: ItemPlace) => C[]): C[] =>
    items.flatMap((item, index) => readOne(item, { ...place, index }));
  const inputs = declaredInputs ?? [];
  const result = {
    inputs: declaredInputs ? read(inputs, (one, at) => readInput(one, at, context)) : impliedInput(place, context),
    internalInputs: declaredInputs
      ? read(inputs, (one, at) => readInternalInput(one, at, context))
      : impliedInternalInput(place, context),
    outputs: read(declaredOutputs, (one, at) => readOutput(one, at, context)),
    internalOutputs: read(declaredOutputs, (one, at) => readInternalOutput(one, at, context)),
  };
  const missing = [
    declaredInputs === undefined ? 0 : inputs.length - result.inputs.length - result.internalInputs.length,
    declaredOutputs.length - result.outputs.length - result.internalOutputs.length,
  ];
  return { ...result, isComplete: missing.every((count) => count === 0) };
}

interface ItemPlace extends StepPlace {
  readonly index: number;
}

/**
 * A step that declares no inputs reads its own input topic, unless it is only handed records in the same process: an
 * output of type INTERNAL names it as its target, and none of type KAFKA does.
 */
function impliedInput(place: StepPlace, context: TransportContext): InputConfig[] {
  const { targets } = context;
  const isHandedOver = targets.INTERNAL.has(place.name) && !targets.KAFKA.has(place.name);
  if (isHandedOver && place.declared.stepType !== "INITIAL_PIPELINE") return [];
  return [
    {
      topic: place.ownTopics.input,
      path: place.path,
      span: place.document.spanOf([...place.path, "stepName"]),
      isNamed: false,
      sourceStep: undefined,
      consumerGroup: undefined,
      start: startPosition(place.start),
      schema: schemaOf(undefined, place.path, place),
      migratesFrom: formerNameOf(place.ownTopics.input, context),
    },
  ];
}

function impliedInternalInput(place: StepPlace, { targets }: TransportContext): InternalInputConfig[] {
  if (!targets.INTERNAL.has(place.name) || place.declared.stepType === "INITIAL_PIPELINE") return [];
  const schema = schemaOf(undefined, place.path, place);
  return [
    { sourceStep: undefined, span: place.document.spanOf([...place.path, "stepName"]), isDeclared: false, schema },
  ];
}

function readInput(input: Input, place: ItemPlace, context: TransportContext): InputConfig[] {
  if (input.type === "INTERNAL") return [];
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
      schema: schemaOf(input.schema, path, place),
      migratesFrom: formerNameOf(topic.name, context),
    },
  ];
}

function readInternalInput(input: Input, place: ItemPlace, context: TransportContext): InternalInputConfig[] {
  if (input.type !== "INTERNAL") return [];
  const path = [...place.path, "inputs", place.index];
  const { document } = place;
  if (!reportTopicKeys(["kafkaTopic", "consumerGroup", "start"], { declared: input, document, path }, context))
    return [];
  const span = document.spanOf([...path, input.sourceStep === undefined ? "type" : "sourceStep"]);
  const sourceStep = otherStep(input.sourceStep, span, context);
  if (input.sourceStep !== undefined && sourceStep === undefined) return [];
  return [{ sourceStep, span, isDeclared: true, schema: schemaOf(input.schema, path, place) }];
}

function readOutput(output: Output, place: ItemPlace, context: TransportContext): OutputConfig[] {
  if (output.type === "INTERNAL") return [];
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
      schema: output.schema && { declared: output.schema, path: [...path, "schema"] },
    },
  ];
}

function readInternalOutput(output: Output, place: ItemPlace, context: TransportContext): InternalOutputConfig[] {
  if (output.type !== "INTERNAL") return [];
  const path = [...place.path, "outputs", place.index];
  const { document } = place;
  if (!reportTopicKeys(["kafkaTopic", "partitioning", "closesCycle"], { declared: output, document, path }, context))
    return [];
  if (output.targetStep === undefined) {
    context.report(diagnostic("SLW1416", { step: place.name }, { span: document.spanOf([...path, "type"]) }));
    return [];
  }
  const span = document.spanOf([...path, "targetStep"]);
  const targetStep = otherStep(output.targetStep, span, context);
  if (targetStep === undefined) return [];
  const schema = output.schema && { declared: output.schema, path: [...path, "schema"] };
  const name = output.name ?? targetStep;
  return [{ name, targetStep, path, span, declaresName: output.name !== undefined, schema }];
}

/** Whether an input or output without a topic says nothing about one; if it does, that is reported. */
function reportTopicKeys(
  keys: readonly string[],
  { declared, document, path }: { declared: Input | Output; document: SourceDocument; path: DocumentPath },
  { report }: TransportContext,
): boolean {
  const found = keys.filter((key) => memberOf(declared, key) !== undefined);
  for (const key of found) report(diagnostic("SLW1415", { key }, { span: document.spanOf([...path, key], "key") }));
  return found.length === 0;
}

function formerNameOf(topic: TopicName, { naming }: TransportContext): TopicName | undefined {
  if (naming.migrateFrom === undefined) return undefined;
  const standard = parseStandardTopic(naming.prefix, topic);
  return standard && formerName(standard, naming);
}

/** The schema that an input declares, else what the step says about all of them. */
function schemaOf(
  declared: PayloadSchema | undefined,
  path: DocumentPath,
  place: StepPlace,
): DeclaredSchema | undefined {
  if (declared !== undefined) return { declared, path: [...path, "schema"] };
  const { schema } = place.declared;
  return schema && { declared: schema, path: [...place.path, "schema"] };
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
  context: TransportContext,
): NamedTopic | undefined {
  const { named, role } = reference;
  const stepSpan = place.document.spanOf([...path, role === "input" ? "targetStep" : "sourceStep"]);
  const other = otherStep(reference.step, stepSpan, context);
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

function otherStep(step: string | undefined, span: Span, context: TransportContext): StepName | undefined {
  if (step === undefined) return undefined;
  const name = parseStepName(step);
  if (name.ok && context.names.has(name.value)) return name.value;
  const hint = didYouMean(step, [...context.names]);
  context.report(diagnostic("SLW1401", { target: step, pipeline: context.pipeline }, { span, hint }));
  return undefined;
}

/** The schema has refused what is no position and no group. */
function startPosition(start: Start | undefined): StartPosition {
  if (start === undefined) return { kind: "earliest" };
  if (typeof start === "string") return parsed(parseStartPosition(start));
  return { kind: "from-group", group: parsed(parseGroupId(start.fromGroup)) };
}
