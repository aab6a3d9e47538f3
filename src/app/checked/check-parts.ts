import type { CompileOptions } from "../../compile/compile.ts";
import { inOrder } from "../../diagnostics/order.ts";
import { clusterFile } from "../../source/documents.ts";
import type { FileListing, FileTree } from "../../source/repository.ts";
import { meetingPoints, meetings } from "./affected-files.ts";
import { isAbout } from "./check-change.ts";
import type { PartFindings } from "./part.ts";
import { partChecker } from "./part.ts";
import type { PartThreads } from "./part-threads.ts";
import type { PipelineFacts, RootState } from "./root-state.ts";

/** More files than these in several parts at once aren't worth it: everything is compiled then. */
const maxCrossing = 2000;

export interface PartsOptions {
  readonly compile: CompileOptions;
  readonly filesOfPart: number;
  /** Without them the parts are checked one after the other. */
  readonly threads: PartThreads | undefined;
}

/**
 * The state of a valid root, found out part by part: each part's memory is free before the next, and parts can be
 * checked at once. Pipelines that meet others of another part are checked once more, together. Undefined where that
 * gives no answer, as for whatever is wrong: then everything has to be compiled as a whole, so that the findings of a
 * root come together, and are the same.
 */
export async function checkParts(
  { ids }: FileListing,
  tree: FileTree,
  options: PartsOptions,
): Promise<RootState | undefined> {
  const { shared, parts } = divide(tree, options.filesOfPart);
  if (parts.length < 2) return undefined;
  const check = partChecker(shared, options.compile);
  const found = await (options.threads?.check(shared, parts) ?? parts.map(check));
  const findings = found.flatMap((one) => one ?? []);
  if (findings.length < parts.length) return undefined;
  const together = checkCrossing(tree, findings, check);
  if (together === undefined) return undefined;
  const all = [...findings, ...together.findings];
  const facts = new Map(all.flatMap((part) => [...part.facts]));
  const warnings = warningsOf(findings, together);
  if (warnings === undefined || !isComplete(all, facts)) return undefined;
  return {
    files: new Map([...ids].map(([path, id]) => [path, { id, pipelines: facts.get(path) }])),
    warnings,
    declaredTopics: all[0]?.declaredTopics ?? [],
  };
}

/** Those of the parts about files that could be judged there, and all of the others'. Undefined where one is about both. */
function warningsOf(
  parts: readonly PartFindings[],
  { affected, findings }: Together,
): RootState["warnings"] | undefined {
  const kept = parts.flatMap((part) => part.warnings).filter((one) => !isAbout(one, (path) => affected.has(path)));
  if (!kept.every((one) => isAbout(one, (path) => !affected.has(path)))) return undefined;
  return inOrder([...kept, ...findings.flatMap((one) => one.warnings)]);
}

interface Divided {
  /** What all pipelines depend on. */
  readonly shared: FileTree;
  readonly parts: readonly FileTree["files"][];
}

/** Neighbours stay together: they are likely to be of one team. */
function divide(tree: FileTree, filesOfPart: number): Divided {
  const shared = new Map<string, Uint8Array>();
  const parts: Map<string, Uint8Array>[] = [];
  for (const [path, bytes] of tree.files) {
    if (!looksLikePipelines(path, bytes)) {
      shared.set(path, bytes);
      continue;
    }
    if ((parts.at(-1)?.size ?? filesOfPart) >= filesOfPart) parts.push(new Map());
    parts.at(-1)?.set(path, bytes);
  }
  return { shared: { ...tree, files: shared }, parts };
}

const pipelineKey = /(?:^|[{,]\s*)["']?pipelineName["']?\s*:/m;

/** Only a guess; whoever reads the file finds out. */
function looksLikePipelines(path: string, bytes: Uint8Array): boolean {
  return path !== clusterFile && /\.ya?ml$/.test(path) && pipelineKey.test(Buffer.from(bytes).toString("latin1"));
}

interface Together {
  readonly affected: ReadonlySet<string>;
  /** Of all affected files at once; none where no part meets another. */
  readonly findings: readonly PartFindings[];
}

/** Checks the pipelines together that can't be judged in their parts alone. */
function checkCrossing(
  tree: FileTree,
  parts: readonly PartFindings[],
  check: ReturnType<typeof partChecker>,
): Together | undefined {
  const crossing = crossingFiles(parts);
  if (crossing.size === 0) return { affected: crossing, findings: [] };
  const known = meetings();
  for (const { facts } of parts) for (const [file, one] of facts) known.add(file, one);
  let affected = known.affectedBy(crossing);
  for (;;) {
    if (affected.size > maxCrossing) return undefined;
    const findings = check(new Map([...tree.files].filter(([path]) => affected.has(path))));
    if (findings?.isValid !== true) return undefined;
    for (const [file, one] of findings.facts) known.add(file, one);
    const further = known.affectedBy(affected);
    if (further.size === affected.size) return { affected, findings: [findings] };
    affected = further;
  }
}

/** The files of parts with errors, and those at whose meeting points there are files of different parts. */
function crossingFiles(parts: readonly PartFindings[]): ReadonlySet<string> {
  const crossing = new Set<string>();
  const firstAt = new Map<string, { readonly part: PartFindings; readonly file: string }>();
  for (const part of parts) {
    for (const [file, facts] of part.facts) {
      if (!part.isValid) crossing.add(file);
      for (const point of meetingPoints(facts)) {
        const first = firstAt.get(point);
        if (first === undefined) firstAt.set(point, { part, file });
        else if (first.part !== part) crossing.add(file).add(first.file);
      }
    }
  }
  return crossing;
}

/** Whether every topic that the cluster allows is used by a pipeline, and every overlay has its own. */
function isComplete(all: readonly PartFindings[], facts: ReadonlyMap<string, PipelineFacts>): boolean {
  const names = new Set([...facts.values()].flatMap((one) => one.names));
  const links = new Set([...facts.values()].flatMap((one) => one.links));
  return all.every(
    ({ unused, overlaid }) => overlaid.every((name) => names.has(name)) && unused.every((topic) => links.has(topic)),
  );
}
