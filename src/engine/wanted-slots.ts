import type { WantedSlot } from "../claims/slot-keeper.ts";
import type { Bundle, BundleStep, Manifest } from "../model/bundle.ts";
import type { Digest, PipelineName, TopicName } from "../model/names.ts";
import { fusedSteps } from "./bundle-files.ts";
import type { EngineContext } from "./engine-context.ts";
import { Refusal } from "./refusal.ts";
import type { EngineEvent } from "./events.ts";

type PipelineProblem = Extract<EngineEvent, { readonly kind: "pipeline-unavailable" | "topic-missing" }>;

/**
 * The slots of a manifest: one per partition of each topic that a step reads. What can't be asked at the moment is
 * answered from the last time, so that a broker's absence takes no slot away.
 */
export class WantedSlots {
  readonly #context: EngineContext;
  readonly #counts = new Map<string, number>();
  readonly #slots = new Map<PipelineName, readonly WantedSlot[]>();
  #told = new Set<string>();

  constructor(context: EngineContext) {
    this.#context = context;
  }

  /** Asks for partition counts each time, so that calling it again finds new partitions. Never rejects. */
  async list(manifest: Manifest): Promise<readonly WantedSlot[]> {
    const problems: PipelineProblem[] = [];
    const lists = await Promise.all(
      Object.entries(manifest.pipelines).map(([name, digest]) =>
        this.#ofPipeline(name as PipelineName, digest, problems),
      ),
    );
    this.#tell(problems);
    return lists.flat();
  }

  async #ofPipeline(
    pipeline: PipelineName,
    digest: Digest,
    problems: PipelineProblem[],
  ): Promise<readonly WantedSlot[]> {
    const bundle = await this.#load(digest).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      const reason = error instanceof Refusal ? error.reason : "bundle-unavailable";
      problems.push({ kind: "pipeline-unavailable", pipeline, reason, message });
      return undefined;
    });
    if (bundle === undefined) return this.#kept(pipeline, problems);
    const inputs = bundle.steps.flatMap((step) => step.inputs);
    const topics = inputs.map(({ topic }) => topic);
    const needingModules = this.#moduleTopics(bundle, problems);
    const failure = await this.#count(bundle, topics);
    if (failure !== undefined)
      problems.push({ kind: "pipeline-unavailable", pipeline, reason: "topics-unavailable", message: failure });
    const slots = inputs.flatMap(({ topic, group }) => {
      const partitions = this.#counts.get(countKey(bundle, topic)) ?? 0;
      if (partitions === 0 && failure === undefined) problems.push({ kind: "topic-missing", pipeline, topic });
      const marks = needingModules.has(topic) ? { needsModules: true } : {};
      return Array.from({ length: partitions }, (_, partition) => ({
        slot: { pipeline, topic, partition },
        digest,
        group,
        ...marks,
      }));
    });
    this.#slots.set(pipeline, slots);
    return slots;
  }

  /** While a bundle can't be read, the one before goes on; one that can't be run at all ends it. */
  #kept(pipeline: PipelineName, problems: readonly PipelineProblem[]): readonly WantedSlot[] {
    const isUnavailable = problems.some(
      (problem) =>
        problem.kind === "pipeline-unavailable" &&
        problem.pipeline === pipeline &&
        problem.reason === "bundle-unavailable",
    );
    return isUnavailable ? (this.#slots.get(pipeline) ?? []) : [];
  }

  #load(digest: Digest): Promise<Bundle> {
    return this.#context.bundles.load(digest);
  }

  /**
   * The topics whose records a module sees, in the step that reads them or behind it in the same process. An engine that
   * denies modules says so: others may run them.
   */
  #moduleTopics(bundle: Bundle, problems: PipelineProblem[]): ReadonlySet<TopicName> {
    const steps = bundle.steps.filter(({ processor }) => processor.kind === "module");
    if (this.#context.options.modules === "deny")
      for (const { name } of steps) {
        const message = `step ${name} runs a module, which this engine's settings deny`;
        problems.push({ kind: "pipeline-unavailable", pipeline: bundle.pipeline, reason: "modules-denied", message });
      }
    const runsModule = (step: BundleStep): boolean => fusedSteps(bundle, step).some((one) => steps.includes(one));
    return new Set(bundle.steps.filter(runsModule).flatMap(({ inputs }) => inputs.map(({ topic }) => topic)));
  }

  /** Asks for the counts as the pipeline's principal; returns why that failed. */
  async #count(bundle: Bundle, topics: readonly TopicName[]): Promise<string | undefined> {
    if (topics.length === 0) return undefined;
    try {
      const counts = await this.#context.connections.of(bundle.principal).reader.partitionCounts(topics);
      for (const topic of topics) this.#counts.set(countKey(bundle, topic), counts.get(topic) ?? 0);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** Tells what has not been told since it was last gone. */
  #tell(problems: readonly PipelineProblem[]): void {
    const keys = new Set<string>();
    for (const problem of problems) {
      const key = JSON.stringify({ ...problem, message: undefined });
      keys.add(key);
      if (!this.#told.has(key)) this.#context.tell(problem);
    }
    this.#told = keys;
  }
}

const countKey = (bundle: Bundle, topic: TopicName): string => `${bundle.principal}\n${topic}`;
