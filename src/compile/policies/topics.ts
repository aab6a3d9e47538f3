import { formatDuration, parseRetention } from "../../model/duration.ts";
import type { TopicLimits } from "../../model/generated/policy.ts";
import { parsed } from "../../model/names.ts";
import type { Span } from "../../model/span.ts";
import { topicRoles } from "../../model/standard-topic.ts";
import type { DocumentPath } from "../../source/document.ts";
import type { ResolvedTopicSettings } from "../lower/topic-settings.ts";
import { customTopicSettings, standardTopicSettings } from "../lower/topic-settings.ts";
import type { Configuration } from "../read/configuration.ts";
import { settingPlace } from "../rules/setting-place.ts";
import { memberOf } from "../schema/path-text.ts";
import type { Breach, PolicyCheck } from "./policy.ts";

/** Settings of created topics that are outside of their limits; one declaration that is wrong for many is given once. */
export function* topicsBreaking({ rule, path, configuration }: PolicyCheck): Iterable<Breach> {
  const limits = limitsOf(rule.topics ?? {});
  const roles = rule.topics?.roles;
  const given = new Set<string>();
  for (const topic of createdTopics(configuration)) {
    if (roles !== undefined && !roles.includes(topic.role)) continue;
    for (const limit of limits) {
      const finding = limit.problem(topic);
      if (finding === undefined) continue;
      const span = topic.placeOf(limit.setting);
      const key = JSON.stringify([span.file, span.start, limit.setting]);
      if (given.has(key)) continue;
      given.add(key);
      yield { finding, span, rulePath: [...path, "topics", ...limit.setting] };
    }
  }
}

interface CreatedTopic {
  readonly what: string;
  readonly role: NonNullable<TopicLimits["roles"]>[number];
  readonly settings: ResolvedTopicSettings;
  /** The nearest declaration, or who has the topic. */
  readonly placeOf: (setting: DocumentPath) => Span;
}

function* createdTopics({ cluster, pipelines }: Configuration): Iterable<CreatedTopic> {
  for (const pipeline of pipelines) {
    for (const step of pipeline.steps) {
      for (const role of topicRoles) {
        yield {
          what: `The ${role} topic of "${step.name}"`,
          role,
          settings: standardTopicSettings(role, step, { cluster, pipeline }),
          placeOf: (setting) => settingPlace(role, setting, { step, pipeline, cluster }).span ?? step.span,
        };
      }
    }
  }
  for (const topic of cluster.topics.values()) {
    const isDeclared = (path: DocumentPath): boolean =>
      path.reduce<unknown>(memberOf, cluster.document.value) !== undefined;
    yield {
      what: `The topic "${topic.name}"`,
      role: "custom",
      settings: customTopicSettings(topic, cluster),
      placeOf: (setting) => {
        const places = [
          [...topic.path, ...setting],
          ["topicDefaults", ...setting],
        ];
        const place = places.find(isDeclared);
        return place === undefined ? topic.span : cluster.document.spanOf(place);
      },
    };
  }
}

interface Limit {
  readonly setting: DocumentPath;
  /** A sentence about a topic outside of the limit. */
  readonly problem: (topic: CreatedTopic) => string | undefined;
}

function limitsOf({ partitions, replicationFactor, retention, config }: TopicLimits): Limit[] {
  const limit = (setting: DocumentPath, range: Bounds | undefined, valueOf: ValueOf): Limit[] =>
    range === undefined ? [] : [{ setting, problem: (topic) => problemOf(topic, { setting, range, ...valueOf }) }];
  return [
    ...limit(["partitions"], partitions, { value: (settings) => settings.partitions, text: String }),
    ...limit(["replicationFactor"], replicationFactor, {
      value: (settings) => settings.replicationFactor,
      text: String,
    }),
    ...limit(["retention"], retention && { min: ms(retention.min), max: ms(retention.max) }, {
      value: (settings) => unlimited(Number(settings.configs["retention.ms"])),
      text: (value) => (value === Infinity ? "-1 (for ever)" : formatDuration(value)),
    }),
    ...Object.entries(config ?? {}).flatMap(([key, range]) =>
      limit(["config", key], range, {
        value: ({ configs }) => (configs[key] === undefined ? undefined : Number(configs[key])),
        text: String,
      }),
    ),
  ];
}

interface Bounds {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

interface ValueOf {
  readonly value: (settings: ResolvedTopicSettings) => number | undefined;
  readonly text: (value: number) => string;
}

function problemOf(
  { what, settings }: CreatedTopic,
  limit: ValueOf & { readonly setting: DocumentPath; readonly range: Bounds },
): string | undefined {
  const { range, text } = limit;
  const name = String(limit.setting.at(-1));
  const value = limit.value(settings);
  if (value === undefined) return `${what} doesn't declare ${name}`;
  if (range.min !== undefined && !(value >= range.min))
    return `${what} has ${name} ${text(value)}, at least ${text(range.min)} is asked for`;
  if (range.max !== undefined && !(value <= range.max))
    return `${what} has ${name} ${text(value)}, at most ${text(range.max)} is allowed`;
  return undefined;
}

const unlimited = (retentionMs: number): number => (retentionMs === -1 ? Infinity : retentionMs);

/** The schema has refused what isn't a retention. */
const ms = (value: string | number | undefined): number | undefined =>
  value === undefined ? undefined : unlimited(parsed(parseRetention(value)));
