/**
 * `sluiceway import yappy`: the original engine's PipelineClusterConfig (JSON) as documents of ours. Nothing is lost
 * silently: what has no equivalent is named with its path in the JSON.
 */
import { stringify } from "yaml";
import { JsonReader } from "./json-reader.ts";

/** What couldn't be taken over as it was. */
export interface ImportNote {
  /** In the JSON: `pipelineGraphConfig.pipelines.search.pipelineSteps.chunker.customConfigSchemaId`. */
  readonly path: string;
  readonly note: string;
}

export interface Imported {
  readonly clusterName: string;
  readonly allowedKafkaTopics: readonly string[];
  readonly allowedGrpcServices: readonly string[];
  /** The documents of pipelines, by the pipelines' names. */
  readonly pipelines: ReadonlyMap<string, string>;
  readonly notes: readonly ImportNote[];
}

type Plain = Record<string, unknown>;

interface Context {
  readonly note: (path: string, note: string) => void;
  /** Topics outside of the standard pattern that something uses: they have to be allowed. */
  readonly custom: Map<string, string>;
}

/** Takes a cluster's configuration over. Throws where the JSON isn't one: it has no `clusterName`. */
export function importYappy(json: unknown): Imported {
  const root = new JsonReader(json, "");
  const clusterName = root.text("clusterName");
  if (clusterName === undefined) throw new Error("this is no PipelineClusterConfig: it has no clusterName");
  const notes: ImportNote[] = [];
  const context: Context = { note: (path, note) => notes.push({ path, note }), custom: new Map() };
  const pipelines = new Map<string, string>();
  for (const [key, reader] of root.at("pipelineGraphConfig").at("pipelines").entries()) {
    const pipeline = pipelineOf(reader, key, context);
    pipelines.set(String(pipeline["pipelineName"]), stringify(withoutNothing(pipeline), { lineWidth: 110 }));
  }
  const allowed = [...root.texts("allowedKafkaTopics")];
  for (const [topic, path] of context.custom) {
    if (allowed.includes(topic)) continue;
    allowed.push(topic);
    context.note(path, `"${topic}" wasn't in allowedKafkaTopics, which here holds for inputs too: it was added`);
  }
  const allowedGrpcServices = root.texts("allowedGrpcServices");
  for (const path of root.left()) context.note(path, reasons[path] ?? "has no equivalent and isn't taken over");
  const sorted = notes.toSorted((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
  return { clusterName, allowedKafkaTopics: allowed, allowedGrpcServices, pipelines, notes: sorted };
}

/** The document of a cluster that is taken over from one or several files. */
export function clusterDocument(
  clusterName: string,
  parts: readonly Pick<Imported, "allowedKafkaTopics" | "allowedGrpcServices">[],
): string {
  const all = (list: "allowedKafkaTopics" | "allowedGrpcServices"): readonly string[] => [
    ...new Set(parts.flatMap((part) => part[list])),
  ];
  const lists = { allowedKafkaTopics: all("allowedKafkaTopics"), allowedGrpcServices: all("allowedGrpcServices") };
  return stringify(withoutNothing({ clusterName, ...lists }));
}

const reasons: Readonly<Record<string, string>> = {
  defaultPipelineName: "isn't taken over: every pipeline runs, and commands name the one that they mean",
  pipelineModuleMap: "isn't taken over: a step names its processor's service itself",
};

function withoutNothing(value: Plain): Plain {
  return Object.fromEntries(
    Object.entries(value).filter(
      ([, member]) =>
        member !== undefined && !(typeof member === "object" && member !== null && Object.keys(member).length === 0),
    ),
  );
}

function pipelineOf(reader: JsonReader, key: string, { note, custom: ofCluster }: Context): Plain {
  const pipelineName = reader.text("name") ?? key;
  const custom = new Map<string, string>();
  const entries = reader.at("pipelineSteps").entries();
  const steps = entries.map(([stepKey, step]) => stepOf(step, { note, custom, pipelineName, stepKey }));
  for (const [topic, path] of custom) if (!ofCluster.has(topic)) ofCluster.set(topic, path);
  // A topic between pipelines has to be in the list of each of them; the original has no such lists.
  return { pipelineName, description: reader.text("description"), allowedKafkaTopics: [...custom.keys()], steps };
}

interface StepContext extends Context {
  readonly pipelineName: string;
  readonly stepKey: string;
}

function stepOf(reader: JsonReader, context: StepContext): Plain {
  const stepName = reader.text("stepName") ?? context.stepKey;
  const inside = { ...context, stepName };
  const inputLists = reader.at("kafkaInputs").entries();
  const inputs = inputLists.flatMap(([, input]) => inputsOf(input, inside));
  const outputMap = reader.at("outputs").entries();
  const outputs = outputMap.map(([key, output]) => outputOf(output, { ...inside, key }));
  return withoutNothing({
    stepName,
    stepType: stepTypeOf(reader, { note: context.note, hasInputs: inputs.length > 0, hasOutputs: outputs.length > 0 }),
    description: reader.text("description"),
    processor: processorOf(reader, context),
    inputs,
    outputs,
    retry: retryOf(reader),
    timeout: milliseconds(reader.number("stepTimeoutMs")),
  });
}

interface StepShape extends Pick<Context, "note"> {
  readonly hasInputs: boolean;
  readonly hasOutputs: boolean;
}

/** Undefined for PIPELINE, the default, and for what can't be more than that here. */
function stepTypeOf(reader: JsonReader, { note, hasInputs, hasOutputs }: StepShape): string | undefined {
  const stepType = reader.text("stepType") ?? "PIPELINE";
  const problems: Readonly<Record<string, string | undefined>> = {
    PIPELINE: undefined,
    INITIAL_PIPELINE: hasInputs ? "an entry step has no inputs of its own here: it became a PIPELINE" : undefined,
    SINK: hasOutputs ? "a SINK has no outputs here: it became a PIPELINE" : undefined,
  };
  const problem = Object.hasOwn(problems, stepType) ? problems[stepType] : `${stepType} is unknown: PIPELINE was used`;
  if (problem !== undefined) note(`${reader.path}.stepType`, problem);
  return problem !== undefined || stepType === "PIPELINE" ? undefined : stepType;
}

const milliseconds = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : `${value}ms`;

function retryOf(reader: JsonReader): Plain {
  const retries = reader.number("maxRetries");
  return withoutNothing({
    // The original counts what follows the first attempt.
    maxAttempts: retries === undefined ? undefined : retries + 1,
    initialBackoff: milliseconds(reader.number("retryBackoffMs")),
    multiplier: reader.number("retryBackoffMultiplier"),
    maxBackoff: milliseconds(reader.number("maxRetryBackoffMs")),
  });
}

/** What the service is told with each record. */
const settingsOf = (config: unknown): Readonly<Record<string, unknown>> =>
  config === undefined ? {} : { config: { settings: config } };

function processorOf(reader: JsonReader, { note }: Context): Plain | undefined {
  const info = reader.at("processorInfo");
  const custom = reader.at("customConfig");
  const jsonConfig = custom.take("jsonConfig");
  const configParams = custom.take("configParams");
  const hasParams = typeof configParams === "object" && configParams !== null && Object.keys(configParams).length > 0;
  const isMap = typeof jsonConfig === "object" && jsonConfig !== null && !Array.isArray(jsonConfig);
  const config = hasParams ? { ...(isMap ? jsonConfig : { jsonConfig }), configParams } : (jsonConfig ?? undefined);
  const service = info.text("grpcServiceName");
  const bean = info.text("internalProcessorBeanName");
  if (service !== undefined) {
    if (bean !== undefined) note(`${info.path}.internalProcessorBeanName`, "stands beside a gRPC service: left out");
    return { grpc: { service }, ...settingsOf(config) };
  }
  if (bean !== undefined)
    note(
      `${info.path}.internalProcessorBeanName`,
      `the bean "${bean}" doesn't exist here: write it as a module; the step passes records through`,
    );
  if (config !== undefined) note(custom.path, `goes to the processor, and there is none: ${JSON.stringify(config)}`);
  return undefined;
}

interface InputContext extends StepContext {
  readonly stepName: string;
}

function inputsOf(reader: JsonReader, context: InputContext): readonly Plain[] {
  const group = reader.text("consumerGroupId");
  const reset = reader.at("kafkaConsumerProperties").text("auto.offset.reset");
  const start = reset === "earliest" || reset === "latest" ? reset : undefined;
  if (reset !== undefined && start === undefined)
    context.note(`${reader.path}.kafkaConsumerProperties.auto.offset.reset`, `"${reset}" has no equivalent`);
  const topics = reader.texts("listenTopics");
  return topics.map((topic, index) => {
    const isStandard = noteCustom(topic, `${reader.path}.listenTopics[${index}]`, context);
    const isOwn = group === `${context.pipelineName}-consumer-group`;
    if (isStandard && group !== undefined && !isOwn)
      context.note(`${reader.path}.consumerGroupId`, `"${group}": topics of our own are read by the pipeline's group`);
    const consumerGroup = isStandard || isOwn ? undefined : group;
    return withoutNothing({ kafkaTopic: topic, consumerGroup, start });
  });
}

/** Whether a topic follows the standard pattern; otherwise it has to be allowed. */
function noteCustom(topic: string, path: string, { custom }: Context): boolean {
  const isStandard = /^(?:yappy\.)?pipeline\.[^.]+\.step\.[^.]+\.(?:input|output|error|dead-letter)$/.test(topic);
  if (!isStandard && !custom.has(topic)) custom.set(topic, path);
  return isStandard;
}

function outputOf(reader: JsonReader, context: InputContext & { readonly key: string }): Plain {
  const name = context.key;
  const target = reader.text("targetStepName");
  const targetStep =
    target?.startsWith(`${context.pipelineName}.`) === true ? target.slice(context.pipelineName.length + 1) : target;
  const transport = reader.text("transportType") ?? "KAFKA";
  if (transport !== "KAFKA") {
    if (transport === "GRPC")
      context.note(`${reader.path}.transportType`, "GRPC became INTERNAL: the target step calls its service itself");
    return withoutNothing({ name, type: "INTERNAL", targetStep });
  }
  const topic = reader.at("kafkaTransport").text("topic");
  if (topic === undefined) return withoutNothing({ name, targetStep });
  noteCustom(topic, `${reader.path}.kafkaTransport.topic`, context);
  // The topic says all of it where the target reads it; a target in another pipeline is no step of this one.
  const isTargetsInput = topic.endsWith(`pipeline.${context.pipelineName}.step.${targetStep ?? ""}.input`);
  if (isTargetsInput) return withoutNothing({ name, targetStep });
  if (targetStep !== undefined)
    context.note(
      `${reader.path}.targetStepName`,
      `"${targetStep}" is reached through the topic ${topic}, which it has to read`,
    );
  return withoutNothing({ name, kafkaTopic: topic });
}
