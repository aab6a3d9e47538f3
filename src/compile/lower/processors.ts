import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { closest, didYouMean } from "../../diagnostics/did-you-mean.ts";
import type { BuiltinProcessor, BuiltinProcessorName } from "../../model/builtin-processors.ts";
import { builtinProcessors } from "../../model/builtin-processors.ts";
import type { BundleFile, BundleProcessor } from "../../model/bundle.ts";
import type { GrpcProcessor, HttpProcessor } from "../../model/generated/pipeline.ts";
import type { DocumentPath } from "../../source/document.ts";
import type { PipelineConfig, StepConfig } from "../read/configuration.ts";
import { memberOf } from "../schema/path-text.ts";
import { problemsOf } from "../schema/schema-problem.ts";
import type { ConfiguredProcessor } from "../schema/validators.ts";
import { configErrors } from "../schema/validators.ts";
import { celProblem } from "./cel.ts";
import type { LowerContext } from "./lower-context.ts";
import { moduleProblem } from "./module-imports.ts";

/** A processor as a bundle names it, and the module's file where it is one. */
export interface LoweredProcessor {
  readonly processor: BundleProcessor;
  readonly module?: BundleFile;
}

/** The processor of a step, or undefined after what is wrong with it has been reported. */
export function lowerProcessor(
  step: StepConfig,
  pipeline: PipelineConfig,
  context: LowerContext,
): LoweredProcessor | undefined {
  const place = { step, pipeline, path: [...step.path, "processor"] };
  const { builtin, module, http, grpc } = step.processor;
  if (module !== undefined) return lowerModule(module, place, context);
  if (http !== undefined)
    return isConfigSound({ kind: "http", words: "the `http:` processor" }, place, context)
      ? { processor: lowerHttp(http, step.processor.config) }
      : undefined;
  if (grpc !== undefined)
    return isConfigSound({ kind: "grpc", words: "the `grpc:` processor" }, place, context)
      ? { processor: lowerGrpc(grpc, step.processor.config) }
      : undefined;
  return builtin === undefined ? undefined : lowerBuiltin(builtin, place, context);
}

function lowerHttp({ url, service, path = "/", batch = 1 }: HttpProcessor, config: unknown): BundleProcessor {
  const address = url === undefined ? { service: service ?? "", path } : { url };
  return { kind: "http", ...address, batch, config: config ?? {} };
}

function lowerGrpc(declared: GrpcProcessor, config: unknown): BundleProcessor {
  const { service, address, tls = false, mode = "unary" } = declared;
  return { kind: "grpc", service, ...(address === undefined ? {} : { address }), tls, mode, config: config ?? {} };
}

interface ProcessorPlace {
  readonly step: StepConfig;
  readonly pipeline: PipelineConfig;
  readonly path: DocumentPath;
}

function lowerModule(module: string, place: ProcessorPlace, context: LowerContext): LoweredProcessor | undefined {
  const span = place.pipeline.document.spanOf([...place.path, "module"]);
  const bytes = context.files.get(module);
  if (bytes === undefined) {
    const candidates = [...context.files.keys()].filter((file) => file.endsWith(".mjs"));
    const sameName = candidates.find((file) => file.endsWith(`/${module.split("/").at(-1) ?? ""}`));
    const candidate = closest(module, candidates) ?? sameName;
    const hint =
      candidate === undefined ? "Paths are relative to the configuration root." : `Did you mean "${candidate}"?`;
    context.report(diagnostic("SLW1502", { path: module }, { span, hint }));
    return undefined;
  }
  const problem = moduleProblem(module, bytes, span);
  if (problem !== undefined) {
    context.report(problem);
    return undefined;
  }
  const digest = context.hash(bytes);
  const config = place.step.processor.config ?? {};
  return { processor: { kind: "module", path: module, digest, config }, module: { digest, bytes } };
}

/** Whether the schema of the processor takes its `config`; what is wrong is reported. */
function isConfigSound(
  of: { readonly kind: ConfiguredProcessor; readonly words: string },
  place: ProcessorPlace,
  context: LowerContext,
): boolean {
  const config = place.step.processor.config ?? {};
  const errors = configErrors(of.kind, config);
  const { document } = place.pipeline;
  const configPath = [...place.path, "config"];
  for (const problem of problemsOf(errors, config, "config")) {
    const span = document.spanOf([...configPath, ...problem.path], problem.part);
    const { message, hint } = problem.at(span);
    context.report(diagnostic("SLW1504", { processor: of.words, problem: message }, { span, hint }));
  }
  return errors.length === 0;
}

function lowerBuiltin(name: string, place: ProcessorPlace, context: LowerContext): LoweredProcessor | undefined {
  const { document } = place.pipeline;
  if (!isBuiltin(name)) {
    const names = Object.keys(builtinProcessors);
    const hint = didYouMean(name, names);
    const span = document.spanOf([...place.path, "builtin"]);
    context.report(diagnostic("SLW1501", { name, known: names.join(", ") }, { span, hint }));
    return undefined;
  }
  const config = place.step.processor.config ?? {};
  const row: BuiltinProcessor = builtinProcessors[name];
  const processor = `the builtin processor "${name}"`;
  const configPath = [...place.path, "config"];
  if (!isConfigSound({ kind: name, words: processor }, place, context)) return undefined;
  const refused = row.check?.(config as Readonly<Record<string, unknown>>);
  if (refused !== undefined) {
    const span = document.spanOf([...configPath, refused.member]);
    context.report(diagnostic("SLW1504", { processor, problem: refused.problem }, { span }));
    return undefined;
  }
  return checkExpressions(row, { ...place, path: configPath, processor }, context)
    ? { processor: { kind: "builtin", name, config } }
    : undefined;
}

function isBuiltin(name: string): name is BuiltinProcessorName {
  return Object.hasOwn(builtinProcessors, name);
}

function checkExpressions(
  row: BuiltinProcessor,
  place: ProcessorPlace & { readonly processor: string },
  context: LowerContext,
): boolean {
  let isSound = true;
  for (const member of row.expressions) {
    const expression = memberOf(place.step.processor.config, member);
    const problem = typeof expression === "string" ? celProblem(expression, member === "when") : undefined;
    if (problem === undefined || typeof expression !== "string") continue;
    isSound = false;
    const whole = place.pipeline.document.spanOf([...place.path, member]);
    const span = context.sourceText.within(whole, expression, problem);
    context.report(
      diagnostic("SLW1504", { processor: place.processor, problem: `${member}: ${problem.message}` }, { span }),
    );
  }
  return isSound;
}
