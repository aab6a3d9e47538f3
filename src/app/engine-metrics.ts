import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { EngineCounters, EngineStats, PartitionStats } from "../engine/stats.ts";
import type { ObserveTime } from "../engine/timings.ts";

const counters: Readonly<Record<keyof EngineCounters, readonly [name: string, help: string]>> = {
  recordsIn: ["records_in_total", "Records taken from topics."],
  bytesIn: ["bytes_in_total", "Bytes of the values of records taken from topics."],
  recordsOut: ["records_out_total", "Output records that brokers have acknowledged."],
  bytesOut: ["bytes_out_total", "Bytes of the values of acknowledged output records."],
  retries: ["retries_total", "Failed attempts that were followed by another."],
  postponed: ["postponed_total", "Records that failed and went to a retry topic."],
  errors: ["given_up_total", "Records that no attempt could process."],
  deadLetters: ["dead_letters_total", "Dead letters that brokers have acknowledged."],
  dataLosses: ["data_losses_total", "Times that records were lost before they could be read."],
};

type SlotLabel = "pipeline" | "step" | "topic" | "partition";

/** What is known of each partition that a slot reads: its input, and its retry topics. */
const gauges: readonly (readonly [name: string, help: string, value: (stats: PartitionStats) => number | undefined])[] =
  [
    ["lag_records", "Records between the committed offset and the end of the partition.", lagOf],
    ["lag_seconds", "Age of the next record that has been read and not processed.", (stats) => stats.lagSeconds],
    ["buffered_records", "Records that are read and not processed.", (stats) => stats.buffered],
    ["pending_records", "Records that are taken and not yet settled.", (stats) => stats.pending],
    ["in_flight_bytes", "Bytes that are written and not yet acknowledged.", (stats) => stats.inFlightBytes],
  ];

const breakerStates = { closed: 0, "half-open": 1, open: 2 } as const;
const secondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

function lagOf({ highWatermark, committed }: PartitionStats): number | undefined {
  if (highWatermark === undefined || committed === undefined) return undefined;
  return highWatermark > committed ? Number(highWatermark - committed) : 0;
}

/** The metrics of one engine. Numbers of slots are read when somebody asks; only times are noted as they pass. */
export class EngineMetrics {
  readonly #registry = new Registry();
  readonly #seconds: Histogram<"stage">;
  readonly observe: ObserveTime;

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
    this.#seconds = new Histogram({
      name: "sluiceway_stage_seconds",
      help: "How long an attempt that is waited for, a produce request and a commit take.",
      labelNames: ["stage"],
      buckets: secondsBuckets,
      registers: [this.#registry],
    });
    this.observe = (stage, seconds) => this.#seconds.observe({ stage }, seconds);
  }

  /** Tells what `stats` says from now on. */
  follow(stats: () => EngineStats): void {
    this.#followCounters(stats);
    this.#followSlots(stats);
    this.#followBreakers(stats);
  }

  /** In Prometheus' text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  #followCounters(stats: () => EngineStats): void {
    const registers = [this.#registry];
    for (const [key, [name, help]] of Object.entries(counters)) {
      const read = (): number => stats()[key as keyof EngineCounters];
      const counter = new Counter({
        name: `sluiceway_${name}`,
        help,
        registers,
        collect() {
          counter.reset();
          counter.inc(read());
        },
      });
    }
  }

  #followSlots(stats: () => EngineStats): void {
    const registers = [this.#registry];
    const labelNames = ["pipeline", "step", "topic", "partition"] as const;
    for (const [name, help, valueOf] of gauges) {
      const gauge = new Gauge<SlotLabel>({
        name: `sluiceway_slot_${name}`,
        help,
        labelNames,
        registers,
        collect() {
          gauge.reset();
          for (const [labels, partition] of partitionsOf(stats())) {
            const value = valueOf(partition);
            if (value !== undefined) gauge.set(labels, value);
          }
        },
      });
    }
    const waiting = new Gauge<"pipeline" | "topic" | "partition" | "reason">({
      name: "sluiceway_slot_waiting",
      help: "1 for each reason for which a slot doesn't move.",
      labelNames: ["pipeline", "topic", "partition", "reason"],
      registers,
      collect() {
        waiting.reset();
        for (const { slot, waiting: reasons } of stats().slots)
          for (const { reason } of reasons) waiting.set({ ...slot, reason }, 1);
      },
    });
    const slots = new Gauge<"state">({
      name: "sluiceway_slots",
      help: "Slots that the engine holds, by what they do.",
      labelNames: ["state"],
      registers,
      collect() {
        slots.reset();
        for (const { state } of stats().slots) slots.inc({ state });
      },
    });
  }

  #followBreakers(stats: () => EngineStats): void {
    const labelNames = ["pipeline", "step", "target"] as const;
    const registers = [this.#registry];
    const state = new Gauge<(typeof labelNames)[number]>({
      name: "sluiceway_breaker_state",
      help: "The breaker of a step and what it calls: 0 closed, 1 half open, 2 open.",
      labelNames,
      registers,
      collect() {
        state.reset();
        for (const { pipeline, step, target, state: name } of stats().breakers)
          state.set({ pipeline, step, target }, breakerStates[name]);
      },
    });
    const opened = new Counter<(typeof labelNames)[number]>({
      name: "sluiceway_breaker_opened_total",
      help: "How often a breaker has opened.",
      labelNames,
      registers,
      collect() {
        opened.reset();
        for (const { pipeline, step, target, opened: times } of stats().breakers)
          opened.inc({ pipeline, step, target }, times);
      },
    });
  }
}

function* partitionsOf({
  slots,
}: EngineStats): Iterable<readonly [Record<SlotLabel, string | number>, PartitionStats]> {
  for (const { slot, step = "", tiers, ...own } of slots) {
    yield [{ ...slot, step }, own];
    for (const tier of tiers) yield [{ ...slot, step, topic: tier.topic }, tier];
  }
}
