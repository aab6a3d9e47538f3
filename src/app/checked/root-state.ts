import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Desired } from "../../model/desired.ts";
import type { SourceDocument } from "../../source/document.ts";

/** What the cache knows about one file of a root that was found valid: the summary that others are judged against. */
export interface FileFacts {
  /** Equal ids are equal bytes. */
  readonly id: string;
  /** Undefined for files that all pipelines depend on: cluster, environments, policies, modules. */
  readonly pipelines: PipelineFacts | undefined;
}

/** What there is to know about the pipelines of one file when another file changes. */
export interface PipelineFacts {
  readonly names: readonly string[];
  /**
   * Topics that they use beside their own standard ones, by which they meet other pipelines. A new rule across
   * pipelines that don't share a topic needs its meeting points here.
   */
  readonly links: readonly string[];
  /** How many topics of the desired state are theirs: each topic is counted once. */
  readonly topics: number;
}

/** A root that was found valid, for one environment. */
export interface RootState {
  readonly files: ReadonlyMap<string, FileFacts>;
  readonly warnings: readonly Diagnostic[];
  /** Topics that the cluster declares, which are there whoever uses them. */
  readonly declaredTopics: readonly string[];
}

/** How many pipelines and topics a valid root has. */
export interface Counts {
  readonly pipelines: number;
  readonly topics: number;
}

/** What was kept of a state by an earlier process: asked for what is needed of it, not read as a whole. */
export interface RememberedRoot extends Pick<RootState, "warnings" | "declaredTopics"> {
  readonly counts: Counts;
  /** The files that all pipelines depend on. */
  readonly shared: readonly string[];
  factsOf(path: string): FileFacts | undefined;
  /** The files whose pipelines meet others at a point. */
  filesAt(point: string): readonly string[];
  /** The files that have another id than in a listing, are new there, or gone. */
  changed(ids: ReadonlyMap<string, string>): readonly string[];
}

/** Facts about the files that hold nothing but pipelines, from what these were lowered to. `declared` are the cluster's. */
export function pipelineFacts(
  documents: readonly SourceDocument[],
  desired: Desired,
  declared: ReadonlySet<string>,
): ReadonlyMap<string, PipelineFacts> {
  const { linksOf, topicsOf } = usesOf(desired, declared);
  const facts = new Map<string, PipelineFacts>();
  for (const [file, names] of namesByFile(documents)) {
    const links = names.flatMap((name) => linksOf.get(name) ?? []);
    const topics = names.reduce((sum, name) => sum + (topicsOf.get(name) ?? 0), 0);
    facts.set(file, { names, links, topics });
  }
  return facts;
}

function namesByFile(documents: readonly SourceDocument[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const { file, value } of documents) names.set(file, [...(names.get(file) ?? []), nameOf(value)]);
  for (const { file, kind } of documents) if (kind !== "pipeline") names.delete(file);
  return names;
}

interface Uses {
  readonly linksOf: ReadonlyMap<string, readonly string[]>;
  readonly topicsOf: ReadonlyMap<string, number>;
}

/** By the names of pipelines. */
function usesOf({ topics }: Desired, declared: ReadonlySet<string>): Uses {
  const linksOf = new Map<string, string[]>();
  const topicsOf = new Map<string, number>();
  for (const { name: topic, neededBy } of topics) {
    const [first] = neededBy;
    if (first !== undefined && !declared.has(topic)) topicsOf.set(first, (topicsOf.get(first) ?? 0) + 1);
    for (const pipeline of neededBy) {
      if (neededBy.length === 1 && topic.includes(`pipeline.${pipeline}.step.`)) continue;
      const links = linksOf.get(pipeline);
      if (links === undefined) linksOf.set(pipeline, [topic]);
      else links.push(topic);
    }
  }
  return { linksOf, topicsOf };
}

/** The name of a document of pipelines. */
export function nameOf(value: unknown): string {
  return String((value as Readonly<Record<string, unknown>>)["pipelineName"]);
}

export function countsOf(state: RootState): Counts {
  let [pipelines, topics] = [0, state.declaredTopics.length];
  for (const { pipelines: facts } of state.files.values()) {
    pipelines += facts?.names.length ?? 0;
    topics += facts?.topics ?? 0;
  }
  return { pipelines, topics };
}
