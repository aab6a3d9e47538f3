import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import type { TestExpectation, TestInput } from "../../model/generated/test.ts";
import type { TopicName } from "../../model/names.ts";
import type { Span } from "../../model/span.ts";
import type { DocumentPath, SourceDocument } from "../../source/document.ts";
import type { Configuration, PipelineConfig, StepConfig } from "../read/configuration.ts";

/** Where a test names a step or a topic. */
export interface TopicPlace {
  readonly configuration: Configuration;
  readonly document: SourceDocument;
  readonly path: DocumentPath;
  readonly report: (found: Diagnostic) => void;
}

/** The topic that records are written to; undefined where there is none, which is reported. */
export function givenTopic({ step: name, topic }: TestInput, place: TopicPlace): TopicName | undefined {
  if (topic !== undefined) return namedTopic(topic, place);
  const step = stepOf(name ?? "", place);
  if (step === undefined) return undefined;
  const inputs = step.inputs.map((input) => ({ name: input.topic, topic: input.topic }));
  return theOne(inputs, { ...place, what: `reads ${count(inputs.length, "topic")}`, step, hintKey: "topic" });
}

/** The topic that is looked at; undefined where there is none, which is reported. */
export function expectedTopic(expected: TestExpectation, place: TopicPlace): TopicName | undefined {
  const { step: name, topic, role = "output", output } = expected;
  if (topic !== undefined) return namedTopic(topic, place);
  const step = stepOf(name ?? "", place);
  if (step === undefined) return undefined;
  if (output !== undefined) {
    const found = step.outputs.find((candidate) => candidate.name === output);
    if (found !== undefined) return found.topic;
    const known = step.outputs.map((candidate) => candidate.name);
    const problem = `has no output "${output}"`;
    return unknown({ step, problem, known }, { ...place, key: "output", hint: didYouMean(output, known) });
  }
  if (role === "error" || role === "dead-letter") return step.ownTopics[role];
  const topics =
    role === "input" ? step.inputs.map((input) => ({ name: input.topic, topic: input.topic })) : step.outputs;
  const verb = role === "input" ? "reads" : "writes to";
  const hintKey = role === "input" ? "topic" : "output";
  return theOne(topics, { ...place, what: `${verb} ${count(topics.length, "topic")}`, step, hintKey });
}

const count = (number: number, noun: string): string =>
  number === 0 ? `no ${noun}` : `${number} ${noun}${number === 1 ? "" : "s"}`;

/** A topic that something in the configuration reads or writes. */
function namedTopic(name: string, { configuration, document, path, report }: TopicPlace): TopicName | undefined {
  const known = [...configuration.usesByTopic.keys()];
  const found = known.find((candidate) => candidate === name);
  if (found === undefined) {
    const place = { span: document.spanOf([...path, "topic"]), hint: didYouMean(name, known) };
    report(diagnostic("SLW1807", { topic: name }, place));
  }
  return found;
}

interface NamedStep {
  readonly pipeline: PipelineConfig;
  readonly step: StepConfig;
}

/** The step that `step` or `pipeline/step` names. */
function stepOf(name: string, { configuration, document, path, report }: TopicPlace): StepConfig | undefined {
  const all = configuration.pipelines.flatMap((pipeline) => pipeline.steps.map((step) => ({ pipeline, step })));
  const long = ({ pipeline, step }: NamedStep): string => `${pipeline.name}/${step.name}`;
  const found = all.filter((candidate) => candidate.step.name === name || long(candidate) === name);
  const [first] = found;
  if (first !== undefined && found.length === 1) return first.step;
  const span = document.spanOf([...path, "step"]);
  if (first === undefined) {
    const names = all.flatMap((candidate) => (name.includes("/") ? [long(candidate)] : [candidate.step.name]));
    report(diagnostic("SLW1805", { step: name }, { span, hint: didYouMean(name, names) }));
  } else {
    const related = found.map((candidate) => ({ message: `is ${long(candidate)}`, span: candidate.step.span }));
    report(diagnostic("SLW1805", { step: name }, { span, related, hint: "Several pipelines have such a step." }));
  }
  return undefined;
}

interface Choice extends TopicPlace {
  readonly what: string;
  readonly step: StepConfig;
  readonly hintKey: "topic" | "output";
}

/** The only topic of several candidates: a step that has none, or more, needs to be told which. */
function theOne(
  candidates: readonly { readonly name: string; readonly topic: TopicName }[],
  { what, step, hintKey, ...place }: Choice,
): TopicName | undefined {
  const [first] = candidates;
  if (first !== undefined && candidates.length === 1) return first.topic;
  const known = candidates.map((candidate) => candidate.name);
  const hint = known.length === 0 ? undefined : `Choose one with \`${hintKey}\`: ${known.join(", ")}.`;
  return unknown({ step, problem: what, known }, { ...place, key: "step", hint });
}

interface UnknownTopic {
  readonly step: StepConfig;
  readonly problem: string;
  readonly known: readonly string[];
}

function unknown(
  { step, problem }: UnknownTopic,
  place: TopicPlace & { readonly key: string; readonly hint: string | undefined },
): undefined {
  const span: Span = place.document.spanOf([...place.path, place.key]);
  const related = [{ message: "is the step", span: step.span }];
  place.report(diagnostic("SLW1806", { step: step.name, problem }, { span, related, hint: place.hint }));
  return undefined;
}
