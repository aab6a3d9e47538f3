import type { PipelineFacts } from "./root-state.ts";

const metricName = (topic: string): string => topic.replaceAll(".", "_");

/**
 * Where pipelines meet: two that share a point have to be judged together. They have the same name, use the same topics
 * (or topics that Kafka's metrics take for the same), or name each other's standard topics; two that share a point can
 * also have nothing to do with each other.
 */
export function meetingPoints({ names, links }: PipelineFacts): ReadonlySet<string> {
  const points = new Set<string>();
  for (const name of names) {
    points.add(pointOf(name));
    // Topics of `a` and `a_step_b` can differ in `.` and `_` only.
    for (const begin of beginnings(name)) points.add(pointOf(begin));
  }
  for (const link of links) {
    const topic = metricName(link);
    points.add(`topic ${topic}`);
    for (let at = topic.indexOf(standard); at !== -1; at = topic.indexOf(standard, at + 1))
      for (const name of beginnings(topic.slice(at + standard.length))) points.add(pointOf(name));
  }
  return points;
}

const standard = "pipeline_";
const pointOf = (pipeline: string): string => `pipeline ${pipeline}`;

/** What stands before each `_step_`: a topic's name doesn't say which one ends the pipeline's. */
function* beginnings(text: string): Iterable<string> {
  for (let at = text.indexOf("_step_"); at !== -1; at = text.indexOf("_step_", at + 1)) yield text.slice(0, at);
}

/** The files that have to be judged together with some, `seeds`, and with the pipelines that are named elsewhere. */
export function affectedFiles(
  files: ReadonlyMap<string, readonly PipelineFacts[]>,
  seeds: Iterable<string>,
  namedElsewhere: readonly string[] = [],
): ReadonlySet<string> {
  const pointsOf = new Map<string, ReadonlySet<string>>();
  for (const [file, variants] of files)
    pointsOf.set(file, new Set(variants.flatMap((facts) => [...meetingPoints(facts)])));
  const filesAt = inverted(pointsOf);
  const affected = new Set(seeds);
  for (const name of namedElsewhere) for (const file of filesAt.get(pointOf(name)) ?? []) affected.add(file);
  // A set's iteration comes to what is added meanwhile.
  for (const file of affected)
    for (const point of pointsOf.get(file) ?? []) {
      for (const other of filesAt.get(point) ?? []) affected.add(other);
      filesAt.delete(point);
    }
  return affected;
}

function inverted(pointsOf: ReadonlyMap<string, ReadonlySet<string>>): Map<string, string[]> {
  const filesAt = new Map<string, string[]>();
  for (const [file, points] of pointsOf) {
    for (const point of points) {
      const known = filesAt.get(point);
      if (known === undefined) filesAt.set(point, [file]);
      else known.push(file);
    }
  }
  return filesAt;
}
