import type { FetchedRecord } from "../../../kafka/reader.ts";
import type { EngineLogger } from "../../options.ts";
import { ProcessingError } from "../../failures/processing-error.ts";
import type { EmittedRecord, ModuleLogger, ProcessContext, ProcessFunction } from "../api.ts";
import { emissionOf } from "../emitted-record.ts";
import { LazyModuleRecord } from "./module-record.ts";
import type { Attempt, Emission, Processor, ProcessorPlace } from "../processor.ts";

/** A module's `process`, before its results are trusted. */
export type UncheckedProcess = (...given: Parameters<ProcessFunction>) => unknown;

export interface ModuleProcessorOptions {
  readonly process: UncheckedProcess;
  readonly config: unknown;
  readonly place: ProcessorPlace;
  readonly dataDirectory: string;
  readonly logger: EngineLogger;
}

/** The context of one attempt. After the attempt, `emit` refuses: a straggler must not emit into another record. */
class AttemptContext implements ProcessContext {
  readonly config: unknown;
  readonly logger: ModuleLogger;
  readonly pipeline: string;
  readonly step: string;
  readonly partition: number;
  readonly dataDirectory: string;
  readonly #record: FetchedRecord;
  readonly #attempt: Attempt;
  readonly #emissions: Emission[] = [];
  #finished = false;

  constructor(
    options: ModuleProcessorOptions & { readonly moduleLogger: ModuleLogger },
    record: FetchedRecord,
    attempt: Attempt,
  ) {
    this.config = options.config;
    this.logger = options.moduleLogger;
    this.pipeline = options.place.pipeline;
    this.step = options.place.step;
    this.partition = options.place.partition;
    this.dataDirectory = options.dataDirectory;
    this.#record = record;
    this.#attempt = attempt;
    // Modules take `emit` out of the context as often as they call it on it.
    this.emit = this.emit.bind(this);
  }

  get signal(): AbortSignal {
    return this.#attempt.signal;
  }

  emit(record: EmittedRecord, output?: string): void {
    if (this.#finished) throw new ProcessingError("InvalidOutputError", "emit was called after the attempt had ended");
    this.#emissions.push(emissionOf(record, this.#record, output));
  }

  /** Ends the attempt: everything emitted, then everything returned. */
  finish(returned: unknown): readonly Emission[] {
    this.#finished = true;
    if (returned === undefined) return this.#emissions;
    const records: readonly unknown[] = Array.isArray(returned) ? returned : [returned];
    for (const record of records) this.#emissions.push(emissionOf(record, this.#record, undefined));
    return this.#emissions;
  }

  fail(): void {
    this.#finished = true;
  }
}

/** Runs a module's `process` for each record of one slot. */
export function createModuleProcessor(options: ModuleProcessorOptions): Processor {
  const withLogger = { ...options, moduleLogger: moduleLoggerOf(options) };
  return {
    target: "the module",
    process(record, attempt) {
      const context = new AttemptContext(withLogger, record, attempt);
      try {
        const returned = options.process(new LazyModuleRecord(record, options.place), context);
        return isPromiseLike(returned) ? finishLater(returned, context) : context.finish(returned);
      } catch (error) {
        context.fail();
        throw error;
      }
    },
  };
}

async function finishLater(returned: PromiseLike<unknown>, context: AttemptContext): Promise<readonly Emission[]> {
  try {
    return context.finish(await returned);
  } catch (error) {
    context.fail();
    throw error;
  }
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return value !== null && typeof value === "object" && "then" in value && typeof value.then === "function";
}

function moduleLoggerOf({ logger, place }: ModuleProcessorOptions): ModuleLogger {
  const fields = { pipeline: place.pipeline, step: place.step, partition: place.partition };
  return {
    debug: (message) => logger.debug(fields, String(message)),
    info: (message) => logger.info(fields, String(message)),
    warn: (message) => logger.warn(fields, String(message)),
    error: (message) => logger.error(fields, String(message)),
  };
}
