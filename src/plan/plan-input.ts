import type { Desired } from "../model/desired.ts";
import type { Digest, Revision } from "../model/names.ts";
import type { Observed } from "../model/observed.ts";
import type { Previous } from "./previous.ts";

/** Everything that a plan is made from. */
export interface PlanInput {
  readonly revision: Revision;
  readonly desired: Desired;
  readonly observed: Observed;
  readonly previous: Previous;
  /** SHA-256 of bytes in the form of a digest: approvals are bound to it. */
  readonly hash: (bytes: Uint8Array) => Digest;
}
