/**
 * The plan: what will change and why, as a value. Pure; no IO.
 *
 * `plan/` compares desired, observed and previous state and orders the changes. May be imported by reconcile, cli
 * and app.
 */
import type { AclBinding } from "../model/acl.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DesiredSubject } from "../model/desired.ts";
import type { Digest, GroupId, PipelineName, Revision, TopicName } from "../model/names.ts";
import type { Span } from "../model/span.ts";
import type { StartPosition } from "../model/start-position.ts";
import type { AccessChange } from "./access/effective-access.ts";
import type { GivenApproval } from "./approvals.ts";
import type { Footprint } from "./footprint.ts";
import type { Precondition } from "./precondition.ts";
import type { PlanGuard } from "./shrink-guard.ts";
import type { Stake } from "./stake.ts";

/** The kinds of change, in the order in which they are applied (design, section 5). */
export const planStepKinds = [
  "create-topic",
  "increase-partitions",
  "alter-config",
  "end-quarantine",
  "grant-acl",
  "register-schema",
  "start-group",
  "publish-bundle",
  "retire-bundle",
  "revoke-acl",
  "delete-offsets",
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
  | {
      readonly kind: "increase-partitions";
      readonly topic: TopicName;
      readonly before: number;
      /** The total number of partitions afterwards. */
      readonly partitions: number;
    }
  | {
      readonly kind: "alter-config";
      readonly topic: TopicName;
      /** What is set on the topic itself now; null where it is the broker's default. */
      readonly before: Readonly<Record<string, string | null>>;
      readonly configs: Readonly<Record<string, string>>;
    }
  /** Takes away the denial under which a topic waits to be deleted. */
  | { readonly kind: "end-quarantine"; readonly topic: TopicName; readonly topicId: string }
  | { readonly kind: "grant-acl"; readonly acl: AclBinding }
  | {
      readonly kind: "register-schema";
      readonly subject: string;
      readonly type: DesiredSubject["type"];
      /** Of the schema's text. */
      readonly digest: Digest;
      /** The subject's latest version; undefined for a new subject. */
      readonly before?: number;
    }
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
  | { readonly kind: "revoke-acl"; readonly acl: AclBinding }
  | {
      readonly kind: "delete-offsets";
      readonly group: GroupId;
      readonly topic: TopicName;
      readonly partitions: readonly number[];
    };

/**
 * Whether a plan step may be applied: at once, only with an approval (what is more than safe), or never, by a policy of
 * the team.
 */
export type Verdict =
  | { readonly kind: "allowed" }
  | { readonly kind: "needs-approval" }
  | { readonly kind: "forbidden"; readonly policy: string };

/** One step of a plan ("plan step", to tell it from a pipeline's step). */
export interface PlanStep {
  /** Stable: the same change in another plan has the same id. */
  readonly id: string;
  readonly change: PlanChange;
  readonly pipelines: readonly PipelineName[];
  readonly risk: Risk;
  readonly reason: string;
  readonly source?: Span;
  /** What must still be so when the plan step is applied: only a related change makes a saved plan stale. */
  readonly precondition: Precondition;
  /** Of the kind, resource, before and after: what an approval is bound to beside the id. */
  readonly digest: Digest;
  readonly verdict: Verdict;
  /** Where it needs one and has it. */
  readonly approval?: GivenApproval;
  /** The revision doesn't ask for it: it is done if somebody approves it, and nothing is held or incomplete without it. */
  readonly isOffered?: true;
  /** What going back to the revision before can't bring back; undefined where it brings back everything. */
  readonly notReverted?: string;
  /** What the broker says is at stake; empty where it wasn't asked. */
  readonly stakes: readonly Stake[];
  /** Why the broker would refuse it, as a request that changes nothing has shown; it is not tried then. */
  readonly refusal?: string;
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
  /** Whether there is anything to do that isn't only offered. */
  readonly hasChanges: boolean;
  /** Stops the whole plan until it is approved. */
  readonly guard?: PlanGuard;
  readonly steps: readonly PlanStep[];
  /** Mismatches, orphans and what blocks a pipeline; errors here keep the plan steps that depend on them out. */
  readonly diagnostics: readonly Diagnostic[];
  readonly blocked: readonly BlockedPipeline[];
  readonly withheld: readonly WithheldChange[];
  /** Who can do what they couldn't, or can't any more, by the rules of Kafka's authorizer. */
  readonly access: readonly AccessChange[];
  /** What it takes of the cluster; absent where the cluster wasn't asked. */
  readonly footprint?: Footprint;
}
