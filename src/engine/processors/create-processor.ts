import type { BuiltinProcessorName } from "../../model/builtin-processors.ts";
import { builtinProcessors } from "../../model/builtin-processors.ts";
import type { BundleStep } from "../../model/bundle.ts";
import type { ChunkerConfig } from "./chunker.ts";
import { createChunker } from "./chunker.ts";
import type { FilterConfig } from "./filter.ts";
import { createFilter } from "./filter.ts";
import type { MapConfig } from "./map.ts";
import { createMap } from "./map.ts";
import type { RouteConfig } from "./route.ts";
import type { RemoteClients } from "./remote/remote-clients.ts";
import { createRoute } from "./route.ts";
import type { ModuleThreads } from "./modules/module-threads.ts";
import type { Processor, ProcessorPlace } from "./processor.ts";

const passthrough: Processor = { process: (record) => [record] };

/** The compiler has checked `config` against the schema of the same table. */
const factories: Readonly<Record<BuiltinProcessorName, (config: unknown, place: ProcessorPlace) => Processor>> = {
  passthrough: () => passthrough,
  chunker: (config) => createChunker(config as ChunkerConfig),
  filter: (config, place) => createFilter(config as FilterConfig, place),
  route: (config) => createRoute(config as RouteConfig),
  map: (config, place) => createMap(config as MapConfig, place),
};

const isBuiltin = (name: string): name is BuiltinProcessorName => Object.hasOwn(builtinProcessors, name);

/** A step's processor for one slot, until `ended` is aborted. Rejects where the configuration or the module can't be run. */
export async function createProcessor(
  step: BundleStep,
  place: ProcessorPlace,
  engine: { readonly modules: ModuleThreads; readonly remote: RemoteClients; readonly ended: AbortSignal },
): Promise<Processor> {
  const { processor } = step;
  if (processor.kind === "builtin") {
    if (!isBuiltin(processor.name)) throw new Error(`this engine has no builtin processor "${processor.name}"`);
    return factories[processor.name](processor.config ?? {}, place);
  }
  if (processor.kind !== "module") return engine.remote.processorFor(step, processor, place);
  const module = { digest: processor.digest, config: processor.config ?? {}, threads: step.threads ?? 1 };
  return engine.modules.processor(module, place, engine.ended);
}
