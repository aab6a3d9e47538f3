import type { Clock } from "../../../model/clock.ts";
import type { EngineLogger } from "../../options.ts";
import { InvalidModuleError } from "./invalid-module-error.ts";
import type { ModuleJob } from "./module-jobs.ts";
import { ModuleJobs } from "./module-jobs.ts";
import { packRecords, unpackRecords } from "./packed-records.ts";
import type { FromThread, SentError, ThreadData } from "./thread-messages.ts";
import type { RunningThread, ThreadEnd } from "./worker.ts";
import { startThread } from "./worker.ts";

export interface ThreadOptions {
  readonly data: ThreadData;
  readonly clock: Clock;
  readonly logger: EngineLogger;
  /** As in the engine's options. */
  readonly program: URL | undefined;
}

/** How long a thread may take to answer after an attempt in it was given up: then it is stuck, and is replaced. */
const graceMs = 1_000;

/** One thread of a module, with another in its place whenever it has ended. Starts with the first record. */
export class ThreadOfModule {
  readonly #options: ThreadOptions;
  readonly #jobs = new ModuleJobs();
  #thread: RunningThread | undefined;
  #loaded: { readonly resolve: () => void; readonly reject: (error: Error) => void } | undefined;
  #pings = 0;
  #pongs = 0;
  #isProbing = false;
  #isClosed = false;

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  /** Records under way and waiting. */
  get load(): number {
    return this.#jobs.size;
  }

  /** Starts the thread; rejects with an `InvalidModuleError` where the module can't be loaded. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#loaded = { resolve, reject };
      this.#running();
    });
  }

  run(job: ModuleJob): void {
    const { signal } = job.attempt;
    if (this.#isClosed || signal.aborted) {
      job.reject(new Error("the module's thread is closed"));
      return;
    }
    signal.addEventListener("abort", () => this.#giveUp(job, reasonOf(signal)), { once: true });
    job.attempt.waits(() => this.#isWaiting(job));
    this.#jobs.add(job);
    this.#pump();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of this.#jobs.clear()) job.reject(new Error("the module's thread is closed"));
    this.#loaded?.reject(new Error("the module's thread is closed"));
    await this.#thread?.terminate();
  }

  #isWaiting(job: ModuleJob): boolean {
    const id = this.#jobs.idOf(job);
    return id === undefined || this.#thread?.isWaiting(id) !== false;
  }

  #pump(): void {
    for (const [id, { record, place, attempt }] of this.#jobs.next()) {
      if (this.#isProbing) attempt.paused();
      const { offset, timestampMs } = record;
      const { topic, partition } = place;
      const packed = packRecords([record]);
      const sentMs = this.#options.clock.wallMs();
      this.#running().send({ kind: "process", id, topic, partition, offset, timestampMs, packed, sentMs }, [
        packed.bytes,
      ]);
    }
  }

  #running(): RunningThread {
    if (this.#thread !== undefined) return this.#thread;
    const { data, logger, program } = this.#options;
    const thread = startThread(data, program, {
      onMessage: (message) => {
        if (this.#thread === thread) this.#received(message);
      },
      onEnd: (end) => {
        if (this.#thread === thread) this.#ended(end);
      },
      onLine: (line) => logger.info({ pipeline: data.pipeline, step: data.step }, line),
    });
    this.#thread = thread;
    return thread;
  }

  #received(message: FromThread): void {
    switch (message.kind) {
      case "ready":
        this.#loaded?.resolve();
        return;
      case "unloadable":
        this.#loaded?.reject(new InvalidModuleError(message.message));
        return;
      case "begun":
        this.#jobs.find(message.id)?.attempt.begun();
        return;
      case "pong":
        this.#pongs = message.id;
        return;
      case "log":
        this.#options.logger[message.level](message.fields, message.message);
        return;
      case "done":
      case "failed":
        this.#answered(message);
    }
  }

  #answered(answer: Extract<FromThread, { readonly kind: "done" | "failed" }>): void {
    const job = this.#jobs.ended(answer.id);
    if (answer.kind === "done") job?.resolve(unpackRecords(answer.packed));
    else job?.reject(errorOf(answer.error));
    this.#pump();
  }

  /** The thread has ended by itself. */
  #ended(end: ThreadEnd): void {
    this.#thread = undefined;
    this.#loaded?.reject(new InvalidModuleError(end.message));
    const { pipeline, step } = this.#options.data;
    this.#options.logger.error({ pipeline, step, error: end.name }, end.message);
    const culprit = this.#jobs.threadEnded();
    culprit?.reject(errorOf({ ...end, stack: `${end.name}: ${end.message}`, failureClass: "retriable" }));
    this.#pump();
  }

  /** The module is told, and the thread is looked after: it may be in a loop that never ends. */
  #giveUp(job: ModuleJob, reason: string): void {
    const id = this.#jobs.drop(job);
    if (id === undefined) return;
    this.#thread?.send({ kind: "abort", id, reason });
    this.#pump();
    void this.#probe();
  }

  async #probe(): Promise<void> {
    const thread = this.#thread;
    if (this.#isProbing || this.#isClosed || thread === undefined) return;
    this.#isProbing = true;
    this.#pings += 1;
    const ping = this.#pings;
    thread.send({ kind: "ping", id: ping });
    // As long as the thread may be stuck, time doesn't count for what else is under way.
    for (const { attempt } of this.#jobs.underWay()) attempt.paused();
    await this.#options.clock.sleep(graceMs);
    this.#isProbing = false;
    if (this.#pongs < ping && this.#thread === thread && !this.#isClosed) this.#replace(thread);
    for (const { attempt } of this.#jobs.underWay()) attempt.begun();
  }

  #replace(thread: RunningThread): void {
    const { data, logger } = this.#options;
    const { pipeline, step } = data;
    logger.error({ pipeline, step, error: "ModuleStuckError" }, "the module's thread is stuck, and is replaced");
    this.#thread = undefined;
    void thread.terminate();
    this.#jobs.threadReplaced();
    this.#pump();
  }
}

function reasonOf({ reason }: AbortSignal): string {
  return reason instanceof Error ? reason.message : String(reason);
}

function errorOf({ name, message, stack, failureClass }: SentError): Error {
  const retriable = failureClass !== "poison";
  return Object.assign(new Error(message), { name, stack, retriable, fatal: failureClass === "fatal" });
}
