import type { Span } from "../../model/span.ts";
import type { TopicRole } from "../../model/standard-topic.ts";
import type { DocumentPath, SourceDocument } from "../../source/document.ts";
import type { ClusterConfig, PipelineConfig, StepConfig } from "../read/configuration.ts";
import { memberOf } from "../schema/path-text.ts";

/** Where the setting of a step's topic comes from. */
export interface SettingPlace {
  /** From 0, the step's own; greater is farther from the step. */
  readonly level: number;
  /** Undefined where no document declares it. */
  readonly span: Span | undefined;
}

interface Owner {
  readonly step: StepConfig;
  readonly pipeline: PipelineConfig;
  readonly cluster: ClusterConfig;
}

/** The nearest declaration of a setting (`partitions`, `config` and a key of it …) of a step's topic in a role. */
export function settingPlace(role: TopicRole, setting: DocumentPath, owner: Owner): SettingPlace {
  const places = placesOf(role, setting, owner);
  const level = places.findIndex(([document, path]) => path.reduce<unknown>(memberOf, document.value) !== undefined);
  const [document, path] = places[level] ?? [];
  return { level: level === -1 ? places.length : level, span: path && document?.spanOf(path) };
}

function placesOf(role: TopicRole, setting: DocumentPath, owner: Owner): (readonly [SourceDocument, DocumentPath])[] {
  const { step, pipeline, cluster } = owner;
  const isPartitions = setting[0] === "partitions";
  const roles: readonly TopicRole[] = role === "output" ? ["output", "input"] : isPartitions ? ["input"] : [role];
  const isRetention = setting[0] === "retention";
  const ofCluster =
    isRetention && role === "error" ? ["errorRetention"] : isRetention && role === "dead-letter" ? [] : setting;
  const levels = [step.path, ["defaults"]];
  return [
    ...roles.flatMap((own) =>
      levels.map((level) => [pipeline.document, [...level, "topics", own, ...setting]] as const),
    ),
    ...(ofCluster.length === 0 ? [] : [[cluster.document, ["topicDefaults", ...ofCluster]] as const]),
  ];
}
