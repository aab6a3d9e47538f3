import type { FetchedRecord } from "../../../kafka/reader.ts";
import { ProcessingError } from "../../failures/processing-error.ts";
import { recordIdOf } from "../../records/record-id.ts";
import { hasValue } from "../has-value.ts";
import type { Emission, Processor, ProcessorPlace } from "../processor.ts";
import { nothing } from "../processor.ts";
import type { HttpAnswer, HttpCaller } from "./http-caller.ts";
import { classOfStatus } from "./http-caller.ts";
import type { Limiter } from "./limiter.ts";
import type { ProcessResponse } from "./messages.ts";
import { emissionsOf, requestOf, requestToJson, responseFromJson, settingsJsonOf, targetError } from "./messages.ts";

/** `config` of an `http:` processor, as the compiler has checked it. */
export interface HttpConfig {
  readonly method?: "POST" | "PUT";
  readonly headers?: Readonly<Record<string, string>>;
  readonly maxConcurrent?: number;
  /** What the service is told with each record. */
  readonly settings?: unknown;
}

export interface HttpClientOptions {
  readonly caller: HttpCaller;
  readonly limiter: Limiter;
  /** Where the next call goes. Rejects with a `TargetUnavailableError`. */
  readonly url: () => Promise<URL>;
  /** The call couldn't be made there. */
  readonly onUnreachable: () => void;
  readonly batch: number;
  readonly timeoutMs: number;
  readonly config: HttpConfig;
}

interface Waiting {
  readonly record: FetchedRecord;
  readonly place: ProcessorPlace;
  readonly resolve: (emissions: readonly Emission[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Headers of a record that go with it as headers of the request (W3C trace context). */
const carriedHeaders: ReadonlySet<string> = new Set(["traceparent", "tracestate"]);

/**
 * What all slots of one step share to call an HTTP service. With `batch` over 1, records that are processed at the same
 * time (of several slots, or of one with `ordering: key | none`) go together.
 */
export class HttpClient {
  readonly #options: HttpClientOptions;
  #waiting: Waiting[] = [];
  #isScheduled = false;

  constructor(options: HttpClientOptions) {
    this.#options = options;
  }

  process(record: FetchedRecord, place: ProcessorPlace): Promise<readonly Emission[]> {
    if (this.#options.batch === 1) return this.#options.limiter.run(() => this.#callForOne(record, place));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ record, place, resolve, reject });
      if (this.#isScheduled) return;
      this.#isScheduled = true;
      setImmediate(() => {
        this.#isScheduled = false;
        const waiting = this.#waiting;
        this.#waiting = [];
        for (let at = 0; at < waiting.length; at += this.#options.batch)
          void this.#callForMany(waiting.slice(at, at + this.#options.batch));
      });
    });
  }

  async #callForOne(record: FetchedRecord, place: ProcessorPlace): Promise<readonly Emission[]> {
    const answer = await this.#call(record.value ?? Buffer.alloc(0), this.#oneHeaders(record, place));
    if (answer.status === 204) return nothing;
    const type = answer.headers["content-type"];
    const headers =
      type === undefined
        ? record.headers
        : [
            ...record.headers.filter(({ key }) => key.toString("latin1").toLowerCase() !== "content-type"),
            { key: Buffer.from("content-type"), value: Buffer.from(type) },
          ];
    return [{ key: record.key, value: answer.body, headers }];
  }

  #oneHeaders(record: FetchedRecord, place: ProcessorPlace): Record<string, string> {
    const settingsJson = settingsJsonOf(this.#options.config);
    const settings = settingsJson === "" ? {} : { "sluiceway-settings": headerText(settingsJson) };
    return { ...oneHeaders(record, place), ...settings };
  }

  async #callForMany(waiting: readonly Waiting[]): Promise<void> {
    const settingsJson = settingsJsonOf(this.#options.config);
    const requests = waiting.map(({ record, place }, sequence) =>
      requestToJson(requestOf(record, place, { sequence, settingsJson })),
    );
    const body = Buffer.from(JSON.stringify({ requests }));
    try {
      const answer = await this.#options.limiter.run(() => this.#call(body, { "content-type": "application/json" }));
      const responses = responsesOf(answer);
      for (const [sequence, one] of waiting.entries()) settle(one, responses.get(sequence));
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }

  async #call(body: Buffer, headers: Readonly<Record<string, string>>): Promise<HttpAnswer> {
    const { caller, config, timeoutMs, url: next, onUnreachable } = this.#options;
    const url = await next();
    try {
      const method = config.method ?? "POST";
      const answer = await caller.call({ url, method, headers: { ...headers, ...config.headers }, body, timeoutMs });
      const failureClass = classOfStatus(answer.status);
      if (failureClass === undefined) return answer;
      throw targetError(failureClass, `${url.host} answered ${answer.status}${reasonOf(answer)}`);
    } catch (error) {
      onUnreachable();
      throw error;
    }
  }
}

/** Calls the service for each record of one slot. Tombstones pass on unchanged. */
export function createHttpProcessor(client: HttpClient, place: ProcessorPlace, target: string): Processor {
  return { target, process: (record) => (hasValue(record) ? client.process(record, place) : [record]) };
}

function oneHeaders(record: FetchedRecord, place: ProcessorPlace): Record<string, string> {
  const named = new Map(record.headers.map(({ key, value }) => [key.toString("latin1").toLowerCase(), value]));
  const carried = [...named].flatMap(([name, value]) =>
    carriedHeaders.has(name) ? [[name, headerText(value.toString("utf8"))]] : [],
  );
  return {
    "content-type": headerText(named.get("content-type")?.toString("utf8") ?? "application/octet-stream"),
    ...(Object.fromEntries(carried) as Record<string, string>),
    "sluiceway-id": headerText(recordIdOf(place, record)),
    ...(record.key === undefined ? {} : { "sluiceway-key": headerText(record.key.toString("utf8")) }),
    "sluiceway-pipeline": place.pipeline,
    "sluiceway-step": place.step,
    "sluiceway-topic": place.topic,
    "sluiceway-partition": String(place.partition),
    "sluiceway-offset": String(record.offset),
    "sluiceway-timestamp": String(record.timestampMs),
  };
}

/** Headers are printable ASCII: everything else, and the percent sign, is percent-encoded UTF-8. */
function headerText(text: string): string {
  return text.replaceAll(/[^\x20-\x24\x26-\x7e]/gu, (character) => encodeCharacter(character));
}

const encodeCharacter = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");

/** The beginning of a text that explains a refusal. */
function reasonOf({ headers, body }: HttpAnswer): string {
  const isText = /^(?:text\/|application\/(?:problem\+)?json)/.test(headers["content-type"] ?? "");
  const text = isText ? body.subarray(0, 200).toString("utf8").trim() : "";
  return text === "" ? "" : `: ${text}`;
}

function responsesOf({ body }: HttpAnswer): ReadonlyMap<number, ProcessResponse> {
  try {
    const { responses }: { responses?: unknown } = JSON.parse(body.toString("utf8")) as object;
    if (!Array.isArray(responses)) throw new Error("it has no list `responses`");
    return new Map(
      responses.map((json) => responseFromJson(json)).map((response) => [response.sequence ?? 0, response]),
    );
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ProcessingError("InvalidOutputError", `the answer to a batch can't be read: ${reason}`, {
      retriable: true,
      cause,
    });
  }
}

function settle({ record, resolve, reject }: Waiting, response: ProcessResponse | undefined): void {
  try {
    if (response === undefined) throw targetError("retriable", "the answer to a batch leaves the record out");
    resolve(emissionsOf(response, record));
  } catch (error) {
    reject(error);
  }
}
