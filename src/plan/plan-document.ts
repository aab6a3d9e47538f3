/**
 * The plan: what will change and why, as a value. Pure; no IO.
 *
 * `plan/` compares desired, observed and previous state and orders the changes. May be imported by reconcile, cli
 * and app.
 */
import type { AclBinding } from "../model/acl.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Digest, GroupId, PipelineName, Revision, TopicName } from "../model/names.ts";
import type { Span } from "../model/span.ts";
import type { StartPosition } from "../model/start-position.ts";

/** The kinds of change, in the order in which they are applied (design, section 5). */
export const planStepKinds = [
  "create-topic",
  "grant-acl",
  "start-group",
  "publish-bundle",
  "retire-bundle",
  "revoke-acl",
] as const;
export type PlanStepKind = (typeof planStepKinds)[number];

export type Risk = "safe" | "caution" | "destructive";

/** What an apply does, with everything that it needs to do it. */
export type PlanChange =
  | {
      readonly kind: "create-topic";
      readonly topic: TopicName;
      readonly partitions: number;
      readonly replicationFactor: number;
      readonly configs: Readonly<Record<string, string>>;
    }
  | { readonly kind: "grant-acl"; readonly acl: AclBinding }
  | {
      readonly kind: "start-group";
      readonly group: GroupId;
      readonly topic: TopicName;
      readonly start: StartPosition;
      /** The partitions without an offset. */
      readonly partitions: readonly number[];
    }
  | {
      readonly kind: "publish-bundle";
      readonly pipeline: PipelineName;
      readonly digest: Digest;
      readonly before?: Digest;
    }
  | { readonly kind: "retire-bundle"; readonly pipeline: PipelineName; readonly before: Digest }
  | { readonly kind: "revoke-acl"; readonly acl: AclBinding };

/** One step of a plan ("plan step", to tell it from a pipeline's step). */
export interface PlanStep {
  /** Stable: the same change in another plan has the same id. */
  readonly id: string;
  readonly change: PlanChange;
  readonly pipelines: readonly PipelineName[];
  readonly risk: Risk;
  readonly reason: string;
  readonly source?: Span;
  /** Ids of plan steps without which this one is not tried. */
  readonly dependsOn: readonly string[];
}

/** A change that is due but not in this plan; a later round makes it. */
export interface WithheldChange {
  readonly change: PlanChange;
  readonly reason: string;
}

/** A pipeline that can't be published. It is not started either, and keeps what it has; what it needs is made ready. */
export interface BlockedPipeline {
  readonly pipeline: PipelineName;
  readonly reason: string;
}

/** A versioned document: everything that an apply of one revision to one cluster would do. */
export interface Plan {
  readonly formatVersion: 1;
  readonly revision: Revision;
  readonly clusterId: string;
  readonly hasChanges: boolean;
  readonly steps: readonly PlanStep[];
  /** Mismatches, orphans and what blocks a pipeline; errors here keep the plan steps that depend on them out. */
  readonly diagnostics: readonly Diagnostic[];
  readonly blocked: readonly BlockedPipeline[];
  readonly withheld: readonly WithheldChange[];
}
