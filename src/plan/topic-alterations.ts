import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { DesiredTopic } from "../model/desired.ts";
import type { ObservedTopic } from "../model/observed.ts";
import { riskOfConfigChange } from "./config-risk.ts";
import type { DraftStep } from "./draft-step.ts";
import { draftStep } from "./draft-step.ts";
import { ownMember } from "./own-member.ts";
import { isSameConfig } from "./same-config.ts";
import { compareTexts } from "../model/compare-texts.ts";

/** What is altered about a topic, and what differs for good. */
export interface TopicAlterations {
  readonly steps: readonly DraftStep[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * How a topic becomes what is declared, under `onMismatch: alter`: more partitions, and the declared keys that differ.
 * Fewer partitions and another replication factor are never planned: the one can't be done, the other moves data
 * between brokers, which is their operator's.
 */
export function alterations(declared: DesiredTopic, actual: ObservedTopic): TopicAlterations {
  const increase = partitionIncrease(declared, actual);
  const configs = configChange(declared, actual);
  return {
    steps: [...(increase === undefined ? [] : [increase]), ...(configs === undefined ? [] : [configs])],
    diagnostics: fixedDifferences(declared, actual),
  };
}

function partitionIncrease({ partitions, ...topic }: DesiredTopic, actual: ObservedTopic): DraftStep | undefined {
  if (partitions === undefined || partitions <= actual.partitions) return undefined;
  return draftStep(
    { kind: "increase-partitions", topic: topic.name, before: actual.partitions, partitions },
    {
      pipelines: topic.neededBy,
      reason: `${partitions} partitions are declared`,
      source: topic.source,
      notReverted: "added partitions stay, and records of one key written before and after lie in two partitions",
    },
  );
}

function configChange(declared: DesiredTopic, actual: ObservedTopic): DraftStep | undefined {
  const changed = Object.entries(declared.configs)
    .filter(([key, value]) => {
      const current = ownMember(actual.configs, key);
      return current === undefined || !isSameConfig(value, current);
    })
    .toSorted(([a], [b]) => compareTexts(a, b));
  if (changed.length === 0) return undefined;
  const before = changed.map(([key]) => [key, ownMember(actual.configs, key) ?? null] as const);
  const { risk, notReverted } = riskOfConfigChange(Object.fromEntries(before), Object.fromEntries(changed));
  return draftStep(
    {
      kind: "alter-config",
      topic: declared.name,
      before: Object.fromEntries(before),
      configs: Object.fromEntries(changed),
    },
    {
      pipelines: declared.neededBy,
      reason: `${changed.map(([key]) => key).join(", ")} ${changed.length === 1 ? "differs" : "differ"} from the declaration`,
      source: declared.source,
      risk,
      ...(notReverted === undefined ? {} : { notReverted }),
    },
  );
}

function fixedDifferences(declared: DesiredTopic, actual: ObservedTopic): readonly Diagnostic[] {
  const { name: topic, partitions, replicationFactor, source: span } = declared;
  const found: Diagnostic[] = [];
  if (partitions !== undefined && partitions < actual.partitions)
    found.push(
      diagnostic(
        "SLW2009",
        { topic, property: "partitions", actual: String(actual.partitions), declared: String(partitions) },
        { span },
      ),
    );
  if (replicationFactor !== undefined && replicationFactor !== actual.replicationFactor)
    found.push(
      diagnostic(
        "SLW2009",
        {
          topic,
          property: "replication factor",
          actual: String(actual.replicationFactor),
          declared: String(replicationFactor),
        },
        { span },
      ),
    );
  return found;
}
