/**
 * The program of a module's worker thread: loads the module and processes what it is sent, several records at a time
 * where `process` gives promises. Knows nothing of Kafka, retries or slots.
 */
import { parentPort, workerData } from "node:worker_threads";
import type { FetchedRecord } from "../../../kafka/reader.ts";
import type { EngineLogger } from "../../options.ts";
import { classOf } from "../../failures/failure-class.ts";
import { asError } from "../../failures/processing-error.ts";
import { LazyAttempt } from "../lazy-attempt.ts";
import type { Emission, Processor } from "../processor.ts";
import type { UncheckedProcess } from "./module-processor.ts";
import { createModuleProcessor } from "./module-processor.ts";
import { packRecords, unpackRecords } from "./packed-records.ts";
import type { FromThread, SentError, ThreadStart, ToThread } from "./thread-messages.ts";
import { longWaitMs } from "./thread-messages.ts";

type ProcessMessage = Extract<ToThread, { readonly kind: "process" }>;

const port = parentPort;
const data = workerData as ThreadStart;
const begun = new Int32Array(data.begun);
const attempts = new Map<number, LazyAttempt>();
const processors = new Map<string, Processor>();

const send = (message: FromThread): void => port?.postMessage(message);

const logTo = (level: keyof EngineLogger) => (fields: Readonly<Record<string, unknown>>, message: string) =>
  send({ kind: "log", level, fields, message });
const logger: EngineLogger = {
  debug: logTo("debug"),
  info: logTo("info"),
  warn: logTo("warn"),
  error: logTo("error"),
};

function processorOf(process: UncheckedProcess, { topic, partition }: ProcessMessage): Processor {
  const key = `${topic}/${partition}`;
  const known = processors.get(key);
  if (known !== undefined) return known;
  const { config, pipeline, step, dataDirectory } = data;
  const place = { pipeline, step, topic, partition };
  const made = createModuleProcessor({ process, config, place, dataDirectory, logger });
  processors.set(key, made);
  return made;
}

function recordOf({ offset, timestampMs, packed }: ProcessMessage): FetchedRecord {
  const [parts] = unpackRecords(packed);
  return { offset, timestampMs, key: parts?.key, value: parts?.value, headers: parts?.headers ?? [] };
}

function sentError(thrown: unknown): SentError {
  const error = asError(thrown);
  return { name: error.name, message: error.message, stack: error.stack ?? "", failureClass: classOf(error) };
}

async function process(module: UncheckedProcess, message: ProcessMessage): Promise<void> {
  const { id } = message;
  Atomics.store(begun, 0, id);
  if (Date.now() - message.sentMs > longWaitMs) send({ kind: "begun", id });
  const attempt = new LazyAttempt();
  attempts.set(id, attempt);
  try {
    const made: readonly Emission[] = await processorOf(module, message).process(recordOf(message), attempt);
    const packed = packRecords(made);
    port?.postMessage({ kind: "done", id, packed } satisfies FromThread, [packed.bytes]);
  } catch (error) {
    send({ kind: "failed", id, error: sentError(error) });
  } finally {
    attempts.delete(id);
  }
}

async function load(): Promise<UncheckedProcess | undefined> {
  try {
    const exports = (await import(data.url)) as Readonly<Record<string, unknown>>;
    if (typeof exports["process"] === "function") return exports["process"] as UncheckedProcess;
    send({ kind: "unloadable", message: "the module has no exported function `process`" });
  } catch (error) {
    send({ kind: "unloadable", message: `the module can't be loaded: ${asError(error).message}` });
  }
  return undefined;
}

const module = await load();
if (module !== undefined) {
  // What was sent before has waited in the port.
  port?.on("message", (message: ToThread) => {
    if (message.kind === "process") void process(module, message);
    else if (message.kind === "ping") send({ kind: "pong", id: message.id });
    else attempts.get(message.id)?.abort(new Error(message.reason));
  });
  send({ kind: "ready" });
}
