import protobuf from "protobufjs";
import type { FetchedRecord } from "../../../kafka/reader.ts";
import { canonicalJson } from "../../../model/canonical-json.ts";
import { processorProto } from "../../../model/generated/processor-proto.ts";
import type { FailureClass } from "../../failures/failure-class.ts";
import { TargetUnavailableError } from "../../failures/failure-class.ts";
import { ProcessingError } from "../../failures/processing-error.ts";
import { recordIdOf } from "../../records/record-id.ts";
import { emissionOf } from "../emitted-record.ts";
import type { Emission, ProcessorPlace } from "../processor.ts";

const { root } = protobuf.parse(processorProto, { keepCase: false });
const requestType = root.lookupType("sluiceway.processor.v1.ProcessRequest");
const responseType = root.lookupType("sluiceway.processor.v1.ProcessResponse");

/** One record, as a service sees it: `ProcessRequest` of `schemas/processor.proto`. */
export interface ProcessRequest {
  readonly sequence: number;
  readonly pipeline: string;
  readonly step: string;
  readonly record: unknown;
  readonly settingsJson: string;
}

/** What a request says beside the record. */
interface RequestFrame {
  readonly sequence: number;
  readonly settingsJson: string;
}

interface WireHeader {
  readonly name?: string;
  readonly value?: Uint8Array;
}

interface WireEmission {
  readonly key?: Uint8Array;
  readonly noKey?: boolean;
  readonly value?: Uint8Array;
  readonly tombstone?: boolean;
  readonly headers?: readonly WireHeader[];
  readonly removedHeaders?: readonly string[];
  readonly output?: string;
}

/** What became of it: `ProcessResponse`. */
export interface ProcessResponse {
  readonly sequence: number;
  readonly emissions?: readonly WireEmission[];
  readonly failure?: { readonly class?: number; readonly message?: string };
}

/** A step's settings as its service is told of them; nothing where it has none. */
export const settingsJsonOf = ({ settings }: { readonly settings?: unknown }): string =>
  settings === undefined ? "" : canonicalJson(settings);

export function requestOf(record: FetchedRecord, place: ProcessorPlace, frame: RequestFrame): ProcessRequest {
  return {
    ...frame,
    pipeline: place.pipeline,
    step: place.step,
    record: {
      id: recordIdOf(place, record),
      topic: place.topic,
      partition: place.partition,
      offset: String(record.offset),
      timestampMs: Math.trunc(record.timestampMs),
      ...(record.key === undefined ? {} : { key: record.key }),
      ...(record.value === undefined ? {} : { value: record.value }),
      headers: record.headers.map(({ key, value }) => ({ name: key.toString("utf8"), value })),
    },
  };
}

export function encodeRequest(request: ProcessRequest): Buffer {
  return Buffer.from(requestType.encode(requestType.fromObject({ ...request })).finish());
}

export function requestToJson(request: ProcessRequest): unknown {
  const message = requestType.fromObject({ ...request });
  return requestType.toObject(message, { bytes: String, longs: String, enums: String });
}

/** Throws on bytes that are no such message. */
export function decodeResponse(bytes: Uint8Array): ProcessResponse {
  return responseType.toObject(responseType.decode(bytes), { enums: Number, bytes: Buffer }) as ProcessResponse;
}

/** Throws on a value that is no such message. */
export function responseFromJson(json: unknown): ProcessResponse {
  if (json === null || typeof json !== "object" || Array.isArray(json)) throw new Error("it is no JSON object");
  const message = responseType.fromObject(json as Record<string, unknown>);
  const problem = responseType.verify(message);
  if (problem !== null) throw new Error(problem);
  return responseType.toObject(message, { enums: Number, bytes: Buffer }) as ProcessResponse;
}

const classes: readonly FailureClass[] = ["retriable", "poison", "fatal"];

/** An error of a service's, in the class that decides what follows. */
export function targetError(failureClass: FailureClass, message: string, cause?: unknown): ProcessingError {
  if (failureClass === "fatal") return new TargetUnavailableError(message, { cause });
  return new ProcessingError("TargetError", message, { retriable: failureClass === "retriable", cause });
}

/** The emissions of an answer. Throws what the service says of a failure, or an `InvalidOutputError`. */
export function emissionsOf({ emissions = [], failure }: ProcessResponse, record: FetchedRecord): readonly Emission[] {
  if (failure !== undefined && failure !== null)
    throw targetError(classes[failure.class ?? 0] ?? "retriable", failure.message ?? "the service gave no message");
  return emissions.map((emission) => {
    const headers: Record<string, Buffer | null> = {};
    for (const name of emission.removedHeaders ?? []) headers[name] = null;
    for (const { name = "", value } of emission.headers ?? []) headers[name] = Buffer.from(value ?? []);
    const emitted = {
      ...choice("key", emission.key, emission.noKey),
      ...choice("value", emission.value, emission.tombstone),
      ...(Object.keys(headers).length === 0 ? {} : { headers }),
    };
    return emissionOf(emitted, record, emission.output || undefined);
  });
}

function choice(name: "key" | "value", given: Uint8Array | undefined, isNone = false): Record<string, unknown> {
  if (isNone) return { [name]: null };
  return given === undefined ? {} : { [name]: given };
}
