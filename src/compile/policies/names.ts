import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { NamePatterns } from "../../model/generated/policy.ts";
import type { Span } from "../../model/span.ts";
import type { Configuration } from "../read/configuration.ts";
import { parseNamePattern } from "../../model/name-pattern.ts";
import type { Breach, PolicyCheck } from "./policy.ts";

interface Named {
  readonly name: string;
  readonly span: Span;
}

type Level = keyof NamePatterns;
const levels: readonly Level[] = ["pipelines", "steps", "topics"];
const words: Readonly<Record<Level, string>> = { pipelines: "pipeline", steps: "step", topics: "custom topic" };

/** Names that don't match their pattern. */
export function* namesBreaking({ rule, path, configuration }: PolicyCheck): Iterable<Breach> {
  for (const level of levels) {
    const text = rule.names?.[level];
    const pattern = text === undefined ? undefined : parseNamePattern(text);
    if (pattern?.ok !== true) continue;
    for (const { name, span } of namesOf(level, configuration)) {
      if (pattern.value.matches(name)) continue;
      const finding = `The name of the ${words[level]} "${name}" doesn't match ${text}`;
      yield { finding, span, rulePath: [...path, "names", level] };
    }
  }
}

/** What is wrong with the patterns themselves, whether or not their rule holds in the chosen environment. */
export function* patternProblems({ rule, document, path }: Omit<PolicyCheck, "configuration">): Iterable<Diagnostic> {
  const patterns = [
    ...levels.map((level) => [["names", level], rule.names?.[level]] as const),
    [["forbiddenChanges", "resources"], rule.forbiddenChanges?.resources] as const,
  ];
  for (const [place, text] of patterns) {
    const pattern = text === undefined ? undefined : parseNamePattern(text);
    if (text === undefined || pattern?.ok !== false) continue;
    const span = document.spanOf([...path, ...place]);
    yield diagnostic("SLW1601", { pattern: text, problem: pattern.problem }, { span });
  }
}

function namesOf(level: Level, { cluster, pipelines }: Configuration): Iterable<Named> {
  if (level === "pipelines") return pipelines;
  return level === "steps" ? pipelines.flatMap((pipeline) => pipeline.steps) : cluster.topics.values();
}
