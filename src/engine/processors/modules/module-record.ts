import type { FetchedRecord } from "../../../kafka/reader.ts";
import { recordIdOf } from "../../records/record-id.ts";
import type { ModuleRecord } from "../api.ts";
import type { ProcessorPlace } from "../processor.ts";
import { decodeJson, decodeText } from "../text.ts";

/** A fetched record in the form that modules see; what costs something is made when it is asked for. */
export class LazyModuleRecord implements ModuleRecord {
  readonly #record: FetchedRecord;
  readonly #place: ProcessorPlace;
  #headers: ReadonlyMap<string, Buffer> | undefined;

  constructor(record: FetchedRecord, place: ProcessorPlace) {
    this.#record = record;
    this.#place = place;
  }

  get key(): Buffer | null {
    return this.#record.key ?? null;
  }

  get value(): Buffer | null {
    return this.#record.value ?? null;
  }

  get headers(): ReadonlyMap<string, Buffer> {
    this.#headers ??= new Map(this.#record.headers.map(({ key, value }) => [key.toString("utf8"), value]));
    return this.#headers;
  }

  get id(): string {
    return recordIdOf(this.#place, this.#record);
  }

  get topic(): string {
    return this.#place.topic;
  }

  get partition(): number {
    return this.#place.partition;
  }

  get offset(): bigint {
    return this.#record.offset;
  }

  get timestamp(): number {
    return this.#record.timestampMs;
  }

  text(): string {
    return this.#record.value === undefined ? "" : decodeText(this.#record.value);
  }

  json(): unknown {
    return this.#record.value === undefined ? null : decodeJson(this.#record.value);
  }
}
