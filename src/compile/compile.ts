/**
 * The compiler: from documents to the state that they ask of a cluster, or to what is wrong with them.
 *
 * Pure: no IO, no `node:*`; hashing and the libraries of payload schemas are passed in. `documents/` chooses the documents of an environment, merges overlays
 * and resolves variables, `schema/` checks shapes, `read/` fills names and defaults in, `rules/` and the team's own
 * `policies/` judge, `lower/` makes topics, ACLs, groups and bundles, `tests/` reads what is to be tested. May be imported
 * by reconcile, cli and app.
 */
import type { Checked } from "../diagnostics/checked.ts";
import { checked } from "../diagnostics/checked.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { inOrder } from "../diagnostics/order.ts";
import type { Desired } from "../model/desired.ts";
import { invariant } from "../model/invariant.ts";
import type { Digest } from "../model/names.ts";
import type { Documents, SourceDocument } from "../source/document.ts";
import { selectDocuments } from "./documents/select-documents.ts";
import { sourceTextOf } from "./documents/source-text.ts";
import { lowerConfiguration } from "./lower/lower-configuration.ts";
import { checkPolicies } from "./policies/check-policies.ts";
import { forbiddenChanges } from "./policies/forbidden-changes.ts";
import type { ReadPayloadSchema } from "./payloads/payload-schema.ts";
import { payloadSchemaReader } from "./payloads/payload-schema.ts";
import type { SchemaLibraries } from "./payloads/schema-libraries.ts";
import type { Configuration } from "./read/configuration.ts";
import { readApprovals } from "./read/read-approvals.ts";
import { readConfiguration } from "./read/read-configuration.ts";
import { rules } from "./rules/rules.ts";
import { secretsInClear } from "./rules/secrets-in-clear.ts";
import { readTests } from "./tests/read-tests.ts";
import type { TestCase } from "./tests/test-case.ts";

export interface CompileOptions {
  /** The environment whose overlays apply; none without it. */
  readonly environment?: string | undefined;
  /** SHA-256 of bytes in the form of a digest: bundles and modules are addressed by it. */
  readonly hash: (bytes: Uint8Array) => Digest;
  readonly libraries: SchemaLibraries;
}

/** What a revision compiles to for one environment. */
export interface Compiled {
  readonly desired: Desired;
  /** The connection of the settings that the environment chooses; undefined means the settings' top level. */
  readonly connection: string | undefined;
  /** The documents with `test:`, ready to be run. */
  readonly tests: readonly TestCase[];
}

/**
 * Compiles the documents of a revision. Every mistake is a diagnostic with a code and a place (10xx to 15xx), as many
 * as can be found at once, in the order of files and lines; nothing throws. Equal documents, in any order, give equal
 * bytes.
 */
export function compile(documents: Documents, options: CompileOptions): Checked<Compiled> {
  const found: Diagnostic[] = [...secretsInClear(documents)];
  const result = lowered(documents, { ...options, isLenient: false, report: (one) => found.push(one) });
  if (result !== undefined) {
    for (const rule of rules) found.push(...rule(result));
    found.push(...checkPolicies(result.policies, { ...result, environment: options.environment }));
  }
  const isWrong = (): boolean => found.some((one) => one.severity === "error");
  // A step that is at fault has no topics, and a test of it would seem to be at fault too.
  const tests =
    result === undefined || isWrong() ? [] : readTests(result.tests, { ...result, report: (one) => found.push(one) });
  const hasErrors = isWrong();
  // Once something is wrong, what seems unused may be what the mistake was meant to use.
  const shown = hasErrors ? found.filter((one) => one.severity === "error") : found;
  return checked(inOrder(shown), () => {
    invariant(result, "without diagnostics there is a result");
    return { desired: result.desired, connection: result.connection, tests };
  });
}

/**
 * The cluster and the pipelines as they are for an environment: its overlays merged over them, `spanOf` giving where each
 * value stands. Empty where the cluster or the environment is missing; what is invalid is left out.
 */
export function mergedDocuments(documents: Documents, environment: string | undefined): readonly SourceDocument[] {
  const selected = selectDocuments(documents, { environment, isLenient: false, report: () => undefined });
  return selected === undefined ? [] : [selected.cluster, ...selected.pipelines];
}

/**
 * What an older revision asked of the cluster, for the part of `previous` in a plan (design, section 5): the same
 * lowering without the rules, so that a newer compiler never refuses an older revision. Unknown keys are overlooked and
 * documents that no longer match their schema left out. Undefined where the cluster document or the environment is
 * missing.
 */
export function lower(documents: Documents, options: CompileOptions): Desired | undefined {
  return lowered(documents, { ...options, isLenient: true, report: () => undefined })?.desired;
}

interface Lowered {
  readonly configuration: Configuration;
  readonly desired: Desired;
  readonly readSchema: ReadPayloadSchema;
  readonly policies: readonly SourceDocument[];
  readonly tests: readonly SourceDocument[];
  readonly connection: string | undefined;
}

function lowered(
  documents: Documents,
  options: CompileOptions & { readonly isLenient: boolean; readonly report: (found: Diagnostic) => void },
): Lowered | undefined {
  const { hash, libraries, report } = options;
  const selected = selectDocuments(documents, options);
  if (selected === undefined) return undefined;
  const sourceText = sourceTextOf(documents);
  const configuration = readConfiguration(selected, { report, sourceText });
  const { files } = documents;
  const readSchema = payloadSchemaReader(files, libraries);
  const { policies, tests, connection } = selected;
  const approvals = readApprovals(selected.approvals, options.environment);
  const forbidden = forbiddenChanges(policies, options.environment);
  const context = { files, hash, readSchema, sourceText, approvals, forbidden, report };
  const desired = lowerConfiguration(configuration, context);
  return { configuration, desired, readSchema, policies, tests, connection };
}
