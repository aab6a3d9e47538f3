import type { Span } from "../../model/span.ts";
import type { DocumentPath } from "../../source/document.ts";
import type { PipelineConfig, StepConfig } from "../read/configuration.ts";
import { memberOf } from "../schema/path-text.ts";

/** A setting of a step as it is declared: by the step itself, else by the pipeline's defaults. */
export interface DeclaredSetting {
  readonly value: unknown;
  readonly isOwn: boolean;
  readonly path: DocumentPath;
  /** Where its value stands, or something within it. */
  readonly spanOf: (below?: DocumentPath) => Span | undefined;
}

/** The nearest declaration of a setting (`retry.tiers` …); undefined where only the language's default holds. */
export function declaredSetting(
  setting: DocumentPath,
  { document }: PipelineConfig,
  step: StepConfig,
): DeclaredSetting | undefined {
  for (const level of [step.path, ["defaults"]]) {
    const path = [...level, ...setting];
    const value = path.reduce<unknown>(memberOf, document.value);
    if (value === undefined) continue;
    return { value, isOwn: level === step.path, path, spanOf: (below = []) => document.spanOf([...path, ...below]) };
  }
  return undefined;
}
