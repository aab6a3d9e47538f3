import type { KeysByLevel } from "../../model/generated/policy.ts";
import type { Span } from "../../model/span.ts";
import type { DocumentPath, SourceDocument } from "../../source/document.ts";
import type { Configuration } from "../read/configuration.ts";
import { memberOf } from "../schema/path-text.ts";
import type { Breach, PolicyCheck } from "./policy.ts";

/** Where keys are looked for: nearest first, a step's own before the defaults of its pipeline. */
interface Holder {
  readonly what: string;
  readonly document: SourceDocument;
  readonly paths: readonly DocumentPath[];
  readonly span: Span;
}

type Level = keyof KeysByLevel;
const levels: readonly Level[] = ["cluster", "pipeline", "step"];

/** Keys that are required and absent, or forbidden and there. */
export function* keysBreaking({ rule, path, configuration }: PolicyCheck): Iterable<Breach> {
  for (const level of levels) {
    for (const holder of holdersOf(level, configuration)) {
      for (const [index, key] of (rule.required?.[level] ?? []).entries()) {
        if (holder.paths.some((base) => isThere(holder, [...base, ...key.split(".")]))) continue;
        const rulePath = [...path, "required", level, index];
        yield { finding: `${holder.what} doesn't declare ${key}`, span: holder.span, rulePath };
      }
      for (const [index, key] of (rule.forbidden?.[level] ?? []).entries()) {
        const [own] = holder.paths.slice(0, 1).map((base) => [...base, ...key.split(".")]);
        if (own === undefined || !isThere(holder, own)) continue;
        const rulePath = [...path, "forbidden", level, index];
        yield { finding: `${holder.what} declares ${key}`, span: holder.document.spanOf(own, "key"), rulePath };
      }
    }
  }
}

function isThere({ document }: Holder, path: DocumentPath): boolean {
  return path.reduce<unknown>(memberOf, document.value) !== undefined;
}

function holdersOf(level: Level, { cluster, pipelines }: Configuration): readonly Holder[] {
  if (level === "cluster") {
    const { document, name } = cluster;
    return [{ what: `The cluster "${name}"`, document, paths: [[]], span: document.spanOf(["clusterName"]) }];
  }
  return pipelines.flatMap(({ document, name, span, steps }): Holder[] =>
    level === "pipeline"
      ? [{ what: `The pipeline "${name}"`, document, paths: [[]], span }]
      : steps.map((step) => ({
          what: `The step "${step.name}" of "${name}"`,
          document,
          paths: [step.path, ["defaults"]],
          span: step.span,
        })),
  );
}
