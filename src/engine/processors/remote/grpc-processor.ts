import type { FetchedRecord } from "../../../kafka/reader.ts";
import { hasValue } from "../has-value.ts";
import type { Attempt, Emission, Processor, ProcessorPlace } from "../processor.ts";
import { GrpcCaller } from "./grpc-caller.ts";
import { GrpcStream } from "./grpc-stream.ts";
import type { Limiter } from "./limiter.ts";
import { emissionsOf, requestOf, settingsJsonOf } from "./messages.ts";

/** `config` of a `grpc:` processor, as the compiler has checked it. */
export interface GrpcConfig {
  readonly maxConcurrent?: number;
  /** Whether grpc.health.v1 is asked before what has failed is tried again. Default true. */
  readonly healthCheck?: boolean;
  /** What the service is told with each record. */
  readonly settings?: unknown;
}

export interface GrpcClientOptions {
  /** host:port of the next call. Rejects with a `TargetUnavailableError`. */
  readonly address: () => Promise<string>;
  /** The call couldn't be made there. */
  readonly onUnreachable: () => void;
  readonly limiter: Limiter;
  readonly tls: boolean;
  readonly mode: "unary" | "stream";
  readonly timeoutMs: number;
  readonly config: GrpcConfig;
}

const carriedHeaders: ReadonlySet<string> = new Set(["traceparent", "tracestate"]);

/** What all slots of one step share to call a gRPC service: one connection an address. */
export class GrpcClient {
  readonly options: GrpcClientOptions;
  readonly #callers = new Map<string, GrpcCaller>();

  constructor(options: GrpcClientOptions) {
    this.options = options;
  }

  async caller(): Promise<GrpcCaller> {
    const address = await this.options.address();
    const known = this.#callers.get(address);
    if (known !== undefined) return known;
    const caller = new GrpcCaller(address, this.options.tls);
    this.#callers.set(address, caller);
    return caller;
  }

  close(): void {
    for (const caller of this.#callers.values()) caller.close();
  }
}

/** Calls the service for each record of one slot. Tombstones pass on unchanged. */
export function createGrpcProcessor(client: GrpcClient, place: ProcessorPlace, target: string): Processor {
  const { limiter, timeoutMs, mode, config, onUnreachable } = client.options;
  const settingsJson = settingsJsonOf(config);
  const stream = mode === "stream" ? new GrpcStream(() => client.caller()) : undefined;
  const answerTo = async (record: FetchedRecord, attempt: Attempt): Promise<readonly Emission[]> => {
    try {
      const response =
        stream === undefined
          ? await (
              await client.caller()
            ).process(requestOf(record, place, { sequence: 1, settingsJson }), timeoutMs, carriedOf(record))
          : await stream.process((sequence) => requestOf(record, place, { sequence, settingsJson }), attempt.signal);
      return emissionsOf(response, record);
    } catch (error) {
      onUnreachable();
      throw error;
    }
  };
  return {
    target,
    process: (record, attempt) => (hasValue(record) ? limiter.run(() => answerTo(record, attempt)) : [record]),
    ...(config.healthCheck === false
      ? {}
      : { checkHealth: async () => client.caller().then((caller) => caller.checkHealth()) }),
  };
}

/** W3C trace context goes along as metadata; values that are none are left to the record. */
function carriedOf({ headers }: FetchedRecord): Record<string, string> {
  return Object.fromEntries(
    headers.flatMap(({ key, value }) => {
      const [name, text] = [key.toString("latin1").toLowerCase(), value.toString("latin1")];
      return carriedHeaders.has(name) && /^[\x20-\x7e]+$/.test(text) ? [[name, text]] : [];
    }),
  );
}
