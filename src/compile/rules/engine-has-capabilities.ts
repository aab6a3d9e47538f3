import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { engineCapabilities } from "../../model/engine-capabilities.ts";
import { neededCapabilities } from "../lower/capabilities.ts";
import { memberOf } from "../schema/path-text.ts";
import type { Rule } from "./rule.ts";

/** The engines of this version have what pipelines ask of them: those refuse what they lack. Said once a pipeline. */
export const engineHasCapabilities: Rule = function* ({ configuration }) {
  const { cluster } = configuration;
  for (const { document, name, steps, span } of configuration.pipelines) {
    const said = new Set<string>();
    for (const { capability, path } of steps.flatMap(neededCapabilities)) {
      const { words, isAvailable }: { readonly words: string; readonly isAvailable: boolean } =
        engineCapabilities[capability];
      if (isAvailable || said.has(capability)) continue;
      said.add(capability);
      const isDeclared = path.reduce<unknown>(memberOf, document.value) !== undefined;
      const ofPipeline = document.spanOf(capability === "exactly-once" ? ["delivery"] : ["defaults", ...path.slice(2)]);
      const ofCluster = cluster.document.spanOf(["naming", "migrateFrom"]);
      const place = capability === "prefix-migration" ? ofCluster : isDeclared ? document.spanOf(path) : ofPipeline;
      yield diagnostic("SLW1120", { feature: words, pipeline: name }, { span: place ?? span });
    }
  }
};
