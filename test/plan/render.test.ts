import { describe, expect, test } from "vitest";
import { parsed, parseRevision } from "../../src/model/names.ts";
import { plan } from "../../src/plan/plan.ts";
import { nothingBefore } from "../../src/plan/previous.ts";
import { renderPlan } from "../../src/plan/render.ts";
import type { ShortDesired, ShortObserved } from "./states.ts";
import { desiredState, observedState } from "./states.ts";
import { sha256 } from "../compile/compile-text.ts";

const topic = "pipeline.search.step.chunker.input";
const tag =
  (name: string) =>
  (text: string): string =>
    `<${name}>${text}</${name}>`;
const tags = { add: tag("add"), change: tag("change"), remove: tag("remove"), faint: tag("faint"), bold: tag("bold") };

function rendered(desired: ShortDesired, observed: ShortObserved, revision = "a".repeat(40)): string {
  const before = desiredState({ pipelines: { old: "c" } });
  const found = plan({
    hash: sha256,
    revision: parsed(parseRevision(revision)),
    desired: desiredState(desired),
    observed: observedState(observed),
    previous: { ...nothingBefore, lastApplied: before },
  });
  return renderPlan(found, { style: tags, placeOf: ({ file }) => `${file}:7` });
}

describe("renderPlan", () => {
  test("colours symbols by what they do, and the reason with its place less than the change", () => {
    const text = rendered(
      { pipelines: { search: "b" }, topics: { [topic]: { neededBy: ["search"] } } },
      { published: { search: "a", old: "c" } },
    );
    expect(text).toContain(`  <add>+</add> create topic ${topic}`);
    expect(text).toContain("<faint># a step has it, pipelines.yaml:7</faint>");
    expect(text).toContain("  <change>~</change> publish search");
    expect(text).toContain("  <remove>-</remove> retire old");
    expect(text).toContain("<bold>search</bold>\n");
  });

  test("shows milliseconds as people count them too, and what isn't a duration as it is", () => {
    const configs = { "retention.ms": "5400000", "segment.bytes": "1024", "delete.retention.ms": "-1" };
    const text = rendered({ topics: { [topic]: { configs } } }, {});
    expect(text).toContain("delete.retention.ms=-1, retention.ms=5400000 (1h30m), segment.bytes=1024 ");
  });

  test("claims that the cluster matches only where nothing differs", () => {
    const desired = { topics: { [topic]: { partitions: 2 } } };
    const same = rendered(desired, { topics: { [topic]: { partitions: 2 } } });
    expect(same).toBe("<bold>No changes.</bold> The cluster matches revision aaaaaaaaaaaa.");
    const other = rendered(desired, { topics: { [topic]: { partitions: 3 } } });
    expect(other).toBe("<bold>No changes.</bold> Revision aaaaaaaaaaaa is applied; 1 finding left to people.");
  });

  test("names the revision of a folder so that it can be told apart", () => {
    expect(rendered({ pipelines: { old: "c" } }, { published: { old: "c" } }, `dir-${"b".repeat(40)}`)).toContain(
      "matches revision dir-bbbbbbbbbbbb.",
    );
  });
});
