import type { FetchedRecord, RecordHeader } from "../../kafka/reader.ts";
import type { BundleOutput } from "../../model/bundle.ts";
import type { StepName, TopicName } from "../../model/names.ts";
import type { OutboxEntry, OutboxOwner } from "../outbox/outbox-entry.ts";
import type { PartitionCounts } from "../partitioning/partition-counts.ts";
import { Partitioner } from "../partitioning/partitioner.ts";
import type { Emission } from "../processors/processor.ts";
import { derivedRecordId, recordIdOf, withRecordId } from "../records/record-id.ts";
import { isWriterMark, writerMark } from "../records/writer-mark.ts";
import type { Ticket } from "./offset-tracker.ts";

interface Route {
  readonly output: BundleOutput;
  readonly partitioner: Partitioner;
}

export interface OutputRouterOptions {
  readonly outputs: readonly BundleOutput[];
  readonly step: StepName;
  readonly topic: TopicName;
  readonly partition: number;
  readonly counts: PartitionCounts;
  readonly batchBytes: number;
  readonly owner: OutboxOwner;
  /** The token of the claim, where each record is to be marked with its writer. */
  readonly markToken: number | undefined;
}

/** About what a record adds to a batch beside its key, value and headers. */
const recordOverheadBytes = 24;

/** Turns what a step emitted into records for partitions, with ids. */
export class OutputRouter {
  readonly #options: OutputRouterOptions;
  readonly #routes: readonly Route[];
  readonly #byName: ReadonlyMap<string, readonly Route[]>;

  constructor(options: OutputRouterOptions) {
    this.#options = options;
    const { partition: start, batchBytes: stickyBytes } = options;
    this.#routes = options.outputs.map((output) => ({
      output,
      partitioner: new Partitioner({ partitioning: output.partitioning, start, stickyBytes }),
    }));
    this.#byName = new Map(this.#routes.map((route) => [route.output.name, [route]]));
  }

  /** The writes that a record's emissions ask for. Emissions name only outputs of the step: that was checked before. */
  route(record: FetchedRecord, emissions: readonly Emission[], ticket: Ticket): OutboxEntry[] {
    const entries: OutboxEntry[] = [];
    if (emissions.length === 0 || this.#routes.length === 0) return entries;
    const parent = recordIdOf(this.#options, record);
    for (let index = 0; index < emissions.length; index += 1) {
      const emission = emissions[index];
      if (emission === undefined) continue;
      const headers = this.#headers(record, emission, derivedRecordId(parent, this.#options.step, index));
      const sizeBytes = sizeOf(emission, headers);
      const routes = emission.output === undefined ? this.#routes : (this.#byName.get(emission.output) ?? []);
      for (const route of routes) entries.push(this.#entry(route, { record, emission, headers, sizeBytes, ticket }));
    }
    return entries;
  }

  #headers(record: FetchedRecord, { headers }: Emission, id: string): readonly RecordHeader[] {
    const { markToken } = this.#options;
    if (markToken === undefined) return withRecordId(headers, id);
    const mark = writerMark(this.#options, record.offset, markToken);
    return withRecordId([...headers.filter((header) => !isWriterMark(header)), mark], id);
  }

  #entry({ output, partitioner }: Route, made: Made): OutboxEntry {
    const { key, value } = made.emission;
    const partitions = this.#options.counts.of(output.topic);
    return {
      topic: output.topic,
      partition: partitioner.choose(key, made.sizeBytes, partitions),
      key,
      value,
      headers: made.headers,
      timestampMs: made.record.timestampMs,
      purpose: "output",
      ticket: made.ticket,
      owner: this.#options.owner,
      sizeBytes: made.sizeBytes,
    };
  }
}

interface Made {
  readonly record: FetchedRecord;
  readonly emission: Emission;
  readonly headers: readonly RecordHeader[];
  readonly sizeBytes: number;
  readonly ticket: Ticket;
}

/** About what a record takes in a request. */
export function sizeOf(
  { key, value }: { readonly key: Buffer | undefined; readonly value: Buffer | undefined },
  headers: readonly RecordHeader[],
): number {
  let bytes = recordOverheadBytes + (key?.length ?? 0) + (value?.length ?? 0);
  for (const header of headers) bytes += header.key.length + header.value.length + 2;
  return bytes;
}
