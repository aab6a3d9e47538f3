import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import type { Approval } from "../../model/generated/approval.ts";
import type { Environment } from "../../model/generated/environment.ts";
import type { Policy, PolicyRule } from "../../model/generated/policy.ts";
import type { DocumentKind, Documents, SourceDocument } from "../../source/document.ts";
import { memberOf } from "../schema/path-text.ts";
import { schemaProblems } from "../schema/schema-problem.ts";
import { sortedBy } from "../sorted.ts";
import { overlaid } from "./overlay.ts";

export interface SelectOptions {
  readonly environment?: string | undefined;
  /** Unknown keys are overlooked: an older revision is read again, and this version need not know all of its keys. */
  readonly isLenient: boolean;
  readonly report: (found: Diagnostic) => void;
}

/** The documents of one environment, valid by their schemas, overlays merged, names unique. */
export interface SelectedDocuments {
  readonly cluster: SourceDocument;
  readonly pipelines: readonly SourceDocument[];
  readonly policies: readonly SourceDocument[];
  readonly approvals: readonly SourceDocument[];
  readonly tests: readonly SourceDocument[];
  readonly connection: string | undefined;
}

const nameKeys = {
  cluster: "clusterName",
  pipeline: "pipelineName",
  environment: "environment",
  policy: "policy",
  approval: "approval",
  test: "test",
} as const;

/** Undefined where the cluster or the chosen environment is missing or invalid; invalid pipelines are left out. */
export function selectDocuments(documents: Documents, options: SelectOptions): SelectedDocuments | undefined {
  const ordered = sortedBy(documents.documents, (document) => `${document.file}\u0000${startOf(document)}`);
  const ofKind = (kind: DocumentKind): SourceDocument[] => ordered.filter((document) => document.kind === kind);
  const environments = ofKind("environment").filter((document) => isValid(document, options));
  const uniqueEnvironments = unique(environments, options);
  reportMissingTargets(uniqueEnvironments, { names: ofKind("pipeline").map(nameOf), report: options.report });
  const chosen = uniqueEnvironments.find((document) => nameOf(document) === options.environment);
  if (options.environment !== undefined && chosen === undefined) {
    reportMissingEnvironment(options.environment, uniqueEnvironments, options);
    return undefined;
  }
  const prepare = (kind: "cluster" | "pipeline"): SourceDocument[] =>
    unique(
      ofKind(kind).flatMap((document) => {
        if (!isValid(document, options)) return [];
        const merged = chosen === undefined ? document : withOverlay(document, chosen);
        return merged === document || isValid(merged, options) ? [merged] : [];
      }),
      options,
    );
  const [cluster] = prepare("cluster");
  const pipelines = prepare("pipeline");
  if (ofKind("cluster").length === 0) options.report(diagnostic("SLW1110", {}));
  if (cluster === undefined) return undefined;
  const connection = memberOf(chosen?.value, "connection");
  const validOf = (kind: "policy" | "test"): SourceDocument[] =>
    unique(
      ofKind(kind).filter((document) => isValid(document, options)),
      options,
    );
  const policies = validOf("policy");
  const approvals = ofKind("approval").filter((document) => isValid(document, options));
  reportMissingEnvironments([...policies, ...approvals], {
    names: uniqueEnvironments.map(nameOf),
    report: options.report,
  });
  return {
    cluster,
    pipelines,
    policies,
    approvals,
    tests: validOf("test"),
    connection: typeof connection === "string" ? connection : undefined,
  };
}

function startOf(document: SourceDocument): string {
  return String(document.spanOf([]).start).padStart(12, "0");
}

function nameOf(document: SourceDocument): string {
  return String(memberOf(document.value, nameKeys[document.kind]));
}

function isValid(document: SourceDocument, options: SelectOptions): boolean {
  const problems = schemaProblems(document.kind, document.value);
  for (const problem of problems) options.report(problem.at(document.spanOf(problem.path, problem.part)));
  return problems.every((problem) => options.isLenient && problem.kind === "unknown-key");
}

/** The first document of each name; a repository has one cluster, whatever its name. */
function unique(documents: readonly SourceDocument[], options: SelectOptions): SourceDocument[] {
  const firstByName = new Map<string, SourceDocument>();
  for (const document of documents) {
    const { kind } = document;
    const identity = kind === "cluster" ? "" : nameOf(document);
    const first = firstByName.get(identity);
    if (first === undefined) {
      firstByName.set(identity, document);
      continue;
    }
    const key = [nameKeys[kind]];
    const related = [{ message: "is the first declaration", span: first.spanOf(key) }];
    const place = { span: document.spanOf(key), related };
    options.report(
      kind === "cluster" ? diagnostic("SLW1111", {}, place) : diagnostic("SLW1106", { kind, name: identity }, place),
    );
  }
  return [...firstByName.values()];
}

function withOverlay(document: SourceDocument, environment: SourceDocument): SourceDocument {
  const path = document.kind === "cluster" ? ["cluster"] : ["pipelines", nameOf(document)];
  const value = path.reduce<unknown>(memberOf, environment.value);
  return value === undefined ? document : overlaid(document, { document: environment, path, value });
}

function reportMissingEnvironment(
  environment: string,
  declared: readonly SourceDocument[],
  { report }: SelectOptions,
): void {
  const names = declared.map(nameOf);
  const known = names.length === 0 ? "none" : names.join(", ");
  report(diagnostic("SLW1107", { environment, known }, { hint: didYouMean(environment, names) }));
}

function reportMissingTargets(
  environments: readonly SourceDocument[],
  pipelines: { readonly names: readonly string[]; readonly report: SelectOptions["report"] },
): void {
  for (const document of environments) {
    for (const name of Object.keys((document.value as Environment).pipelines ?? {})) {
      if (pipelines.names.includes(name)) continue;
      const place = { span: document.spanOf(["pipelines", name], "key"), hint: didYouMean(name, pipelines.names) };
      const target = `the pipeline "${name}"`;
      pipelines.report(diagnostic("SLW1108", { environment: nameOf(document), target }, place));
    }
  }
}

/** A policy, or an approval, for an environment that doesn't exist would never hold. */
function reportMissingEnvironments(
  documents: readonly SourceDocument[],
  environments: { readonly names: readonly string[]; readonly report: SelectOptions["report"] },
): void {
  for (const document of documents) {
    for (const { path, names } of environmentLists(document.value as Policy | Approval)) {
      for (const [index, environment] of names.entries()) {
        if (environments.names.includes(environment)) continue;
        const hint = didYouMean(environment, environments.names);
        const place = { span: document.spanOf([...path, index]), hint };
        const name = nameOf(document);
        environments.report(
          document.kind === "policy"
            ? diagnostic("SLW1604", { policy: name, environment }, place)
            : diagnostic("SLW1605", { step: name, environment }, place),
        );
      }
    }
  }
}

interface EnvironmentList {
  readonly path: readonly (string | number)[];
  readonly names: readonly string[];
}

function environmentLists(document: Policy | Approval): readonly EnvironmentList[] {
  const rules: readonly PolicyRule[] = "rules" in document ? document.rules : [];
  return [
    { path: ["environments"], names: document.environments ?? [] },
    ...rules.map((rule, index) => ({ path: ["rules", index, "environments"], names: rule.environments ?? [] })),
  ];
}
