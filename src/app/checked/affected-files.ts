import type { PipelineFacts, RememberedRoot } from "./root-state.ts";

const metricName = (topic: string): string => topic.replaceAll(".", "_");

/**
 * Where pipelines meet: two that share a point have to be judged together. They have the same name, use the same topics
 * (or topics that Kafka's metrics take for the same), or name each other's standard topics; two that share a point can
 * also have nothing to do with each other.
 */
export function meetingPoints({ names, links }: PipelineFacts): readonly string[] {
  const points: string[] = [];
  for (const name of names) {
    points.push(pointOf(name));
    // Topics of `a` and `a_step_b` can differ in `.` and `_` only.
    for (const begin of beginnings(name)) points.push(pointOf(begin));
  }
  for (const link of links) {
    const topic = metricName(link);
    points.push(pointOfTopic(link));
    for (let at = topic.indexOf(standard); at !== -1; at = topic.indexOf(standard, at + 1))
      for (const name of beginnings(topic.slice(at + standard.length))) points.push(pointOf(name));
  }
  return points;
}

/** Where those meet that use a topic. */
export const pointOfTopic = (topic: string): string => `topic ${metricName(topic)}`;

const standard = "pipeline_";
const pointOf = (pipeline: string): string => `pipeline ${pipeline}`;

/** What stands before each `_step_`: a topic's name doesn't say which one ends the pipeline's. */
function* beginnings(text: string): Iterable<string> {
  for (let at = text.indexOf("_step_"); at !== -1; at = text.indexOf("_step_", at + 1)) yield text.slice(0, at);
}

/** The files of a root by the points where their pipelines meet others. */
export interface Meetings {
  /** A file can have several sets of facts, as before and after a change: it meets what either of them meets. */
  add(file: string, facts: PipelineFacts): void;
  /** The files that have to be judged together with some, `seeds`, and with the pipelines that are named elsewhere. */
  affectedBy(seeds: Iterable<string>, namedElsewhere?: readonly string[]): ReadonlySet<string>;
}

/** Meetings of the files that are added, and of a root that is remembered. */
export function meetings(before?: Pick<RememberedRoot, "factsOf" | "filesAt">): Meetings {
  const factsOf = new Map<string, PipelineFacts[]>();
  const filesAt = new Map<string, string[]>();
  const pointsOf = (file: string): readonly string[] => {
    const known = before?.factsOf(file)?.pipelines;
    return [...(known === undefined ? [] : [known]), ...(factsOf.get(file) ?? [])].flatMap(meetingPoints);
  };
  const filesMeetingAt = (point: string): readonly string[] => [
    ...(before?.filesAt(point) ?? []),
    ...(filesAt.get(point) ?? []),
  ];
  return {
    add(file, facts) {
      pushTo(factsOf, file, facts);
      for (const point of meetingPoints(facts)) pushTo(filesAt, point, file);
    },
    affectedBy(seeds, namedElsewhere = []) {
      const affected = new Set(seeds);
      for (const name of namedElsewhere) for (const file of filesMeetingAt(pointOf(name))) affected.add(file);
      const seen = new Set<string>();
      // A set's iteration comes to what is added meanwhile.
      for (const file of affected) {
        for (const point of pointsOf(file)) {
          if (seen.has(point)) continue;
          seen.add(point);
          for (const other of filesMeetingAt(point)) affected.add(other);
        }
      }
      return affected;
    },
  };
}

function pushTo<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
