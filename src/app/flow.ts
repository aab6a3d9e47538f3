import { machineClock } from "../embedded/machine-clock.ts";
import type { PartitionLag } from "../operate/lag.ts";
import type { EngineHost } from "./engine-host.ts";
import { lagOf, readPublished } from "./published.ts";
import type { Servers } from "./servers.ts";

/** How far the records of all pipelines are, over all groups and partitions. */
export interface Flow {
  /** Records that their group has committed, and records that there are. */
  readonly done: number;
  readonly total: number;
  /** Partitions of inputs; those of retry topics belong to them. */
  readonly slots: number;
  readonly lag: readonly PartitionLag[];
}

/** Reads committed offsets and ends once, in batched requests. */
async function readFlow(servers: Servers): Promise<Flow> {
  const { bundles } = await readPublished(servers);
  const lag = await lagOf(servers, bundles);
  const inputs = new Set(
    bundles.flatMap(({ steps }) => steps.flatMap((step) => step.inputs.map(({ topic }) => topic))),
  );
  const sum = (of: (one: PartitionLag) => bigint): number => Number(lag.reduce((total, one) => total + of(one), 0n));
  const total = sum(({ start, end }) => end - start);
  const slots = lag.filter(({ topic }) => inputs.has(topic)).length;
  return { done: total - sum(({ records }) => records), total, slots, lag };
}

const pollMs = 100;

export interface DrainOptions {
  readonly signal: AbortSignal;
  readonly onFlow: (flow: Flow) => void;
}

/**
 * Resolves when every record has been processed and committed and every slot has an owner, so that nothing more can
 * come of what is there. Rejects with the signal's reason.
 */
export async function untilDrained(servers: Servers, host: EngineHost, options: DrainOptions): Promise<Flow> {
  for (;;) {
    const flow = await readFlow(servers);
    options.onFlow(flow);
    const isDone = flow.done === flow.total && host.held().length === flow.slots;
    if (isDone && (await isUnchanged(servers, flow))) return flow;
    await machineClock.sleep(pollMs, options.signal);
  }
}

/** What a step was still writing when the ends were read shows in a second look. */
async function isUnchanged(servers: Servers, before: Flow): Promise<boolean> {
  const after = await readFlow(servers);
  return after.done === before.done && after.total === before.total;
}
