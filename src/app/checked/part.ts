import type { CompileOptions } from "../../compile/compile.ts";
import { compile, lower } from "../../compile/compile.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Desired } from "../../model/desired.ts";
import type { SourceDocument } from "../../source/document.ts";
import { readDocuments, readPart } from "../../source/documents.ts";
import type { FileTree } from "../../source/repository.ts";
import { declaredTopics, isAbout, overlaidNames } from "./check-change.ts";
import type { PipelineFacts } from "./root-state.ts";
import { nameOf, pipelineFacts } from "./root-state.ts";
import { unusedTopicOf } from "./unused-topic.ts";

/** What was found out about some of the pipelines of a root, without the others. Plain data: it comes from threads. */
export interface PartFindings {
  /** Without errors. With one, which can be due to pipelines that were left out, there are no warnings. */
  readonly isValid: boolean;
  readonly facts: ReadonlyMap<string, PipelineFacts>;
  /** All of them about the part's own files. */
  readonly warnings: readonly Diagnostic[];
  /** Allowed topics that no pipeline of the part uses. */
  readonly unused: readonly string[];
  /** Pipelines that environments overlay, in this part or not. */
  readonly overlaid: readonly string[];
  /** The topics that the cluster declares. */
  readonly declaredTopics: readonly string[];
}

/** Checks some files of pipelines; undefined where these, or what all depend on, are not what only parts need. */
export type CheckPart = (files: FileTree["files"]) => PartFindings | undefined;

/** `shared` are the files that all pipelines depend on. */
export function partChecker(shared: FileTree, options: CompileOptions): CheckPart {
  const common = readDocuments(shared);
  if (!common.ok || common.value.documents.some(isOfWholeRoot)) return () => undefined;
  const { documents } = common.value;
  const declared = declaredTopics(common.value, options);
  const overlaid = overlaidNames(documents);
  return (files) => {
    const own = readPart({ ...shared, files });
    if (!own.ok || own.value.documents.some(({ kind }) => kind !== "pipeline")) return undefined;
    const names = new Set(own.value.documents.map(({ value }) => nameOf(value)));
    const part = {
      ...common.value,
      documents: [...documents.map((document) => withOverlaysOf(names, document)), ...own.value.documents],
      files: new Map([...shared.files, ...files]),
    };
    const compiled = compile(part, options);
    const desired: Desired | undefined = compiled.ok ? compiled.value.desired : lower(part, options);
    if (desired === undefined) return undefined;
    const facts = pipelineFacts(own.value.documents, desired, declared);
    const found = compiled.ok ? compiled.warnings : [];
    const warnings = found.filter((one) => unusedTopicOf(one) === undefined);
    if (facts.size !== files.size || !warnings.every((one) => isAbout(one, (file) => files.has(file))))
      return undefined;
    const unused = found.flatMap((one) => unusedTopicOf(one) ?? []);
    return { isValid: compiled.ok, facts, warnings, unused, overlaid, declaredTopics: [...declared] };
  };
}

/** A test names steps of any pipeline, and a change of the prefix depends on all names. */
function isOfWholeRoot({ kind, value }: SourceDocument): boolean {
  if (kind === "cluster")
    return (value as { readonly naming?: { migrateFrom?: unknown } }).naming?.migrateFrom !== undefined;
  return kind === "test" || kind === "pipeline";
}

/** An environment without its overlays of pipelines that aren't in the part, which would seem not to exist. */
function withOverlaysOf(names: ReadonlySet<string>, document: SourceDocument): SourceDocument {
  const { pipelines, ...rest } = document.value as { readonly pipelines?: object };
  if (document.kind !== "environment" || typeof pipelines !== "object" || pipelines === null) return document;
  const kept = Object.fromEntries(Object.entries(pipelines).filter(([name]) => names.has(name)));
  return { ...document, value: { ...rest, pipelines: kept } };
}
