import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { archiveCodes } from "../../src/diagnostics/codes/archive.ts";
import { cleanupCodes } from "../../src/diagnostics/codes/cleanup.ts";
import { codes } from "../../src/diagnostics/codes.ts";
import { positionAt } from "../../src/diagnostics/position.ts";
import { renderDiagnostics } from "../../src/diagnostics/render.ts";
import type { Leftovers } from "../../src/model/leftovers.ts";
import { parsed, parseRevision } from "../../src/model/names.ts";
import type { Span } from "../../src/model/span.ts";
import type { Plan } from "../../src/plan/plan-document.ts";
import { planStepKinds } from "../../src/plan/plan-document.ts";
import type { PlanInput } from "../../src/plan/plan-input.ts";
import { plan } from "../../src/plan/plan.ts";
import { renderPlan } from "../../src/plan/render.ts";
import { planToJson } from "../../src/plan/to-json.ts";
import { applied } from "../support/applied.ts";
import type { ShortDesired, ShortObserved } from "./states.ts";
import { desiredState, observedState } from "./states.ts";
import { sha256 } from "../compile/compile-text.ts";

const root = join(import.meta.dirname, "../golden/plan");
const isUpdate = process.env["UPDATE_GOLDEN"] === "1";
const cases = readdirSync(root).toSorted();
const schema = readFileSync(join(import.meta.dirname, "../../schemas/plan.schema.json"), "utf8");
const isPlan = new Ajv2020({ strict: true, strictRequired: false }).compile(
  JSON.parse(schema) as Record<string, unknown>,
);

interface GoldenCase {
  readonly input: PlanInput;
  readonly textOf: (file: string) => string | undefined;
}

interface ShortPrevious {
  readonly lastApplied?: ShortDesired;
  readonly attempted?: readonly ShortDesired[];
  readonly lost?: readonly string[];
  readonly leftovers?: Leftovers;
}

/** A case is written short in three files, or, where places matter, whole in one, with the texts of its documents. */
function readCase(name: string): GoldenCase {
  const read = <T>(file: string): T | undefined => {
    const path = join(root, name, file);
    return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as T) : undefined;
  };
  const whole = read<PlanInput & { readonly files: Readonly<Record<string, string>> }>("input.json");
  if (whole !== undefined) return { input: { ...whole, hash: sha256 }, textOf: (file) => whole.files[file] };
  const { lastApplied, attempted = [], lost = [], leftovers } = read<ShortPrevious>("previous.json") ?? {};
  const input = {
    hash: sha256,
    revision: parsed(parseRevision("1234567890abcdef1234567890abcdef12345678")),
    desired: desiredState(read<ShortDesired>("desired.json") ?? {}),
    observed: observedState(read<ShortObserved>("observed.json") ?? {}),
    previous: {
      lastApplied: lastApplied === undefined ? undefined : desiredState(lastApplied),
      attempted: attempted.map(desiredState),
      lost: lost.map((text) => parsed(parseRevision(text))),
      ...(leftovers === undefined ? {} : { leftovers }),
    },
  };
  return { input, textOf: () => undefined };
}

/** What a terminal shows: the findings, then the plan. */
function textOfPlan(found: Plan, textOf: GoldenCase["textOf"]): string {
  const placeOf = ({ file, start }: Span): string | undefined => {
    const text = textOf(file);
    return text === undefined ? undefined : `${file}:${positionAt(text, start).line}`;
  };
  const findings = renderDiagnostics(found.diagnostics, { textOf });
  return [...(findings === "" ? [] : [findings]), `${renderPlan(found, { placeOf })}\n`].join("\n\n");
}

function expectFile(path: string, actual: string): void {
  if (isUpdate) writeFileSync(path, actual);
  else expect(existsSync(path) ? readFileSync(path, "utf8") : undefined).toBe(actual);
}

describe.each(cases)("%s", (name) => {
  const { input, textOf } = readCase(name);

  test("gives this text and this document", () => {
    const found = plan(input);
    const document = planToJson(found, textOf);
    expectFile(join(root, name, "plan.txt"), textOfPlan(found, textOf));
    expectFile(join(root, name, "plan.json"), `${JSON.stringify(document, undefined, 2)}\n`);
    isPlan(document);
    expect(isPlan.errors ?? []).toEqual([]);
  });

  test("has nothing to do once it is applied", () => {
    expect(plan({ ...input, observed: applied(input.observed, plan(input).steps) }).steps).toEqual([]);
  });
});

/** What the broker, or whoever runs a plan, has to say beside the planner. */
const fromElsewhere: ReadonlySet<string> = new Set([
  "SLW2010",
  "SLW2011",
  "SLW2013",
  "SLW2014",
  ...Object.keys(archiveCodes),
  ...Object.keys(cleanupCodes).filter((code) => code !== "SLW2035"),
  // What approvals say: test/plan/approvals.test.ts and test/cli/plan.test.ts.
  "SLW2050",
  "SLW2051",
  "SLW2052",
  "SLW2055",
  "SLW2056",
  "SLW2060",
  "SLW2061",
  "SLW2062",
]);

test("every kind of plan step and every code of the planner has a case that shows it", () => {
  const plans = cases.map((name) => plan(readCase(name).input));
  const kinds = new Set(plans.flatMap(({ steps }) => steps.map(({ change }) => change.kind)));
  expect([...kinds].toSorted()).toEqual(planStepKinds.toSorted());
  const shown = new Set(plans.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)));
  const ofPlanner = Object.keys(codes).filter((code) => code.startsWith("SLW20") && !fromElsewhere.has(code));
  expect([...shown].toSorted()).toEqual(ofPlanner.toSorted());
});
