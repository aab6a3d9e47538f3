import type { ClientDuplexStream, ServiceError } from "@grpc/grpc-js";
import { Client, Metadata, credentials, status } from "@grpc/grpc-js";
import protobuf from "protobufjs";
import type { FailureClass } from "../../failures/failure-class.ts";
import type { ProcessingError } from "../../failures/processing-error.ts";
import type { ProcessRequest, ProcessResponse } from "./messages.ts";
import { decodeResponse, encodeRequest, targetError } from "./messages.ts";

const processPath = "/sluiceway.processor.v1.Processor/Process";
const streamPath = "/sluiceway.processor.v1.Processor/ProcessStream";
const healthPath = "/grpc.health.v1.Health/Check";
const maxMessageBytes = 64 * 1024 * 1024;
const healthTimeoutMs = 5_000;

/** grpc.health.v1, of which only this is needed. */
const health = protobuf.parse(`
  syntax = "proto3";
  package grpc.health.v1;
  message HealthCheckRequest { string service = 1; }
  message HealthCheckResponse { int32 status = 1; }
`).root;
const healthRequest = health.lookupType("grpc.health.v1.HealthCheckRequest");
const healthResponse = health.lookupType("grpc.health.v1.HealthCheckResponse");
const serving = 1;

const classes: Readonly<Partial<Record<status, FailureClass>>> = {
  [status.UNAUTHENTICATED]: "fatal",
  [status.PERMISSION_DENIED]: "fatal",
  [status.UNIMPLEMENTED]: "fatal",
  [status.RESOURCE_EXHAUSTED]: "fatal",
  [status.INVALID_ARGUMENT]: "poison",
  [status.FAILED_PRECONDITION]: "poison",
  [status.OUT_OF_RANGE]: "poison",
  [status.NOT_FOUND]: "poison",
  [status.ALREADY_EXISTS]: "poison",
  [status.DATA_LOSS]: "poison",
};

/** A connection that broke off may have done so because of the record: that counts as an attempt. */
const brokenOff = /dropped|ECONNRESET|RST_STREAM|closed|GOAWAY/i;

/** What a status of gRPC says of the record. */
function classOfGrpc(code: status, details: string): FailureClass {
  if (code === status.UNAVAILABLE) return brokenOff.test(details) ? "retriable" : "fatal";
  return classes[code] ?? "retriable";
}

type Duplex = ClientDuplexStream<ProcessRequest, ProcessResponse>;

/** The calls to one address over one connection. */
export class GrpcCaller {
  readonly #client: Client;
  readonly #address: string;

  constructor(address: string, tls: boolean) {
    this.#address = address;
    this.#client = new Client(address, tls ? credentials.createSsl() : credentials.createInsecure(), {
      "grpc.max_receive_message_length": maxMessageBytes,
      "grpc.max_send_message_length": maxMessageBytes,
      // The engine has its own back-off: the library's would make a service that is back look away for minutes.
      "grpc.max_reconnect_backoff_ms": 1_000,
    });
  }

  /** Rejects with a `ProcessingError` whose class says what the status says of the record. */
  process(
    request: ProcessRequest,
    timeoutMs: number,
    carried: Readonly<Record<string, string>>,
  ): Promise<ProcessResponse> {
    const metadata = new Metadata();
    for (const [name, value] of Object.entries(carried)) metadata.set(name, value);
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(
        processPath,
        encodeRequest,
        decodeResponse,
        request,
        metadata,
        { deadline: Date.now() + timeoutMs },
        (error, response) => {
          if (error !== null) reject(this.errorOf(error));
          else if (response === undefined) reject(targetError("retriable", "the service gave no answer"));
          else resolve(response);
        },
      );
    });
  }

  /** A call over which many records go. */
  stream(): Duplex {
    return this.#client.makeBidiStreamRequest(streamPath, encodeRequest, decodeResponse);
  }

  /** Rejects unless the service says that it serves; one that has no health service is taken to be healthy. */
  checkHealth(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(
        healthPath,
        () => Buffer.from(healthRequest.encode(healthRequest.create({})).finish()),
        (bytes: Buffer) => Number((healthResponse.decode(bytes) as unknown as { readonly status: number }).status),
        {},
        { deadline: Date.now() + healthTimeoutMs },
        (error, found) => {
          if (error?.code === status.UNIMPLEMENTED) resolve();
          else if (error !== null) reject(targetError("fatal", `${this.#address}: ${error.details}`, error));
          else if (found === serving) resolve();
          else reject(targetError("fatal", `${this.#address} says that it doesn't serve`));
        },
      );
    });
  }

  errorOf(error: ServiceError): ProcessingError {
    const name = status[error.code] ?? String(error.code);
    return targetError(classOfGrpc(error.code, error.details), `${this.#address}: ${name}: ${error.details}`, error);
  }

  close(): void {
    this.#client.close();
  }
}
