import { expect, test } from "vitest";
import { parsed, parseRevision } from "../../src/model/names.ts";
import { withBrokerAnswers } from "../../src/plan/broker-answers.ts";
import { plan } from "../../src/plan/plan.ts";
import { planToJson } from "../../src/plan/to-json.ts";
import { sha256 } from "../compile/compile-text.ts";
import { desiredState, observedState } from "./states.ts";

const topic = "pipeline.search.step.chunker.input";
const planned = plan({
  revision: parsed(parseRevision("0".repeat(40))),
  desired: desiredState({ pipelines: { search: "a" }, topics: { [topic]: { neededBy: ["search"] } } }),
  observed: observedState({}),
  previous: { lastApplied: undefined, attempted: [], lost: [] },
  hash: sha256,
});
const id = `create-topic/${topic}`;

test("what is at stake stands on its plan step alone, and changes no digest", () => {
  const stake = { kind: "partition-limit", replicas: 3_900, limit: 4_000 } as const;
  const { steps } = withBrokerAnswers(planned, { stakes: new Map([[id, [stake]]]), refusals: new Map() });
  expect(steps.map((step) => step.stakes)).toEqual([[stake], []]);
  expect(steps.map(({ digest }) => digest)).toEqual(planned.steps.map(({ digest }) => digest));
});

test("what the broker would refuse is an error of the plan", () => {
  const reason = "the topic is marked for deletion";
  const found = withBrokerAnswers(planned, { stakes: new Map(), refusals: new Map([[id, reason]]) });
  expect(found.diagnostics).toMatchObject([{ code: "SLW2010", severity: "error" }]);
  expect(planToJson(found, () => undefined).steps[0]).toMatchObject({ id, refusal: reason });
});
