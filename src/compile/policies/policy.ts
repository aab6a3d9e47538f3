/**
 * Policies: what a team asks beyond what the compiler does. A closed set of checks over the resolved configuration, one
 * file each; nothing of a policy is ever executed.
 */
import type { PolicyRule } from "../../model/generated/policy.ts";
import type { Span } from "../../model/span.ts";
import type { DocumentPath, SourceDocument } from "../../source/document.ts";
import type { Configuration } from "../read/configuration.ts";

/** One rule of a policy that holds in the chosen environment. */
export interface PolicyCheck {
  readonly rule: PolicyRule;
  readonly document: SourceDocument;
  /** Of the rule in its policy. */
  readonly path: DocumentPath;
  readonly configuration: Configuration;
}

/** What breaks a rule: a sentence, the place in cluster or pipeline, and the part of the rule that it breaks. */
export interface Breach {
  readonly finding: string;
  readonly span: Span;
  readonly rulePath: DocumentPath;
}
