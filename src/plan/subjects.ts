import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import { compareTexts } from "../model/compare-texts.ts";
import type { DesiredSubject } from "../model/desired.ts";
import type { ObservedSubject } from "../model/observed.ts";
import type { Blockers } from "./blockers.ts";
import type { DraftStep } from "./draft-step.ts";
import { draftStep } from "./draft-step.ts";
import type { PlanInput } from "./plan-input.ts";

/** What is to be done about subjects of the schema registry, and what is only to be said. */
export interface SubjectFindings {
  readonly steps: readonly DraftStep[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Declared schemas that their subjects don't have in any version are registered. One that the registry would refuse, and
 * two schemas for one subject, block the pipelines that need them. Nothing is ever taken out of a registry.
 */
export function planSubjects({ desired, observed, hash }: PlanInput, blockers: Blockers): SubjectFindings {
  const all = desired.subjects ?? [];
  const declared = all.filter(({ imports }) => imports === undefined);
  const unplanned = all.flatMap(({ subject, imports, source: span }) =>
    imports === undefined ? [] : [diagnostic("SLW2062", { subject, imports: imports.join(", ") }, { span })],
  );
  if (declared.length === 0) return { steps: [], diagnostics: unplanned };
  if (observed.subjects === undefined)
    return { steps: [], diagnostics: [...unplanned, diagnostic("SLW2058", { count: declared.length })] };
  const found = new Map(observed.subjects.map((subject) => [subject.subject, subject]));
  const [steps, diagnostics]: [DraftStep[], Diagnostic[]] = [[], unplanned];
  for (const [subject, schemas] of bySubject(declared)) {
    const [schema, other] = schemas;
    const state = found.get(subject);
    if (other !== undefined) {
      const related = [{ message: "declares the other", span: other.source }];
      diagnostics.push(diagnostic("SLW2059", { subject }, { span: schema.source, related }));
      blockers.block(pipelinesOf(schemas), `two schemas are declared for the subject ${subject}`);
    } else if (state?.isRegistered === true) continue;
    else if (state !== undefined && state.conflicts.length > 0) {
      diagnostics.push(refusal(schema, state));
      blockers.block(schema.neededBy, `the registry would refuse the schema of ${subject}`);
    } else steps.push(registration(schema, { latest: state?.latest, hash }));
  }
  return { steps, diagnostics };
}

type Schemas = readonly [DesiredSubject, ...DesiredSubject[]];

function bySubject(declared: readonly DesiredSubject[]): ReadonlyMap<string, Schemas> {
  const schemas = new Map<string, Schemas>();
  for (const one of declared.toSorted((a, b) => compareTexts(orderOf(a), orderOf(b)))) {
    const known = schemas.get(one.subject);
    const isKnown = known?.some(({ type, schema }) => type === one.type && schema === one.schema) === true;
    if (!isKnown) schemas.set(one.subject, known === undefined ? [one] : [...known, one]);
    else schemas.set(one.subject, mergedNeeds(known, one));
  }
  return schemas;
}

const orderOf = ({ subject, type, schema, source }: DesiredSubject): string =>
  JSON.stringify([subject, type, schema, source.file, source.start, source.end]);

/** Two files of the same text are one schema, which the pipelines of both need. */
function mergedNeeds(known: Schemas, { schema, type, neededBy }: DesiredSubject): Schemas {
  const merged = (one: DesiredSubject): DesiredSubject =>
    one.schema === schema && one.type === type
      ? { ...one, neededBy: [...new Set([...one.neededBy, ...neededBy])].toSorted() }
      : one;
  const [first, ...others] = known;
  return [merged(first), ...others.map(merged)];
}

const pipelinesOf = (schemas: Schemas): DesiredSubject["neededBy"] => [
  ...new Set(schemas.flatMap(({ neededBy }) => neededBy)),
];

const refusal = ({ subject, source: span }: DesiredSubject, { conflicts, latest = 0 }: ObservedSubject): Diagnostic =>
  diagnostic("SLW2057", { subject, latest, reason: conflicts.join("; ") }, { span });

function registration(
  { subject, type, schema, neededBy, reason, source }: DesiredSubject,
  { latest, hash }: { readonly latest: number | undefined } & Pick<PlanInput, "hash">,
): DraftStep {
  const digest = hash(new TextEncoder().encode(schema));
  const change = { kind: "register-schema", subject, type, digest } as const;
  return draftStep(latest === undefined ? change : { ...change, before: latest }, {
    pipelines: neededBy,
    reason,
    source,
    notReverted: "the version stays in the registry, where clients may have read it",
  });
}
