import type { PipelineName } from "../model/names.ts";
import type { BlockedPipeline } from "./plan-document.ts";

/** Collects which pipelines can't be published, and why. */
export class Blockers {
  readonly #reasons = new Map<PipelineName, string[]>();

  block(pipelines: readonly PipelineName[], reason: string): void {
    for (const pipeline of pipelines) this.#reasons.set(pipeline, [...(this.#reasons.get(pipeline) ?? []), reason]);
  }

  has(pipeline: PipelineName): boolean {
    return this.#reasons.has(pipeline);
  }

  /** By name, each with its first reason and the number of the others. */
  list(): readonly BlockedPipeline[] {
    return [...this.#reasons]
      .map(([pipeline, reasons]) => ({ pipeline, reason: summary(reasons.toSorted()) }))
      .toSorted((a, b) => (a.pipeline < b.pipeline ? -1 : 1));
  }
}

const summary = ([first = "", ...others]: readonly string[]): string =>
  others.length === 0 ? first : `${first}, and ${others.length} more`;
