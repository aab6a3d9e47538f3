import type { GroupId, PipelineName, StepName, TopicName } from "../model/names.ts";
import type { Slot } from "../model/slot.ts";

/** What a step calls is away. */
export type TargetWait =
  /** Too much of what it was asked has failed: nothing more is sent but probes. */
  | "circuit-open"
  /** It doesn't answer, or refuses us whatever the record is. */
  | "target-unavailable";

/** Why a slot does not move at the moment; it goes on by itself when the reason is gone. */
export type WaitReason =
  /** The operator's group has no offset for the partition yet, and it isn't ours to make one. */
  | "operator-group-without-offset"
  /** The group has live members, which a simple consumer's commit must not overrule. */
  | "group-has-members"
  | "fetch-failed"
  | "produce-failed"
  | "commit-failed"
  /** The bundle or a module can't be read at the moment. */
  | "bundle-unavailable"
  | "start-failed"
  | TargetWait
  /** A bug of the engine's: the slot stays where it is until it is handed over. */
  | "internal-error";

/** Why a slot or a pipeline is not run by this engine at all. */
export type RefusalReason =
  | "modules-denied"
  | "incompatible-bundle"
  | "corrupt-bundle"
  | "topic-not-named"
  | "invalid-processor";

/** What an operator may want to know. Told once per change, not once per attempt. */
export type EngineEvent =
  | {
      readonly kind: "slot-started" | "slot-paused";
      readonly slot: Slot;
      readonly step: StepName;
      readonly offset: bigint;
    }
  | { readonly kind: "slot-waiting"; readonly slot: Slot; readonly reason: WaitReason; readonly message: string }
  | { readonly kind: "slot-recovered"; readonly slot: Slot; readonly reason: WaitReason }
  | { readonly kind: "slot-refused"; readonly slot: Slot; readonly reason: RefusalReason; readonly message: string }
  | {
      readonly kind: "record-dead-lettered";
      readonly slot: Slot;
      readonly step: StepName;
      readonly offset: bigint;
      readonly attempts: number;
      readonly message: string;
    }
  /** Records between `from` and `to` were never read; `lost` is undefined where their number is unknown. */
  | {
      readonly kind: "data-loss";
      readonly slot: Slot;
      /** The slot's own, or one of its retry topics. */
      readonly topic: TopicName;
      readonly group: GroupId;
      readonly from: bigint;
      readonly to: bigint;
      readonly lost: bigint | undefined;
    }
  /** Somebody who owns no slot, an operator, has set the group's offset: the slot goes on there. */
  | {
      readonly kind: "offset-moved";
      readonly slot: Slot;
      readonly topic: TopicName;
      readonly group: GroupId;
      readonly from: bigint;
      readonly to: bigint;
    }
  /** The group's offset was gone, or an earlier owner's late commit: `offset` is written again. */
  | {
      readonly kind: "commit-repaired";
      readonly slot: Slot;
      readonly topic: TopicName;
      readonly group: GroupId;
      readonly found: bigint | undefined;
      readonly offset: bigint;
    }
  /** A hand-over passed its deadline: records from `offset` on may be delivered twice. */
  | { readonly kind: "release-incomplete"; readonly slot: Slot; readonly offset: bigint; readonly pending: number }
  | {
      readonly kind: "pipeline-unavailable";
      readonly pipeline: PipelineName;
      readonly reason: RefusalReason | "bundle-unavailable" | "topics-unavailable";
      readonly message: string;
    }
  | { readonly kind: "topic-missing"; readonly pipeline: PipelineName; readonly topic: TopicName };
