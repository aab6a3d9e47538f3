import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../model/span.ts";
import { formatDuration } from "../../model/duration.ts";
import { standardTopicSettings } from "../lower/topic-settings.ts";
import type { ClusterConfig, PipelineConfig, StepConfig } from "../read/configuration.ts";
import type { DocumentPath, SourceDocument } from "../../source/document.ts";
import { memberOf } from "../schema/path-text.ts";
import type { Rule } from "./rule.ts";

/**
 * Error topics are for looking at failures and keep their records no longer than the step's main topic does
 * (specification, "Error Topic Creation"). One declaration that is wrong for many steps is reported once.
 */
export const errorRetention: Rule = function* ({ configuration }) {
  const { cluster } = configuration;
  const reported = new Set<string>();
  for (const pipeline of configuration.pipelines) {
    for (const step of pipeline.steps) {
      const error = retentionOf("error", step, { cluster, pipeline });
      const main = retentionOf("input", step, { cluster, pipeline });
      const isLonger = main.ms !== -1 && (error.ms === -1 || error.ms > main.ms);
      if (!isLonger) continue;
      // Of the two declarations the nearer one to the step is the exception to the other.
      const [near, far] = error.level <= main.level ? [error, main] : [main, error];
      if (near.span === undefined) continue;
      const place = `${near.span.file}:${near.span.start}`;
      if (reported.has(place)) continue;
      reported.add(place);
      const message =
        far === main ? "declares how long the input keeps them" : "declares how long the error topic keeps them";
      const related = far.span === undefined ? [] : [{ message, span: far.span }];
      yield diagnostic(
        "SLW1314",
        { step: step.name, error: text(error.ms), main: text(main.ms) },
        { span: near.span, related },
      );
    }
  }
};

interface Retention {
  readonly ms: number;
  /** From 0, the step's own, to 3, what no document declares. */
  readonly level: number;
  /** Undefined where it is the default that no document declares. */
  readonly span: Span | undefined;
}

interface Owner {
  readonly cluster: ClusterConfig;
  readonly pipeline: PipelineConfig;
}

function retentionOf(role: "input" | "error", step: StepConfig, owner: Owner): Retention {
  const { cluster, pipeline } = owner;
  const ms = Number(standardTopicSettings(role, step, owner).configs["retention.ms"]);
  const clusterKey = role === "error" ? "errorRetention" : "retention";
  const declared: readonly (readonly [SourceDocument, DocumentPath, boolean])[] = [
    [pipeline.document, [...step.path, "topics", role, "retention"], step.topics[role]?.retention !== undefined],
    [
      pipeline.document,
      ["defaults", "topics", role, "retention"],
      pipeline.topicDefaults[role]?.retention !== undefined,
    ],
    [
      cluster.document,
      ["topicDefaults", clusterKey],
      memberOf(memberOf(cluster.document.value, "topicDefaults"), clusterKey) !== undefined,
    ],
  ];
  const level = declared.findIndex(([, , isDeclared]) => isDeclared);
  const [document, path] = declared[level] ?? [];
  return { ms, level: level === -1 ? declared.length : level, span: path && document?.spanOf(path) };
}

const text = (ms: number): string => (ms === -1 ? "for ever" : `for ${formatDuration(ms)}`);
