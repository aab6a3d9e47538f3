import { describe, expect, test } from "vitest";
import { policySchema } from "../../src/compile/generated/schemas.ts";
import type { ForbiddenChange } from "../../src/model/desired.ts";
import { inForce } from "../../src/plan/forbidden.ts";
import type { Verdict } from "../../src/plan/plan-document.ts";
import { planStepKinds } from "../../src/plan/plan-document.ts";
import { plan } from "../../src/plan/plan.ts";
import { nothingBefore } from "../../src/plan/previous.ts";
import { parsed, parseRevision } from "../../src/model/names.ts";
import { compileFiles, findingsOf, sha256 } from "../compile/compile-text.ts";
import { desiredState, observedState } from "./states.ts";

type Rule = Omit<ForbiddenChange, "policy" | "severity" | "source">;

/** The verdicts on a topic created, a right granted, a pipeline published and another retired. */
function verdicts(rule: Rule): Readonly<Record<string, Verdict["kind"]>> {
  const found = plan({
    hash: sha256,
    revision: parsed(parseRevision("a".repeat(40))),
    desired: desiredState({
      pipelines: { billing: "a" },
      topics: { "billing.events": { neededBy: ["billing"] } },
      acls: { "User:billing read topic billing.events": ["billing"] },
      forbidden: [{ policy: "p", severity: "error", ...rule }],
    }),
    observed: observedState({ published: { old: "c" } }),
    previous: { ...nothingBefore, lastApplied: desiredState({ pipelines: { old: "c" } }) },
  });
  return Object.fromEntries(found.steps.map(({ change, verdict }) => [change.kind, verdict.kind]));
}

const all = { "create-topic": "allowed", "grant-acl": "allowed", "publish-bundle": "allowed" } as const;
const none = { ...all, "retire-bundle": "needs-approval" } as const;

describe("a rule that forbids changes", () => {
  test.each<[string, Rule, Readonly<Record<string, Verdict["kind"]>>]>([
    ["by kind", { kinds: ["grant-acl"] }, { ...none, "grant-acl": "forbidden" }],
    ["by action", { actions: ["remove"] }, { ...all, "retire-bundle": "forbidden" }],
    ["by risk", { risks: ["caution", "destructive"] }, { ...all, "retire-bundle": "forbidden" }],
    [
      "by the name of a topic, also as what an ACL is about",
      { resources: "billing\\..+" },
      { ...none, "create-topic": "forbidden", "grant-acl": "forbidden" },
    ],
    ["by an ACL's principal", { resources: "User:billing" }, { ...none, "grant-acl": "forbidden" }],
    ["by the name of a pipeline", { resources: "old|other" }, { ...all, "retire-bundle": "forbidden" }],
    ["only where all of it is true", { actions: ["remove"], resources: "billing.*" }, none],
    ["not by a part of a name", { resources: "billing\\." }, none],
  ])("%s", (_, rule, expected) => {
    expect(verdicts(rule)).toEqual(expected);
  });

  test("holds from and until its times", () => {
    const source = { file: "p.yaml", start: 0, end: 0 };
    const rule = { policy: "freeze", severity: "error", source, fromMs: 10, untilMs: 20 } as const;
    const holds = (nowMs: number): boolean => inForce([rule], nowMs).length === 1;
    expect([9, 10, 19, 20].map(holds)).toEqual([false, true, true, false]);
    const { fromMs: _, ...open } = rule;
    expect(inForce([open], -1e9)).toHaveLength(1);
    const { untilMs: __, ...endless } = rule;
    expect(inForce([endless], 1e15)).toHaveLength(1);
  });
});

test("a policy can name each kind of plan step", () => {
  const { $defs } = policySchema as { readonly $defs: Readonly<Record<string, { readonly properties: KindsSchema }>> };
  expect($defs["changePattern"]?.properties.kinds.items.enum).toEqual(planStepKinds);
});

interface KindsSchema {
  readonly kinds: { readonly items: { readonly enum: readonly string[] } };
}

describe("policies with such rules", () => {
  const cluster = "clusterName: c\n";
  const policy = (rule: string): string => `policy: p\nrules:\n  - ${rule}\n`;

  test("compile to what the planner judges by, in their environments alone", () => {
    const files = {
      "cluster.yaml": cluster,
      "prod.yaml": "environment: prod\n",
      "p.yaml": policy(
        "{ forbiddenChanges: { kinds: [revoke-acl], from: 2026-12-18, until: '2027-01-04T08:00:00+01:00' }, message: Frozen., environments: [prod] }",
      ),
    };
    const compiled = compileFiles(files, "prod");
    expect(compiled.ok && compiled.value.desired.forbidden).toEqual([
      {
        policy: "p",
        severity: "error",
        kinds: ["revoke-acl"],
        fromMs: Date.parse("2026-12-18T00:00:00Z"),
        untilMs: Date.parse("2027-01-04T07:00:00Z"),
        message: "Frozen.",
        source: expect.objectContaining({ file: "p.yaml" }) as unknown,
      },
    ]);
    const elsewhere = compileFiles(files);
    expect(elsewhere.ok && elsewhere.value.desired.forbidden).toBeUndefined();
  });

  test.each([
    ["{ forbiddenChanges: {} }", "SLW1104"],
    ["{ forbiddenChanges: { kinds: [delete-topic] } }", "SLW1104"],
    ["{ forbiddenChanges: { until: tomorrow } }", "SLW1104"],
    ["{ forbiddenChanges: { until: '2026-12-18T16:00:00' } }", "SLW1104"],
    ["{ forbiddenChanges: { until: 2026-13-40 } }", "SLW1104"],
    ["{ forbiddenChanges: { resources: '(?=a)' } }", "SLW1601"],
    ["{ forbiddenChanges: { risks: [safe] }, names: { steps: a } }", "SLW1104"],
  ])("are refused where they mean nothing: %s", (rule, code) => {
    const found = findingsOf(compileFiles({ "cluster.yaml": cluster, "p.yaml": policy(rule) }));
    expect(found.map((one) => one.code)).toEqual([code]);
  });
});
