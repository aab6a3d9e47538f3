import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { FromThread, ThreadData, ThreadStart, ToThread } from "./thread-messages.ts";

/** What a module may keep in memory, buffers not included: beyond it its thread ends. */
const resourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 };

const builtProgram = new URL("./module-thread.js", import.meta.url);
const sourceProgram = new URL("./module-thread.ts", import.meta.url);

/** Why a thread has ended. */
export interface ThreadEnd {
  readonly name: "ModuleExitError" | "ModuleOutOfMemoryError" | "ModuleCrashError";
  readonly message: string;
}

export interface ThreadListeners {
  readonly onMessage: (message: FromThread) => void;
  /** Called once, whatever ended it. */
  readonly onEnd: (end: ThreadEnd) => void;
  /** A line that the module wrote to its standard output or error. */
  readonly onLine: (line: string) => void;
}

export interface RunningThread {
  /** Whether a record that was sent under this id has not been begun. */
  isWaiting(id: number): boolean;
  send(message: ToThread, transfer?: readonly ArrayBuffer[]): void;
  /** Resolves when the thread has ended. */
  terminate(): Promise<void>;
}

/** Of sources, as the development tools run them, a thread needs their loader first. */
const fromSources = `import("tsx/esm/api").then(({ register }) => {
  register();
  return import(${JSON.stringify(String(sourceProgram))});
})`;

function newWorker(start: ThreadStart, program: URL | undefined): Worker {
  const options = { workerData: start, resourceLimits, execArgv: [], stdout: true, stderr: true };
  const built = program ?? (existsSync(builtProgram) ? builtProgram : undefined);
  return built === undefined ? new Worker(fromSources, { ...options, eval: true }) : new Worker(built, options);
}

function endOf(error: Error & { readonly code?: unknown }): ThreadEnd {
  if (error.code === "ERR_WORKER_OUT_OF_MEMORY")
    return {
      name: "ModuleOutOfMemoryError",
      message: `the module needed more than ${resourceLimits.maxOldGenerationSizeMb} MB`,
    };
  return { name: "ModuleCrashError", message: `the module threw outside of a record: ${error.message}` };
}

/** Starts a worker thread for a module; `program` as in the engine's options. */
export function startThread(
  data: ThreadData,
  program: URL | undefined,
  { onMessage, onEnd, onLine }: ThreadListeners,
): RunningThread {
  const begun = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const worker = newWorker({ ...data, begun: begun.buffer }, program);
  let hasEnded = false;
  const end = (how: ThreadEnd): void => {
    if (hasEnded) return;
    hasEnded = true;
    onEnd(how);
  };
  worker.on("message", onMessage);
  worker.on("error", (error) => end(endOf(error instanceof Error ? error : new Error(String(error)))));
  worker.on("exit", (code) =>
    end({ name: "ModuleExitError", message: `the module ended its thread (exit code ${code})` }),
  );
  for (const stream of [worker.stdout, worker.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      for (const line of text.split("\n")) if (line !== "") onLine(line);
    });
  return {
    isWaiting: (id) => Atomics.load(begun, 0) < id,
    send: (message, transfer = []) => worker.postMessage(message, transfer),
    async terminate() {
      await worker.terminate();
    },
  };
}
