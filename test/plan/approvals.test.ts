import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Approval } from "../../src/model/approval.ts";
import { parsed, parseRevision } from "../../src/model/names.ts";
import { approvalDocuments } from "../../src/plan/approval-documents.ts";
import { unusedApprovals, withApprovals } from "../../src/plan/approvals.ts";
import { planMarkdown } from "../../src/plan/markdown.ts";
import type { Plan } from "../../src/plan/plan-document.ts";
import { plan } from "../../src/plan/plan.ts";
import { nothingBefore } from "../../src/plan/previous.ts";
import { renderPlan } from "../../src/plan/render.ts";
import { compileFiles, rendered, sha256 } from "../compile/compile-text.ts";
import type { ShortDesired } from "./states.ts";
import { desiredState, observedState } from "./states.ts";

const nowMs = Date.parse("2026-03-01T12:00:00Z");
const retirement = "retire-bundle/old";

/** `search` stays, `old` is retired. */
function retiring(desired: ShortDesired = {}): Plan {
  return plan({
    hash: sha256,
    revision: parsed(parseRevision("a".repeat(40))),
    desired: desiredState({ pipelines: { search: "a" }, ...desired }),
    observed: observedState({ published: { search: "b", old: "c" } }),
    previous: { ...nothingBefore, lastApplied: desiredState({ pipelines: { search: "b", old: "c" } }) },
  });
}

/** Approvals as a commit of these documents would give them. */
function approvalsIn(yaml: string, environment?: string): readonly Approval[] {
  const environments = environment === undefined ? "" : `environment: ${environment}\n`;
  const files = { "cluster.yaml": "clusterName: c\n", "approvals.yaml": yaml, "environment.yaml": environments };
  const compiled = compileFiles(files, environment);
  if (!compiled.ok) throw new Error(rendered(compiled, files));
  return compiled.value.desired.approvals ?? [];
}

const texts = { by: "ada@ci-7", expires: "2026-03-08T12:00:00Z", environment: undefined };
const documentOf = (found: Plan): string => approvalDocuments(found, texts) ?? "";
const codesOf = (found: Plan): readonly string[] => found.diagnostics.map(({ code }) => code);
const approvalOf = (found: Plan): unknown => found.steps.find(({ id }) => id === retirement)?.approval;

describe("the documents that a plan prints", () => {
  test("approve, once committed, exactly what waits, and then nothing is left to print", () => {
    const found = retiring();
    const committed = withApprovals(found, approvalsIn(documentOf(found)), nowMs);
    expect(approvalOf(committed)).toEqual({ by: "ada@ci-7", expires: "2026-03-08T12:00:00.000Z" });
    expect(codesOf(committed)).toEqual(codesOf(found));
    expect(approvalDocuments(committed, texts)).toBeUndefined();
    expect(renderPlan(committed)).toContain("caution: approved by ada@ci-7 until 2026-03-08T12:00:00.000Z");
  });

  test("can be read back whatever ids, names and environments hold", () => {
    const text = fc.string({ unit: "grapheme", minLength: 1 }).filter((one) => one.trim() !== "");
    fc.assert(
      fc.property(text, text, fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/), (id, by, environment) => {
        const found = retiring();
        const steps = found.steps.map((step) => (step.id === retirement ? { ...step, id } : step));
        const yaml = approvalDocuments({ ...found, steps }, { ...texts, by, environment }) ?? "";
        const [approval] = approvalsIn(yaml, environment);
        expect([approval?.step, approval?.by]).toEqual([id, by]);
      }),
      { numRuns: 50 },
    );
  });

  test("hold only in the environment that was planned", () => {
    const yaml = approvalDocuments(retiring(), { ...texts, environment: "prod" }) ?? "";
    expect(approvalsIn(yaml, "prod")).toHaveLength(1);
    expect(approvalsIn(yaml.replace("prod", "staging").concat("---\nenvironment: staging\n"), "prod")).toEqual([]);
  });

  test("stand in the comment of a pull request as well", () => {
    const found = retiring();
    const markdown = planMarkdown(found, documentOf(found));
    expect(markdown).toContain("<summary>To approve: commit this</summary>\n\n```yaml\napproval: ");
    expect(planMarkdown(found)).not.toContain("```yaml");
  });
});

describe("an approval in a document", () => {
  const found = retiring();
  const given = (): Approval => {
    const [approval] = approvalsIn(documentOf(found));
    if (approval === undefined) throw new Error("there is one");
    return approval;
  };

  test("that has expired is said at its time, and approves nothing", () => {
    const late = withApprovals(found, [given()], Date.parse("2026-03-08T12:00:00Z"));
    expect(approvalOf(late)).toBeUndefined();
    const said = late.diagnostics.find(({ code }) => code === "SLW2050");
    expect(said).toMatchObject({ severity: "warning", span: given().places?.expires });
    expect(said?.message).toContain("2026-03-08T12:00:00.000Z");
  });

  test("of a plan step that isn't planned, or needs none, is said at its id", () => {
    const applied = { ...found, steps: found.steps.filter(({ id }) => id !== retirement) };
    for (const [approval, plan_] of [
      [given(), applied],
      [{ ...given(), step: "publish-bundle/search" }, found],
    ] as const) {
      const said = withApprovals(plan_, [approval], nowMs).diagnostics.filter(({ code }) => code === "SLW2051");
      expect(said).toMatchObject([{ severity: "warning", span: approval.places?.step }]);
    }
  });

  test("of another before or after is said at its digest, with the one of now", () => {
    const other = { ...given(), digest: sha256(Buffer.from("another")) };
    const said = withApprovals(found, [other], nowMs);
    expect(approvalOf(said)).toBeUndefined();
    const warning = said.diagnostics.find(({ code }) => code === "SLW2052");
    expect(warning?.span).toEqual(given().places?.digest);
    expect(warning?.message).toContain(String(given().digest));
  });

  test("can't help against a policy, and that is said", () => {
    const forbidden = retiring({ forbidden: [{ policy: "calm", severity: "error", actions: ["remove"] }] });
    const judged = withApprovals(forbidden, [given()], nowMs);
    expect(judged.steps.find(({ id }) => id === retirement)?.verdict).toEqual({ kind: "forbidden", policy: "calm" });
    expect(approvalOf(judged)).toBeUndefined();
    expect(codesOf(judged)).toEqual(expect.arrayContaining(["SLW2053", "SLW2055"]));
    expect(approvalDocuments(judged, texts)).toBeUndefined();
  });

  test("from the store, which forgets expired ones, is never complained about", () => {
    const { places: _, ...stored } = given();
    expect(codesOf(withApprovals(found, [{ ...stored, expiresMs: 0 }], nowMs))).toEqual(codesOf(found));
    expect(approvalOf(withApprovals(found, [stored], nowMs))).toMatchObject({ by: "ada@ci-7" });
  });
});

test("a guard of the whole plan is approved as plan steps are", () => {
  const names = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`p${index}`, "a"]));
  const shrunken = plan({
    hash: sha256,
    revision: parsed(parseRevision("a".repeat(40))),
    desired: desiredState({ pipelines: { p0: "a" } }),
    observed: observedState({ published: names }),
    previous: { ...nothingBefore, lastApplied: desiredState({ pipelines: names }) },
  });
  const yaml = documentOf(shrunken);
  expect(yaml).toMatch(/^approval: "guard\/shrunken-state"$/m);
  expect(withApprovals(shrunken, approvalsIn(yaml), nowMs).guard?.approval).toMatchObject({ by: "ada@ci-7" });
});

test("an id given by hand for which nothing asks is said", () => {
  const ids = [retirement, "retire-bundle/odl", "publish-bundle/search"];
  expect(unusedApprovals(ids, retiring()).map(({ code, message }) => [code, message])).toEqual([
    ["SLW2056", expect.stringContaining("--approve retire-bundle/odl ")],
    ["SLW2056", expect.stringContaining("--approve publish-bundle/search ")],
  ]);
});
