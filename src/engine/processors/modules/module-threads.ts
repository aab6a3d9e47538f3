import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Digest } from "../../../model/names.ts";
import { canonicalJson } from "../../../model/canonical-json.ts";
import type { EngineOptions } from "../../options.ts";
import type { Emission, Processor, ProcessorPlace } from "../processor.ts";
import { ModuleStore } from "./module-store.ts";
import { ThreadOfModule } from "./thread-of-module.ts";

/** A step's module as its bundle names it. */
export interface ModuleStep {
  readonly digest: Digest;
  readonly config: unknown;
  readonly threads: number;
}

/** The threads of one step under one revision, shared by its slots. */
interface Pool {
  readonly threads: readonly ThreadOfModule[];
  readonly ready: Promise<unknown>;
  slots: number;
}

/**
 * The threads in which an engine runs modules: each step's own, as many as it asks for. Another revision or configuration
 * is another thread; the last slot that goes ends them.
 */
export class ModuleThreads {
  readonly #options: EngineOptions;
  readonly #store: ModuleStore;
  readonly #pools = new Map<string, Pool>();
  readonly #closing = new Set<Promise<unknown>>();

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#store = new ModuleStore(options);
  }

  /**
   * The processor of one slot, until `ended` is aborted. Rejects with an `InvalidModuleError`, or with what reading the
   * module gave.
   */
  async processor(step: ModuleStep, place: ProcessorPlace, ended: AbortSignal): Promise<Processor> {
    const { pipeline, step: name } = place;
    const key = canonicalJson({ pipeline, name, ...step });
    const url = await this.#store.urlOf(step.digest);
    const dataDirectory = join(this.#options.dataDirectory, "steps", pipeline, name);
    await mkdir(dataDirectory, { recursive: true });
    ended.throwIfAborted();
    const pool = this.#poolOf(key, step.threads, { url, config: step.config, pipeline, step: name, dataDirectory });
    pool.slots += 1;
    let isLeft = false;
    const leave = (): void => {
      if (!isLeft) this.#leave(key, pool);
      isLeft = true;
    };
    ended.addEventListener("abort", leave, { once: true });
    try {
      await pool.ready;
    } catch (error) {
      leave();
      throw error;
    }
    return processorOf(pool, place);
  }

  /** Ends all threads; resolves when they have. */
  async close(): Promise<void> {
    for (const [key, pool] of this.#pools) this.#end(key, pool);
    await Promise.all(this.#closing);
  }

  #poolOf(key: string, threads: number, data: ConstructorParameters<typeof ThreadOfModule>[0]["data"]): Pool {
    const known = this.#pools.get(key);
    if (known !== undefined) return known;
    const { clock, logger, moduleProgram: program } = this.#options;
    const made = Array.from({ length: threads }, () => new ThreadOfModule({ data, clock, logger, program }));
    const ready = Promise.all(made.map((thread) => thread.start()));
    ready.catch(() => undefined);
    const pool = { threads: made, ready, slots: 0 };
    this.#pools.set(key, pool);
    return pool;
  }

  #leave(key: string, pool: Pool): void {
    pool.slots -= 1;
    if (pool.slots === 0) this.#end(key, pool);
  }

  #end(key: string, pool: Pool): void {
    if (this.#pools.get(key) === pool) this.#pools.delete(key);
    const ending = Promise.all(pool.threads.map((thread) => thread.close())).finally(() =>
      this.#closing.delete(ending),
    );
    this.#closing.add(ending);
  }
}

/** Gives each record to the thread that has the least to do; to the partition's own among several of these. */
function processorOf({ threads }: Pool, place: ProcessorPlace): Processor {
  const own = place.partition % threads.length;
  const leastBusy = (): ThreadOfModule | undefined => {
    let best = threads[own];
    for (const thread of threads) if (best === undefined || thread.load < best.load) best = thread;
    return best;
  };
  return {
    target: "the module",
    process: (record, attempt) =>
      new Promise<readonly Emission[]>((resolve, reject) =>
        leastBusy()?.run({ record, place, attempt, resolve, reject }),
      ),
  };
}
