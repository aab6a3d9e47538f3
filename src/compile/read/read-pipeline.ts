import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Pipeline } from "../../model/generated/pipeline.ts";
import type { Principal, StepName } from "../../model/names.ts";
import { parsePipelineName, parsePrincipal, parseStepName, parsed } from "../../model/names.ts";
import type { Span } from "../../model/span.ts";
import type { SourceDocument } from "../../source/document.ts";
import { memberOf } from "../schema/path-text.ts";
import type { PipelineConfig, StepConfig } from "./configuration.ts";
import type { NamingContext } from "./read-context.ts";
import { readAllowedTopics } from "./read-context.ts";
import type { OwnTopics } from "./own-topics.ts";
import { readStep } from "./read-step.ts";

/** The pipeline of a document that is valid by its schema and whose variables are resolved. */
export function readPipeline(document: SourceDocument, context: NamingContext): PipelineConfig {
  const declared = document.value as Pipeline;
  const name = parsed(parsePipelineName(declared.pipelineName));
  const principalOf = (text: string, span: Span): Principal => {
    const principal = parsePrincipal(text);
    if (principal.ok) return principal.value;
    context.report(diagnostic("SLW1301", { name: text, problem: principal.problem }, { span }));
    return parsed(parsePrincipal(`User:${name}`));
  };
  return {
    document,
    name,
    span: document.spanOf(["pipelineName"]),
    principal: principalOf(declared.principal ?? `User:${name}`, document.spanOf(["principal"])),
    producers: (declared.producers ?? []).map((text, index) => {
      const span = document.spanOf(["producers", index]);
      return { principal: principalOf(text, span), span };
    }),
    allowedTopics:
      declared.allowedKafkaTopics === undefined
        ? undefined
        : readAllowedTopics(declared.allowedKafkaTopics, { document, path: ["allowedKafkaTopics"] }, context),
    topicDefaults: declared.defaults?.topics ?? {},
    steps: readSteps(document, { ...context, pipeline: name }),
  };
}

function readSteps(
  document: SourceDocument,
  context: NamingContext & { readonly pipeline: PipelineConfig["name"] },
): readonly StepConfig[] {
  const { steps, defaults, delivery = "at-least-once" } = document.value as Pipeline;
  const indexByName = new Map<StepName, number>();
  for (const [index, { stepName }] of steps.entries()) {
    const name = parsed(parseStepName(stepName));
    const first = indexByName.get(name);
    if (first === undefined) {
      indexByName.set(name, index);
      continue;
    }
    const related = [{ message: "is the first declaration", span: document.spanOf(["steps", first, "stepName"]) }];
    const span = document.spanOf(["steps", index, "stepName"]);
    context.report(diagnostic("SLW1106", { kind: "step", name }, { span, related }));
  }
  const names = new Set(indexByName.keys());
  const ownTopics = new Map<StepName, OwnTopics | undefined>();
  const shared = { ...context, names, ownTopics, defaults, delivery, targets: targetsOf(steps) };
  return [...indexByName].flatMap(([name, index]) => {
    const declared = memberOf(steps, index) as Pipeline["steps"][number];
    const step = readStep({ document, declared, path: ["steps", index], name }, shared);
    return step === undefined ? [] : [step];
  });
}

/** The steps that outputs name as their target, by transport: those with a topic of their own lead elsewhere. */
function targetsOf(steps: Pipeline["steps"]): Readonly<Record<"KAFKA" | "INTERNAL", ReadonlySet<string>>> {
  const targets = { KAFKA: new Set<string>(), INTERNAL: new Set<string>() };
  for (const { type = "KAFKA", targetStep } of steps.flatMap((step) => step.outputs ?? []))
    if (targetStep !== undefined) targets[type].add(targetStep);
  return targets;
}
