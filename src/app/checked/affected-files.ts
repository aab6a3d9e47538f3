import type { PipelineFacts } from "./root-state.ts";

const metricName = (topic: string): string => topic.replaceAll(".", "_");

/**
 * The files that have to be judged together with some: those whose pipelines have the same name, use the same topics
 * (or topics that Kafka's metrics take for the same), or use each other's standard topics, and what these lead to.
 */
export function affectedFiles(
  files: ReadonlyMap<string, readonly PipelineFacts[]>,
  seeds: Iterable<string>,
  namedElsewhere: readonly string[] = [],
): ReadonlySet<string> {
  const affected = new Set<string>(seeds);
  const names = new Set(namedElsewhere);
  const links = new Set<string>();
  const meet = ({ names: own, links: used }: PipelineFacts): void => {
    for (const name of own) names.add(name);
    for (const link of used) links.add(metricName(link));
  };
  for (const file of affected) for (const facts of files.get(file) ?? []) meet(facts);
  for (let before = -1; before !== affected.size;) {
    before = affected.size;
    for (const [file, variants] of files) {
      if (affected.has(file) || !variants.some((facts) => meets(facts, { names, links }))) continue;
      affected.add(file);
      for (const facts of variants) meet(facts);
    }
  }
  return affected;
}

interface Met {
  readonly names: ReadonlySet<string>;
  readonly links: ReadonlySet<string>;
}

function meets(facts: PipelineFacts, { names, links }: Met): boolean {
  if (facts.names.some((name) => names.has(name))) return true;
  const own = facts.links.map(metricName);
  if (own.some((link) => links.has(link) || mentionsOne(link, names))) return true;
  return facts.names.some((name) => [...links].some((link) => mentions(link, name)) || beginsLikeOne(name, names));
}

const mentions = (link: string, name: string): boolean => link.includes(`pipeline_${name}_step_`);

function mentionsOne(link: string, names: ReadonlySet<string>): boolean {
  if (!link.includes("pipeline_")) return false;
  return [...names].some((name) => mentions(link, name));
}

/** Topics of `a` and `a_step_b` can differ in `.` and `_` only. */
function beginsLikeOne(name: string, names: ReadonlySet<string>): boolean {
  return [...names].some((other) => name.startsWith(`${other}_step_`) || other.startsWith(`${name}_step_`));
}
