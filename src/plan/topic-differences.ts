import type { DesiredTopic } from "../model/desired.ts";
import type { ObservedTopic } from "../model/observed.ts";
import { ownMember } from "./own-member.ts";
import { isSameConfig } from "./same-config.ts";
import { compareTexts } from "../model/compare-texts.ts";

/** One property of a topic that is not as declared; both values as people read them. */
export interface TopicDifference {
  readonly property: string;
  readonly actual: string;
  readonly declared: string;
}

/**
 * How a topic differs from its declaration. Only what is declared is compared, and only against values set on the
 * topic itself: a broker's default is never drift (design, section 5).
 */
export function differences(declared: DesiredTopic, actual: ObservedTopic): readonly TopicDifference[] {
  if (isAlike(declared, actual)) return [];
  const numbers = [
    ["partitions", declared.partitions, actual.partitions],
    ["replication factor", declared.replicationFactor, actual.replicationFactor],
  ] as const;
  const configs = Object.entries(declared.configs)
    .toSorted(([a], [b]) => compareTexts(a, b))
    .map(([key, value]) => [key, value, ownMember(actual.configs, key)] as const);
  return [
    ...numbers.flatMap(([property, want, have]) =>
      want === undefined || want === have ? [] : [{ property, declared: String(want), actual: String(have) }],
    ),
    ...configs.flatMap(([property, want, have]) =>
      have !== undefined && isSameConfig(want, have)
        ? []
        : [{ property, declared: want, actual: have ?? "(broker default)" }],
    ),
  ];
}

/** Most topics of a large cluster are as they should be, to the letter. */
function isAlike(declared: DesiredTopic, actual: ObservedTopic): boolean {
  const isSame = (want: number | undefined, have: number): boolean => want === undefined || want === have;
  if (!isSame(declared.partitions, actual.partitions)) return false;
  if (!isSame(declared.replicationFactor, actual.replicationFactor)) return false;
  return Object.keys(declared.configs).every((key) => declared.configs[key] === ownMember(actual.configs, key));
}
