import type { IncomingHttpHeaders } from "node:http";
import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { FailureClass } from "../../failures/failure-class.ts";
import { ProcessingError } from "../../failures/processing-error.ts";
import { targetError } from "./messages.ts";

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface HttpCall {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly timeoutMs: number;
}

/** An answer of this size is no answer to one record, or to a batch of what engines have in memory. */
const maxAnswerBytes = 64 * 1024 * 1024;
const keepAliveMs = 30_000;

/** The connection was not there, or could not be made: the record has nothing to do with it. */
const connectCodes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** Statuses that say nothing of the record: the service is overloaded, or refuses whoever we are. */
const fatalStatuses: ReadonlySet<number> = new Set([401, 403, 405, 407, 429, 503]);
const retriableStatuses: ReadonlySet<number> = new Set([408, 425]);

/** What a status says of the record; undefined for one that is no failure. */
export function classOfStatus(status: number): FailureClass | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (fatalStatuses.has(status) || (status >= 300 && status < 400)) return "fatal";
  return status >= 500 || retriableStatuses.has(status) ? "retriable" : "poison";
}

/** Calls over connections that stay open. */
export class HttpCaller {
  readonly #http: HttpAgent;
  readonly #https: HttpsAgent;

  constructor(maxConnections: number) {
    const options = { keepAlive: true, maxSockets: maxConnections, timeout: keepAliveMs, keepAliveMsecs: keepAliveMs };
    this.#http = new HttpAgent(options);
    this.#https = new HttpsAgent(options);
  }

  /** The whole answer, whatever its status. Rejects with a `ProcessingError` whose class says why there is none. */
  call(call: HttpCall): Promise<HttpAnswer> {
    const { url, method, headers, body, timeoutMs } = call;
    const isTls = url.protocol === "https:";
    const options = {
      method,
      agent: isTls ? this.#https : this.#http,
      headers: { ...headers, "content-length": String(body.length) },
      signal: AbortSignal.timeout(timeoutMs),
    };
    return new Promise<HttpAnswer>((resolve, reject) => {
      const sent = isTls ? httpsRequest(url, options) : httpRequest(url, options);
      sent.on("error", (cause) => reject(callError(cause, call)));
      sent.on("response", (response) => {
        const parts: Buffer[] = [];
        let bytes = 0;
        response.on("data", (part: Buffer) => {
          parts.push(part);
          bytes += part.length;
          if (bytes > maxAnswerBytes) response.destroy(new Error(`the answer is longer than ${maxAnswerBytes} bytes`));
        });
        response.on("error", (cause) => reject(callError(cause, call)));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
        );
      });
      sent.end(body);
    });
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }
}

/** One that broke off may have done so because of the record: that counts as an attempt. */
function callError(cause: NodeJS.ErrnoException, { url, timeoutMs }: HttpCall): ProcessingError {
  if (cause.name === "TimeoutError" || cause.name === "AbortError")
    return new ProcessingError("ProcessorTimeoutError", `no answer in ${timeoutMs} ms`, { retriable: true, cause });
  const code = cause.code ?? "";
  const isFatal = connectCodes.has(code);
  return targetError(isFatal ? "fatal" : "retriable", `${url.host}: ${code || cause.message}`, cause);
}
